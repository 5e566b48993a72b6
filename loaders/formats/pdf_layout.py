"""Pages to text that keeps its columns: every piece of a line at the character where it stands on the page.

For tables that no rules part: which columns and rows there are is then told by words, and of words this room knows
nothing. What a page does say of rows is kept as blank lines: shaded strips, level rules and open strips.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.pdf_grid import Edge
from loaders.formats.pdf_lines import Glyph, Line, pieces_of
from loaders.records import Paragraph, Place

_OPEN_STRIP = 1.35
"""Times the usual distance between lines: a wider one parts what stands above from what stands below."""
_RULED_SHARE = 0.3
"""Of the text's width: so much of it an edge at one height must reach over to be a border between rows."""
_SAME_HEIGHT = 1.0
_NARROWEST, _WIDEST = 1.5, 6.0
"""Points: how wide the character may be that the page is measured in."""
_APART = 2
"""Characters that are left between two pieces at least."""
_UNEVEN, _HOLE = 0.75, 1.9
"""Times the usual distance: lines that stand nearer are of cells set otherwise; a wider hole may part two rows."""
_FEWEST_ROWS, _MOST, _MOST_OF_ROW = 4, 0.7, 0.6

_TALL, _HOLES = 0.5, 2
"""Of a grid's height, and in a cell's column: from there on a cell may hold several rows that no rule parts."""

_Printed = list[Line]
"""One line of a page: its pieces from left to right."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What stands on a page, line by line as pieces that wide gaps part, and the heights of its level edges. Points."""

    number: int
    lines: list[_Printed]
    borders: list[float]


def printed_page(number: int, glyphs: Iterable[Glyph], across: Iterable[Edge], turned: Sequence[Line]) -> PrintedPage:
    """The page's lines, those that run another way (`turned`) last, and its borders between rows."""
    lines = pieces_of(glyphs, number)
    left = min((piece.x0 for line in lines for piece in line), default=0.0)
    right = max((piece.x1 for line in lines for piece in line), default=0.0)
    return PrintedPage(number, [*lines, *([line] for line in turned)], _borders(across, _RULED_SHARE * (right - left)))


def as_laid_out(pages: Sequence[PrintedPage]) -> tuple[Paragraph, ...]:
    """A paragraph for each run of lines that no border and no open strip parts, on one grid of characters for all
    pages. `place.line` counts lines and the blank ones between paragraphs."""
    width = _character(line for page in pages for line in page.lines)
    left = min((piece.x0 for page in pages for line in page.lines for piece in line), default=0.0)
    found: list[Paragraph] = []
    number = 1
    sure = _has_borders(pages)
    for page in pages:
        for lines in _fragments(page, sure):
            text = "\n".join(_set(line, left, width) for line in lines)
            unsure = tuple((at, word) for at, line in enumerate(lines) for piece in line for word in piece.unsure)
            found.append(Paragraph(text, Place(page=page.number, line=number), unsure=unsure))
            number += len(lines) + 1
    return tuple(found)


def parts_no_rows(cells: Iterable[tuple[float, Sequence[Glyph]]]) -> bool:
    """Whether a ruled grid parts columns at most and no rows: beside one another in cells that take most of its height
    (a share of it, and what stands in them) texts begin again and again at the same heights, after holes."""
    lines = [(share, pieces_of(glyphs, 0)) for share, glyphs in cells]
    usual = _usual(line for _, inside in lines for line in inside)
    begun: list[set[int]] = []
    several = total = 0
    for share, inside in lines:
        for column in _columns(inside):
            total += len(column)
            holes = {round(below.bottom) for above, below in pairwise(column) if _gap(above, below) > _HOLE * usual}
            if share > _TALL and len(holes) >= _HOLES:
                begun.append(holes)
                several += len(column)
    heights = Counter(height for holes in begun for height in holes)
    shared = sum(count for count in heights.values() if count > 1)
    return 2 * several > total and 2 * shared > heights.total()


def _borders(across: Iterable[Edge], least: float) -> list[float]:
    """The heights where edges of rules or of shaded cells together are at least so long, upper first."""
    heights: list[tuple[float, list[tuple[float, float]]]] = []
    for y, low, high in sorted(across):
        if not heights or y - heights[-1][0] > _SAME_HEIGHT:
            heights.append((y, []))
        heights[-1][1].append((low, high))
    return [y for y, spans in heights if _covered(spans) >= least]


def _covered(spans: Iterable[tuple[float, float]]) -> float:
    total, end = 0.0, float("-inf")
    for low, high in sorted(spans):
        total += max(0.0, high - max(low, end))
        end = max(end, high)
    return total


