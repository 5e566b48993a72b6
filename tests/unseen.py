"""Invented plans of four authors in every form that text comes in, and how much is read: a measure, never a test.

    python tests/unseen.py KIND [AUTHOR]

KIND is docx, ocr (what Tesseract made of the pages), pdfbox, paragraphs (the same with blank lines between
paragraphs), pdftotext or layout (what programs wrote of the PDF). The authors wrote eight plans each without a look at
the program. Those of y, z and p were worked on, and of q q03, q06, q07 and q08; q01, q02, q04 and q05 have only been
measured: let it stay so, for they alone tell how an unknown plan is read.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from scoring import shares_of  # noqa: E402

from loaders.errors import UnreadableDocument  # noqa: E402
from loaders.load import load  # noqa: E402
from loaders.register import as_register  # noqa: E402

SCORE = ROOT.parent / "shared" / "score.py"
HERE = ROOT / "tests" / "documents" / "unseen"
KEYS = ("rows", "precision", "cells", "area", "status", "continues")


def main(kind: str, author: str = "") -> None:
    """Print the shares of each plan of the author (all without one), and of all their rows together."""
    if not SCORE.exists():
        sys.stdout.write("score.py ligger inte bredvid projektet\n")
        return
    total, many = dict.fromkeys(KEYS, 0.0), 0
    for golden in sorted(HERE.glob(f"{author}*.csv")):
        with golden.open(encoding="utf-8", newline="") as file:
            gold = list(csv.DictReader(file))
        name = f"{golden.stem}.docx" if kind == "docx" else f"{golden.stem}.{kind}.txt"
        many += len(gold)
        try:
            plan = load((HERE / name).read_bytes(), name)
        except UnreadableDocument as refused:
            sys.stdout.write(f"{name}  {refused}\n")
            continue
        shares = shares_of(gold, as_register(plan)["measures"])
        total = {key: total[key] + shares[key] * len(gold) for key in KEYS}
        sys.stdout.write(f"{name}  {'  '.join(f'{key} {shares[key]:.2f}' for key in KEYS)}\n")
    sys.stdout.write(f"{many} rows  {'  '.join(f'{key} {total[key] / many:.3f}' for key in KEYS)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
