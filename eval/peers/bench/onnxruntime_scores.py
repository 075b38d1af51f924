"""onnxruntime, one thread: scores the rows of `rows.f64` by `model.onnx` in the folder given and writes `scores.f64`
(log-odds, then probabilities); the value is the mean probability."""
import json
import os
import sys
import time

import numpy
import onnxruntime

folder, columns, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
X = numpy.ascontiguousarray(numpy.fromfile(os.path.join(folder, "rows.f64"), dtype="<f8").reshape(columns, -1).T)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(os.path.join(folder, "model.onnx"), options, providers=["CPUExecutionProvider"])
times = []
for _ in range(runs):
    start = time.perf_counter()
    scores = session.run(["log_odds", "probability"], {"X": X})
    times.append((time.perf_counter() - start) * 1000)
numpy.concatenate([part[:, 0] for part in scores]).tofile(os.path.join(folder, "scores.f64"))
print(json.dumps({"name": "onnxruntime, 1 thread", "version": onnxruntime.__version__, "timesMs": times,
                  "value": float(scores[1].mean())}))
