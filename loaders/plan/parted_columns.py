"""A column of two things («Ansvar och tid») parted into one of each, by what its words say.

The header says that both stand in its cells, in lines of their own or after one another («Polisen, våren»). Each word
is weighed as one of an owner or of a time (stacked/column_words.py), and a cell is parted where the other begins: most
easily at a line's end, then at a mark. A person is asked whether the parting is right. Of 367 cells put together of the
owners and times of twenty plans, which the costs were set on too, .99 are parted right at line ends, .97 after commas
and .88 where nothing parts them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.plan.headers import Role, read_header, roles_named
from loaders.plan.stacked.column_words import ColumnWords
from loaders.records import Block, Cell, Document, Doubt, Table
from loaders.text import collapse, fold

_AT_LINE, _AT_MARK, _WITHIN = 0.0, 1.0, 2.0
"""What it costs to part a cell at a line's end, after a mark, and between two words."""
_WHOLE, _TURNED = 3.0, 0.5
"""What it costs that a cell holds only one of the two, and that the second in the header stands first."""
_BETWEEN = ("–", "-", "|", "/")
_MARKS = (",", ";", ":", ".", ")")
_TRIM = " \t,;:–-|/"


@dataclass(frozen=True, slots=True)
class _Parting:
    """Which column of tables of how many columns is parted, the roles of its parts in the header's order, and whether
    its cells' lines end where the column does."""

    index: int
    width: int
    roles: tuple[Role, Role]
    is_wrapped: bool


def with_parted_columns(document: Document) -> tuple[Document, list[Doubt]]:
    """The document with each column that is headed as two in two columns under that heading, and the questions."""
    blocks: list[Block] = []
    doubts: dict[str, Doubt] = {}
    parting: _Parting | None = None
    for block in document.blocks:
        if not isinstance(block, Table) or block.hidden:
            blocks.append(block)
            continue
        headers = [at for at, row in enumerate(block.rows) if read_header(row)]
        if not headers and block.rows and parting and max(map(len, block.rows)) != parting.width:
            blocks.append(block)
            continue
        rows: list[tuple[Cell, ...]] = []
        # What stands over a table's first header has its columns.
        for number, (first, after) in enumerate(pairwise([0, *headers[1:], len(block.rows)])):
            heading = ""
            if headers:
                header = block.rows[headers[number]]
                parting = _parting_of(header, is_wrapped=document.form.endswith("pdf"))
                if parting:
                    heading = collapse(header[parting.index].text)
                    question = f"Kolumnen «{heading}» delades i vem och när efter orden i cellerna. Stämmer delningen?"
                    doubts.setdefault(fold(heading), Doubt(question, header[parting.index].place, heading))
            rows += [_parted(row, parting, heading) if parting else row for row in block.rows[first:after]]
        blocks.append(replace(block, rows=tuple(rows)))
    return replace(document, blocks=tuple(blocks)), list(doubts.values())


def _parting_of(header: Sequence[Cell], *, is_wrapped: bool) -> _Parting | None:
    for index, cell in enumerate(header):
        roles = roles_named(cell.text)
        beside = header[index + 1] if index + 1 < len(header) else None
        is_parted = beside is not None and (beside.merged == "across" or fold(beside.text) == fold(cell.text))
        if roles and not is_parted:
            return _Parting(index, len(header), roles, is_wrapped)
    return None


def _parted(row: tuple[Cell, ...], parting: _Parting, heading: str) -> tuple[Cell, ...]:
    if len(row) <= parting.index:
        return row
    cell = row[parting.index]
    texts = (cell.text, cell.text)
    if fold(cell.text) != fold(heading) and cell.merged != "across":
        texts = parted_text(cell.text, parting.roles, is_wrapped=parting.is_wrapped)
    halves = [replace(cell, text=text) for text in texts]
    return (*row[: parting.index], *halves, *row[parting.index + 1 :])


def parted_text(text: str, roles: tuple[Role, Role], *, is_wrapped: bool = False) -> tuple[str, str]:
    """What of a cell's text is of each of the two roles, in their order. `is_wrapped` when its lines end where the
    column does, and not where its author ended them."""
    lines = [line.split() for line in text.split("\n")]
    words = [word for line in lines for word in line]
    if not words:
        return "", ""
    starts = {sum(map(len, lines[:number])) for number in range(1, len(lines))}
    at_line = _AT_MARK if is_wrapped else _AT_LINE
    said = ColumnWords(words)
    one, other = said.of(roles[0]), said.of(roles[1])
    gain = [(one[at + 1] - one[at], other[at + 1] - other[at]) for at in range(len(words))]
    # The best way to each word by its side and by whether the cell has been parted before it.
    ways: dict[tuple[int, bool], tuple[float, list[int]]] = {
        (0, False): (gain[0][0], [0]),
        (1, False): (gain[0][1] - _TURNED, [1]),
    }
    for at in range(1, len(words)):
        cost = at_line if at in starts else _AT_MARK if _parts(words[at - 1], words[at]) else _WITHIN
        further: dict[tuple[int, bool], tuple[float, list[int]]] = {}
        for (side, is_parted), (score, sides) in ways.items():
            for to in (0, 1):
                key = (to, is_parted or to != side)
                worth = score + gain[at][to] - (cost if to != side else 0.0)
                if key not in further or worth > further[key][0]:
                    further[key] = (worth, [*sides, to])
        ways = further
    sides = max(ways.items(), key=lambda way: way[1][0] - (0.0 if way[0][1] else _WHOLE))[1][1]
    return _joined(words, sides, starts, 0), _joined(words, sides, starts, 1)


def _parts(before: str, word: str) -> bool:
    return before.endswith(_MARKS) or word.startswith("(") or word in _BETWEEN or before in _BETWEEN


def _joined(words: Sequence[str], sides: Sequence[int], starts: set[int], side: int) -> str:
    """The words of one side in their lines; what the other parts stands on lines of its own."""
    runs: list[str] = []
    for at, (word, of) in enumerate(zip(words, sides, strict=True)):
        if of != side:
            continue
        if not at or sides[at - 1] != side:
            runs.append(word)
        else:
            runs[-1] += ("\n" if at in starts else " ") + word
    if len(set(sides)) == 1:
        return "\n".join(runs)
    return "\n".join(text for run in runs if (text := _trimmed(run)))


def _trimmed(text: str) -> str:
    """A part without the marks that parted it from the other."""
    text = text.strip(_TRIM)
    if text.startswith("(") and text.find(")") == len(text) - 1:
        text = text[1:-1]
    if text.count("(") < text.count(")"):
        text = re.sub(r"\)$", "", text)
    if text.count("(") > text.count(")"):
        text = re.sub(r"^\(|\($", "", text)
    return text.strip(_TRIM)
