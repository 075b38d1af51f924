"""Oracle for models/boosting: xgboost's out-of-sample AUC and log loss on an excerpt of the sample panel, with the
settings that our options name.

python eval/peers/models/boosting_oracle.py > models/boosting/oracles/panel-excerpt.json

Excerpt: households of region 43 whose income is known. Trained on 2012Q1, measured on 2013Q3 (another sample of
households). Label: income per head under 60 % of the excerpt's median of that quarter. Features: every code of dwelling,
sources of income and members, 9 and 99 (not answered) read as missing. No income.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.metrics import log_loss, roc_auc_score

FILE = pathlib.Path(__file__).parents[3] / "data-samples" / "eph" / "households.csv.gz"
NOT_FEATURES = ["household_id", "year", "quarter", "AGLOMERADO", "REGION", "PONDERA", "ITF", "IPCF"]
SETTINGS = {"rounds": 80, "learningRate": 0.1, "maxLeaves": 16, "maxDepth": 6, "minChildHessian": 1, "lambda": 5}

panel = pd.read_csv(FILE)
panel = panel[(panel.REGION == 43) & panel.IPCF.notna()]


def part(year, quarter):
    rows = panel[(panel.year == year) & (panel.quarter == quarter)]
    X = rows.drop(columns=NOT_FEATURES).astype(np.float64)
    X = X.where(~X.isin([9, 99]))
    y = (rows.IPCF < 0.6 * rows.IPCF.median()).astype(int)
    return X, y.to_numpy()


X, y = part(2012, 1)
X_test, y_test = part(2013, 3)
model = xgboost.train(
    {
        "objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_bin": 256, "nthread": 1,
        "eta": SETTINGS["learningRate"], "max_leaves": SETTINGS["maxLeaves"], "max_depth": SETTINGS["maxDepth"],
        "min_child_weight": SETTINGS["minChildHessian"], "lambda": SETTINGS["lambda"], "base_score": float(y.mean()),
    },
    xgboost.DMatrix(X, y), SETTINGS["rounds"],
)
p = model.predict(xgboost.DMatrix(X_test))
print(json.dumps({
    "generator": "eval/peers/models/boosting_oracle.py",
    "versions": {m.__name__: m.__version__ for m in (np, pd, sklearn, xgboost)},
    "seed": "none: nothing is drawn",
    "settings": SETTINGS,
    "train": {"rows": len(y), "positives": int(y.sum()), "missing": int(X.isna().sum().sum())},
    "test": {"rows": len(y_test), "positives": int(y_test.sum())},
    "features": list(X.columns),
    "auc": roc_auc_score(y_test, p),
    "logLoss": log_loss(y_test, p),
    "trainLogLoss": log_loss(y, model.predict(xgboost.DMatrix(X))),
}))
