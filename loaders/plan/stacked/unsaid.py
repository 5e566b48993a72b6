"""How measures went that the rows may not say, or not in whole, in text whose table is gone.

What reads as "not followed up" may be a text put into another row or column, and half a sentence may say the contrary
of the whole. A plan's group must not see that without a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.sections import Section
from loaders.plan.stacked.table import FoundRow, text_of
from loaders.plan.stacked.text import Stream
from loaders.records import Doubt
from loaders.text import collapse

_SAYS = ("followup", "status")
# The share of rows that say how it went from which one that does not stands out, the share of follow-ups that end with
# a stop from which one that does not was cut, and how many rows and words that takes.
_MOST, _MOST_STOPPED, _FEWEST_ROWS, _FEWEST_WORDS = 0.75, 0.5, 4, 3
_LACKS = "De flesta åtgärder har en uppföljning, men inte den här. Har den hamnat i en annan rad eller kolumn?"
_ELSEWHERE = "Rutan Vem slutar med ord som brukar säga hur det gick. Hör de till uppföljningen eller statusen?"
_CUT = "De flesta uppföljningar slutar med punkt, men inte den här. Fattas något i slutet?"
_RUN_TOGETHER = "I rutan står vem och när: har två åtgärder lästs som en?"
_OPEN = "Rutan slutar med «{last}», som om något fattas. Står resten i en annan ruta?"
_TIME_BELOW = "Rutan När är tom, men uppföljningen börjar med en tid. Hör den dit?"
_MAY_BE_OPEN = ("when", "who")
_OPEN_ENDS = (",", "/", "-", "–")
_TEXTS = ("measure", "cause", "goal")
_STOPS, _CLOSING = (".", "!", "?"), ")\"'”’|_"


def unsaid(
    stream: Stream,
    sections: Sequence[Section],
    found: Sequence[Sequence[FoundRow]],
    numbers: Mapping[int | None, int],
) -> list[Doubt]:
    """A question for each measure that holds another's who and when, for each whose time or responsible ends with a
    sign that more comes, or whose time may stand in the follow-up, and for each whose follow-up or status may stand, in
    whole or in part, in another cell than was read, or in a column that only other tables were read to have. `numbers`
    are the measures' numbers by the line (counted from 1) that each row begins on."""
    rows: list[tuple[FoundRow, int, dict[str, Cell]]] = []
    told_by = [any(column.kind in _SAYS for column in section.columns) for section in sections]
    lacking: set[int] = set()
    timed: set[int] = set()
    for section, of_section in zip(sections, found, strict=True):
        for row in of_section:
            number = numbers.get(row.place.line)
            if number is not None:
                kinds: dict[str, Cell] = {
                    section.columns[cell.column].kind: cell for cell in row.cells if cell.column is not None
                }
                rows.append((row, number, kinds))
                if any(told_by) and not any(column.kind in _SAYS for column in section.columns):
                    lacking.add(number)
                if any(column.kind == "when" for column in section.columns):
                    timed.add(number)
    if len(rows) < _FEWEST_ROWS:
        return []
    says = sum(any(kind in cells for kind in _SAYS) for _, _, cells in rows)
    told = [cells["followup"] for _, _, cells in rows if "followup" in cells and _is_long(cells["followup"])]
    most_say = says >= _MOST * len(rows)
    most_stop = len(told) >= _FEWEST_ROWS and sum(_stops(stream, one) for one in told) >= _MOST_STOPPED * len(told)
    cues = Cues(stream)
    doubts = []
    for row, number, cells in rows:
        for kind in _TEXTS:
            if kind in cells and (held := holds_row(stream, cues, cells[kind])):
                text = collapse(text_of(stream, cells[kind]))
                doubts.append(Doubt(_RUN_TOGETHER, stream.place(held), text, kind, number))
                break
        doubts += [
            _open_end(stream, cells[kind], kind, number) for kind in _MAY_BE_OPEN if _is_open(stream, cells.get(kind))
        ]
        followup, who = cells.get("followup"), cells.get("who")
        if number in timed and "when" not in cells and followup and cues.begins_when(followup.words[0]):
            place = stream.place(stream.words[followup.words[0]].line)
            doubts.append(Doubt(_TIME_BELOW, place, collapse(text_of(stream, followup)), "when", number))
        question, cell = "", followup or row.cells[0]
        if (most_say or number in lacking) and not any(kind in cells for kind in _SAYS):
            question, cell = _LACKS, cells.get("measure", row.cells[0])
        elif says and who and cues.says_outcome(who.words[-1]):
            question, cell = _ELSEWHERE, who
        elif most_stop and followup and _is_long(followup) and not _stops(stream, followup):
            question = _CUT
        if question:
            place = stream.place(stream.words[cell.words[0]].line)
            doubts.append(Doubt(question, place, collapse(text_of(stream, cell)), "followup", number))
    return doubts


def _is_open(stream: Stream, cell: Cell | None) -> bool:
    """Whether the cell ends with a sign that more comes after."""
    return cell is not None and len(cell.words) > 0 and stream.words[cell.words[-1]].text.endswith(_OPEN_ENDS)


def _open_end(stream: Stream, cell: Cell, kind: str, number: int) -> Doubt:
    text = collapse(text_of(stream, cell))
    return Doubt(
        _OPEN.format(last=text.split()[-1]), stream.place(stream.words[cell.words[-1]].line), text, kind, number
    )


def holds_row(stream: Stream, cues: Cues, cell: Cell) -> int:
    """A line of the cell that begins with who and goes on with when, as only a row's own cells stand side by side; 0
    when there is none."""
    own = frozenset(cell.words)
    for line in sorted({stream.words[index].line for index in cell.words}):
        first, after = stream.lines[line].first, stream.lines[line].after
        if not own.issuperset(range(first, after)):
            continue
        told = stream.words[first:after]
        if told[0].text[:1].isupper() and cues.begins_who(first):
            for index in range(first + 1, after):
                begins = stream.words[index].text[:1].isupper() or stream.words[index].text == "v."
                if begins and cues.begins_when(index):
                    return line
    return 0


def _is_long(cell: Cell) -> bool:
    return len(cell.words) >= _FEWEST_WORDS


def _stops(stream: Stream, cell: Cell) -> bool:
    """Whether the cell ends as a sentence does."""
    last = [stream.words[index].text.rstrip(_CLOSING) for index in cell.words]
    return next((text for text in reversed(last) if text), "").endswith(_STOPS)
