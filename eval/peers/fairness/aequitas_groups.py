"""Group metrics and disparities by Aequitas. Usage: python aequitas_groups.py > aequitas.json (needs aequitas)"""
import importlib.metadata as meta
import json
import sys

import numpy as np
import pandas as pd
from aequitas.bias import Bias
from aequitas.group import Group

rng = np.random.default_rng(77)
n = 600
frame = pd.DataFrame({
    "sex": rng.choice(["f", "m"], n, p=[0.45, 0.55]),
    "age": rng.choice(["child", "working", "elder"], n, p=[0.15, 0.55, 0.3]),
    "region": rng.choice(["r1", "r2", "r3", "r4", "r5"], n),
})
raw = rng.normal(size=n) + 0.6 * (frame["age"] == "elder") - 0.4 * (frame["region"] == "r4")
frame["label_value"] = (rng.uniform(size=n) < 1 / (1 + np.exp(1.2 - raw))).astype(int)
frame["score"] = (raw + rng.normal(size=n) > 0.9).astype(int)
columns = ["sex", "age", "region"]
metrics = ["tpr", "fnr", "fpr", "tnr", "precision", "fdr", "for", "npv", "pprev", "ppr", "prev", "accuracy"]

table, _ = Group().get_crosstabs(frame, attr_cols=columns)
ratios = Bias().get_disparity_major_group(table, original_df=frame)


def number(value):
    return None if pd.isna(value) or np.isinf(value) else float(value)


groups = []
for row in ratios.to_dict("records"):
    groups.append({
        "column": row["attribute_name"], "group": row["attribute_value"], "rows": int(row["group_size"]),
        "positives": int(row["group_label_pos"]), "listed": int(row["pp"]),
        "metrics": {name: number(row["fomr"] if name == "for" and "for" not in row else row[name]) for name in metrics},
        "ratios": {name: number(row[name + "_disparity"]) for name in metrics if name + "_disparity" in row},
    })
json.dump({
    "made_by": {"python": sys.version.split()[0], "aequitas": meta.version("aequitas"), "pandas": pd.__version__,
                "numpy": np.__version__, "seed": 77},
    "rows": {name: frame[name].tolist() for name in [*columns, "score", "label_value"]},
    "groups": groups,
}, sys.stdout)
print()
