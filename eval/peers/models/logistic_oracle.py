"""Oracle for models/logistic: ridge logistic regression by scikit-learn, and with coefficients held at zero or more by
SciPy's bounded minimiser.

python eval/peers/models/logistic_oracle.py > models/logistic/oracles/ridge.json
"""

import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

SEED = 20240611
ROWS, COLUMNS = 160, 5
rng = np.random.default_rng(SEED)

X = np.round(rng.normal(size=(ROWS, COLUMNS)) * [1, 3, 0.2, 1, 1], 3)
X[:, 3] = np.round(X[:, 0] + 0.1 * X[:, 3], 3)  # two columns say nearly the same
y = (rng.random(ROWS) < 1 / (1 + np.exp(1.5 - X[:, 0] - 0.5 * X[:, 1] + X[:, 4]))).astype(int)


def ridge(penalty):
    fit = LogisticRegression(C=1 / penalty, tol=1e-14, max_iter=10_000, solver="newton-cholesky").fit(X, y)
    return {"lambda": penalty, "intercept": fit.intercept_[0], "coefficients": fit.coef_[0].tolist()}


def bounded(penalty):
    def loss(beta):
        z = X @ beta[1:] + beta[0]
        residual = 1 / (1 + np.exp(-z)) - y
        value = np.logaddexp(0, z).sum() - z[y == 1].sum() + penalty / 2 * (beta[1:] ** 2).sum()
        return value, np.concatenate([[residual.sum()], X.T @ residual + penalty * beta[1:]])

    options = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 100_000}
    bounds = [(None, None)] + [(0, None)] * COLUMNS
    fit = minimize(loss, np.zeros(COLUMNS + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return {"lambda": penalty, "intercept": fit.x[0], "coefficients": fit.x[1:].tolist(), "loss": fit.fun}


print(json.dumps({
    "generator": "eval/peers/models/logistic_oracle.py",
    "seed": SEED,
    "versions": {m.__name__: m.__version__ for m in (np, scipy, sklearn)},
    "columns": X.T.tolist(),
    "y": y.tolist(),
    "free": [ridge(penalty) for penalty in (0.01, 1, 25)],
    "nonNegative": [bounded(penalty) for penalty in (0.01, 1, 25)],
}))
