"""How near a register comes to its golden one, row by row in document order."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rapidfuzz import fuzz

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

TEXTS = ("subarea", "cause", "measure", "goal", "when", "who", "followup", "status_text", "comment")


def plain(text: object) -> str:
    """Text for comparison: no diacritics, case, breaking hyphens or runs of white space."""
    folded = unicodedata.normalize("NFKD", str(text or ""))
    folded = "".join(char for char in folded if not unicodedata.combining(char)).casefold()
    folded = re.sub(r"(?<=\w)[-\u00ad\u2010\u2011]\s*(?=\w)", "", folded)
    return re.sub(r"\s+", " ", folded).strip()


def wrong_cells(gold: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every text cell and area that differs, as a line to read; empty when all are right. Needs equal row counts."""
    if len(gold) != len(read):
        return [f"{len(gold)} åtgärder väntade, {len(read)} lästa"]
    wrong = []
    for number, (want, got) in enumerate(zip(gold, read, strict=True), start=1):
        for field in (*TEXTS, "area"):
            expected, found = plain(want.get(field)), plain(got.get(field))
            if expected != found and (not expected or not found or fuzz.ratio(expected, found) < 97):
                wrong.append(f"rad {number} {field}: väntade {expected[:80]!r}, läste {found[:80]!r}")
    return wrong


def shares_of(gold: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The shares of the gold's rows and cells that score.py counts, where it lies beside the project; else the test is
    skipped."""
    if not SHARED.is_dir():
        pytest.skip("score.py ligger inte bredvid projektet")
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    score: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    shares: dict[str, float] = score.score(gold, read)
    return shares
