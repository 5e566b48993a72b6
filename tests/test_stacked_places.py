"""Text whose table is gone: what stands in the areas' column and only says where, and a column of places under a header
that nobody knows."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.places import with_places
from loaders.plan.stacked.sections import Column, Section, kinds_of
from loaders.plan.stacked.text import Stream, stream_of
from loaders.plan.stacked.untold import told_by_trial
from loaders.text import is_shouted

COLUMNS = tuple(Column(kind) for kind in ("area", "subarea", "measure"))
UNGA, TORG, STOD = ("Unga på glid", "Norra skolan", "a"), ("Trygga torg", "Torget", "b"), ("De drabbade", "Jouren", "c")


def _stream(text: str) -> Stream:
    return stream_of(stacked.read(text.encode(), "plan.txt"))


def _read(rows: tuple[tuple[str, ...], ...]) -> list[Cell]:
    """The cells; each row's texts stand in the columns of areas, places and measures, "" for none."""
    stream = _stream("\n".join(text for row in rows for text in row if text))
    cells, line = [], 0
    for row in rows:
        is_new = True
        for column, text in enumerate(row):
            if text:
                words = tuple(range(stream.lines[line].first, stream.lines[line].after))
                cells.append(Cell(words, column, is_new, 1.0))
                line, is_new = line + 1, False
    (found,) = with_places(stream, [Section(COLUMNS, tuple(range(line)))], [cells])
    return found


@pytest.mark.parametrize(
    ("rows", "found", "why"),
    [
        ((UNGA, ("Mopeder", "", "d"), TORG, STOD), "asmsmasmasm", "speaks of no area"),
        ((UNGA, TORG, ("Hamnen", "", "d"), STOD), "asmasmsmasm", "speaks of one that is told elsewhere"),
        ((UNGA, TORG, STOD, ("Välfärdsbrott", "", "d")), "asmasmasmam", "of one that is not"),
        ((UNGA, TORG, STOD, ("Unga på glid", "", "d")), "asmasmasmam", "an area once more"),
        ((UNGA, TORG, STOD, ("Brottsoffer", "", "d")), "asmasmasmam", "an area's own name"),
        ((UNGA, TORG, STOD, ("Mopeder", "Stan", "d")), "asmasmasmasm", "a place beside it"),
        ((UNGA, TORG, ("Mopeder", "", "d")), "asmasmam", "two areas tell nothing"),
        ((UNGA, UNGA, UNGA, ("Mopeder", "", "d")), "asmasmasmam", "nor does one that is said three times"),
        ((("Mopeder", "", "d"), UNGA, TORG, STOD), "amasmasmasm", "no area above"),
    ],
)  # fmt: skip
def test_what_only_says_where_is_a_place(rows: tuple[tuple[str, ...], ...], found: str, why: str) -> None:
    cells = _read(rows)
    assert "".join(COLUMNS[cell.column or 0].kind[0] for cell in cells) == found, why
    moved = [cell for cell in cells if cell.sure < 1]
    assert len(moved) == found.count("ms") - sum(bool(place) for area, place, _ in rows if not area), why


def test_an_unknown_column_between_areas_and_causes_is_of_places() -> None:
    kinds = ("area", "other", "cause", "measure")
    columns = tuple(Column(kind, "Ditt" if kind == "other" else kind) for kind in kinds)  # type: ignore[arg-type]
    stream = _stream("Unga\nUtökas våren 2025 av rektor\nHög frånvaro\nSamtal med elever")
    (section,) = told_by_trial(stream, Cues(stream), [Section(columns, tuple(range(4)))])
    assert kinds_of(section.columns) == ("area", "subarea", "cause", "measure"), "though its cells suit others"


@pytest.mark.parametrize(
    ("text", "is_loud"),
    [("UNGA SOM ÄR PÅ VÄG", True), ("VÅLD I NÄRA RELATIONER", True), ("APT OCH SSPF", False),
     ("BUP, EMI, ÖPT, IFO", False), ("LSS HVB SSPF BUP", False),
     ("BUP EMI IFO ÖPT", False), ("BUP OCH EMI SAMT ÖPT", False), ("Unga som är på väg", False)],
)  # fmt: skip
def test_a_heading_in_capitals_is_no_row_of_abbreviations(text: str, is_loud: bool) -> None:
    assert is_shouted(text) is is_loud
