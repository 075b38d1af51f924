"""Cuts a sample of the EPH panel and computes features on it with pandas, apart from the engine's code.

Run from the repository's root: python eval/peers/features/panel_sample.py
Writes features/oracles/sample/households-sample.csv.gz and features/oracles/panel-sample.json.
"""
import gzip
import json
import platform
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd

EVERY = 140  # every 140th household, by identifier
AS_OF = ["2012-12-31", "2013-06-30", "2014-06-30"]
SOURCES = ["V1", "V2", "V21", "V22", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V11", "V12", "V18"]
COPING = ["V13", "V14", "V15", "V16", "V17"]

root = Path(__file__).resolve().parents[3]
source = root / "data-samples/eph/households.csv.gz"
sample_path = root / "features/oracles/sample/households-sample.csv.gz"

text = pd.read_csv(source, dtype=str, keep_default_na=False)
chosen = sorted(text["household_id"].unique())[::EVERY]
text = text[text["household_id"].isin(chosen)].sort_values(["household_id", "year", "quarter"])
sample_path.parent.mkdir(parents=True, exist_ok=True)
with open(sample_path, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
    out.write(text.to_csv(index=False, lineterminator="\n").encode())


def cents(pesos: str) -> int:
    return int((Decimal(pesos) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


d = text.copy()
numeric = [c for c in d.columns if c not in ("household_id", "ITF", "IPCF")]
d[numeric] = d[numeric].apply(pd.to_numeric)
d["ITF"], d["IPCF"] = d["ITF"].map(cents), d["IPCF"].map(cents)
d["q"] = d["year"] * 4 + d["quarter"] - 1
d["median"] = d.groupby("q")["IPCF"].transform("median")
d["rel"] = d["IPCF"] / d["median"]
d["poor"] = (d["IPCF"] * 10 < d["median"] * 6).astype(int)
d["rank"] = d.groupby("q")["IPCF"].transform(lambda s: (s.rank(method="average") - 0.5) / len(s))
d["kinds"] = d[SOURCES].sum(axis=1)
d["strategies"] = d[COPING].sum(axis=1)


def features(day: str) -> pd.DataFrame:
    year, month, _ = map(int, day.split("-"))
    t = year * 4 + month // 3 - 1
    known = d[d["q"] <= t]
    now = known[known["q"] == t].set_index("household_id")
    lag = lambda k: known[known["q"] == t - k].set_index("household_id").reindex(now.index)
    earlier = known[(known["q"] < t) & (known["q"] >= t - 8)]
    recent = known[(known["q"] <= t) & (known["q"] > t - 8)]
    by_past = earlier.groupby("household_id")["rel"]
    last_before = earlier.sort_values("q").groupby("household_id").last().reindex(now.index)
    grew = (now[SOURCES] > last_before[SOURCES]).sum(axis=1).where(last_before["q"].notna())
    shrank = (now[SOURCES] < last_before[SOURCES]).sum(axis=1).where(last_before["q"].notna())

    def slope(rows: pd.DataFrame) -> float:
        return np.polyfit(rows["q"] * 3.0, rows["rel"], 1)[0] if len(rows) > 1 else np.nan

    rooms = now["II1"].where(~now["II1"].isin([0, 99]))
    out = {
        "income__total_month_fen": now["ITF"],
        "income__per_capita_month_fen": now["IPCF"],
        "income__relative_to_median_ratio": now["rel"],
        "income__relative_to_median_log": np.log(now["rel"].where(now["rel"] > 0)),
        "income__rank_in_quarter_share": now["rank"],
        "income__under_line_flag": now["poor"],
        "income__relative_to_median_prev_quarter_ratio": lag(1)["rel"],
        "income__relative_to_median_year_ago_ratio": lag(4)["rel"],
        "income__under_line_prev_quarter_flag": lag(1)["poor"],
        "income__under_line_year_ago_flag": lag(4)["poor"],
        "income__under_line_earlier_24m_count": earlier.groupby("household_id")["poor"].sum(),
        "income__relative_to_median_mean_earlier_24m_ratio": by_past.mean(),
        "income__relative_to_median_min_earlier_24m_ratio": by_past.min(),
        "income__relative_to_median_max_earlier_24m_ratio": by_past.max(),
        "income__relative_to_median_std_24m_ratio": recent.groupby("household_id")["rel"].std(),
        "income__relative_to_median_slope_24m_ratio_per_month": pd.Series(
            {h: slope(rows) for h, rows in recent.groupby("household_id")}
        ),
        "income__relative_to_median_change_prev_quarter_ratio": now["rel"] - lag(1)["rel"],
        "income__relative_to_median_change_year_ratio": now["rel"] - lag(4)["rel"],
        "income__now_to_own_past_24m_ratio": now["rel"] / by_past.mean().replace(0, np.nan).reindex(now.index),
        "history__observations_earlier_24m_count": by_past.size().reindex(now.index).fillna(0),
        "household__size_members": now["IX_TOT"],
        "household__size_change_prev_quarter_members": now["IX_TOT"] - lag(1)["IX_TOT"],
        "household__dependency_ratio": now["IX_MEN10"] / now["IX_MAYEQ10"],
        "source__kinds_count": now["kinds"],
        "source__appeared_count": grew,
        "source__vanished_count": shrank,
        "source__work_vanished_flag": (now["V1"] < last_before["V1"]).astype(float).where(last_before["q"].notna()),
        "coping__strategies_count": now["strategies"],
        "coping__strategies_change_prev_quarter_count": now["strategies"] - lag(1)["strategies"],
        "dwelling__crowding_members_per_room": now["IX_TOT"] / rooms,
        "dwelling__tenure_code": now["II7"],
        "place__urban_area_code": now["AGLOMERADO"],
        "place__region_code": now["REGION"],
    }
    return pd.DataFrame({name: column.reindex(now.index) for name, column in out.items()}).sort_index()


def column(values: pd.Series) -> list:
    return [None if pd.isna(v) else float(v) for v in values]


dates = {}
for day in AS_OF:
    frame = features(day)
    t = int(day[:4]) * 4 + int(day[5:7]) // 3 - 1
    dates[day] = {
        "households": list(frame.index),
        "median_fen": float(d.loc[d["q"] == t, "median"].iloc[0]),
        "columns": {name: column(frame[name]) for name in frame},
    }

oracle = {
    "made_by": "eval/peers/features/panel_sample.py",
    "versions": {"python": platform.python_version(), "pandas": pd.__version__, "numpy": np.__version__},
    "seed": None,
    "sample": f"every {EVERY}th household of data-samples/eph/households.csv.gz",
    "dates": dates,
}
(root / "features/oracles/panel-sample.json").write_text(json.dumps(oracle) + "\n")
print({day: len(v["households"]) for day, v in dates.items()}, len(text))
