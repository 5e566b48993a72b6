"""Rows that a page's end cut, in text that came in the order its pages were set in: the rest stands at the next page's
top, a piece of each cell that was not done."""

from __future__ import annotations

import pytest
from stream_text import stream_text

from loaders.formats import stacked
from loaders.load import write_down
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.in_order.over_pages import put_together
from loaders.records import Written

HEADER = ["Orsak", "Åtgärd", "När", "Ansvarig", "Uppföljning"]
ROWS = [
    ["Det saknas belysning vid gångtunneln och längs vägen mot skolan", "Stärka belysningen och klippa ner buskar",
     "Våren 2025", "Stadsmiljö", "Genomfört enligt plan, belysningen är tänd sedan maj"],
    ["Behov av fler vuxna ute på kvällarna under helgerna", "Anordna vandringar i samarbete med föreningar",
     "Hösten 2025", "Skolan och polisen", "Pågår, två vandringar av fyra är gjorda"],
    ["Få känner till rådgivningen för den som är utsatt", "1. Informera i skolan\n2. Affischera på torget\n"
     "3. Utbilda personalen i receptionen", "1. Maj\n2. Juni\n3. Löpande", "Samordnare för våld i nära relation",
     "1. Genomfört\n2. Ej påbörjat\n3. Pågår"],
    ["Mopeder körs på gångvägar där barn går till skolan", "Riktade kontroller tillsammans med områdespolisen",
     "Löpande", "Polisen", "Genomfört, tolv kontroller har gett trettio böter"],
    ["Unga saknar någonstans att vara när fritidsgården är stängd", "Öppna fritidsgården även på söndagar",
     "Augusti 2025", "Fritid", "Ej påbörjat, beslut väntas i nämnden"],
    ["Butiker stjäls det ur nästan varje dag av samma personer", "Möten med butikerna varje månad om läget i centrum",
     "En gång i månaden", "Centrumledare", "Pågår enligt plan och är uppskattat"],
]  # fmt: skip


def read(**how: object) -> Written:
    text = stream_text([("Handlingsplan 2025", [HEADER, *ROWS, *ROWS])], **how)  # type: ignore[arg-type]
    return write_down(stacked.read(text.encode(), "x.txt"))


def cells(rows: Written) -> list[tuple[str, ...]]:
    return [(row.cause, row.measure, row.when, row.who, row.followups[-1].text) for row in rows.rows if not row.item]


WANTED = [tuple(row) for row in [*ROWS, *ROWS] if "\n" not in row[1]]


@pytest.mark.parametrize("repeats_header", [True, False])
def test_a_row_that_a_page_cuts_reads_as_one_that_stands_on_one_page(repeats_header: bool) -> None:
    written = read(chars=110, page=13, repeats_header=repeats_header)
    assert cells(written) == WANTED
    assert [row.measure for row in written.rows if row.item] == 2 * [
        "Informera i skolan", "Affischera på torget", "Utbilda personalen i receptionen",
    ]  # fmt: skip


@pytest.mark.parametrize("repeats_header", [True, False])
@pytest.mark.parametrize("page", [8, 11, 17, 19])
def test_wherever_the_page_ends_no_row_is_lost_or_made_of_a_rest(page: int, repeats_header: bool) -> None:
    """Which cell a lone word goes on may be anybody's guess, but not how many rows there are."""
    written = read(chars=110, page=page, repeats_header=repeats_header)
    assert len(written.rows) == 16
    right = [one == other for row, wanted in zip(cells(written), WANTED, strict=True)
             for one, other in zip(row, wanted, strict=True)]  # fmt: skip
    assert sum(right) >= 0.85 * len(right)


def test_every_line_of_a_cut_row_is_some_rows_in_the_account() -> None:
    account = read(chars=110, page=11).account
    told = {line.kind for line in account if line.text.strip() and line.place.line != 1}
    assert told == {"measure", "continued", "header"}


def test_the_rest_of_a_row_is_put_where_the_row_began() -> None:
    row = [Cell((0, 1), 0, True, 0.9), Cell((2,), 1, False, 0.9)]
    rest = [Cell((5,), 0, False, 0.6, (), "joined"), Cell((6,), 3, False, 0.8, (), "moved")]
    below = Cell((7,), 1, True, 0.9)
    assert put_together([[*row, *rest, below]]) == [
        [Cell((0, 1, 5), 0, True, 0.6), Cell((2,), 1, False, 0.9), Cell((6,), 3, False, 0.8), below]
    ]
