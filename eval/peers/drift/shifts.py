"""Likelihood-ratio statistic and stability index by SciPy and NumPy. Usage: python shifts.py > shifts.json"""
import json
import sys

import numpy as np
import scipy
from scipy.stats import chi2_contingency, ncx2

rng = np.random.default_rng(41)
cases = []
for n, m, probabilities, moved in [
    (800, 700, [0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
    (5000, 4000, [0.1, 0.2, 0.3, 0.4], [0.12, 0.2, 0.3, 0.38]),
    (60000, 50000, [0.25, 0.25, 0.25, 0.25], [0.27, 0.25, 0.24, 0.24]),
]:
    a, b = rng.multinomial(n, probabilities), rng.multinomial(m, moved)
    table = np.array([a, b])
    g, _, df, _ = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    total = n + m
    williams = 1 + ((total / n + total / m - 1) * ((total / table.sum(axis=0)).sum() - 1)) / (6 * total * df)
    p = (a + 0.5) / (n + 0.5 * len(a))
    q = (b + 0.5) / (m + 0.5 * len(b))
    tolerance = 0.01
    cases.append({
        "reference": a.tolist(), "current": b.tolist(), "statistic": float(g / williams), "df": int(df),
        "p": float(scipy.stats.chi2.sf(g / williams, df)), "tolerance": tolerance,
        "p_material": float(ncx2.sf(g / williams, df, tolerance * n * m / total)),
        "psi": float(((q - p) * np.log(q / p)).sum()),
    })
json.dump({"made_by": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "seed": 41},
           "cases": cases}, sys.stdout, indent=1)
print()
