"""xgboost pred_contribs: times the attributions of every test row; the value is their mean size."""
import numpy
import xgboost
from xgboost_rows import parameters, read, settings, test_path, timed, train_path, write

X, y = read(train_path)
X_test, _ = read(test_path)
model = xgboost.train(parameters(y), xgboost.DMatrix(X, y), settings["rounds"])
rows = xgboost.DMatrix(X_test)
values, times = timed(lambda: model.predict(rows, pred_contribs=True))
write("xgboost pred_contribs", times, numpy.abs(values[:, :-1]).mean())
