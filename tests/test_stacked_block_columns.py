"""Blocks of a page set tight: which column each stands in, and which rows' cells it holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from loaders.formats import stacked
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.in_blocks.block_columns import cells_in_columns
from loaders.plan.stacked.in_blocks.page_plan import plan_of
from loaders.plan.stacked.in_blocks.weave import weave
from loaders.plan.stacked.text import Stream, stream_of

# A page as pdftotext writes a table whose rows have no room between: where a cell fills its row, the next one of its
# column is of the same block.
TIGHT = """Orsak
Det är mörkt i gångtunneln och
många väljer en annan väg hem
när de går från tåget.
Ungdomar samlas vid torget sent
på kvällarna utan att någon
vuxen finns i närheten.

Åtgärd
Byta belysningen i tunneln och
klippa buskarna som skymmer
vid ingången.
Fältarna går pass vid torget
varje fredag och lördag.

Vem
Kommunens
gatukontor

Uppföljning
Belysningen är bytt och
buskarna är klippta.

Socialtjänsten

Passen har genomförts varje
vecka sedan i maj.

Skolan har hög frånvaro redan i
årskurs fyra och fem.

Kuratorn ringer hem till alla
som varit borta en vecka.

Kuratorn

Samtalen har kommit igång.
"""
APART = TIGHT.replace("från tåget.\n", "från tåget.\n\n").replace("vid ingången.\n", "vid ingången.\n\n")


def _stream(text: str) -> Stream:
    return replace(stream_of(stacked.read(text.encode(), "x.txt")), in_blocks=True)


@pytest.mark.parametrize(
    ("text", "is_tight", "why"), [(TIGHT, True, "two rows of two columns in one block each"), (APART, False, "none")]
)
def test_cells_of_several_rows_in_one_block_are_parted(text: str, is_tight: bool, why: str) -> None:
    stream = _stream(text)
    plan = plan_of(stream)
    assert plan is not None
    found = cells_in_columns(stream, Cues(stream), plan)
    sections = [section for page in plan.sections for section in page]
    by_column: dict[str, list[str]] = {}
    for section, cells in zip(sections, found.cells, strict=True):
        for cell in cells:
            kind = "across" if cell.column is None else section.columns[cell.column].kind
            by_column.setdefault(kind, []).append(stream.words[cell.words[0]].text)
    assert found.is_tight is is_tight, why
    assert by_column == {
        "cause": ["Det", "Ungdomar", "Skolan"],
        "measure": ["Byta", "Fältarna", "Kuratorn"],
        "who": ["Kommunens", "Socialtjänsten", "Kuratorn"],
        "followup": ["Belysningen", "Passen", "Samtalen"],
    }


def test_what_comes_after_a_block_may_stand_beside_any_of_its_cells() -> None:
    places, _ = weave([0, 0, 1, 2, 1, 2], [True] * 5, [True, False, False, False, False], np.zeros((6, 2)))
    assert places == [0, 1, 0, 0, 1, 1]
