"""Splink over DuckDB links rows.csv to persons.csv (no identity numbers): learns, links, writes row, person, probability.

Columns of both files: unique_id, name, surname, sound, sex, birth, phone, address. `sound` is the name's pinyin, made
by the caller: Splink has no comparison for Chinese names of its own.
"""
import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import logging

logging.disable(logging.CRITICAL)
import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

folder, threads, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def read(connection, name):
    return connection.sql(
        f"select * from read_csv('{folder}/{name}.csv', all_varchar=true, header=true, nullstr='')"
    ).df()


def settings():
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("sound"),
            cll.LevenshteinLevel("name", 1),
            cll.ExactMatchLevel("surname"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            name,
            cl.ExactMatch("sex"),
            cl.LevenshteinAtThresholds("birth", [1, 2]),
            cl.LevenshteinAtThresholds("phone", 1),
            cl.LevenshteinAtThresholds("address", [3]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("sound", "substr(birth, 1, 4)"),
            block_on("sound", "substr(birth, 6)"),
            block_on("birth", "sex"),
            block_on("phone"),
            block_on("address", "surname"),
        ],
        retain_matching_columns=False,
        max_iterations=20,
    )


def link(persons, rows):
    """One whole run: tables registered, rates learned, pairs scored."""
    api = DuckDBAPI(duckdb.connect(config={"threads": threads}))
    tables = [
        api.register(persons, dataset_display_name="a_persons"),
        api.register(rows, dataset_display_name="b_rows"),
    ]
    linker = Linker(tables, settings(), log_level=50)
    linker.training.estimate_probability_two_random_records_match([block_on("name", "birth")], recall=0.85)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in [block_on("birth", "sex"), block_on("name")]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    return linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()


files = duckdb.connect()
persons, rows = read(files, "persons"), read(files, "rows")
times = []
for _ in range(runs):
    start = time.perf_counter()
    frame = link(persons, rows)
    times.append((time.perf_counter() - start) * 1000)

best = frame.sort_values("match_probability", ascending=False).drop_duplicates("unique_id_r")
best[["unique_id_r", "unique_id_l", "match_probability"]].to_csv(
    os.path.join(folder, "links.csv"), index=False, header=False
)
print(json.dumps({"name": "splink (DuckDB)", "version": f"{splink.__version__}, DuckDB {duckdb.__version__}", "timesMs": times, "value": len(best)}))
