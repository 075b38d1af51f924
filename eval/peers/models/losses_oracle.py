"""Oracle for models/boosting/regression.ts and for columns of codes: what scikit-learn, xgboost and LightGBM reach on
later rows of the sample panel, with the settings that our options name.

python eval/peers/models/losses_oracle.py > models/boosting/oracles/losses.json

Excerpt: households of region 43 whose income is known and not 0. Trained on 2012Q1, measured on 2013Q3 (other
households). Targets: the logarithm of income per head (squared error, quantiles), children under 10 (Poisson).
Features: every code of dwelling, sources of income and members over 10; 9 and 99 read as missing.
Codes: poverty (income under 60 % of the median) by town alone and dwelling, the town a column of codes.
"""
import json
import pathlib

import lightgbm
import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import log_loss, mean_pinball_loss, mean_poisson_deviance, mean_squared_error, roc_auc_score

FILE = pathlib.Path(__file__).parents[3] / "data-samples" / "eph" / "households.csv.gz"
NOT_FEATURES = ["household_id", "year", "quarter", "AGLOMERADO", "REGION", "PONDERA", "ITF", "IPCF", "IX_TOT", "IX_MEN10"]
SETTINGS = {"rounds": 80, "learningRate": 0.1, "maxLeaves": 8, "maxDepth": 6, "minChildRows": 20, "lambda": 1}
SHARES = [0.1, 0.5, 0.9]
CODED = ["AGLOMERADO", "IV1", "IV3", "IV4", "II7", "II8"]

panel = pd.read_csv(FILE)
panel = panel[panel.IPCF.notna() & (panel.IPCF > 0)]


def part(year, quarter, region=None):
    rows = panel[(panel.year == year) & (panel.quarter == quarter)]
    return rows if region is None else rows[rows.REGION == region]


def features(rows):
    X = rows.drop(columns=NOT_FEATURES).astype(np.float64)
    return X.where(~X.isin([9, 99]))


train, test = part(2012, 1, 43), part(2013, 3, 43)
X, X_test = features(train), features(test)
common = {"learning_rate": SETTINGS["learningRate"]}
light = {
    **common, "num_leaves": SETTINGS["maxLeaves"], "max_depth": SETTINGS["maxDepth"], "lambda_l2": SETTINGS["lambda"],
    "min_data_in_leaf": SETTINGS["minChildRows"], "min_sum_hessian_in_leaf": 0, "verbose": -1, "num_threads": 1,
    "deterministic": True, "seed": 1,
}


def by_sklearn(y, **loss):
    model = HistGradientBoostingRegressor(
        **common, **loss, max_iter=SETTINGS["rounds"], max_leaf_nodes=SETTINGS["maxLeaves"],
        max_depth=SETTINGS["maxDepth"], min_samples_leaf=SETTINGS["minChildRows"],
        l2_regularization=SETTINGS["lambda"], early_stopping=False,
    ).fit(X, y)
    return model.predict(X_test)


def by_lightgbm(y, **objective):
    return lightgbm.train({**light, **objective}, lightgbm.Dataset(X, y), SETTINGS["rounds"]).predict(X_test)


def by_xgboost(y, **objective):
    parameters = {
        **common, **objective, "tree_method": "hist", "grow_policy": "lossguide", "max_leaves": SETTINGS["maxLeaves"],
        "max_depth": SETTINGS["maxDepth"], "min_child_weight": 0, "lambda": SETTINGS["lambda"], "nthread": 1,
    }
    return xgboost.train(parameters, xgboost.DMatrix(X, y), SETTINGS["rounds"]).predict(xgboost.DMatrix(X_test))


income, income_test = (np.log(rows.IPCF.to_numpy()) for rows in (train, test))
children, children_test = (rows.IX_MEN10.to_numpy(float) for rows in (train, test))
losses = {
    "squared": {
        "sklearn": mean_squared_error(income_test, by_sklearn(income)),
        "lightgbm": mean_squared_error(income_test, by_lightgbm(income, objective="regression")),
        "xgboost": mean_squared_error(income_test, by_xgboost(income, objective="reg:squarederror")),
        "constant": mean_squared_error(income_test, np.full(len(income_test), income.mean())),
    },
    "poisson": {
        "sklearn": mean_poisson_deviance(children_test, by_sklearn(children, loss="poisson")),
        "lightgbm": mean_poisson_deviance(children_test, by_lightgbm(children, objective="poisson")),
        "xgboost": mean_poisson_deviance(children_test, by_xgboost(children, objective="count:poisson")),
        "constant": mean_poisson_deviance(children_test, np.full(len(children_test), children.mean())),
    },
}
for share in SHARES:
    def pinball(p):
        return mean_pinball_loss(income_test, p, alpha=share)

    losses[f"quantile {share}"] = {
        "sklearn": pinball(by_sklearn(income, loss="quantile", quantile=share)),
        "lightgbm": pinball(by_lightgbm(income, objective="quantile", alpha=share)),
        "constant": pinball(np.full(len(income_test), np.quantile(income, share))),
    }


def codes():
    rows, rows_test = part(2012, 1), part(2013, 3)
    y, y_test = ((r.IPCF < 0.6 * r.IPCF.median()).astype(int).to_numpy() for r in (rows, rows_test))
    data = lightgbm.Dataset(rows[CODED].astype(float), y, categorical_feature=CODED)
    parameters = {**light, "objective": "binary", "min_data_per_group": 10}
    p = lightgbm.train(parameters, data, SETTINGS["rounds"]).predict(rows_test[CODED].astype(float))
    numbers = lightgbm.train(parameters, lightgbm.Dataset(rows[CODED].astype(float), y), SETTINGS["rounds"])
    q = numbers.predict(rows_test[CODED].astype(float))
    return {
        "columns": CODED, "rows": len(y), "testRows": len(y_test), "positives": int(y.sum()),
        "auc": roc_auc_score(y_test, p), "logLoss": log_loss(y_test, p),
        "aucAsNumbers": roc_auc_score(y_test, q), "logLossAsNumbers": log_loss(y_test, q),
    }


print(json.dumps({
    "generator": "eval/peers/models/losses_oracle.py",
    "versions": {m.__name__: m.__version__ for m in (np, pd, sklearn, xgboost, lightgbm)},
    "seed": "1; nothing is drawn",
    "settings": SETTINGS,
    "rows": len(train),
    "testRows": len(test),
    "losses": losses,
    "codes": codes(),
}))
