"""What the xgboost benches share: rows read from files, settings translated, times printed."""
import json
import sys
import time

import numpy
import xgboost

train_path, test_path, columns, text = sys.argv[1:5]
settings = json.loads(text)


def read(path):
    data = numpy.fromfile(path, dtype="<f8").reshape(int(columns) + 1, -1)
    return numpy.ascontiguousarray(data[:-1].T), data[-1]


def parameters(labels):
    return {
        "objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_bin": 256, "nthread": 1,
        "eta": settings["learningRate"], "max_leaves": settings["maxLeaves"], "max_depth": settings["maxDepth"],
        "min_child_weight": settings["minChildHessian"], "lambda": settings["lambda"], "base_score": float(labels.mean()),
    }


def timed(work):
    """The last answer and the times of `runs` calls in milliseconds, after one that is not timed."""
    answer, times = work(), []
    for _ in range(settings["runs"]):
        start = time.perf_counter()
        answer = work()
        times.append((time.perf_counter() - start) * 1000)
    return answer, times


def write(name, times, value):
    print(json.dumps({"name": name, "version": xgboost.__version__, "timesMs": times, "value": float(value)}))
