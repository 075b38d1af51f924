"""Six metrics by scikit-learn: times `runs` calls on rows of (float64 score, float64 outcome) read from a file."""
import json
import sys
import time

import numpy
import sklearn
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

path, runs = sys.argv[1], int(sys.argv[2])
data = numpy.fromfile(path, dtype="<f8").reshape(2, -1)
scores, outcomes = data[0], data[1].astype(numpy.int8)


def top(share):
    k = int(share * len(scores))
    listed = numpy.argpartition(-scores, k)[:k]
    return outcomes[listed].sum() / k


times = []
for _ in range(runs):
    start = time.perf_counter()
    values = [
        roc_auc_score(outcomes, scores),
        average_precision_score(outcomes, scores),
        brier_score_loss(outcomes, scores),
        log_loss(outcomes, scores),
        top(0.05),
        top(0.1),
    ]
    times.append((time.perf_counter() - start) * 1000)
print(
    json.dumps(
        {
            "name": "scikit-learn and numpy, the same metrics",
            "version": sklearn.__version__,
            "timesMs": times,
            "value": sum(values[:4]),
        }
    )
)
