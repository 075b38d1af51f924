"""Independent implementation of Eurostat's poverty and inequality definitions (LC-ILC/39/09), for eval/metrics/poverty.

R's laeken was not at hand; these follow its documented definitions in exact rational arithmetic, row by row.
python eval/peers/eval/poverty_oracle.py > eval/oracles/poverty.json
"""

import json
import random
import sys
from fractions import Fraction

SEED = 7


def quantile(pairs, share):
    """Eurostat: midway when the running weight equals the share, else the first income beyond it."""
    pairs = [(x, w) for x, w in sorted(pairs) if w > 0]
    total = sum(w for _, w in pairs)
    running = Fraction(0)
    for place, (x, w) in enumerate(pairs):
        running += w
        if running == share * total and place + 1 < len(pairs):
            return (x + pairs[place + 1][0]) / 2
        if running >= share * total:
            return x
    raise ValueError("no weight")


def measures(pairs, line=None):
    total = sum(w for _, w in pairs)
    median = quantile(pairs, Fraction(1, 2))
    threshold = Fraction(3, 5) * median
    z = threshold if line is None else line
    mean = sum(x * w for x, w in pairs) / total
    difference = sum(w * v * abs(x - u) for x, w in pairs for u, v in pairs)
    q20, q80 = quantile(pairs, Fraction(1, 5)), quantile(pairs, Fraction(4, 5))

    def average(chosen):
        return sum(x * w for x, w in chosen) / sum(w for _, w in chosen)

    poor = [(x, w) for x, w in pairs if x < z]
    result = {
        "median": median,
        "mean": mean,
        "line": z,
        "arpr": sum(w for x, w in pairs if x < threshold) / total,
        "gini": difference / (2 * total * total * mean),
        "s80s20": average([p for p in pairs if p[0] > q80]) / average([p for p in pairs if p[0] <= q20]),
        "median_gap": (z - quantile(poor, Fraction(1, 2))) / z,
    }
    for alpha in (0, 1, 2):
        result[f"fgt{alpha}"] = sum(w * ((z - x) / z) ** alpha for x, w in poor) / total
    return {name: float(value) for name, value in result.items()}


def main():
    draw = random.Random(SEED)
    cases = []
    for name, n, line in (("plain", 50, None), ("weighted", 83, None), ("own line", 60, Fraction(900)), ("ties", 70, None)):
        x = [Fraction(round(draw.lognormvariate(7, 0.7), 0 if name != "ties" else -2)) for _ in range(n)]
        w = [Fraction(1) if name == "plain" else Fraction(draw.randint(1, 40), 4) for _ in range(n)]
        found = measures(list(zip(x, w)), line)
        cases.append(
            {
                "name": name,
                "income": [float(v) for v in x],
                "weight": [float(v) for v in w],
                "line": None if line is None else float(line),
                "expected": found,
            }
        )
    print(json.dumps({"made_by": "eval/peers/eval/poverty_oracle.py", "seed": SEED, "python": sys.version.split()[0], "cases": cases}))


main()
