"""Oracle for models/interchange/onnx: what onnxruntime computes from files that jiuzhu wrote; onnx checks the files.

npx tsx eval/peers/interchange/onnx_models.ts > models.json
python eval/peers/interchange/onnx_oracle.py models.json > models/interchange/onnx/oracles/onnxruntime.json
"""

import base64
import json
import sys

import numpy as np
import onnx
import onnxruntime

files = []
for given in json.load(open(sys.argv[1])):
    data = base64.b64decode(given["model"])
    onnx.checker.check_model(onnx.load_from_string(data), full_check=True)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    X = np.array([[np.nan if x is None else x for x in row] for row in given["rows"]], dtype=np.float64)
    log_odds, probability = session.run(["log_odds", "probability"], {"X": X})
    case = {"calibrator": given["calibrator"], "logOdds": log_odds[:, 0].tolist(), "probability": probability[:, 0].tolist()}
    files.append({"model": given["model"], "rows": given["rows"], "cases": [case]})
versions = {m.__name__: m.__version__ for m in (np, onnx, onnxruntime)}
print(json.dumps({"generator": "eval/peers/interchange/onnx_oracle.py", "versions": versions, "files": files}))