def _character(lines: Iterable[Sequence[Line]]) -> float:
    """The width of a character, in points, at which (nearly) every piece ends before the next one on its line."""
    needed = sorted((other.x0 - one.x0) / (len(one.text) + _APART) for line in lines for one, other in pairwise(line))
    return min(_WIDEST, max(_NARROWEST, needed[len(needed) // 200])) if needed else _WIDEST


def _set(line: Sequence[Line], left: float, width: float) -> str:
    text = ""
    for piece in line:
        at = round((piece.x0 - left) / width)
        text = text.ljust(max(at, len(text) + _APART if text else 0)) + piece.text
    return text


# --- what parts rows ------------------------------------------------------------------------------------------------


def _fragments(page: PrintedPage, sure: bool) -> Iterator[list[_Printed]]:
    """The page's lines in runs that nothing parts, the cells of a run set at its top wherever they stand in it. `sure`
    whether every row has borders in this document."""
    usual = _usual(page.lines)
    regions = _between_borders(page)
    for place, (lines, bordered) in enumerate(regions):
        runs = list(pairwise([0, *_strips(lines, usual, bordered, sure), len(lines)]))
        for first, after in runs:
            # The first and the last row of a page may have a border on one side only.
            beside = (after == len(lines) and place + 1 < len(regions)) or (first == 0 and place > 0)
            yield _set_at_top(lines[first:after], usual, bordered or (sure and beside), sure and bordered)


def _has_borders(pages: Iterable[PrintedPage]) -> bool:
    """Whether borders part row from row all through the document: hardly a strip is open between two of them, and
    hardly a column has a hole, as it has where they part groups of rows."""
    found = [
        bool(_strips(lines, usual, True, False)) or any(step > _HOLE * usual for step in _steps(_columns(lines)))
        for page in pages
        for usual in [_usual(page.lines)]
        for lines, bordered in _between_borders(page)
        if bordered and len(_columns(lines)) > 1
    ]
    return len(found) >= _FEWEST_ROWS and found.count(False) >= _MOST * len(found)


def _between_borders(page: PrintedPage) -> list[tuple[list[_Printed], bool]]:
    """The page's lines by the two borders that they stand between, and whether there are two."""
    found: dict[int, list[_Printed]] = {}
    for line in page.lines:
        found.setdefault(bisect_right(page.borders, _middle(line)), []).append(line)
    return [(found[place], 0 < place < len(page.borders)) for place in sorted(found)]


def _strips(lines: Sequence[_Printed], usual: float, bordered: bool, sure: bool) -> list[int]:
    """The lines above which an open strip parts rows. Between borders a strip may part a cell's paragraphs, unless
    enough cells begin below it."""
    least = max(3, _MOST_OF_ROW * len(_columns(lines))) if sure else 2
    found: list[int] = []
    for number, (above, below) in enumerate(pairwise(lines), start=1):
        if _bottom(below) - _bottom(above) <= _OPEN_STRIP * usual:
            continue
        beginning = sum(len(line) for line in lines[number:] if _bottom(line) - _bottom(below) < usual)
        if not bordered or beginning >= least:
            found.append(number)
    return found


def _set_at_top(lines: list[_Printed], usual: float, bordered: bool, sure: bool) -> list[_Printed]:
    """The lines with each column's pieces beneath one another from the first line on.

    As they stand where they may be several rows: where neither borders nor lines that stand nearer than one text's
    show that cells are set in the middle of their row, or, unless that is `sure`, where a column has a hole.
    """
    uneven = any(_bottom(below) - _bottom(above) < _UNEVEN * usual for above, below in pairwise(lines))
    columns = _columns(lines)
    if not (bordered or uneven) or len(columns) < 2:
        return lines
    steps = _steps(columns)
    if any(step < 0.5 * usual for step in steps) or (not sure and any(step > _HOLE * usual for step in steps)):
        return lines
    height = max(map(len, columns))
    return [[column[level] for column in columns if level < len(column)] for level in range(height)]


def _columns(lines: Iterable[_Printed]) -> list[list[Line]]:
    """The pieces by the columns they stand in, from the left; from top to bottom in each."""
    found: list[list[Line]] = []
    end = float("-inf")
    for piece in sorted((piece for line in lines for piece in line), key=lambda piece: piece.x0):
        if piece.x0 > end:
            found.append([])
        end = max(end, piece.x1)
        found[-1].append(piece)
    return [sorted(column, key=lambda piece: piece.bottom) for column in found]


def _steps(columns: Iterable[Sequence[Line]]) -> list[float]:
    """How far beneath one another each column's pieces stand."""
    return [_gap(above, below) for column in columns for above, below in pairwise(column)]


def _gap(above: Line, below: Line) -> float:
    return below.bottom - above.bottom


def _usual(lines: Iterable[_Printed]) -> float:
    """The distance between two lines of one text. Points."""
    steps: list[float] = []
    last: dict[int, float] = {}
    for line in lines:
        for piece in line:
            column = round(piece.x0)
            if column in last and piece.bottom > last[column]:
                steps.append(piece.bottom - last[column])
            last[column] = piece.bottom
    steps.sort()
    return steps[len(steps) // 10] if steps else 0.0


def _bottom(line: _Printed) -> float:
    return max(piece.bottom for piece in line)


def _middle(line: _Printed) -> float:
    return sum(piece.top + piece.bottom for piece in line) / 2 / len(line)
