"""Oracle for eval/metrics/targeting and eval/metrics/lists: NumPy and scikit-learn, written apart from ours.

python eval/peers/eval/targeting_oracle.py > eval/oracles/targeting.json
"""

import json

import numpy as np
import sklearn
from sklearn.metrics import confusion_matrix, jaccard_score

SEED = 20261123
rng = np.random.default_rng(SEED)


def bpac(y, p, share):
    """From the confusion matrix of a list without ties."""
    k = max(1, int(np.floor(share * len(y))))
    listed = np.zeros(len(y), int)
    listed[np.argsort(-p, kind="stable")[:k]] = 1
    _, fp, fn, tp = confusion_matrix(y, listed, labels=[0, 1]).ravel()
    poor = tp + fn
    return tp / poor - abs(fn / poor - fp / poor)


def cgh(benefit, welfare, share, w):
    """Each household becomes 100 pieces a unit of weight; ties are averaged."""
    pieces = np.repeat(np.arange(len(welfare)), (w * 100).astype(int))
    order = pieces[np.argsort(welfare[pieces], kind="stable")]
    value = benefit[order].astype(float)
    level = welfare[order]
    for tie in np.unique(level):
        value[level == tie] = value[level == tie].mean()
    k = share * len(order)
    whole = int(np.floor(k))
    reached = value[:whole].sum() + (k - whole) * (value[whole] if whole < len(value) else 0)
    return reached / value.sum() / share


def rbo(one, other, p):
    """Webber et al., equation 32, each overlap counted from scratch."""
    s, l = sorted((one, other), key=len)
    x = lambda d: len(set(s[:d]) & set(l[:d]))
    head = sum(x(d) / d * p**d for d in range(1, len(l) + 1))
    more = sum(x(len(s)) * (d - len(s)) / (len(s) * d) * p**d for d in range(len(s) + 1, len(l) + 1))
    tail = ((x(len(l)) - x(len(s))) / len(l) + x(len(s)) / len(s)) * p ** len(l)
    return (1 - p) / p * (head + more) + tail


def targeting_case(n, share):
    y = (rng.random(n) < 0.2).astype(int)
    p = rng.permutation(n) / n + 0.30123 * y  # no ties
    welfare = np.round(rng.lognormal(8, 0.6, n), -2)
    benefit = np.where(rng.random(n) < 0.4, np.round(rng.random(n) * 900), 0)
    w = rng.integers(1, 4, n).astype(float)
    return {
        **{"y": y.tolist(), "p": p.tolist(), "welfare": welfare.tolist()},
        **{"benefit": benefit.tolist(), "w": w.tolist(), "share": share},
        **{"bpac": bpac(y, p, share), "cgh": cgh(benefit, welfare, share, w)},
    }


def list_case(universe, lengths, p):
    one, other = (rng.choice(universe, size, replace=False).tolist() for size in lengths)
    flags = [[int(i in chosen) for i in range(universe)] for chosen in (one, other)]
    return {
        **{"one": one, "other": other, "persistence": p},
        **{"jaccard": jaccard_score(*flags), "rbo": rbo(one, other, p)},
    }


cases = {
    "seed": SEED,
    "versions": {"numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "targeting": [targeting_case(n, share) for n, share in ((40, 0.25), (200, 0.1), (500, 0.4))],
    "lists": [list_case(*one) for one in ((20, (8, 8), 0.9), (60, (30, 20), 0.8), (200, (50, 50), 0.98))],
}
print(json.dumps(cases))
