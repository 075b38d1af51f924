"""Totals of the EPH sample by pandas and decimal, for src/ledger/oracles/eph-totals.json.

Run from the repository: python eval/peers/ledger/eph_totals.py > src/ledger/oracles/eph-totals.json
"""
import json
import sys
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

frame = pd.read_csv("data-samples/eph/households.csv.gz", dtype=str, keep_default_na=False)


def centavos(column: pd.Series) -> int:
    return sum(int((Decimal(cell) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for cell in column if cell)


def filled(name: str) -> dict:
    cells = frame[name][frame[name] != ""].astype(int)
    return {"rows": int(len(cells)), "sum": int(cells.sum())}


quarters = frame["year"] + "Q" + frame["quarter"]
json.dump(
    {
        "pandas": pd.__version__,
        "python": sys.version.split()[0],
        "rows": len(frame),
        "households": int(frame["household_id"].nunique()),
        "weight": int(frame["PONDERA"].astype(int).sum()),
        "rowsByQuarter": {key: int(count) for key, count in quarters.value_counts().sort_index().items()},
        "totalIncomeCentavos": centavos(frame["ITF"]),
        "perCapitaIncomeCentavos": centavos(frame["IPCF"]),
        "observations": {name: filled(name) for name in frame.columns if name[0] in "IV" and name not in ("ITF", "IPCF")},
    },
    sys.stdout,
    indent=1,
)
