"""Oracle for models/boosting/hazard.ts: scikit-learn's logistic regression with a coefficient for every kind of household
in every period, on a row for each household and period that it was watched through (pandas).

python eval/peers/models/hazard_oracle.py > models/boosting/oracles/hazard.json
"""

import json

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression

SEED = 20261124
HOUSEHOLDS, KINDS, HORIZONS = 600, 3, [3, 6, 12]
rng = np.random.default_rng(SEED)

households = pd.DataFrame({"kind": rng.integers(0, KINDS, HOUSEHOLDS)})
monthly = np.array([0.02, 0.05, 0.11])[households["kind"]]
comes = rng.geometric(monthly)
# Some move away, and of some no more than part of the year is recorded yet.
seen = np.minimum(rng.geometric(0.04, HOUSEHOLDS), rng.choice([4, 9, 12], HOUSEHOLDS))
households["months"] = np.minimum(comes, seen)
households["happened"] = (comes <= seen).astype(int)

periods = pd.DataFrame({"period": range(len(HORIZONS)), "start": [0, *HORIZONS[:-1]], "end": HORIZONS})
rows = households.merge(periods, how="cross")
rows["event"] = (rows["happened"] == 1) & rows["months"].between(rows["start"] + 1, rows["end"])
rows = rows[(rows["months"] >= rows["end"]) | rows["event"]]
rows = rows[rows["months"] > rows["start"]]

cells = rows["kind"] * len(HORIZONS) + rows["period"]
X = np.eye(KINDS * len(HORIZONS))[cells]
fit = LogisticRegression(C=np.inf, fit_intercept=False, solver="newton-cholesky", tol=1e-14).fit(X, rows["event"])
hazards = 1 / (1 + np.exp(-fit.coef_[0].reshape(KINDS, len(HORIZONS))))

print(json.dumps({
    "generator": "eval/peers/models/hazard_oracle.py",
    "seed": SEED,
    "versions": {m.__name__: m.__version__ for m in (np, pd, sklearn)},
    "horizons": HORIZONS,
    "kind": households["kind"].tolist(),
    "months": households["months"].tolist(),
    "happened": households["happened"].tolist(),
    "rows": len(rows),
    "events": int(rows["event"].sum()),
    "probability_by_horizon": (1 - np.cumprod(1 - hazards, axis=1)).tolist(),
}))
