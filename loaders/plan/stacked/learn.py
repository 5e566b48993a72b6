"""Count how often each group of wordings is seen in each column of registers read by hand, and print the table
that loaders/vocabulary/stacked_weights.toml holds:

    python -m loaders.plan.stacked.learn REGISTER.csv … > loaders/vocabulary/stacked_weights.toml

The registers are CSV files with the gold register's columns. Only shares are kept: no sentence and no name.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import Counter, defaultdict
from pathlib import Path

from loaders.plan.stacked.cues import KINDS, SPAN, Cues, bin_of
from loaders.plan.stacked.text import Stream, Word, key_of

_FIELDS = {
    "subarea": "area", "cause": "cause", "measure": "measure", "goal": "goal", "when": "when", "who": "who",
    "followup": "followup", "status_text": "status", "comment": "comment",
}  # fmt: skip
# How strongly the mean over all columns speaks against what was counted in one.
_PRIOR = 6.0


def cells_of(paths: list[Path]) -> dict[str, list[str]]:
    """The registers' texts by column, each text once."""
    cells: dict[str, dict[str, None]] = defaultdict(dict)
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for field, kind in _FIELDS.items():
                    if text := _numbered(row, field):
                        cells[kind][text] = None
    return {kind: list(texts) for kind, texts in cells.items()}


def _numbered(row: dict[str, str], field: str) -> str:
    """The cell's text; that of a first item with its number, as it stands in the document."""
    text = (row.get(field) or "").strip()
    is_list = row.get("item") == "1" and _may_be_listed(field)
    return f"1. {text}" if text and is_list else text


def _may_be_listed(field: str) -> bool:
    """Whether the column may hold a numbered list, one item for each of the measure's."""
    return field in ("measure", "goal", "when", "who", "followup", "status_text")


def spans_of(paths: list[Path]) -> list[str]:
    """What is no cell: two neighbouring cells as if they were one, and the parts of a cell cut in two."""
    spans: dict[str, None] = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts = [
                text for row in csv.DictReader(file) for field in _FIELDS if (text := (row.get(field) or "").strip())
            ]
        spans.update(dict.fromkeys(f"{one} {other}" for one, other in itertools.pairwise(texts)))
        for words in (text.split() for text in dict.fromkeys(texts)):
            for cut in {1, len(words) // 2} & set(range(1, len(words))):
                spans.update(dict.fromkeys((" ".join(words[:cut]), " ".join(words[cut:]))))
    return list(spans)


def table_of(cells: dict[str, list[str]], spans: list[str]) -> str:
    """The counted shares as TOML."""
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: dict[str, Counter[int]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    names: list[str] = []
    for kind, texts in {**cells, SPAN: spans}.items():
        for text in texts:
            words = tuple(Word(word, key_of(word, False), 0, 0, 0) for word in text.split())
            cues = Cues(Stream((), words, False))
            names = names or cues.names(-1)
            shown[kind].update(cues.names(cues.mask(0, len(words))))
            sizes[kind][bin_of(len(words))] += 1
            total[kind] += 1
    lines = ["# Counted by `python -m loaders.plan.stacked.learn`; not written by hand.", "", "[groups]"]
    for name in names:
        mean = sum(shown[kind][name] / total[kind] for kind in cells) / len(cells)
        shares = {kind: (shown[kind][name] + _PRIOR * mean + 0.3) / (total[kind] + _PRIOR + 0.6) for kind in total}
        lines.append(f"{name} = {{ {', '.join(f'{kind} = {share:.3f}' for kind, share in _all(shares).items())} }}")
    lines += ["", "[lengths]"]
    mean_sizes = [sum(sizes[kind][size] / total[kind] for kind in cells) / len(cells) for size in range(9)]
    by_kind = {
        kind: [
            (sizes[kind][size] + _PRIOR * mean_sizes[size] + 0.2) / (total[kind] + _PRIOR + 1.8) for size in range(9)
        ]
        for kind in total
    }
    by_kind["subarea"] = by_kind["area"]
    by_kind["other"] = [sum(by_kind[kind][size] for kind in cells) / len(cells) for size in range(9)]
    order = (*KINDS, SPAN)
    lines += [f"{kind} = [{', '.join(f'{max(0.001, share):.3f}' for share in by_kind[kind])}]" for kind in order]
    return "\n".join(lines) + "\n"


def _all(shares: dict[str, float]) -> dict[str, float]:
    mean = sum(share for kind, share in shares.items() if kind != SPAN) / (len(shares) - 1)
    return {kind: max(0.003, min(0.997, shares.get(kind, shares["area"] if kind == "subarea" else mean)))
            for kind in (*KINDS, SPAN)}  # fmt: skip


def main() -> int:
    paths = [Path(argument) for argument in sys.argv[1:]]
    if not paths:
        sys.stderr.write("Ange minst ett läst register: python -m loaders.plan.stacked.learn REGISTER.csv …\n")
        return 2
    sys.stdout.write(table_of(cells_of(paths), spans_of(paths)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
