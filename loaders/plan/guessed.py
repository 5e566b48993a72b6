"""Columns whose heading the vocabulary does not know, told by what stands in them.

A column of times, of owners or of statuses reads as one whatever the municipality calls it («Till när?»). What its
cells look like is counted for text whose table is gone (stacked/cues.py); here the column is whole, and only its name
is missing. A guess is made only of a column that the table has no other of, and a person is asked. A document whose
tables have owners, times and results but none of measures has them in an unknown column that is filled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.headers import CLEAR, Header, Role, guessed, header_role, read_header
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.text import Stream, Word, key_of
from loaders.plan.tables.transpose import upright
from loaders.records import Cell, Document, Place, Table
from loaders.text import collapse, fold

_CELLS = 5
_LEAST: dict[Role, tuple[float, float]] = {
    "when": (1.0, 0.8), "who": (1.0, 0.8), "status": (1.0, 0.8),
    "followup": (1.0, 0.6), "goal": (1.0, 0.6), "cause": (1.0, 0.6),
}  # fmt: skip
"""How well the cells of a column must suit a role, and how much better than any other kind of cell. Mean log-likelihood
ratios a cell, as stacked/cues.py gives them: right columns of unread plans lie above, all others below."""
_RIVALS: dict[Role, frozenset[Role]] = {
    "when": frozenset({"when", "start", "end"}), "who": frozenset({"who"}), "status": frozenset({"status"}),
    "followup": frozenset({"followup"}), "goal": frozenset({"goal"}), "cause": frozenset({"cause"}),
}  # fmt: skip
_SAY_TIME = 0.6
_PLACES = ("area", "subarea")
# A column of measures: the share of its rows that have a text, and of those that have one of their own.
_FILLED, _OWN = 0.8, 0.8
_TIMES: frozenset[Role] = frozenset({"when", "start", "end"})
_OUTCOMES: frozenset[Role] = frozenset({"followup", "status"})


@dataclass(frozen=True, slots=True)
class Guess:
    """A heading that the vocabulary does not know, as written, the role its column has, and where it first stands."""

    header: str
    role: Role
    place: Place


def guessed_columns(document: Document) -> list[Guess]:
    """The unknown headings of the document's plan tables whose columns read as one that those tables lack."""
    texts: dict[str, list[str]] = defaultdict(list)
    places: dict[str, Place] = {}
    headings: dict[str, str] = {}
    lacking: dict[str, set[Role]] = {}
    for block in document.blocks:
        if not isinstance(block, Table) or block.hidden:
            continue
        rows = upright(block).rows
        at, header = next(((n, read) for n, row in enumerate(rows) if (read := read_header(row))), (0, None))
        if header is None:
            continue
        for column in header.columns:
            if column.role != "unknown":
                continue
            name = fold(column.header)
            headings.setdefault(name, column.header)
            places.setdefault(name, rows[at][column.index].place)
            headers = [header, *(below for row in rows[at + 1 :] if (below := read_header(row)))]
            lacking[name] = lacking.get(name, set(_LEAST)).intersection(*map(_lacking, headers))
            cells = [row[column.index] for row in rows[at + 1 :] if column.index < len(row)]
            texts[name] += [collapse(cell.text) for cell in cells if cell.text.strip() and cell.merged == "no"]
    found = {
        name: _role_of([text for text in told if fold(text) != name], lacking[name]) for name, told in texts.items()
    }
    roles = list(found.values())
    return [
        Guess(headings[name], role, places[name]) for name, role in found.items() if role and roles.count(role) == 1
    ]


def guessed_measure(document: Document) -> Guess | None:
    """The unknown heading that measures stand under, in a document none of whose tables has a heading known for them.

    Told where the other headings are a plan's: who, when, and how it went.
    """
    for block in document.blocks:
        if not isinstance(block, Table) or block.hidden:
            continue
        rows = upright(block).rows
        for at, row in enumerate(rows):
            found = _measures_in(row, rows[at + 1 :])
            if found is not None:
                return Guess(collapse(row[found].text), "measure", row[found].place)
    return None


def _measures_in(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> int | None:
    """The column under an unknown heading of the row that holds measures, when the row is a header but for that."""
    read = [header_role(cell.text) for cell in row]
    known = {role for role, sure in read if sure >= CLEAR}
    if "who" not in known or not known & _TIMES or not known & _OUTCOMES:
        return None
    best: tuple[int, float] | None = None
    for index, cell in enumerate(row):
        if read[index][0] != "unknown" or not cell.text.strip():
            continue
        texts = [collapse(one[index].text) for one in below if index < len(one) and one[index].merged == "no"]
        filled = [text for text in texts if text]
        if len(filled) < max(1.0, _FILLED * len(below)) or len(set(map(fold, filled))) < _OWN * len(filled):
            continue
        with guessed({collapse(cell.text): "measure"}):
            if read_header(row) is None:
                continue
        length = sum(map(len, filled)) / len(filled)
        if best is None or length > best[1]:
            best = (index, length)
    return best[0] if best else None


def _lacking(header: Header) -> set[Role]:
    """The roles that no column of the header has."""
    return {role for role, rivals in _RIVALS.items() if not header.indexes(*rivals)}


def _role_of(texts: Sequence[str], lacking: set[Role]) -> Role | None:
    """The lacking role that a column of these texts has, when they say so clearly."""
    if len(texts) < _CELLS:
        return None
    cues, cells = _cells(texts)
    sums = [0.0] * len(KINDS)
    for first, after in cells:
        for kind, score in enumerate(cues.scores(cues.mask(first, after), after - first)):
            sums[kind] += score / len(cells)
    means = dict(zip(KINDS, sums, strict=True))
    best = max((kind for kind in means if kind not in _PLACES), key=lambda kind: means[kind])
    role = next((role for role in lacking if role == best), None)
    if role is None:
        return None
    least, ahead = _LEAST[role]
    rest = max(mean for kind, mean in means.items() if kind != best and kind not in _PLACES)
    if means[best] < least or means[best] - rest < ahead:
        return None
    if role == "when" and sum(_says_time(cues, *cell) for cell in cells) < _SAY_TIME * len(cells):
        return None  # sums of money are numbers too
    return role


def _cells(texts: Sequence[str]) -> tuple[Cues, list[tuple[int, int]]]:
    """The texts as one stream, and where in it each stands."""
    words: list[Word] = []
    cells: list[tuple[int, int]] = []
    for text in texts:
        first = len(words)
        words += [Word(word, key_of(word, False), 0, 0, 0) for word in text.split()]
        cells.append((first, len(words)))
    return Cues(Stream((), tuple(words), False)), cells


def _says_time(cues: Cues, first: int, after: int) -> bool:
    """Whether a cell names a month, a season, a year or a date."""
    shown = cues.names(cues.mask(first, after))
    return any(name in shown for name in ("time_word", "year", "date"))
