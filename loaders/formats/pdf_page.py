"""One PDF page to what stands on it: table pieces and the lines outside them, turned upright first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.formats.pdf_grid import MAX_EDGES, SHORTEST, SNAP, Edge, Grid, find_grids, text_grid
from loaders.formats.pdf_layout import PrintedPage, parts_no_rows, printed_page
from loaders.formats.pdf_lines import Glyph, Line, lines_of, readable
from loaders.formats.scan_cells import parted
from loaders.records import Merged

Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


@dataclass
class PieceCell:
    """A cell of a table piece: its lines, how it is merged, and whether its region is more than one row tall."""

    lines: list[Line] = field(default_factory=list)
    merged: Merged = "no"
    tall: bool = False


@dataclass
class Piece:
    """The part of a table that one page shows: column and row borders, its cells, whether it lacks an own upper or
    lower border because the page ended, and whether upright rules part its columns."""

    page: int
    xs: list[float]
    ys: list[float]
    rows: list[list[PieceCell]]
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True


@dataclass
class PageContent:
    """All that stands on one page, top to bottom: lines outside tables and table pieces. Points."""

    number: int
    width: float
    height: float
    lines: list[Line]
    pieces: list[Piece]
    glyphs: int = 0
    unknown: int = 0
    unruled: tuple[Piece, list[Line]] | None = None
    """A table seen by the gaps alone and the lines outside it, for a document that rules no table anywhere."""
    drawing: bool = False
    rowless: bool = False
    """Whether rules on it part columns, or frame a table, and no rows."""
    printed: PrintedPage | None = None
    """The page's words where they stand, None where no table without rules was looked for; a scan always has it."""


def read_page(page: Any, number: int, printed: bool = False) -> PageContent:
    """Read a pdfplumber page once: its characters and its ruled lines.

    `printed` asks for the words where they stand; they are also given where the page's tables have columns told by gaps
    alone, or three texts beside each other stand outside them, as a header that has no rules does.
    """
    width, height = float(page.width), float(page.height)
    directions: dict[int, list[Any]] = {}
    for char in page.chars:
        directions.setdefault(_direction(char["matrix"]), []).append(char)
    main = max(directions, key=lambda key: len(directions[key]), default=0)
    turn = _turn(main, width, height)
    across, down = _edges(page, width, height, turn)
    if main in (90, 270):
        width, height = height, width
    glyphs = [_glyph(char, turn) for char in directions.get(main, ())]
    content, grids, cells, outside = _laid_out(number, width, height, glyphs, across, down)
    content.glyphs = sum(map(len, directions.values()))
    sideways: list[dict[tuple[int, int], list[Any]]] = [{} for _ in grids]
    loose: dict[int, list[Any]] = {}
    for direction, chars in directions.items():
        if direction == main:
            continue
        for char in chars:
            x0, top, x1, bottom = turn(char["x0"], char["top"], char["x1"], char["bottom"])
            for index, grid in enumerate(grids):
                region = grid.region_at((x0 + x1) / 2, (top + bottom) / 2)
                if region is not None:
                    sideways[index].setdefault((region, direction), []).append(char)
                    break
            else:
                loose.setdefault(direction, []).append(char)
    full = (float(page.width), float(page.height))
    for index, grid in enumerate(grids):
        turned: dict[int, list[Line]] = {}
        for (region, direction), chars in sideways[index].items():
            turned.setdefault(region, []).extend(_turned_lines(chars, direction, full, number))
        content.pieces.append(_piece(grid, cells[index], turned, number))
    if content.pieces and not _has_uprights(page, main):
        content.pieces = [replace(piece, ruled=False) for piece in content.pieces]
    content.lines = _with_room(lines_of(outside, number, tabs=True))
    for direction, chars in loose.items():
        # Text that runs another way than the page's own (a stamp in the margin) stands last.
        turned_lines = _turned_lines(chars, direction, full, number)
        content.lines.extend(replace(line, top=height, bottom=height) for line in turned_lines)
    unruled = any(not piece.ruled for piece in content.pieces)
    if printed or unruled or any(line.text.count("\t") > 1 for line in content.lines):
        aside = [
            replace(line, top=height, bottom=height)
            for direction, chars in directions.items()
            if direction != main
            for line in _turned_lines(chars, direction, full, number)
        ]
        content.printed = printed_page(number, glyphs, across, aside)
    return content


