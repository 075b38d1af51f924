"""One contestant in training boosted trees from raw rows: `xgboost`, `lightgbm` or `sklearn`, on so many threads.

The value is the AUC on the test rows; times are wall times, `cpuMs` what the processors spent, `peakBytes` what the
process grew by at most while it trained (Linux only).
"""
import json
import os
import sys
import time

threads = json.loads(sys.argv[4])["threads"]
os.environ["OMP_NUM_THREADS"] = str(threads)

import numpy
from sklearn.metrics import roc_auc_score

train_path, test_path, columns, text = sys.argv[1:5]
settings = json.loads(text)
rounds, leaves, rate, penalty = (settings[name] for name in ("rounds", "maxLeaves", "learningRate", "lambda"))


def read(path):
    data = numpy.fromfile(path, dtype="<f8").reshape(int(columns) + 1, -1)
    return numpy.ascontiguousarray(data[:-1].T), data[-1]


X, y = read(train_path)
X_test, y_test = read(test_path)


def fit_xgboost():
    import xgboost

    parameters = {
        "objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_bin": 256,
        "nthread": threads, "eta": rate, "max_leaves": leaves, "max_depth": 0,
        "min_child_weight": settings["minChildHessian"], "lambda": penalty, "base_score": float(y.mean()),
    }
    model = xgboost.train(parameters, xgboost.QuantileDMatrix(X, y, nthread=threads), rounds)
    return xgboost.__version__, lambda: model.predict(xgboost.DMatrix(X_test))


def fit_lightgbm():
    import lightgbm

    parameters = {
        "objective": "binary", "num_threads": threads, "learning_rate": rate, "num_leaves": leaves, "max_bin": 255,
        "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": settings["minChildHessian"], "lambda_l2": penalty,
        "verbose": -1, "deterministic": True, "force_row_wise": True,
    }
    model = lightgbm.train(parameters, lightgbm.Dataset(X, y), rounds)
    return lightgbm.__version__, lambda: model.predict(X_test)


def fit_sklearn():
    import sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=1, l2_regularization=penalty,
        early_stopping=False,
    ).fit(X, y)
    return sklearn.__version__, lambda: model.predict_proba(X_test)[:, 1]


def resident(field):
    """Bytes, as the operating system counts them."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field + ":"))


def start_peak():
    """Forgets the peak so far; the function gives what was added to the memory in use now."""
    try:
        before = resident("VmRSS")
        with open("/proc/self/clear_refs", "w") as clear:
            clear.write("5")
    except OSError:
        return lambda: {}
    return lambda: {"peakBytes": resident("VmHWM") - before}


name = settings["contestant"]
fit = {"xgboost": fit_xgboost, "lightgbm": fit_lightgbm, "sklearn": fit_sklearn}[name]
__import__(name)
peak = start_peak()
start, cpu = time.perf_counter(), time.process_time()
version, predict = fit()
elapsed, spent, grown = time.perf_counter() - start, time.process_time() - cpu, peak()
value = float(roc_auc_score(y_test, predict()))
print(json.dumps({
    "name": f"{name}, {threads} thread(s)", "version": version, "timesMs": [elapsed * 1000],
    "cpuMs": spent * 1000, "value": value, **grown,
}))
