"""Oracle for models/interchange and the explanations of imported models: models that xgboost and lightgbm made, what
they predict (raw score), and what shap says of them.

python eval/peers/interchange/foreign_models.py > models/interchange/oracles/foreign-models.json
"""

import json
import os
import tempfile

import lightgbm
import numpy as np
import shap
import xgboost

SEED = 20261123
ROWS, TRAIN, FEATURES = 30, 900, 6
rng = np.random.default_rng(SEED)


def make(holes):
    X = rng.normal(size=(TRAIN, FEATURES))
    X[:, 1] = rng.integers(0, 14, TRAIN)
    X[:, 4] = np.where(rng.random(TRAIN) < 0.4, 0.0, X[:, 4])
    known = np.isin(X[:, 1], [1, 4, 5, 9])
    score = X[:, 0] + known * (1 + X[:, 2]) - X[:, 3] ** 2 / 2 + (X[:, 4] == 0) * X[:, 0] + rng.normal(size=TRAIN)
    if holes:
        X[rng.random(X.shape) < 0.12] = np.nan
    return X, (score > 0.5).astype(int)


def rows_of(X, model_text, kind):
    """Some training rows, and rows that stand exactly on, just below and just above thresholds."""
    rows = X[:ROWS].copy()
    thresholds = edges(model_text, kind)
    for n, (feature, value) in enumerate(thresholds[: 3 * (ROWS // 3)]):
        rows[n, feature] = [np.nextafter(value, -np.inf), value, np.nextafter(value, np.inf)][n % 3]
    return rows


def edges(text, kind):
    found = []
    if kind == "xgboost":
        for tree in json.loads(text)["learner"]["gradient_booster"].get("model", {}).get("trees", []):
            for left, f, t in zip(tree["left_children"], tree["split_indices"], tree["split_conditions"]):
                if left != -1:
                    below = np.nextafter(np.float32(t), np.float32(-np.inf))
                    found.append((f, float(np.float32(t))))
                    found.append((f, (float(below) + float(np.float32(t))) / 2))
    else:
        for block in text.split("Tree=")[1:]:
            lines = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
            if "threshold" not in lines:
                continue
            for f, t, d in zip(lines["split_feature"].split(), lines["threshold"].split(), lines["decision_type"].split()):
                if not int(d) & 1:
                    found.append((int(f), float(t)))
    return found


def explained(model, rows, background, options):
    path = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    out = {"values": path.shap_values(rows, check_additivity=False), "bias": float(np.ravel(path.expected_value)[-1])}
    out["values"] = np.asarray(out["values"]).tolist()
    if options.get("interactions"):
        out["interactions"] = np.asarray(path.shap_interaction_values(rows)).tolist()
    if options.get("interventional"):
        against = shap.TreeExplainer(model, background, feature_perturbation="interventional", model_output="raw")
        values = np.asarray(against.shap_values(rows, check_additivity=False))
        out["interventional"] = values.tolist()
        out["background"] = cells(background)
    return out


def cells(rows):
    return [[None if np.isnan(x) else float(x) for x in row] for row in rows]


def xgb(name, X, y, single, **parameters):
    trained = xgboost.train({"seed": SEED, "nthread": 1, "max_depth": 4, "eta": 0.3, "objective": "binary:logistic", **parameters},
                            xgboost.DMatrix(X, y), 12)
    text = trained.save_raw("json").decode()
    rows = rows_of(X, text, "xgboost")
    if single:
        rows = rows.astype(np.float32).astype(np.float64)
    raw = trained.predict(xgboost.DMatrix(rows), output_margin=True)
    case = {"name": name, "format": "xgboost", "text": text, "rows": cells(rows), "raw": raw.astype(float).tolist()}
    if single:
        case["shap"] = {"rows": cells(rows)} | explained(trained, rows, X[100:140].astype(np.float32).astype(np.float64),
                                 {"interactions": True, "interventional": not np.isnan(X).any()})
    return case


def lgb(name, X, y, shapley, categorical=(), **parameters):
    settings = {"seed": SEED, "num_threads": 1, "verbose": -1, "num_leaves": 12, "min_data_in_leaf": 10, "objective": "binary",
                "deterministic": True, "cat_smooth": 1, "min_data_per_group": 5, **parameters}
    trained = lightgbm.train(settings, lightgbm.Dataset(X, y, categorical_feature=list(categorical)), 10)
    text = trained.model_to_string()
    rows = rows_of(X, text, "lightgbm")
    if categorical:
        rows[: len(CATEGORIES), 1] = CATEGORIES
    raw = trained.predict(rows, raw_score=True) * settings.get("sigmoid", 1)
    if settings.get("boosting") == "rf":  # its raw score is the sum, its probability that of the mean
        p = trained.predict(rows)
        raw = np.log(p) - np.log1p(-p)
    case = {"name": name, "format": "lightgbm", "text": text, "rows": cells(rows), "raw": raw.tolist()}
    if shapley:
        contributions = trained.predict(rows, pred_contrib=True)
        case["contributions"] = contributions.tolist()
        aside = X[ROWS : 2 * ROWS]  # shap's interventional code does not add up on rows exactly on a threshold
        options = {"interactions": not categorical, "interventional": not np.isnan(X).any() and not categorical}
        if not categorical:
            case["shap"] = {"rows": cells(aside), **explained(trained, aside, X[100:140], options)}
    return case


CATEGORIES = [0, -0.5, -1, -3, 1, 1.7, 4, 5, 13.99, 14, 40, 2e9, float("nan"), 9, 8]


def main():
    X, y = make(False)
    H, h = make(True)
    cases = [
        xgb("gbtree", X, y, True),
        xgb("gbtree, missing values, doubles between singles", H, h, False, base_score=0.3),
        xgb("gbtree, missing values", H, h, True),
        xgb("dart", H, h, False, booster="dart", rate_drop=0.3),
        xgb("logitraw, lossguide", H, h, False, objective="binary:logitraw", base_score=0.25, grow_policy="lossguide", max_leaves=9),
        lgb("gbdt", X, y, True),
        lgb("gbdt, missing values, sigmoid 2", H, h, False, sigmoid=2.0),
        lgb("gbdt, missing values", H, h, True),
        lgb("zero as missing", H, h, False, zero_as_missing=True),
        lgb("no missing values in training rules", H, h, False, use_missing=False),
        lgb("categories", H, h, True, categorical=[1]),
        lgb("random forest", X, y, False, boosting="rf", bagging_freq=1, bagging_fraction=0.7),
        lgb("cross entropy", X, y, False, objective="cross_entropy"),
    ]
    refused = [
        {"name": "xgboost reg:squarederror", "format": "xgboost", "problem": "objective reg:squarederror",
         "text": xgboost.train({"max_depth": 1}, xgboost.DMatrix(X, y), 1).save_raw("json").decode()},
        {"name": "xgboost gblinear", "format": "xgboost", "problem": "booster gblinear",
         "text": xgboost.train({"booster": "gblinear", "objective": "binary:logistic"}, xgboost.DMatrix(X, y), 1).save_raw("json").decode()},
        {"name": "lightgbm regression", "format": "lightgbm", "problem": "objective regression",
         "text": lightgbm.train({"verbose": -1, "num_leaves": 3}, lightgbm.Dataset(X, y), 1).model_to_string()},
        {"name": "lightgbm linear leaves", "format": "lightgbm", "problem": "linear leaves",
         "text": lightgbm.train({"verbose": -1, "num_leaves": 3, "linear_tree": True, "objective": "binary"}, lightgbm.Dataset(X, y), 1).model_to_string()},
        {"name": "lightgbm multiclass", "format": "lightgbm", "problem": "num_class 3",
         "text": lightgbm.train({"verbose": -1, "num_leaves": 3, "objective": "multiclass", "num_class": 3}, lightgbm.Dataset(X, y + (X[:, 0] > 1)), 1).model_to_string()},
    ]
    versions = {m.__name__: m.__version__ for m in (np, xgboost, lightgbm, shap)}
    print(json.dumps({"generator": "eval/peers/interchange/foreign_models.py", "seed": SEED, "versions": versions,
                      "cases": cases, "refused": refused}, allow_nan=False))


main()