def compose_page(
    number: int,
    width: float,
    height: float,
    glyphs: Sequence[Glyph],
    across: Sequence[Edge],
    down: Sequence[Edge],
    unsure: Sequence[Glyph] = (),
) -> PageContent:
    """A page put together from glyphs, each a word, and ruled lines that were found otherwise than in a text layer.
    `unsure` are the words among them that may be others. Points."""
    content, grids, cells, outside = _laid_out(number, width, height, glyphs, across, down, is_scan=True)
    content.pieces = [_piece(grid, inside, {}, number) for grid, inside in zip(grids, cells, strict=True)]
    content.lines = _with_room(lines_of(outside, number, tabs=True))
    content.printed = printed_page(number, glyphs, across, [])
    if unsure:
        unruled = [content.unruled[0]] if content.unruled else []
        for piece in (*content.pieces, *unruled):
            for cell in (cell for row in piece.rows for cell in row):
                cell.lines = [_marked(line, unsure) for line in cell.lines]
        lines = [[_marked(part, unsure) for part in line] for line in content.printed.lines]
        content.printed = replace(content.printed, lines=lines)
    return content


def _marked(line: Line, unsure: Sequence[Glyph]) -> Line:
    """The line with the words on it that may be others."""
    words = (
        text
        for x0, top, x1, bottom, text, *_ in unsure
        if line.x0 <= (x0 + x1) / 2 <= line.x1 and line.top <= (top + bottom) / 2 <= line.bottom
    )
    return replace(line, unsure=tuple(words))


def _laid_out(
    number: int,
    width: float,
    height: float,
    glyphs: Sequence[Glyph],
    across: Sequence[Edge],
    down: Sequence[Edge],
    is_scan: bool = False,
) -> tuple[PageContent, list[Grid], list[dict[int, list[Glyph]]], list[Glyph]]:
    """The page with its grids, the glyphs in each region of each grid, and the glyphs outside them."""
    content = PageContent(number, width, height, [], [], glyphs=len(glyphs))
    content.unknown = sum("\ufffd" in glyph[4] for glyph in glyphs)
    content.drawing = len(across) + len(down) > MAX_EDGES
    words = _words(glyphs)
    grids = [] if content.drawing else find_grids(list(across), list(down), words)
    if is_scan:
        grids = [grid if grid.guessed else parted(grid, words) for grid in grids]
    rowless = [grid for grid in grids if not grid.guessed and _parts_no_rows(grid, glyphs)]
    content.rowless = bool(rowless)
    grids = [grid for grid in grids if grid not in rowless]
    if not grids and (guess := text_grid(words)) is not None:
        inside: dict[int, list[Glyph]] = {}
        rest = _sorted_into(glyphs, [guess], [inside])
        content.unruled = _piece(guess, inside, {}, number), _with_room(lines_of(rest, number, tabs=True))
    cells: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    return content, grids, cells, _sorted_into(glyphs, grids, cells)


