"""xgboost prediction, one thread: times the scores of every test row; the value is their mean. Writes its model too."""
import os

import xgboost
from xgboost_rows import parameters, read, settings, test_path, timed, train_path, write

X, y = read(train_path)
X_test, _ = read(test_path)
model = xgboost.train({**parameters(y), "nthread": 2}, xgboost.DMatrix(X, y), settings["rounds"])
model.save_model(os.path.join(os.path.dirname(train_path), "model.json"))
model.set_param({"nthread": settings["threads"]})
values, times = timed(lambda: model.inplace_predict(X_test, predict_type="margin"))
write(f"xgboost inplace_predict, {settings['threads']} thread", times, values.mean())
