"""Ruled lines on a page to grids of cells: partial borders closed, merged cells found, columns seen by gaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

SNAP = 3.0
"""Points: lines nearer than this are one line."""
SHORTEST = 6.0
WORD_SPACE = 0.5
"""Of the line's height: what parts two words of a sentence is less, and what parts two cells' text more."""
_PARTLY = 0.2
"""Of the table's width: how long a rule that parts only some columns is at least: no word is underlined so far."""
MAX_EDGES = 6000
"""More lines than this on a page is a drawing or a map, not tables."""

Edge = tuple[float, float, float]
"""A straight line: its fixed coordinate, then where it begins and ends. Points."""


@dataclass
class Region:
    """One cell of a grid: columns left..right and rows top..bottom that it covers (0.., inclusive)."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass
class Grid:
    """A ruled table on a page: its column and row borders and, by row and column, which region owns each square."""

    xs: list[float]
    ys: list[float]
    owner: list[list[int]]
    regions: list[Region]
    open_top: bool = False
    open_bottom: bool = False
    guessed: bool = False
    """Whether the columns were seen by the gaps between words: then their borders say nothing of where lines wrap."""

    def region_at(self, x: float, y: float) -> int | None:
        """The region that holds a point, None outside the grid."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][column]
        return None


def find_grids(
    across: Iterable[Edge], down: Iterable[Edge], words: Sequence[tuple[float, float, float, float]]
) -> list[Grid]:
    """The tables that horizontal and vertical lines rule, top to bottom, none inside another.

    `words` are (x0, top, x1, bottom) boxes, needed where only horizontal lines are drawn and the columns must be found
    by the gaps between words.
    """
    hs = _merged(across)
    vs = _merged(down)
    grids: list[Grid] = []
    loose: list[Edge] = []
    for own_hs, own_vs in _components(hs, vs):
        if not own_vs:
            loose.extend(own_hs)
            continue
        grid = _grid(own_hs, own_vs, words)
        if grid is not None and len(grid.regions) > 1 and len(grid.xs) > 2:
            grids.append(grid)
        elif grid is None or len(grid.xs) <= 2:
            loose.extend(own_hs)
    for group in _rule_groups(loose, list(grids), words):
        within = _rules_within(group, loose)
        for part in _parted(group, words):
            inside = [h for h in within if part[0][0] < h[0] < part[-1][0]]
            grid = _ruled_grid(part, inside, words)
            if grid is not None:
                grids.append(grid)
    grids.sort(key=lambda grid: -(grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    kept: list[Grid] = []
    for grid in grids:
        if not any(_inside(grid, other) for other in kept):
            kept.append(grid)
    return sorted(kept, key=lambda grid: (grid.ys[0], grid.xs[0]))


# --- lines ----------------------------------------------------------------------------------------------------------


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Lines that lie on one another made one; a dashed line becomes whole; stumps are dropped."""
    clusters: list[list[Edge]] = []
    for edge in sorted(edges):
        if clusters and edge[0] - clusters[-1][-1][0] <= SNAP and edge[0] - clusters[-1][0][0] <= 2 * SNAP:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    out: list[Edge] = []
    for cluster in clusters:
        weight = sum(edge[2] - edge[1] for edge in cluster) or 1.0
        # Long lines decide where the line is: a highlighter's short edge beside a border must not move it.
        at = sum(edge[0] * (edge[2] - edge[1]) for edge in cluster) / weight
        begin = end = None
        for _, low, high in sorted(cluster, key=lambda edge: edge[1]):
            if begin is None or end is None:
                begin, end = low, high
            elif low <= end + SNAP:
                end = max(end, high)
            else:
                out.append((at, begin, end))
                begin, end = low, high
        if begin is not None and end is not None:
            out.append((at, begin, end))
    return [edge for edge in out if edge[2] - edge[1] >= SHORTEST]


def _components(hs: Sequence[Edge], vs: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    parent = list(range(len(hs) + len(vs)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (x, top, bottom) in enumerate(vs, start=len(hs)):
        for j, (y, left, right) in enumerate(hs):
            if top - SNAP <= y <= bottom + SNAP and left - SNAP <= x <= right + SNAP:
                parent[root(i)] = root(j)
    found: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for j, h in enumerate(hs):
        found.setdefault(root(j), ([], []))[0].append(h)
    for i, v in enumerate(vs, start=len(hs)):
        found.setdefault(root(i), ([], []))[1].append(v)
    return list(found.values())


def _inside(grid: Grid, other: Grid) -> bool:
    return (
        grid.xs[0] >= other.xs[0] - SNAP
        and grid.xs[-1] <= other.xs[-1] + SNAP
        and grid.ys[0] >= other.ys[0] - SNAP
        and grid.ys[-1] <= other.ys[-1] + SNAP
    )


# --- a grid from its lines ------------------------------------------------------------------------------------------


def _grid(hs: Sequence[Edge], vs: Sequence[Edge], words: Sequence[tuple[float, float, float, float]]) -> Grid | None:
    hs, open_top, open_bottom = _closed_ends(list(hs), vs)
    if len(hs) < 2:
        return None
    vs = _closed_sides(hs, list(vs))
    return _filled(hs, vs, words, open_top, open_bottom)


def _closed_ends(hs: list[Edge], vs: Sequence[Edge]) -> tuple[list[Edge], bool, bool]:
    """The horizontals with the top and bottom ones that a page break left out put in."""
    flags = []
    for index, outer in ((1, min), (2, max)):
        end = outer(v[index] for v in vs)
        reaching = [v for v in vs if abs(v[index] - end) <= 2 * SNAP]
        drawn = [h[0] for h in hs]
        nearest = min((abs(y - end) for y in drawn), default=1e9)
        missing = nearest > 2 * SNAP and len(reaching) >= max(2, len({v[0] for v in vs}) // 2)
        if missing:
            hs.append((end, min(v[0] for v in reaching), max(v[0] for v in reaching)))
        flags.append(missing)
    return hs, flags[0], flags[1]


def _closed_sides(hs: Sequence[Edge], vs: list[Edge]) -> list[Edge]:
    """The verticals with an outer left or right side put in where many horizontals end without one."""
    for index, outer in ((1, min), (2, max)):
        end = outer(h[index] for h in hs)
        ending = [h for h in hs if abs(h[index] - end) <= 2 * SNAP]
        nearest = min((abs(v[0] - end) for v in vs), default=1e9)
        # A rule that is broken on a scan is several at one height.
        if nearest > 2 * SNAP and len({h[0] for h in ending}) >= max(2, len({round(h[0] / SNAP) for h in hs}) // 2):
            vs.append((end, min(h[0] for h in ending), max(h[0] for h in ending)))
    return vs


def _filled(
    hs: Sequence[Edge],
    vs: Sequence[Edge],
    words: Sequence[tuple[float, float, float, float]],
    open_top: bool = False,
    open_bottom: bool = False,
) -> Grid | None:
    xs = _thinned(sorted({v[0] for v in vs}), [(w[0] + w[2]) / 2 for w in words])
    ys = _thinned(sorted({h[0] for h in hs}), [(w[1] + w[3]) / 2 for w in words])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 200_000:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    walls_right = [[False] * (columns + 1) for _ in range(rows)]
    for x, top, bottom in vs:
        border = min(range(columns + 1), key=lambda i: abs(xs[i] - x))
        for row in range(rows):
            if min(bottom, ys[row + 1]) - max(top, ys[row]) > 0.6 * (ys[row + 1] - ys[row]):
                walls_right[row][border] = True
    walls_below = [[False] * columns for _ in range(rows + 1)]
    for y, left, right in hs:
        border = min(range(rows + 1), key=lambda i: abs(ys[i] - y))
        for column in range(columns):
            if min(right, xs[column + 1]) - max(left, xs[column]) > 0.6 * (xs[column + 1] - xs[column]):
                walls_below[border][column] = True
    owner = [[-1] * columns for _ in range(rows)]
    regions: list[Region] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] != -1:
                continue
            region = _rectangle(row, column, owner, walls_right, walls_below)
            for r in range(region.top, region.bottom + 1):
                for c in range(region.left, region.right + 1):
                    owner[r][c] = len(regions)
            regions.append(region)
    return Grid(xs, ys, owner, regions, open_top, open_bottom)


def _rectangle(
    row: int,
    column: int,
    owner: Sequence[Sequence[int]],
    walls_right: Sequence[Sequence[bool]],
    walls_below: Sequence[Sequence[bool]],
) -> Region:
    """The largest free rectangle from an upper left square: to the right until a wall, then down until one."""
    right = column
    while right + 1 < len(owner[0]) and not walls_right[row][right + 1] and owner[row][right + 1] == -1:
        right += 1
    bottom = row
    while bottom + 1 < len(owner):
        below = bottom + 1
        if any(walls_below[below][c] or owner[below][c] != -1 for c in range(column, right + 1)):
            break
        if any(walls_right[below][c] for c in range(column + 1, right + 1)):
            break
        bottom = below
    return Region(column, row, right, bottom)


def _thinned(borders: list[float], centres: Sequence[float]) -> list[float]:
    """Borders without the strips between double lines: a strip too thin for text, with no word's middle in it."""
    out = borders[:1]
    for border in borders[1:]:
        thin = border - out[-1] < 2 * SNAP
        if thin and not any(out[-1] < centre < border for centre in centres):
            if border == borders[-1] and len(out) > 1:
                out[-1] = border
            continue
        out.append(border)
    return out


# --- tables with only horizontal rules ------------------------------------------------------------------------------


def _rule_groups(
    hs: Sequence[Edge], tables: Sequence[Grid], words: Sequence[tuple[float, float, float, float]]
) -> list[list[Edge]]:
    """Horizontal rules of one width beneath one another, at least three: what may be a table without verticals. No rule
    of it lies beyond one of the `tables` that have verticals."""
    groups: list[list[Edge]] = []
    for h in sorted(hs):
        for group in groups:
            is_alike = abs(group[-1][1] - h[1]) <= 2 * SNAP and abs(group[-1][2] - h[2]) <= 2 * SNAP
            if is_alike and not any(_lies_between(grid, group[-1], h) for grid in tables):
                group.append(h)
                break
        else:
            groups.append([h])
    groups = [_without_strangers(group, words) for group in groups]
    return [group for group in groups if len(group) >= 3 and group[0][2] - group[0][1] > 150]


def _lies_between(grid: Grid, above: Edge, below: Edge) -> bool:
    """Whether a table with verticals, about as wide as two rules, lies between them: a box in a cell is narrower."""
    over = min(grid.xs[-1], above[2]) - max(grid.xs[0], above[1])
    return above[0] < grid.ys[0] and grid.ys[-1] < below[0] and over > 0.5 * (above[2] - above[1])


def _without_strangers(group: list[Edge], words: Sequence[tuple[float, float, float, float]]) -> list[Edge]:
    """The rules without those over and under the table that both begin and end elsewhere and have no row of cells
    beside them: a title's, or the page's."""
    left, right = (sorted(h[end] for h in group)[len(group) // 2] for end in (1, 2))

    def is_strange(h: Edge, top: float, bottom: float) -> bool:
        inside = _within(words, top, bottom, left, right)
        is_elsewhere = abs(h[1] - left) > SNAP and abs(h[2] - right) > SNAP
        return is_elsewhere and (not inside or _is_heading_strip(inside, left, right))

    first, last = 0, len(group) - 1
    while first < last and is_strange(group[first], group[first][0], group[first + 1][0]):
        first += 1
    while last > first and is_strange(group[last], group[last - 1][0], group[last][0]):
        last -= 1
    return group[first : last + 1]


def _rules_within(group: Sequence[Edge], hs: Iterable[Edge]) -> list[Edge]:
    """The rules that part some columns of a table only, where a cell is merged downward over the others: they begin or
    end where the table does, and no word is underlined so far. What lies on one level with such a rule is of it."""
    left, right = group[0][1], group[0][2]
    inside = [
        h
        for h in hs
        if h not in group and group[0][0] < h[0] < group[-1][0] and h[1] > left - 2 * SNAP and h[2] < right + 2 * SNAP
    ]
    long = [h for h in inside if h[2] - h[1] > _PARTLY * (right - left) and min(h[1] - left, right - h[2]) < 2 * SNAP]
    return [h for h in inside if any(abs(h[0] - other[0]) < SNAP for other in long)]


def _parted(hs: Sequence[Edge], words: Sequence[tuple[float, float, float, float]]) -> list[list[Edge]]:
    """Rules that belong to several tables beneath one another, parted where the text between two rules is no row of
    columns; whole when all have the same columns, since a heading may also stand within a table."""
    left, right = hs[0][1], hs[0][2]
    runs: list[list[Edge]] = [[hs[0]]]
    for above, below in pairwise(hs):
        inside = _within(words, above[0], below[0], left, right)
        if _is_heading_strip(inside, left, right):
            runs.append([])
        runs[-1].append(below)
    if len(runs) < 2:
        return [list(hs)]
    whole = len(_row_gaps(hs, words, left, right))
    apart = [_row_gaps(run, words, left, right) for run in runs if len(run) > 1]
    unlike = any(_miss(a, b) and _miss(b, a) for a, b in combinations([gaps for gaps in apart if gaps], 2))
    if not unlike and all(len(gaps) <= whole for gaps in apart):
        return [list(hs)]
    return [run for run in runs if len(run) >= 3]


def _miss(gaps: Sequence[float], others: Sequence[float]) -> bool:
    """Whether some gap has no like among the others."""
    return any(all(abs(gap - other) > 2 * SNAP for other in others) for gap in gaps)


def _within(
    words: Sequence[tuple[float, float, float, float]], top: float, bottom: float, left: float, right: float
) -> list[tuple[float, float, float, float]]:
    return [w for w in words if top < (w[1] + w[3]) / 2 < bottom and left - SNAP < (w[0] + w[2]) / 2 < right + SNAP]


def _is_heading_strip(words: Sequence[tuple[float, float, float, float]], left: float, right: float) -> bool:
    """Whether the words between two rules run on as one block: a heading or a paragraph, no row of cells."""
    if not words:
        return False
    ordered = sorted(words, key=lambda w: (round((w[1] + w[3]) / 4), w[0]))
    near = all(
        b[0] - a[2] < 1.2 * (b[3] - b[1])
        for a, b in pairwise(ordered)
        if abs((a[1] + a[3]) - (b[1] + b[3])) < a[3] - a[1]
    )
    return near and min(w[0] for w in words) - left < 0.3 * (right - left)


def _row_gaps(
    hs: Sequence[Edge], words: Sequence[tuple[float, float, float, float]], left: float, right: float
) -> list[float]:
    """Where the columns between some rules part; a heading over the whole width says nothing of it."""
    rows: list[tuple[float, float, float, float]] = []
    for above, below in pairwise(hs):
        inside = _within(words, above[0], below[0], left, right)
        if not _is_heading_strip(inside, left, right):
            rows.extend(inside)
    return column_gaps(rows, left, right)


def _ruled_grid(
    hs: Sequence[Edge], within: Sequence[Edge], words: Sequence[tuple[float, float, float, float]]
) -> Grid | None:
    left, right = min(h[1] for h in hs), max(h[2] for h in hs)
    top, bottom = hs[0][0], hs[-1][0]
    inside = _within(words, top, bottom, left, right)
    gaps = _row_gaps(hs, words, left, right) or column_gaps(inside, left, right)
    if not gaps:
        return None
    ys = sorted({h[0] for h in (*hs, *within)})
    columns = [
        edge for edge in _between(gaps, ys, inside) if not _is_heading_over(gaps, _in_row(edge, inside), left, right)
    ]
    grid = _filled([*hs, *within], [(left, top, bottom), (right, top, bottom), *columns], words)
    if grid is not None:
        grid.guessed = True
    return grid


def _in_row(edge: Edge, words: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    return [word for word in words if edge[1] < (word[1] + word[3]) / 2 < edge[2]]


def _is_heading_over(
    gaps: Sequence[float], words: Sequence[tuple[float, float, float, float]], left: float, right: float
) -> bool:
    """Whether the words of a row run on over a border between columns: then no column parts the row."""
    return _is_heading_strip(words, left, right) and any(_runs_over(gap, words) for gap in gaps)


def _runs_over(gap: float, words: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether a word crosses a border, or two beside it on a line stand as near as words of a sentence do."""
    before = [word for word in words if word[2] <= gap + SNAP]
    after = [word for word in words if word[0] >= gap - SNAP]
    if len(before) + len(after) < len(words):
        return True
    return any(
        min(a[3], b[3]) - max(a[1], b[1]) > (b[3] - b[1]) / 2 and b[0] - a[2] < WORD_SPACE * (b[3] - b[1])
        for a in before
        for b in after
    )


def text_grid(words: Sequence[tuple[float, float, float, float]]) -> Grid | None:
    """A table that no line rules: at least three columns by the upright gaps, three rows by the blank strips.

    Text above the first line that has three parts is left outside. None where the strips between rows are no wider
    than those between lines: then nothing tells where a row ends.
    """
    if len(words) < 20:
        return None
    left, right = min(w[0] for w in words), max(w[2] for w in words)
    gaps = column_gaps(words, left, right, narrowest=8.0)
    if len(gaps) < 2:
        return None
    lines: list[list[tuple[float, float, float, float]]] = []
    for word in sorted(words, key=lambda w: w[1] + w[3]):
        if lines and (word[1] + word[3]) / 2 < lines[-1][0][3]:
            lines[-1].append(word)
        else:
            lines.append([word])
    first = next(
        (i for i, line in enumerate(lines) if len({bisect_right(gaps, w[0]) for w in line}) > min(2, len(gaps) - 1)),
        None,
    )
    if first is None or len(lines) - first < 4:
        return None
    lines = lines[first:]
    steps = [max(w[3] for w in b) - max(w[3] for w in a) for a, b in pairwise(lines)]
    pitch = sorted(steps)[len(steps) // 10]
    # What follows the last row in one column only is text after the table, or the page's number.
    margin = min(w[0] for line in lines if len({bisect_right(gaps, w[0]) for w in line}) > 1 for w in line) - SNAP
    while steps and len({bisect_right(gaps, w[0]) for w in lines[-1]}) < 2:
        if steps[-1] <= 1.35 * pitch and lines[-1][0][0] >= margin:
            break
        lines.pop()
        steps.pop()
    if not steps:
        return None
    # The text around has its own margins: the columns are those of the lines that are left.
    inside = [word for line in lines for word in line]
    left, right = min(w[0] for w in inside), max(w[2] for w in inside)
    gaps = column_gaps(inside, left, right, narrowest=8.0)
    if len(gaps) < 2:
        return None
    ys = [min(w[1] for w in lines[0]) - 1]
    for (above, below), step in zip(pairwise(lines), steps, strict=True):
        if step > 1.35 * pitch:
            ys.append((max(w[3] for w in above) + min(w[1] for w in below)) / 2)
    ys.append(max(w[3] for w in lines[-1]) + 1)
    if len(ys) < 4:
        return None
    vs = [(left - 1, ys[0], ys[-1]), (right + 1, ys[0], ys[-1]), *_between(gaps, ys, inside)]
    grid = _filled([(y, left - 1, right + 1) for y in ys], vs, inside)
    if grid is not None:
        grid.guessed = True
    return grid


def _between(
    gaps: Sequence[float], ys: Sequence[float], words: Sequence[tuple[float, float, float, float]]
) -> list[Edge]:
    """Verticals at the gaps, left out in the rows where a word crosses."""
    out: list[Edge] = []
    for gap in gaps:
        for above, below in pairwise(ys):
            if not any(above < (w[1] + w[3]) / 2 < below and w[0] < gap - 1 and w[2] > gap + 1 for w in words):
                out.append((gap, above, below))
    return out


def column_gaps(
    words: Sequence[tuple[float, float, float, float]], left: float, right: float, narrowest: float = 5.0
) -> list[float]:
    """Where columns part: the middles of upright gaps that (nearly) no line of words crosses.

    Nearly: one line in ten may, for headings over the whole width. Fewer than four lines show no columns.
    """
    lines: list[list[tuple[float, float]]] = []
    at = -1e9
    for x0, top, x1, bottom in sorted(words, key=lambda w: w[1] + w[3]):
        middle = (top + bottom) / 2
        if middle - at > 0.5 * (bottom - top):
            lines.append([])
            at = middle
        lines[-1].append((x0, x1))
    if len(lines) < 4:
        return []
    width = int(right - left) + 1
    covered = [0] * (width + 2)
    for line in lines:
        taken = bytearray(width + 1)
        for x0, x1 in line:
            low, high = max(0, int(x0 - left)), min(width, int(x1 - left) + 1)
            taken[low:high] = b"\1" * max(0, high - low)
        for x in range(width):
            covered[x] += taken[x]
    most = len(lines) * 0.1
    gaps: list[float] = []
    start: int | None = None
    seen = False
    for x in range(width + 1):
        if x < width and covered[x] <= most:
            start = x if start is None else start
        else:
            if start is not None and seen and x < width and x - start >= narrowest:
                # Text stands at the left of its column: the border belongs close before the next column's text.
                gaps.append(left + x - 2.0)
            start = None
            seen = seen or x < width
    return gaps
