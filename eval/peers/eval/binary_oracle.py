"""Oracle for eval/metrics: scikit-learn's metrics, and calibration error written independently in NumPy.

python eval/peers/eval/binary_oracle.py > eval/oracles/binary.json
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

SEED = 20240611
rng = np.random.default_rng(SEED)
warnings.simplefilter("ignore")


def ece_equal_mass(y, p, w, bins=10):
    """Each row becomes w*bins equal pieces (w whole), tied scores share their mean outcome, then equal cuts."""
    values, inverse = np.unique(p, return_inverse=True)
    mean_y = np.bincount(inverse, w * y) / np.maximum(np.bincount(inverse, w), 1e-300)
    copies = (w * bins).astype(int)
    order = np.argsort(p, kind="stable")
    pieces_p = np.repeat(p[order], copies[order])
    pieces_y = np.repeat(mean_y[inverse][order], copies[order])
    total = 0.0
    for part_p, part_y in zip(np.split(pieces_p, bins), np.split(pieces_y, bins)):
        total += len(part_p) * abs(part_y.mean() - part_p.mean())
    return total / len(pieces_p)


def top(y, p, w, share):
    """Expected precision over random tie order; whole weights are copies."""
    y, p = np.repeat(y, w), np.repeat(p, w)
    k = max(1, int(np.floor(share * len(y) * (1 + 1e-12))))
    edge = np.sort(p)[::-1][k - 1]
    above, tied = p > edge, p == edge
    room = k - above.sum()
    found = y[above].sum() + room * y[tied].mean()
    best = y[above].sum() + min(room, y[tied].sum())
    worst = y[above].sum() + max(0, room - (1 - y[tied]).sum())
    return {
        "share": share,
        "k": int(k),
        "precision": found / k,
        "recall": found / y.sum(),
        "precision_best": best / k,
        "precision_worst": worst / k,
    }


def line(y, p, w):
    q = np.clip(p, 1e-15, 1 - 1e-15)
    x = np.log(q / (1 - q)).reshape(-1, 1)
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(x, y, sample_weight=w)
    return {"slope": float(model.coef_[0, 0]), "intercept": float(model.intercept_[0])}


def case(name, y, p, w):
    fpr, tpr, _ = metrics.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(y, p, sample_weight=w)
    result = {
        "name": name,
        "y": y.tolist(),
        "p": p.tolist(),
        "w": w.tolist(),
        "auc": metrics.roc_auc_score(y, p, sample_weight=w),
        "average_precision": metrics.average_precision_score(y, p, sample_weight=w),
        "brier": metrics.brier_score_loss(y, p, sample_weight=w),
        "log_loss": metrics.log_loss(y, p, sample_weight=w, labels=[0, 1]),
        "ece": ece_equal_mass(y, p, w),
        "line": line(y, p, w),
        "top": [top(y, p, w, share) for share in (0.01, 0.1, 0.25)],
    }
    result["roc"] = {"fpr": fpr.tolist(), "tpr": tpr.tolist()}
    result["pr"] = {"precision": precision.tolist(), "recall": recall.tolist()}
    return result


def sample(n, decimals=None):
    logit = rng.normal(-1.5, 1.3, n)
    p = 1 / (1 + np.exp(-logit))
    y = (rng.random(n) < 1 / (1 + np.exp(-(0.8 * logit + 0.2)))).astype(int)
    return y, p if decimals is None else np.round(p, decimals)


def main():
    cases = []
    y, p = sample(400)
    cases.append(case("plain", y, p, np.ones(400, int)))
    y, p = sample(357, 2)
    cases.append(case("ties", y, p, np.ones(357, int)))
    y, p = sample(300, 1)
    cases.append(case("weights and heavy ties", y, p, rng.integers(1, 6, 300)))
    y, p = sample(120)
    p[:3], y[:3] = [0.0, 1.0, 1.0], [0, 1, 0]
    cases.append(case("certainties, one of them wrong", y, p, np.ones(120, int)))
    print(
        json.dumps(
            {
                "made_by": "eval/peers/eval/binary_oracle.py",
                "seed": SEED,
                "scikit-learn": sklearn.__version__,
                "numpy": np.__version__,
                "cases": cases,
            }
        )
    )


main()
