"""xgboost on the matrices of `jiuzhu backtest --matrices DIR`: the settings of the reference scores, nothing tuned.

Usage: python eval/peers/panel/xgboost_panel.py DIR
Trains on train + calibrate, predicts test; prints JSON. Needs xgboost, scikit-learn, pandas.
"""
import json
import sys

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score


def ece(y, p, bins=10):
    order = np.argsort(p, kind="stable")
    parts = np.array_split(order, bins)
    return float(sum(len(i) / len(y) * abs(y[i].mean() - p[i].mean()) for i in parts))


def main(folder):
    parts = {name: pd.read_csv(f"{folder}/{name}.csv") for name in ("train", "calibrate", "test")}
    split = lambda d: (d.drop(columns=["household_id", "y"]), d["y"].to_numpy())
    X_test, y_test = split(parts["test"])
    result = {"xgboost": xgboost.__version__, "scikit_learn": sklearn.__version__, "n_test": len(y_test)}
    for name, rows in {
        "train": parts["train"],
        "train+calibrate": pd.concat([parts["train"], parts["calibrate"]]),
    }.items():
        X, y = split(rows)
        model = xgboost.XGBClassifier(n_estimators=250, max_depth=4, learning_rate=0.05, subsample=0.8,
                                      colsample_bytree=0.8, min_child_weight=5, random_state=1, n_jobs=2)
        p = model.fit(X, y).predict_proba(X_test)[:, 1]
        k = len(p) // 10
        top = np.argsort(-p, kind="stable")[:k]
        result[name] = {
            "rows": len(y),
            "auc": roc_auc_score(y_test, p),
            "average_precision": average_precision_score(y_test, p),
            "log_loss": log_loss(y_test, p),
            "ece": ece(y_test, p),
            "precision_top_10pct": float(y_test[top].mean()),
            "recall_top_10pct": float(y_test[top].sum() / y_test.sum()),
        }
    print(json.dumps(result, indent=2))


main(sys.argv[1])
