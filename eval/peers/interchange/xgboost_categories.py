"""Oracle for XGBoost models with splits on categories: the models, what they predict and how xgboost explains it.

python eval/peers/interchange/xgboost_categories.py > models/interchange/oracles/xgboost-categories.json
"""

import json

import numpy as np
import xgboost

SEED = 20261124
TRAIN, FEATURES = 900, 4
rng = np.random.default_rng(SEED)
TYPES = ["q", "c", "q", "c"]
# Known categories, ones that training never saw, numbers between them, on the edge of single precision, below 0, missing.
PROBE = [0, 1, 4, 5, 8.99999999999, 9, 13.5, 14, 40, 1e6, 2.0**24, 3e9, -0.0, -1e-60, -0.5, -3, float("nan"), 2.99999999]


def make():
    X = rng.normal(size=(TRAIN, FEATURES))
    X[:, 1] = rng.integers(0, 14, TRAIN)
    X[:, 3] = rng.integers(0, 3, TRAIN)
    score = X[:, 0] + np.isin(X[:, 1], [1, 4, 5, 9]) * (1.5 + X[:, 2]) + (X[:, 3] == 1) * X[:, 0] + rng.normal(size=TRAIN)
    X[rng.random(X.shape) < 0.1] = np.nan
    return X, (score > 0.8).astype(int)


def cells(rows):
    return [[None if np.isnan(x) else float(x) for x in row] for row in rows]


def case(name, X, y, **parameters):
    data = xgboost.DMatrix(X, y, feature_types=TYPES, enable_categorical=True)
    settings = {"seed": SEED, "nthread": 1, "max_depth": 5, "eta": 0.3, "objective": "binary:logistic", "tree_method": "hist"}
    model = xgboost.train({**settings, **parameters}, data, 10)
    rows = np.repeat(X[:12], 3, axis=0)
    rows[: len(PROBE), 1] = PROBE
    rows[len(PROBE) :, 3] = PROBE
    tested = xgboost.DMatrix(rows, feature_types=TYPES, enable_categorical=True)
    return {
        "name": name, "format": "xgboost", "text": model.save_raw("json").decode(), "rows": cells(rows),
        "raw": model.predict(tested, output_margin=True).astype(float).tolist(),
        "contributions": model.predict(tested, pred_contribs=True).astype(float).tolist(),
    }


X, y = make()
cases = [
    case("sets of categories", X, y),
    case("one category against all others", X, y, max_cat_to_onehot=100),
    case("sets of categories, lossguide", X, y, grow_policy="lossguide", max_leaves=9, max_depth=0),
]
print(json.dumps({"generator": "eval/peers/interchange/xgboost_categories.py", "seed": SEED,
                  "versions": {m.__name__: m.__version__ for m in (np, xgboost)}, "cases": cases, "refused": []},
                 allow_nan=False))
