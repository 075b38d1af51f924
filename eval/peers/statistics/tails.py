"""Tails of distributions by SciPy, adjusted p-values by statsmodels or SciPy. Usage: python tails.py > tails.json"""
import json
import sys

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20260105)
chi = [[float(x), int(df)] for df in (1, 2, 5, 9, 20, 100) for x in rng.uniform(0.01, 5, 4) * df]
chi += [[60.0, 5], [200.0, 9], [1e-3, 1]]
normal = [float(z) for z in rng.uniform(0, 8, 12)]
shifted = [[float(x), int(df), float(s)] for df in (1, 4, 9) for s in (0.5, 10.0, 300.0, 5000.0)
           for x in stats.ncx2.ppf([0.02, 0.5, 0.99, 0.999999], df, s)]
p = [float(x) for x in np.concatenate([rng.uniform(0, 1, 12), rng.uniform(0, 0.01, 5), [1.0, 0.5, 0.5]])]
m = len(p)
order = np.argsort(p)
holm = np.empty(m)
holm[order] = np.minimum(1, np.maximum.accumulate(np.array(p)[order] * (m - np.arange(m))))
json.dump({
    "made_by": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "seed": 20260105},
    "chi_square": [[*a, float(stats.chi2.sf(*a))] for a in chi],
    "normal_two_sided": [[z, float(2 * stats.norm.sf(z))] for z in normal],
    "noncentral": [[*a, float(stats.ncx2.sf(*a))] for a in shifted],
    "p": p,
    "benjamini_hochberg": [float(x) for x in stats.false_discovery_control(p, method="bh")],
    "holm": [float(x) for x in holm],
}, sys.stdout, indent=1)
print()