def _parts_no_rows(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """Whether the grid's rules part no rows; asked of the glyphs only where some cell is half as tall as the grid."""
    inside: dict[int, list[Glyph]] = {}
    _sorted_into(glyphs, [grid], [inside])
    height = grid.ys[-1] - grid.ys[0]
    cells = ((region, grid.regions[region]) for region in inside)
    heights = {region: grid.ys[cell.bottom + 1] - grid.ys[cell.top] for region, cell in cells}
    if max(heights.values(), default=0.0) < height / 2:
        return False
    return parts_no_rows((heights[region] / height, held) for region, held in inside.items())


# --- turning --------------------------------------------------------------------------------------------------------


def _direction(matrix: Sequence[float]) -> int:
    """Which way text runs: 0 to the right, 90 upward, 180 upside down, 270 downward."""
    along, up = matrix[0], matrix[1]
    if abs(along) >= abs(up):
        return 0 if along >= 0 else 180
    return 90 if up > 0 else 270


def _turn(direction: int, width: float, height: float) -> Turn:
    """A box on the page (from its upper left) to where it is when the text that runs that way is held upright."""
    if direction == 90:
        return lambda x0, top, x1, bottom: (height - bottom, x0, height - top, x1)
    if direction == 270:
        return lambda x0, top, x1, bottom: (top, width - x1, bottom, width - x0)
    if direction == 180:
        return lambda x0, top, x1, bottom: (width - x1, height - bottom, width - x0, height - top)
    return lambda x0, top, x1, bottom: (x0, top, x1, bottom)


def _glyph(char: Any, turn: Turn) -> Glyph:
    x0, top, x1, bottom = turn(char["x0"], char["top"], char["x1"], char["bottom"])
    # A turned glyph's own size is its width on the page; the box's height once upright is right for every direction.
    return x0, top, x1, bottom, readable(char["text"]), bottom - top, "bold" in (char["fontname"] or "").lower()


def _turned_lines(chars: Iterable[Any], direction: int, full: tuple[float, float], page: int) -> list[Line]:
    turn = _turn(direction, *full)
    return [replace(line, room=0.0) for line in lines_of([_glyph(char, turn) for char in chars], page)]


# --- lines and cells ------------------------------------------------------------------------------------------------


def _edges(page: Any, width: float, height: float, turn: Turn) -> tuple[list[Edge], list[Edge]]:
    across: list[Edge] = []
    down: list[Edge] = []
    for edge in page.edges:
        x0, top, x1, bottom = turn(edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        framed = max(x1 - x0, bottom - top)
        long_side = width if abs(edge["x1"] - edge["x0"]) > abs(edge["bottom"] - edge["top"]) else height
        # A rectangle as large as the page is its background, not a table.
        if framed > 0.97 * long_side:
            continue
        if x1 - x0 >= bottom - top:
            across.append(((top + bottom) / 2, x0, x1))
        else:
            down.append(((x0 + x1) / 2, top, bottom))
    return across, down


def _has_uprights(page: Any, direction: int) -> bool:
    """Whether rules are drawn upright on the page as it is read: the sides of shaded cells are none."""
    along, over = ("width", "height") if direction in (90, 270) else ("height", "width")
    return any(line[over] < SNAP and line[along] > SHORTEST for line in page.lines) or any(
        rect[along] > SHORTEST and (rect[over] < SNAP or rect["stroke"]) for rect in page.rects
    )


def _words(glyphs: Sequence[Glyph]) -> list[tuple[float, float, float, float]]:
    """Boxes of words, roughly: neighbours in drawing order that touch on one line."""
    boxes: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom, text, size, _ in glyphs:
        if text.isspace() or not text:
            continue
        if boxes:
            last = boxes[-1]
            if -0.5 * size < x0 - last[2] < 0.35 * size and abs(top - last[1]) < 0.5 * size:
                boxes[-1] = (last[0], min(top, last[1]), max(x1, last[2]), max(bottom, last[3]))
                continue
        boxes.append((x0, top, x1, bottom))
    return boxes


def _sorted_into(glyphs: Sequence[Glyph], grids: Sequence[Grid], cells: list[dict[int, list[Glyph]]]) -> list[Glyph]:
    """Put each glyph into the region that holds its middle; gives those that no grid holds."""
    outside: list[Glyph] = []
    before: list[Glyph] = outside
    for glyph in glyphs:
        if before and abs(glyph[1] - before[-1][1]) < 0.5 * glyph[5]:
            # The space that a line was wrapped at hangs over the cell's edge, as does the end of a word too long for
            # it: both belong with the glyph before.
            gap = glyph[0] - before[-1][2]
            if glyph[4] == " " or (-0.1 * glyph[5] < gap < 0.08 * glyph[5] and before[-1][4] != " "):
                before.append(glyph)
                continue
        x, y = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
        for grid, regions in zip(grids, cells, strict=True):
            region = grid.region_at(x, y)
            if region is not None:
                before = regions.setdefault(region, [])
                break
        else:
            before = outside
        before.append(glyph)
    return outside


def _piece(grid: Grid, glyphs: dict[int, list[Glyph]], turned: dict[int, list[Line]], page: int) -> Piece:
    lines = {region: lines_of(inside, page) for region, inside in glyphs.items()}
    padding: dict[int, float] = {}
    reach: dict[tuple[int, int], float] = {}
    for index, found in lines.items():
        region = grid.regions[index]
        for line in found:
            pad = line.x0 - grid.xs[region.left]
            padding[region.left] = min(padding.get(region.left, pad), pad)
            key = (region.left, region.right)
            reach[key] = max(reach.get(key, 0.0), line.x1)
    for index, found in lines.items():
        region = grid.regions[index]
        pad = max(0.0, padding[region.left])
        # Text keeps off both borders alike, as far as anyone can tell; a line that reaches further shows the true edge.
        limit = reach[region.left, region.right]
        if not grid.guessed:
            limit = max(limit, grid.xs[region.right + 1] - pad)
        lines[index] = [replace(line, room=_room(line, grid.xs[region.left] + pad, limit)) for line in found]
    for index, found in turned.items():
        lines.setdefault(index, []).extend(found)
    rows: list[list[PieceCell]] = []
    for number, owners in enumerate(grid.owner):
        row: list[PieceCell] = []
        for column, index in enumerate(owners):
            region = grid.regions[index]
            if column != region.left:
                row.append(PieceCell(merged="across"))
            else:
                merged: Merged = "no" if number == region.top else "down"
                row.append(PieceCell(lines.get(index, []), merged, region.bottom > region.top))
        rows.append(row)
    return Piece(page, grid.xs, grid.ys, rows, grid.open_top, grid.open_bottom, not grid.guessed)


def _room(line: Line, left: float, right: float) -> float:
    before, after = line.x0 - left, right - line.x1
    centred = before > 3 and abs(before - after) < 3
    return before + after if centred else after


def _with_room(lines: Sequence[Line]) -> list[Line]:
    edge = max((line.x1 for line in lines), default=0.0)
    return [replace(line, room=edge - line.x1) for line in lines]
