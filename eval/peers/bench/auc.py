"""ROC AUC by scikit-learn: times `runs` calls on rows of (float64 score, float64 outcome) read from a file."""
import json
import sys
import time

import numpy
import sklearn
from sklearn.metrics import roc_auc_score

path, runs = sys.argv[1], int(sys.argv[2])
data = numpy.fromfile(path, dtype="<f8").reshape(2, -1)
scores, outcomes = data[0], data[1].astype(numpy.int8)
times = []
for _ in range(runs):
    start = time.perf_counter()
    value = roc_auc_score(outcomes, scores)
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"name": "scikit-learn roc_auc_score", "version": sklearn.__version__, "timesMs": times, "value": value}))
