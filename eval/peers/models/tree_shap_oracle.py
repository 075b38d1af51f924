"""Oracle for models/tree/shap: path-dependent TreeSHAP by shap, on trees grown by scikit-learn and xgboost.

python eval/peers/models/tree_shap_oracle.py > models/tree/oracles/tree-shap.json

Data and thresholds are float32, so that `x <= threshold` means the same in every library. xgboost sends `x < t` left;
shap's own reading of its model turns that into `x <= the float32 below t`. The trees are written from shap's arrays and
walked here once more: the sums must be those the library itself predicts.
"""

import json

import numpy as np
import shap
import sklearn
import xgboost
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier, RandomForestClassifier

SEED = 20240611
ROWS, TRAIN, FEATURES = 24, 600, 6
rng = np.random.default_rng(SEED)


def make(missing):
    X = rng.normal(size=(TRAIN, FEATURES)).astype(np.float32)
    X[:, 1] = np.round(X[:, 1] * 2)
    score = X[:, 0] + (X[:, 1] > 0) * X[:, 2] - X[:, 3] ** 2 / 2 + rng.normal(size=TRAIN)
    y = (score > 0.3).astype(int)
    if missing:
        holes = rng.random(X.shape) < 0.15
        holes[:, 5] = False
        X[holes] = np.nan
    return X, y


def add_up_covers(parsed):
    """xgboost's covers are float32: children add up to their parent only nearly. Children stand after their parent."""
    for left, right, cover in zip(parsed.children_left, parsed.children_right, parsed.node_sample_weight):
        for node in reversed(np.flatnonzero(left >= 0)):
            cover[node] = cover[left[node]] + cover[right[node]]


def ensemble_of(model):
    """Node arrays of every tree, children counted from the first node of all, with shap's scaling applied."""
    parsed = model.model
    out = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "missingLeft", "value", "cover")}
    out["roots"].append(0)
    for t in range(len(parsed.features)):
        base = out["roots"][-1]
        left = parsed.children_left[t]
        count = int(max(left.max(), parsed.children_right[t].max())) + 1
        for node in range(max(1, count)):
            leaf = left[node] < 0
            value = parsed.values[t][node]
            out["feature"].append(-1 if leaf else int(parsed.features[t][node]))
            out["threshold"].append(0.0 if leaf else float(parsed.thresholds[t][node]))
            out["left"].append(-1 if leaf else base + int(left[node]))
            out["right"].append(-1 if leaf else base + int(parsed.children_right[t][node]))
            out["missingLeft"].append(0 if leaf else int(parsed.children_default[t][node] == left[node]))
            out["value"].append(float(value[-1]) if leaf else 0.0)
            out["cover"].append(float(parsed.node_sample_weight[t][node]))
        out["roots"].append(base + max(1, count))
    return out


def walk(e, row):
    total = 0.0
    for node in e["roots"][:-1]:
        while e["feature"][node] >= 0:
            x = row[e["feature"][node]]
            goes_left = e["missingLeft"][node] if np.isnan(x) else x <= e["threshold"][node]
            node = e["left"][node] if goes_left else e["right"][node]
        total += e["value"][node]
    return total


def case(name, fitted, X, predict, tolerance, expected=None):
    explainer = shap.TreeExplainer(fitted, feature_perturbation="tree_path_dependent")
    explainer.model.model_type = "internal"  # shap's own float64 code, also for xgboost
    add_up_covers(explainer.model)
    rows = X[:ROWS].astype(np.float64)
    values = explainer.shap_values(rows, check_additivity=False)
    values = values[:, :, 1] if values.ndim == 3 else values
    ensemble = ensemble_of(explainer)
    offset = float(np.ravel(explainer.model.base_offset)[-1])
    sums = np.array([walk(ensemble, row) for row in rows])
    assert np.abs(sums + offset - predict(X[:ROWS])).max() < tolerance, name
    biases = sums - values.sum(axis=1)
    assert np.ptp(biases) < 1e-12, name
    if expected is not None:  # the library's own float32 attributions, the bias last
        own = expected(X[:ROWS])
        assert np.abs(values - own[:, :-1]).max() < 1e-5 and np.abs(biases + offset - own[:, -1]).max() < 1e-5, name
    else:
        assert np.abs(biases + offset - np.ravel(explainer.expected_value)[-1]).max() < 1e-9, name
    return {
        "name": name,
        "ensemble": ensemble,
        "rows": [[None if np.isnan(x) else float(x) for x in row] for row in rows],
        "sums": sums.tolist(),
        "bias": float(biases[0]),
        "values": values.tolist(),
    }


def main():
    X, y = make(missing=False)
    G, g = make(missing=True)
    forest = RandomForestClassifier(6, max_depth=10, min_samples_leaf=4, random_state=SEED).fit(X, y)
    boosting = GradientBoostingClassifier(n_estimators=10, max_depth=5, random_state=SEED).fit(X, y)
    hist = HistGradientBoostingClassifier(max_iter=10, max_leaf_nodes=15, random_state=SEED).fit(G, g)
    xgb = xgboost.XGBClassifier(n_estimators=10, max_depth=5, random_state=SEED, n_jobs=1).fit(G, g)
    cases = [
        case("RandomForestClassifier", forest, X, lambda r: forest.predict_proba(r)[:, 1], 1e-9),
        case("GradientBoostingClassifier", boosting, X, boosting.decision_function, 1e-9),
        case("HistGradientBoostingClassifier, missing values", hist, G, hist.decision_function, 1e-9),
        case("XGBClassifier, missing values", xgb, G, lambda r: xgb.predict(r, output_margin=True), 1e-5,
             lambda r: xgb.get_booster().predict(xgboost.DMatrix(r), pred_contribs=True)),
    ]
    versions = {m.__name__: m.__version__ for m in (np, sklearn, shap, xgboost)}
    print(json.dumps({"generator": "eval/peers/models/tree_shap_oracle.py", "seed": SEED, "versions": versions, "cases": cases}))


main()
