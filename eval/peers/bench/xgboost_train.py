"""xgboost hist: times training from raw rows, its own cut points included; the value is the AUC on the test rows."""
import xgboost
from sklearn.metrics import roc_auc_score
from xgboost_rows import parameters, read, settings, test_path, timed, train_path, write

X, y = read(train_path)
X_test, y_test = read(test_path)
model, times = timed(lambda: xgboost.train(parameters(y), xgboost.QuantileDMatrix(X, y, nthread=1), settings["rounds"]))
write("xgboost hist", times, roc_auc_score(y_test, model.predict(xgboost.DMatrix(X_test))))
