"""xgboost on tasks with fixed folds: AUC and log loss of every fold, and of all rows pooled out of fold.

python xgboost_tasks.py FOLDER SETTINGS: every `*.csv.gz` of the folder has the columns `group, fold, t, y` and features;
settings are JSON. With `repeats` above 1 the training rows are also permuted: what then changes is noise.
"""
import json
import pathlib
import sys

import numpy
import pandas
import xgboost
from sklearn.metrics import log_loss, roc_auc_score

folder, text = sys.argv[1:3]
settings = json.loads(text)
parameters = {
    "objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_bin": 256, "nthread": 1,
    "eta": settings["learningRate"], "max_leaves": settings["maxLeaves"], "max_depth": settings["maxDepth"],
    "min_child_weight": settings["minChildHessian"], "lambda": settings["lambda"],
}


def fold_scores(task, fold, order):
    is_test = (task.fold == fold).to_numpy()
    X = task.drop(columns=["group", "fold", "t", "y"]).astype(float)
    train = numpy.flatnonzero(~is_test)[order(int((~is_test).sum()))]
    y = task.y.to_numpy()
    data = xgboost.DMatrix(X.iloc[train], y[train])
    model = xgboost.train({**parameters, "base_score": float(y[train].mean())}, data, settings["rounds"])
    return numpy.flatnonzero(is_test), model.predict(xgboost.DMatrix(X[is_test])).astype(float)


def scores(y, p):
    return {"auc": float(roc_auc_score(y, p)), "logLoss": float(log_loss(y, p))}


def run(task, repeat):
    draw = numpy.random.default_rng(repeat)
    order = (lambda n: numpy.arange(n)) if repeat == 0 else draw.permutation
    y = task.y.to_numpy()
    pooled = numpy.zeros(len(y))
    folds = []
    for fold in sorted(task.fold.unique()):
        rows, p = fold_scores(task, fold, order)
        pooled[rows] = p
        folds.append(scores(y[rows], p))
    return {**scores(y, pooled), "folds": folds}


answer = {}
for path in sorted(pathlib.Path(folder).glob("*.csv.gz")):
    task = pandas.read_csv(path)
    answer[path.name.removesuffix(".csv.gz")] = [run(task, repeat) for repeat in range(settings["repeats"])]
print(json.dumps({"version": xgboost.__version__, "tasks": answer}))
