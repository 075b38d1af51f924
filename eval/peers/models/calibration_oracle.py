"""Oracle for models/calibration: isotonic, Platt, beta and cross-validated log loss by scikit-learn; Venn-Abers by its
definition, one pair of isotonic fits for every score.

python eval/peers/models/calibration_oracle.py > models/calibration/oracles/calibration.json
"""

import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

SEED = 20240611
ROWS, FOLDS = 400, 5
rng = np.random.default_rng(SEED)
sigmoid = lambda z: 1 / (1 + np.exp(-z))

# One decimal, so that scores are tied.
scores = np.round(rng.normal(-1.5, 1.4, size=ROWS), 1)
y = (rng.random(ROWS) < sigmoid(0.7 * scores - 0.2 + 0.3 * np.sin(2 * scores))).astype(int)
y[scores.argmin()], y[scores.argmax()] = 1, 0  # neither end is pure, so that bounds beyond them matter
probe = np.unique(np.concatenate([scores, np.linspace(scores.min() - 2, scores.max() + 2, 61)]))


def logistic(columns, labels):
    return LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000, solver="newton-cholesky").fit(columns, labels)


def isotonic(x, targets):
    return IsotonicRegression(out_of_bounds="clip").fit(x, targets)


def bounded_beta(z, labels):
    """a, b, c of beta calibration with a, b >= 0, as the method demands: SciPy's bounded minimiser."""
    columns = np.column_stack([beta_columns(z), np.ones(len(z))])

    def loss(w):
        value = columns @ w
        return np.logaddexp(0, value).sum() - value[labels == 1].sum(), columns.T @ (sigmoid(value) - labels)

    options = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 100_000}
    return minimize(loss, np.array([1.0, 1.0, 0.0]), jac=True, method="L-BFGS-B",
                    bounds=[(0, None), (0, None), (None, None)], options=options).x


def beta_columns(z):
    return np.column_stack([np.log(sigmoid(z)), -np.log1p(-sigmoid(z))])


def smoothed(labels):
    n1, n0 = labels.sum(), (1 - labels).sum()
    return np.where(labels == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))


def predictions(kind, train_z, train_y, z):
    if kind == "identity":
        return sigmoid(z)
    if kind == "platt":
        return logistic(train_z[:, None], train_y).predict_proba(z[:, None])[:, 1]
    if kind == "beta":
        a, b, c = bounded_beta(train_z, train_y)
        return sigmoid(beta_columns(z) @ [a, b] + c)
    return isotonic(train_z, smoothed(train_y)).predict(z)


def cross_validated(kind):
    p = np.zeros(ROWS)
    for fold in range(FOLDS):
        out = np.arange(ROWS) % FOLDS == fold
        p[out] = predictions(kind, scores[~out], y[~out], scores[out])
    return log_loss(y, p)


def venn_abers(score):
    return [float(isotonic(np.append(scores, score), np.append(y, label)).predict([score])[0]) for label in (0, 1)]


kinds = ["identity", "platt", "beta", "isotonic"]
platt = logistic(scores[:, None], y)
beta = logistic(beta_columns(scores), y)
bounds = [venn_abers(score) for score in probe]
print(json.dumps({
    "generator": "eval/peers/models/calibration_oracle.py",
    "seed": SEED,
    "versions": {m.__name__: m.__version__ for m in (np, scipy, sklearn)},
    "scores": scores.tolist(),
    "y": y.tolist(),
    "probe": probe.tolist(),
    "isotonic": isotonic(scores, y).predict(probe).tolist(),
    "platt": {"slope": platt.coef_[0, 0], "intercept": platt.intercept_[0]},
    "beta": {"a": beta.coef_[0, 0], "b": beta.coef_[0, 1], "c": beta.intercept_[0]},
    "logLoss": {kind: cross_validated(kind) for kind in kinds},
    "lower": [b[0] for b in bounds],
    "upper": [b[1] for b in bounds],
}))
