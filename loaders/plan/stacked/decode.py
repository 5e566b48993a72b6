"""Which column each stretch of stacked text stands in: a semi-Markov model, decoded with Viterbi.

A table read cell by cell gives each row's columns from left to right; a step back to the left begins a new row. A cell
scores by its wording (cues.py), by how its lines fit the column's width (widths.py), by what the same text
was in other rows, and by known cells of another document. Skipping a blank column costs what the table's other rows
say. Widths, blanks and repeated texts are learnt from the table itself: decode, count, decode again.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from loaders.plan.stacked.borders import BULLETS, Border, borders_of, has_gaps, is_number, judge_of, new_row_cost
from loaders.plan.stacked.count import counted_in, counts_rows
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.cut import CutRow
from loaders.plan.stacked.flow import SILENT, Breaks, Said, Spaces, is_page_top, scores_of, spaces_at_first, spaces_of
from loaders.plan.stacked.headers import Column, ColumnKind, Section
from loaders.plan.stacked.rest import Begun, Page, Piece, Rests, Way
from loaders.plan.stacked.text import Line, Stream
from loaders.plan.stacked.widths import SPACE, Break, Width, width_of_breaks

_MOST_LINES, _MOST_GAPS = 60, 3
# How many lines before a page's end a row that it cuts may begin.
_MOST_CUT = 90
# What it costs that a row goes on over a page's end otherwise than by the rests of its cells.
_OVER_PAGE = -4.0
# More lines than these went for another reason than that they held but the rest of a word.
_MOST_GONE = 3
_ROUNDS = 4
_NEVER = -1e9
# How often each column is blank before the document has said anything; a cause is seldom blank beside a new area.
_BLANK = {"area": 0.5, "subarea": 0.5, "cause": 0.4, "measure": 0.03, "goal": 0.15, "when": 0.15, "who": 0.15,
          "followup": 0.12, "status": 0.15, "comment": 0.6, "other": 0.5}  # fmt: skip
_CAUSE_BLANK_BY_AREA = 0.12
# How many rows' worth the usual steps from column to column count against the table's own.
_STEP_TRUST = 6.0
# A heading or a paragraph across the table: how often one comes between rows, and what its text must outweigh.
_LEAD_SHARE, _LEAD_SCORE, _LEAD_NAMES_AREA, _LEAD_PARTS_ROWS, _LEAD_WORD = 0.03, -3.0, 4.0, 12.0, -0.15
_LEAD_IS_LOWER = -8.0
# The own name of an area at a cell's beginning: worth for the area column, and against every other.
_NAMES_AREA = 2.0
# A short sentence is a comment rather than a name; where a whole problem is told, it may stand in the first column.
_NAME_IS_SENTENCE, _SENTENCE_WORDS = -3.0, range(4, 11)
_NUMBER, _COUNTS = 2.0, 6.0
_TWIN_REACH = 120
# A line so much wider than the widest line of the instruction row was read across the columns: no cell holds all of it.
_ACROSS, _HOLDS_ACROSS = 1.8, -8.0
# The same where the page's own lines tell the widths, by how much wider than the widest column.
_MUCH_WIDER, _BEYOND = 1.4, -10.0
# So few breaks leave a column's width unsure.
_FEW_BREAKS = 6
# A line break in a column whose width is not known yet.
_UNKNOWN_BREAK = -0.3
_ROW_COST = -1.0
# Blocks in any order: the share of leaps before the document has said anything, its bounds, and how many steps' worth
# it and the uniform choice of a column count.
_LEAPS, _FEWEST_LEAPS, _MOST_LEAPS, _LEAP_TRUST, _BIGRAM_TRUST = 0.08, 0.01, 0.6, 20.0, 1000.0

# How much a word says by the columns it stands in elsewhere in the document, how many of its places the even share
# counts as, and the most that one word may say. Less where blocks stand in any order: there more of them are misplaced.
_VOTE, _VOTE_IN_BLOCKS, _VOTE_TRUST, _MOST_OF_WORD = 0.35, 0.2, 2.0, 1.5

# How often what comes after a cell of one line stands beside it, where the text came in the order the page was set in
# and elsewhere, how many cells that counts as, and the share's bounds.
_BESIDE_IN_FLOW, _BESIDE, _BESIDE_TRUST, _SELDOM_BESIDE = 0.97, 0.5, 4.0, 0.03

# What a cell is to the areas, and what that says in the column of areas where it holds their names: how many
# and how large a share of its cells must begin with one.
_NO_AREA, _TOPIC, _OWN_NAME = 0, 1, 2
_BY_NAME = (-8.0, 0.0, 2.0)
_FEWEST_NAMED, _MOST_NAMED = 3, 0.6

Known = Callable[[int, int], Mapping[ColumnKind, float]]
# From column to column, into a first column, and out after a last one; one more column stands for headings.
Steps = tuple[list[list[float]], list[float], list[float]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One decoded cell: the stream's `words` in column number `column` (None for a heading or a
    paragraph across the table); `new_row` when it begins a row; `sure` is how
    likely it is that just these words are a cell of just this column. `alone` is
    what they score as a cell of each column, whatever stands before and after. `rest` when they belong to a row that a
    page's end cut above: joined to its cell of that column, or a cell that it moved whole."""

    words: tuple[int, ...]
    column: int | None
    new_row: bool
    sure: float
    alone: tuple[float, ...] = ()
    rest: Literal["", "joined", "moved"] = ""


@dataclass(slots=True)
class _Segment:
    """A stretch that may be a cell: from border `start` to border `end`."""

    start: int
    end: int
    mask: int
    length: int
    passing: float
    hints: tuple[float, ...]
    lead: float
    of_area: int
    breaks: tuple[Break, ...]
    last_width: int
    key: int
    one_line: bool
    ends_line: bool
    spaced: tuple[int, int]
    """How many of its inner line breaks have no space before them, and how many have one."""
    space_at_end: bool | None
    """Whether a space stands before the line break at its end, None when no line break stands there."""
    said: Said | None
    """What its breaks say where blank lines tell how the page was set."""


# The stretches that begin at a border, with what each scores as a cell of each column.
_Scored = list[tuple[_Segment, list[float]]]


@dataclass(slots=True)
class _Learnt:
    """What the document itself has taught: widths and steps by table, wordings by column, columns by text."""

    widths: dict[int, list[Width | None]] = field(default_factory=dict)
    steps: dict[int, Steps] = field(default_factory=dict)
    texts: dict[int, Counter[str]] = field(default_factory=dict)
    votes: dict[int, list[list[float]]] = field(default_factory=dict)
    leaps: float = 0.0
    areas: dict[int, tuple[float, float, float]] = field(default_factory=dict)
    """By table, what it is worth for the area column that a cell is no area, is a topic of one, and begins with an
    area's own name."""
    spaces: Spaces = field(default_factory=Spaces)
    flow: tuple[float, ...] = scores_of(())
    beside: float = _BESIDE
    """How often what comes after a cell of one line in its row stands beside it on the line."""

    def next_in_row(self, segment: _Segment | Piece) -> float:
        """What it is worth that a row goes on after the stretch where it ends: in its line or with the line."""
        blank = self.flow[segment.said.goes_on] if segment.said else 0.0
        if not segment.one_line:
            return blank
        return blank + math.log(2 * (1 - self.beside if segment.ends_line else self.beside))

    def next_row(self, segment: _Segment | Piece) -> float:
        """What it is worth that a row begins after the stretch where it ends."""
        return self.flow[segment.said.new_row] if segment.said else 0.0

    def wraps(self, spaced: bool) -> float:
        """What a space before a line break (or none) says for the cell's going on after it against its ending there."""
        return self.spaces.inside[spaced] - self.spaces.at_end[spaced]

    def inside(self, segment: _Segment | Piece) -> float:
        """What it is worth that the stretch is one cell by its line breaks."""
        without, spaced = segment.spaced
        worth = without * self.spaces.inside[0] + spaced * self.spaces.inside[1]
        if segment.space_at_end is not None:
            worth += self.spaces.at_end[segment.space_at_end]
        if segment.said:
            worth += sum(count * self.flow[number] for number, count in segment.said.inside)
        return worth


@dataclass(frozen=True, slots=True)
class Decoded:
    """The cells of each section, the widths of its columns, and the share of steps that left a row unfinished."""

    cells: list[list[Cell]]
    widths: list[list[Width | None]]
    leaps: float


def decode(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None = None) -> list[list[Cell]]:
    """The cells of each section in reading order."""
    tables = over_pages(stream, sections)
    parted = _by_section(stream, sections, put_together(_decoded(stream, cues, tables, known, 0.0).cells))
    return carried_over(stream, cues, sections, parted)


def over_pages(stream: Stream, sections: Sequence[Section]) -> list[Section]:
    """The sections, those that only a page's end and the header that comes again under it part made one: in text in the
    order its pages were set in, a row may go on there."""
    found: list[Section] = []
    for section in sections:
        above = found[-1] if found else None
        is_new = bool(section.titles or section.instructions or section.title_above) or not stream.flows
        if above and above.lines and section.lines and above.columns == section.columns and not is_new:
            between = range(above.lines[-1] + 1, section.lines[0] + 1)
            lines = stream.lines
            if any(lines[line].gap > 1 or lines[line].page != lines[line - 1].page for line in between):
                found[-1] = replace(above, lines=above.lines + section.lines)
                continue
        found.append(section)
    return found


def _by_section(stream: Stream, sections: Sequence[Section], tables: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The tables' cells, each row in the section that it begins in."""
    section_of = {line: number for number, section in enumerate(sections) for line in section.lines}
    found: list[list[Cell]] = [[] for _ in sections]
    for row in itertools.chain.from_iterable(_by_row(cells) for cells in tables):
        found[section_of[stream.words[row[0].words[0]].line]] += row
    return found


def put_together(tables: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The tables' cells with the rests of rows that a page's end cut put to where the rows began."""
    found: list[list[Cell]] = []
    for cells in tables:
        found.append([])
        above: dict[int | None, int] = {}
        for cell in cells:
            if cell.rest == "joined":
                whole = found[-1][above[cell.column]]
                sure = min(whole.sure, cell.sure)
                found[-1][above[cell.column]] = replace(whole, words=whole.words + cell.words, sure=sure)
            else:
                above[cell.column] = len(found[-1])
                found[-1].append(replace(cell, rest=""))
    return found


def carried_over(
    stream: Stream,
    cues: Cues,
    sections: Sequence[Section],
    cells: Sequence[Sequence[Cell]],
) -> list[list[Cell]]:
    """The cells with what goes on at a page's top put where it began: a row that most likely is no row of its own since
    its cells begin in the middle of a sentence or of a numbered list."""
    found: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}
    last: tuple[tuple[Column, ...], int] | None = None
    for section, of_section in zip(sections, cells, strict=True):
        found.append([])
        for row in _by_row(of_section):
            at = stream.words[row[0].words[0]].line
            first = stream.lines[at]
            is_on_top = first.page is not None and last is not None and first.page != last[1]
            if last and last[0] == section.columns and is_on_top:
                places = [above.get(cell.column) if cell.column is not None else None for cell in row]
                on = [
                    (cell, place)
                    for cell, place in zip(row, places, strict=True)
                    if place and _goes_on(stream, cues, found[place[0]][place[1]], cell)
                ]
                if 2 * len(on) > len(row) and all(places):
                    for cell, place in zip(row, places, strict=True):
                        if place:
                            whole = found[place[0]][place[1]]
                            sure = min(whole.sure, cell.sure)
                            found[place[0]][place[1]] = replace(whole, words=whole.words + cell.words, sure=sure)
                    continue
            above = {}
            for cell in row:
                if cell.column is not None:
                    above[cell.column] = (len(found) - 1, len(found[-1]))
                found[-1].append(cell)
            last = (section.columns, stream.lines[stream.words[row[-1].words[-1]].line].page or 0)
    return found


def _by_row(cells: Sequence[Cell]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for cell in cells:
        if cell.new_row or not rows:
            rows.append([])
        rows[-1].append(cell)
    return rows


def _goes_on(stream: Stream, cues: Cues, above: Cell, below: Cell) -> bool:
    """Whether the cell begins in the middle of the sentence, or of the numbered list, that the other one ends in."""
    number = cues.numbered[below.words[0]]
    if number is not None:
        numbers = [one for index in above.words if (one := cues.numbered[index]) is not None]
        return bool(numbers) and number == numbers[-1] + 1
    return stream.words[below.words[0]].text[:1].islower()


def decode_blocks(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None = None) -> Decoded:
    """The cells where blocks of text may stand in any order: a row can be left at any column for any other, at a cost
    that the document itself teaches."""
    return _decoded(stream, cues, sections, known, _LEAPS)


def blocks_gain(stream: Stream, cues: Cues, sections: Sequence[Section]) -> float:
    """How much better, for each cell, the text reads when rows may be left unfinished than when it must stand in
    order, before either reading has learnt anything: below 0 where it stands in order."""
    tables = _tables(stream, cues, sections, None)
    (in_order, one), (in_blocks, other) = (_first_score(stream, tables, leaps) for leaps in (0.0, _LEAPS))
    return (in_blocks - in_order) / max(1, (one + other) / 2)


def flow_gain(stream: Stream, cues: Cues, sections: Sequence[Section]) -> float:
    """How much better, for each cell, the text reads when its blank lines tell how the page was set than when they part
    cells, before either reading has learnt anything."""
    parted, one = _first_score(stream, _tables(stream, cues, sections, None), 0.0)
    stream = replace(stream, flows=True)
    flowing, other = _first_score(stream, _tables(stream, cues, sections, None), 0.0)
    return (flowing - parted) / max(1, (one + other) / 2)


def _first_score(stream: Stream, tables: Sequence[_Table], leaps: float) -> tuple[float, int]:
    """The score of the best reading before it has learnt anything, and its number of cells."""
    learnt = _at_first(stream, leaps)
    total, cells = 0.0, 0
    for number, table in enumerate(tables):
        learnt.widths[number] = table.instructed_widths()
        learnt.steps[number] = _with_leaps(steps_of([column.kind for column in table.columns], ()), (), leaps)
        cells += len(table.path(number, learnt))
        total += table.best_score
    return total, cells


def _decoded(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None, leaps: float) -> Decoded:
    tables = _tables(stream, cues, sections, known)
    learnt = _at_first(stream, leaps)
    for number, table in enumerate(tables):
        learnt.widths[number] = table.instructed_widths()
        learnt.steps[number] = _with_leaps(steps_of([column.kind for column in table.columns], ()), (), leaps)
    for _ in range(_ROUNDS):
        paths = [table.path(number, learnt) for number, table in enumerate(tables)]
        learnt = _learn(tables, paths, learnt.leaps)
        for table in tables:
            table.is_page_set = stream.flows
        cues.adapt(
            (table.columns[column].kind, segment.mask, segment.length)
            for table, path in zip(tables, paths, strict=True)
            for segment, column in path
            if column < len(table.columns)
        )
    cells = [table.cells(number, learnt) for number, table in enumerate(tables)]
    return Decoded(cells, [learnt.widths[number] for number in range(len(tables))], learnt.leaps)


def _at_first(stream: Stream, leaps: float) -> _Learnt:
    """What is known before anything is decoded."""
    return _Learnt(leaps=leaps, spaces=spaces_at_first(stream), beside=_BESIDE_IN_FLOW if stream.flows else _BESIDE)


def _tables(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None) -> list[_Table]:
    counts: frozenset[int] = frozenset()
    if any(counts_rows(column.header) for section in sections for column in section.columns):
        counts = counted_in(stream, [section.lines for section in sections])
    return [_Table(stream, cues, section, known, counts) for section in sections]


def _learn(tables: Sequence[_Table], paths: Sequence[list[tuple[_Segment, int]]], leaps: float) -> _Learnt:
    """Widths, steps and texts counted over the decoded tables; like tables lend each other what one lacks."""
    learnt = _Learnt()
    breaks: dict[tuple[str, int], list[Break]] = defaultdict(list)
    walks: dict[str, list[int]] = defaultdict(list)
    for number, (table, path) in enumerate(zip(tables, paths, strict=True)):
        walks[table.signature] += [column for _, column in path]
        for segment, column in path:
            if column < len(table.columns):
                breaks[(str(number), column)].extend(segment.breaks)
                breaks[(table.signature, column)].extend(segment.breaks)
                learnt.texts.setdefault(segment.key, Counter())[table.names[column]] += 1
    for number, table in enumerate(tables):
        widths = []
        for column in range(len(table.columns)):
            own = width_of_breaks(breaks[(str(number), column)] + table.instructed[column])
            shared = width_of_breaks(breaks[(table.signature, column)])
            if leaps and own is not None:
                own = replace(own, lent=True)
            few = len(breaks[(str(number), column)]) < _FEW_BREAKS
            lent = replace(shared, lent=True) if shared is not None else None
            widths.append(lent if own is None or (few and lent is not None and lent.fits > own.fits) else own)
        learnt.widths[number] = widths
    learnt.votes = (
        {}
        if any(table.stream.is_ocr for table in tables)
        else _votes(tables, paths, _VOTE_IN_BLOCKS if leaps else _VOTE)
    )
    steps = {
        table.signature: steps_of([column.kind for column in table.columns], walks[table.signature]) for table in tables
    }
    if leaps:
        learnt.leaps = _leaps_in(steps, walks, leaps)
        steps = {signature: _with_leaps(one, walks[signature], learnt.leaps) for signature, one in steps.items()}
    learnt.beside = _beside(tables, paths)
    learnt.areas = _areas_of(tables, paths)
    learnt.spaces = _spaces(paths)
    learnt.flow = scores_of(_breaks(tables, paths))
    learnt.steps = {number: steps[table.signature] for number, table in enumerate(tables)}
    return learnt


def _votes(
    tables: Sequence[_Table], paths: Sequence[list[tuple[_Segment, int]]], weight: float
) -> dict[int, list[list[float]]]:
    """What each table's words say for its columns by where they stand elsewhere, summed up to each word: a stretch's
    share is the difference of two sums."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    own: list[list[str | None]] = []
    for table, path in zip(tables, paths, strict=True):
        own.append([None] * len(table.words))
        for segment, column in path:
            if column < table.lead:
                name = table.names[column]
                places = range(table.word_at(segment.start), table.word_after(segment))
                own[-1][places.start : places.stop] = [name] * len(places)
                for key in {table.key_at(place) for place in places}:
                    counts[key][name] += 1
                    total[name] += 1
    words = total.total()
    found: dict[int, list[list[float]]] = {}
    for number, table in enumerate(tables):
        usual = [(total[name] + 1) / (words + len(table.names)) for name in table.names]
        sums = [[0.0] * table.lead]
        for place, mine in enumerate(own[number]):
            seen = counts[table.key_at(place)]
            others = seen.total() - (mine is not None)
            row = list(sums[-1])
            if others > 0:
                for column, name in enumerate(table.names):
                    share = (seen[name] - (mine == name) + _VOTE_TRUST * usual[column]) / (others + _VOTE_TRUST)
                    said = weight * math.log(share / usual[column])
                    row[column] += max(-_MOST_OF_WORD, min(_MOST_OF_WORD, said))
            sums.append(row)
        found[number] = sums
    return found


def _areas_of(
    tables: Sequence[_Table], paths: Sequence[list[tuple[_Segment, int]]]
) -> dict[int, tuple[float, float, float]]:
    """What an area's own name, or the lack of it, says of a cell in the column of areas: much where that column has
    shown hardly anything else, and nothing where the plan calls its areas something of its own."""
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for table, path in zip(tables, paths, strict=True):
        for segment, column in path:
            if column < table.lead and table.columns[column].kind == "area":
                named[table.signature] += segment.of_area == _OWN_NAME
                total[table.signature] += 1
    return {
        number: _BY_NAME
        for number, table in enumerate(tables)
        if named[table.signature] >= max(_FEWEST_NAMED, _MOST_NAMED * total[table.signature])
    }


def _beside(tables: Sequence[_Table], paths: Sequence[list[tuple[_Segment, int]]]) -> float:
    """The share of cells of one line that the row's next cell stands beside: text without blank lines has a cell's
    first line beside the one before it wherever that has only one. Even where blank lines part the cells."""
    beside = total = 0
    for table, path in zip(tables, paths, strict=True):
        for (segment, last), (_, to) in itertools.pairwise(path) if not table.has_gaps else ():
            if segment.one_line and not _is_new_row(last, to, table.lead):
                beside += not segment.ends_line
                total += 1
    usual = _BESIDE_IN_FLOW if tables and tables[0].stream.flows else _BESIDE
    share = (beside + _BESIDE_TRUST * usual) / (total + _BESIDE_TRUST)
    return min(1 - _SELDOM_BESIDE, max(_SELDOM_BESIDE, share))


def _spaces(paths: Sequence[list[tuple[_Segment, int]]]) -> Spaces:
    """What the spaces before line breaks say, by where the cells end."""
    inside: list[bool] = []
    at_end: list[bool] = []
    for segment, _ in itertools.chain.from_iterable(paths):
        inside += [False] * segment.spaced[0] + [True] * segment.spaced[1]
        at_end += [] if segment.space_at_end is None else [segment.space_at_end]
    return spaces_of(inside, at_end)


def _breaks(tables: Sequence[_Table], paths: Sequence[list[tuple[_Segment, int]]]) -> Iterator[int]:
    """All line breaks of the decoded tables, as flow.py numbers them."""
    for table, path in zip(tables, paths, strict=True):
        for segment, _ in path:
            if segment.said:
                yield from itertools.chain.from_iterable([number] * count for number, count in segment.said.inside)
        for (segment, last), (_, to) in itertools.pairwise(path):
            if segment.said:
                is_new = _is_new_row(last, to, table.lead)
                number = segment.said.new_row if is_new else segment.said.goes_on
                if number != SILENT:
                    yield number


def _leaps_in(steps: Mapping[str, Steps], walks: Mapping[str, Sequence[int]], leaps: float) -> float:
    """The share of the walks' steps that are more likely leaps than steps within and between rows."""
    found = total = 0.0
    for signature, (inside, _, _) in steps.items():
        bigram = _bigram(len(inside), walks[signature])
        for last, to in itertools.pairwise(walks[signature]):
            leap = leaps * bigram[last][to]
            found += leap / (leap + (1 - leaps) * math.exp(inside[last][to]))
            total += 1
    return min(_MOST_LEAPS, max(_FEWEST_LEAPS, (found + _LEAP_TRUST * _LEAPS) / (total + _LEAP_TRUST)))


def _bigram(many: int, walk: Sequence[int]) -> list[list[float]]:
    """How likely each column is after each other where a row is left unfinished."""
    counts = Counter(itertools.pairwise(walk))
    sums = [sum(counts[(last, to)] for to in range(many)) for last in range(many)]
    return [
        [(counts[(last, to)] + _BIGRAM_TRUST / many) / (sums[last] + _BIGRAM_TRUST) for to in range(many)]
        for last in range(many)
    ]


def _with_leaps(steps: Steps, walk: Sequence[int], leaps: float) -> Steps:
    """The steps with a share of leaps, which also may begin and end the text anywhere."""
    if not leaps:
        return steps
    inside, begin, finish = steps
    many = len(inside)
    bigram = _bigram(many, walk)
    stay, leave = math.log(1 - leaps), math.log(leaps)
    return (
        [
            [_add(inside[last][to] + stay, leave + math.log(bigram[last][to])) for to in range(many)]
            for last in range(many)
        ],
        [_add(one + stay, leave - math.log(many)) for one in begin],
        [_add(one + stay, leave) for one in finish],
    )


def steps_of(kinds: Sequence[ColumnKind], walk: Sequence[int]) -> Steps:
    """Log-likelihoods of the steps between columns: what is usual, and what the walk through a table has shown.

    In the walk a step to the left (or to the same column) ends a row; len(kinds) stands for a heading.
    """
    lead = len(kinds)
    usual: list[dict[int | None, float]] = []
    for last in range(-1, lead):
        stay = 1.0
        shares: dict[int | None, float] = {}
        for to in range(last + 1, lead):
            blank = _BLANK[kinds[to]]
            if kinds[to] == "cause" and last >= 0 and kinds[last] in ("area", "subarea"):
                blank = _CAUSE_BLANK_BY_AREA
            shares[to] = stay * (1 - blank)
            stay *= blank
        shares[None] = stay
        usual.append(shares)
    seen: list[Counter[int | None]] = [Counter() for _ in range(lead + 1)]
    before = -1
    for column in walk:
        if before >= 0 and _is_new_row(before, column, lead):
            if before < lead:
                seen[before + 1][None] += 1
            before = -1
        if column < lead:
            seen[before + 1][column] += 1
        before = column
    # A row without a measure is no row: that it was read so teaches nothing.
    measure = kinds.index("measure") if "measure" in kinds else -1
    for row in range(measure + 1):
        for step in list(seen[row]):
            if step is None or step > measure:
                del seen[row][step]
    share = [
        {
            to: (seen[row][to] + _STEP_TRUST * one) / (sum(seen[row].values()) + _STEP_TRUST)
            for to, one in usual[row].items()
        }
        for row in range(lead + 1)
    ]
    onward = math.log(1 - _LEAD_SHARE)
    heading = math.log(_LEAD_SHARE)
    begin = [math.log(share[0].get(to, 0) + 1e-4) + onward for to in range(lead)] + [heading]
    finish = [math.log(share[last + 1][None] + 1e-4) for last in range(lead)] + [0.0]
    steps = [
        [
            math.log(share[last + 1][to] + 1e-4)
            if last < to < lead and last < lead
            else finish[last] + begin[to] + _ROW_COST
            for to in range(lead + 1)
        ]
        for last in range(lead + 1)
    ]
    return steps, begin, finish


class _Table:
    """One section with its borders and all stretches that may be cells."""

    def __init__(
        self, stream: Stream, cues: Cues, section: Section, known: Known | None, counts: frozenset[int]
    ) -> None:
        self.stream = stream
        self.cues = cues
        self.columns: tuple[Column, ...] = section.columns
        self.signature = " ".join(column.kind for column in section.columns)
        self.names = _names(section.columns)
        self.kind_index = [KINDS.index(column.kind) for column in section.columns]
        self.lead = len(section.columns)
        self.known = known
        self.counts = counts
        self.best_score = 0.0
        self.count_rows = tuple(counts_rows(column.header) for column in section.columns)
        self.lines = section.lines
        self.has_gaps = has_gaps(stream)
        self.borders: list[Border] = borders_of(stream, cues, section.lines)
        self.words = [
            index for line in section.lines for index in range(stream.lines[line].first, stream.lines[line].after)
        ]
        self.at_word = {index: place for place, index in enumerate(self.words)}
        self.segments: list[list[_Segment]] = self._all_segments()
        self.twins = self._twins()
        self.instructed = self._instructed(section)
        self.across = self._across(section)
        kinds = [column.kind for column in section.columns]
        self.measure = kinds.index("measure") if "measure" in kinds else -1
        self.judge = judge_of(stream, cues)
        self.border_at = {self.at_word[border.word]: at for at, border in enumerate(self.borders)}
        self.border_at[len(self.words)] = len(self.borders)
        # The borders that are a page's top, and what each column shows above it of a row that may go on there.
        self.tops = {
            at
            for at, border in enumerate(self.borders)
            if at and border.starts_line and is_page_top(stream, self._line_before(border.word), border.line)
        }
        # Whether the text is known to be in the order its pages were set in, and their pages have taught the widths.
        self.is_page_set = False
        self.cut_from = self._cut_from()
        self.rests: dict[int, dict[int, Begun]] = {}

    def _line_before(self, word: int) -> int:
        return self.stream.words[self.words[self.at_word[word] - 1]].line

    # --- what may be a cell --------------------------------------------------------------------------------------

    def _all_segments(self) -> list[list[_Segment]]:
        return [self._from(start) for start in range(len(self.borders))]

    def _from(self, start: int) -> list[_Segment]:
        """All stretches that may be a cell and begin at this border."""
        borders, words, lines = self.borders, self.stream.words, self.stream.lines
        first = borders[start].word
        place = self.at_word[first]
        mask = 0
        found: list[_Segment] = []
        breaks: list[Break] = []
        passing, key, gaps, count, counting, blanks, spaced = 0.0, 0, 0, 0, 0, 0, 0
        line = borders[start].line
        said = Breaks(self.stream, line, borders[start].starts_line) if self.stream.flows else None
        left = words[first].start
        line_count = 1
        nxt = start + 1
        while place < len(self.words):
            index = self.words[place]
            if words[index].line != line:
                gap = nxt < len(borders) and borders[nxt].word == index and borders[nxt].gap
                if nxt < len(borders) and borders[nxt].word == index:
                    passing += borders[nxt].passing
                    # Each point of a list may stand by itself.
                    gaps += gap and words[index].text not in BULLETS
                    nxt += 1
                line_count += 1
                blanks += lines[words[index].line].gap > 0
                if gaps > _MOST_GAPS or line_count > _MOST_LINES or (said and blanks > _MOST_GAPS):
                    break
                spaced += lines[line].spaced
                if said:
                    said.go_on(words[index].line)
                width = words[index - 1].end - left if words[index - 1].line == line else lines[line].width
                if not gap:
                    breaks.append(Break(width, width + SPACE + words[index].end))
                line, left = words[index].line, 0
            elif nxt < len(borders) and borders[nxt].word == index:
                passing += borders[nxt].passing
                nxt += 1
            mask |= self.cues.any[index]
            key = hash((key, words[index].key.strip(".,;:-")))
            count += 1
            counting += index in self.counts
            place += 1
            if place == len(self.words) or (nxt < len(borders) and borders[nxt].word == self.words[place]):
                end = nxt if place < len(self.words) else len(borders)
                if end < len(borders) and not self._may_end(start, end, line_count):
                    continue
                whole = mask | self.cues.start_mask(first, index + 1) | self.cues.end_mask(first, index + 1)
                hints = self.known(first, index + 1) if self.known else {}
                last = words[index].text if count in _SENTENCE_WORDS else ""
                area = self.cues.names_area(first, index + 1)
                begins = self.cues.begins_with_area(first, index + 1)
                of_area = _OWN_NAME if begins else _TOPIC if area else _NO_AREA
                named = _NAMES_AREA if begins else 0.0
                worth = tuple(
                    hints.get(column.kind, 0.0)
                    + (named if column.kind == "area" else -named)
                    + self._as_name(column, last)
                    + (self._as_number(column) if count == 1 and is_number(words[first].text) else 0.0)
                    + (self._as_count(counts, counting, count) if self.counts else 0.0)
                    for column, counts in zip(self.columns, self.count_rows, strict=True)
                )
                lead = _LEAD_SCORE + (_LEAD_NAMES_AREA if area else 0.0) + _LEAD_WORD * count
                lead += _LEAD_IS_LOWER if words[first].text[:1].islower() else 0.0
                lead -= _COUNTS if counting else 0.0
                parts = self.cues.is_heading(first, index + 1) and self._stands_alone(start, end)
                across = (area and self._heads(named)) or self.cues.is_total(first, index + 1)
                headed = self.cues.is_shouted(first, index + 1) or self.cues.counts_on(first, index + 1)
                across = across or (self._heads(1.0) and headed)
                if parts or (across and self._fills_lines(start, end)):
                    lead += _LEAD_PARTS_ROWS
                last_width = words[index].end - left
                after = self.words[place] if place < len(self.words) else None
                ends_line = after is None or borders[end].starts_line
                below = words[after].line if after is not None and ends_line else None
                space_at_end = lines[line].spaced if ends_line else None
                found.append(_Segment(start, end, whole, count, passing, worth, lead, of_area, tuple(breaks),
                                      last_width, key, line_count == 1, ends_line, (line_count - 1 - spaced, spaced),
                                      space_at_end, said.end_before(below) if said else None))  # fmt: skip
        return found

    def _as_name(self, column: Column, last: str) -> float:
        """What a text's last word says of it as a name: areas and places are named, not told in sentences."""
        return _NAME_IS_SENTENCE if column.kind in ("area", "subarea") and last.endswith(".") else 0.0

    def _as_number(self, column: Column) -> float:
        """What a bare number says: rows and costs are counted, times are not told so, and no place is named so."""
        if column.kind == "other":
            return _NUMBER
        return -_NUMBER * (2 if column.kind in ("area", "subarea") else 1)

    def _as_count(self, counts: bool, counting: int, count: int) -> float:
        """What the numbers that count the rows say: each is a cell by itself, and the counting column has no other."""
        if not counting:
            return -_COUNTS if counts else 0.0
        return _COUNTS if counts and count == 1 else -_COUNTS

    def _heads(self, named: float) -> bool:
        """Whether an area's name can only be a heading: no column of the table holds it."""
        return bool(named) and all(column.kind != "area" for column in self.columns)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether blank lines (or the table's ends) stand over and under the stretch; without any, line ends."""
        if not self.has_gaps:
            return self.borders[start].starts_line and (end == len(self.borders) or self.borders[end].starts_line)
        return self.borders[start].gap and (end == len(self.borders) or self.borders[end].gap)

    def _fills_lines(self, start: int, end: int) -> bool:
        """Whether nothing else stands in the stretch's lines: blank lines part no rows where cells run together."""
        return self.borders[start].starts_line and (end == len(self.borders) or self.borders[end].starts_line)

    def _may_end(self, start: int, end: int, lines: int) -> bool:
        """A cell ends inside a line only when it stands in that line alone: the next cell begins beside it, on top."""
        border = self.borders[end]
        return border.starts_line or lines == 1 or self.stream.words[border.word].barred

    def _twins(self) -> dict[tuple[int, int], tuple[bool, bool]]:
        """Stretches whose text stands again right after (or before) them: follow-up and status are often copies."""
        kinds = {column.kind for column in self.columns}
        if not {"followup", "status"} <= kinds:
            return {}
        by_key: dict[int, list[_Segment]] = defaultdict(list)
        for segments in self.segments:
            for segment in segments:
                if segment.length <= _TWIN_REACH:
                    by_key[segment.key].append(segment)
        found: dict[tuple[int, int], tuple[bool, bool]] = {}
        for alike in by_key.values():
            for one, other in itertools.pairwise(alike):
                if self.word_after(one) <= self.word_at(other.start) <= self.word_after(one) + _TWIN_REACH:
                    before = found.get((one.start, one.end), (False, False))
                    found[(one.start, one.end)] = (True, before[1])
                    before = found.get((other.start, other.end), (False, False))
                    found[(other.start, other.end)] = (before[0], True)
        return found

    def key_at(self, place: int) -> str:
        return self.stream.words[self.words[place]].key.strip(".,;:()")

    def word_at(self, border: int) -> int:
        return self.at_word[self.borders[border].word] if border < len(self.borders) else len(self.words)

    def word_after(self, segment: _Segment) -> int:
        return self.word_at(segment.end)

    def _across(self, section: Section) -> float:
        """The width that no column has, as far as the instruction row tells."""
        told = [self.stream.lines[line].width for _, lines in section.instructions for line in lines]
        widest = _ACROSS * max(told) if len(section.instructions) > 3 and told and self.stream.is_ocr else 0.0
        return widest or math.inf

    def _instructed(self, section: Section) -> list[list[Break]]:
        """The breaks of the instruction row's cells, by column."""
        found: list[list[Break]] = [[] for _ in section.columns]
        for kind, lines in section.instructions:
            column = next((index for index, one in enumerate(section.columns) if one.kind == kind), None)
            if column is None:
                continue
            for above, below in itertools.pairwise(lines):
                width = self.stream.lines[above].width
                found[column].append(
                    Break(width, width + SPACE + self.stream.words[self.stream.lines[below].first].end)
                )
        return found

    def instructed_widths(self) -> list[Width | None]:
        """The widths that the instruction row tells before any cell is known; of a few breaks, which other cells of
        the row may have come between, no more than a likely one."""
        widths = [(width_of_breaks(breaks), len(breaks) < _FEW_BREAKS) for breaks in self.instructed]
        return [replace(width, lent=few) if width is not None else None for width, few in widths]

    # --- scores ----------------------------------------------------------------------------------------------------

    def _scored(self, start: int, number: int, learnt: _Learnt) -> _Scored:
        """All stretches that begin at the border with what each scores as a cell of each column."""
        widths = learnt.widths[number]
        votes = learnt.votes.get(number)
        place = self.word_at(start)
        sums = [0.0] * len(widths)
        done = lines_across = lines_beyond = 0
        beyond = self._beyond(widths) if self.is_page_set else math.inf
        found = []
        for segment in self.segments[start]:
            for one in segment.breaks[done:]:
                lines_across += one.width > self.across
                lines_beyond += one.width > beyond
                for column, width in enumerate(widths):
                    sums[column] += width.of_break(one) if width is not None else _UNKNOWN_BREAK
            done = len(segment.breaks)
            wording = self.cues.scores(segment.mask, segment.length)
            last = segment.last_width
            across = _HOLDS_ACROSS * (lines_across + (last > self.across)) + learnt.inside(segment)
            too_wide = _BEYOND * (lines_beyond + (last > beyond))
            scores = [
                wording[kind]
                + segment.passing
                + hint
                + fit
                + across
                + too_wide
                + (width.of_last(last) if width is not None else 0.0)
                for kind, hint, fit, width in zip(self.kind_index, segment.hints, sums, widths, strict=True)
            ]
            if votes:
                before, after = votes[place], votes[place + segment.length]
                scores = [score + after[column] - before[column] for column, score in enumerate(scores)]
            if number in learnt.areas:
                told = learnt.areas[number][segment.of_area]
                scores = [
                    score + told if column.kind == "area" else score
                    for score, column in zip(scores, self.columns, strict=True)
                ]
            self._add_learnt(scores, segment, learnt)
            found.append((segment, [*scores, segment.lead + segment.passing + across]))
        return found

    def _beyond(self, widths: Sequence[Width | None]) -> float:
        """The width that is so much wider than any column that a line can only go across the table."""
        known = [width.value for width in widths if width]
        widest = _MUCH_WIDER * max(known, default=0) if 2 * len(known) >= len(widths) else 0.0
        return widest or math.inf

    def _add_learnt(self, scores: list[float], segment: _Segment, learnt: _Learnt) -> None:
        """Add what the same text was elsewhere, and what its copy beside it says."""
        seen = learnt.texts.get(segment.key)
        if seen and segment.length >= 2:
            total = sum(seen.values())
            if total >= 2:
                for column, name in enumerate(self.names):
                    share = (seen[name] + 0.2) / (total + 1)
                    scores[column] += min(2.0, 0.7 * math.log(share * len(self.columns)))
        twin = self.twins.get((segment.start, segment.end))
        if twin:
            worth = min(8.0, 1.0 + 0.35 * segment.length)
            for column, one in enumerate(self.columns):
                if twin[0] and one.kind == "followup":
                    scores[column] += worth
                if twin[1] and one.kind == "status":
                    scores[column] += worth

    # --- decoding --------------------------------------------------------------------------------------------------

    def path(self, number: int, learnt: _Learnt) -> list[tuple[_Segment, int]]:
        """The best way through the section: its cells with their columns."""
        return [(one, column) for one, column in self._way(number, learnt, False) if isinstance(one, _Segment)]

    def _way(
        self, number: int, learnt: _Learnt, may_go_on: bool, known: Sequence[_Scored] | None = None
    ) -> list[tuple[_Segment | Way, int]]:
        """The best way through the section: its cells with their columns, and what goes on from above at its pages'
        tops where a row `may_go_on` there. `known` is what the stretches score, where that is known already."""
        many, ends = self.lead + 1, len(self.borders)
        if not ends or many < 2:
            return []
        steps, begin, finish = learnt.steps[number]
        # By the cell that ends there: `best` when a new row begins, `on` when the row goes on.
        best = [[_NEVER] * many for _ in range(ends + 1)]
        on = [[_NEVER] * many for _ in range(ends + 1)]
        back: list[list[tuple[_Segment | Way, int] | None]] = [[None] * many for _ in range(ends + 1)]
        back_on: list[list[tuple[_Segment | Way, int] | None]] = [[None] * many for _ in range(ends + 1)]
        ways: list[list[int]] = [[]] * ends

        def way_to(at_border: int, column: int, goes_on: bool = False) -> list[tuple[_Segment | Way, int]]:
            found: list[tuple[_Segment | Way, int]] = []
            while at_border > 0:
                step = (back_on if goes_on else back)[at_border][column]
                if step is None:
                    break
                found.append((step[0], column))
                goes_on = isinstance(step[0], _Segment) and not _is_new_row(step[1], column, self.lead)
                at_border, column = self._start_of(step[0]), step[1]
            return found[::-1]

        cut: CutRow[_Segment] | None = None
        for start in range(ends):
            if may_go_on and cut and start == cut.top:
                self._go_on(cut, way_to, number, learnt, best, on, back, back_on)
            if may_go_on and start in self.cut_from:
                cut = CutRow(self.cut_from[start], self.lead, steps, finish, max, learnt.next_in_row)
            enter, ways[start] = self._enter(start, best, on, steps, begin)
            if max(enter) <= _NEVER / 2:
                continue
            scored = known[start] if known else self._scored(start, number, learnt)
            if cut and start < cut.top:
                cut.add(
                    start,
                    self._new_row(start, best, steps, begin, max),
                    self.opens(start),
                    self._open(scored, number, learnt),
                )
            for segment, scores in scored:
                at, at_on = best[segment.end], on[segment.end]
                beside, below = learnt.next_in_row(segment), learnt.next_row(segment)
                for column in range(many):
                    score = enter[column] + scores[column]
                    if score + below > at[column]:
                        at[column] = score + below
                        back[segment.end][column] = (segment, ways[start][column])
                    if score + beside > at_on[column]:
                        at_on[column] = score + beside
                        back_on[segment.end][column] = (segment, ways[start][column])
        column = max(range(many), key=lambda last: best[ends][last] + finish[last])
        self.best_score = best[ends][column] + finish[column]
        return way_to(ends, column)

    def _start_of(self, one: _Segment | Way) -> int:
        return one.start if isinstance(one, _Segment) else one.cells[0][0]

    # --- rows that a page's end cut --------------------------------------------------------------------------------

    def _cut_from(self) -> dict[int, int]:
        """The first border of each page's last lines, with the border at the page's end."""
        found: dict[int, int] = {}
        above = 0
        for top in sorted(self.tops):
            line = self.borders[top].line - _MOST_CUT
            found[next(at for at in range(above, top) if self.borders[at].line >= line)] = top
            above = top
        return found

    def opens(self, at: int) -> float:
        """What the border is worth after a cell that a page's end may have cut."""
        border = self.borders[at]
        whole = border.score
        if border.word == self.words[0]:
            return whole
        before = self.words[self.at_word[border.word] - 1]
        gap = self.stream.lines[border.line].gap > 0
        told = self.judge.wording(before, border.word, gap)
        return whole + max(0.0, self.judge.wording(None, border.word, gap) - told)

    def _new_row(
        self,
        start: int,
        best: Sequence[Sequence[float]],
        steps: Sequence[Sequence[float]],
        begin: Sequence[float],
        combine: Callable[[float, float], float],
    ) -> list[float]:
        """The score of all before when a row begins at the border, for each first column."""
        if start == 0:
            return list(begin)
        border = self.borders[start]
        worth = border.score + new_row_cost(border)
        found = [_NEVER] * self.lead
        for last in range(self.lead + 1):
            if best[start][last] > _NEVER / 2:
                for to in range(self.lead):
                    if _is_new_row(last, to, self.lead):
                        found[to] = combine(found[to], best[start][last] + steps[last][to] + worth)
        return found

    def _open(
        self, scored: Sequence[tuple[_Segment, Sequence[float]]], number: int, learnt: _Learnt
    ) -> list[tuple[_Segment, Sequence[float]]]:
        """The stretches with what they score as cells that a page's end may have cut."""
        found: list[tuple[_Segment, Sequence[float]]] = []
        named = learnt.areas.get(number, (0.0, 0.0, 0.0))
        for segment, scores in scored:
            words = self._words_of(segment)
            if segment.of_area == _NO_AREA and segment.one_line and self.cues.begins_name(words[0], words[-1] + 1):
                more = named[_OWN_NAME] - named[_NO_AREA] + _NAMES_AREA
                of_name = [
                    score + more if column.kind == "area" else score
                    for score, column in zip(scores, self.columns, strict=False)
                ]
                found.append((segment, of_name))
            else:
                found.append((segment, scores))
        return found

    def _go_on(
        self,
        cut: CutRow[_Segment],
        way_to: Callable[[int, int], list[tuple[_Segment | Way, int]]],
        number: int,
        learnt: _Learnt,
        best: list[list[float]],
        on: list[list[float]],
        back: list[list[tuple[_Segment | Way, int] | None]],
        back_on: list[list[tuple[_Segment | Way, int] | None]],
    ) -> None:
        """Take the row that ends at the page's end on to its rest at the next one's top."""
        row = cut.cells()
        if not row:
            return
        start = row[0][0].start
        steps = learnt.steps[number][0]
        last = 0
        if start:
            last = max(
                (one for one in range(self.lead + 1) if _is_new_row(one, row[0][1], self.lead)),
                key=lambda one: best[start][one] + steps[one][row[0][1]],
            )
        above = self._row_cut([*way_to(start, last), *row]) if start else self._row_cut(row)
        self.rests[cut.top] = above
        came = cut.score()
        cells = tuple((segment.start, segment.end, column) for segment, column in row)
        for way, _ in self._rests(cut.top, above, number, learnt).ways:
            end, column = self.border_at.get(way.after, -1), way.pieces[-1][1]
            if end < 0:
                continue
            if came + way.score > best[end][self.lead]:
                best[end][self.lead] = came + way.score
                back[end][self.lead] = (replace(way, cells=cells), last)
            if column < self.measure and came + way.score + _ROW_COST > on[end][column]:
                on[end][column] = came + way.score + _ROW_COST
                back_on[end][column] = (replace(way, cells=cells), last)

    def _row_cut(self, way: Sequence[tuple[_Segment | Way, int]]) -> dict[int, Begun]:
        """The last row of the way, which a page's end may have cut."""
        told: list[tuple[tuple[int, ...], int | None, bool]] = []
        before = self.lead
        for one, column in way:
            if isinstance(one, Way):
                told += [(self._between(start, end), of, at == 0) for at, (start, end, of) in enumerate(one.cells)]
                told += [(self._words_of(piece), of, False) for piece, of in one.pieces]
                before = self.lead
            else:
                place = column if column < self.lead else None
                told.append((self._words_of(one), place, _is_new_row(before, column, self.lead)))
                before = column
        return self._begun(told)

    def _between(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(self.words[self.word_at(start) : self.word_at(end)])

    def _words_of(self, one: _Segment | Piece) -> tuple[int, ...]:
        if isinstance(one, Piece):
            return tuple(self.words[one.first : one.after])
        return self._between(one.start, one.end)

    def _begun(self, told: Sequence[tuple[tuple[int, ...], int | None, bool]]) -> dict[int, Begun]:
        """What the columns show of the last row of these cells (each with its words, its column and whether it begins a
        row), and of the cells that it may share with rows above."""
        found: dict[int, Begun] = {}
        below, heights, own = 0, 0, True
        row: dict[int, tuple[int, ...]] = {}
        for words, column, is_new in reversed(told):
            if column is None:
                break
            row[column] = words + row.get(column, ())
            heights = max(heights, self._height(row[column]))
            if not is_new:
                continue
            for of, text in row.items():
                if of not in found and (own or of < self.measure):
                    shorter = below + heights - self._height(text)
                    found[of] = Begun(text, shorter, own, self._ends_line(text[-1]))
            below, heights, own, row = below + heights, 0, False, {}
        return found

    def _ends_line(self, word: int) -> bool:
        return self.stream.lines[self.stream.words[word].line].after == word + 1

    def _height(self, words: Sequence[int]) -> int:
        """On how many lines the words stand on the page they end on, with those that held but the rest of a word."""
        lines = self.stream.lines
        at = self.stream.words[words[-1]].line
        height = 1 + (_gone(lines[at], lines[at + 1]) if at + 1 < len(lines) else 0)
        for above, line in itertools.pairwise(reversed(list(dict.fromkeys(self.stream.words[i].line for i in words)))):
            if is_page_top(self.stream, line, above):
                break
            height += 1 + _gone(lines[line], lines[above])
        return height

    def _rests(self, start: int, above: Mapping[int, Begun], number: int, learnt: _Learnt) -> Rests:
        page = Page(
            self.stream,
            self.cues,
            self.judge,
            self.words,
            self.word_at(start),
            self.kind_index,
            learnt.widths[number],
            learnt.votes.get(number),
            self.measure,
            self.counts,
        )
        return Rests(page, above, learnt)

    def _enter(
        self,
        start: int,
        best: list[list[float]],
        on: list[list[float]],
        steps: list[list[float]],
        begin: list[float],
    ) -> tuple[list[float], list[int]]:
        """The best score of beginning a cell of each column at this border, and the column before it."""
        many = self.lead + 1
        if start == 0:
            return list(begin), [0] * many
        border = self.borders[start]
        row = new_row_cost(border)
        over = _OVER_PAGE if self.is_page_set and start in self.tops else 0.0
        enter, source = [_NEVER] * many, [0] * many
        for last in range(many):
            if best[start][last] <= _NEVER / 2:
                continue
            for to in range(many):
                is_new = _is_new_row(last, to, self.lead)
                before = best[start][last] + row if is_new else on[start][last] + over
                score = before + steps[last][to] + border.score
                if score > enter[to]:
                    enter[to], source[to] = score, last
        return enter, source

    def cells(self, number: int, learnt: _Learnt) -> list[Cell]:
        """The best way through the section with how sure each cell is (forward and backward sums). What words say by
        their other places rests on the reading itself and makes nothing surer."""
        many, ends = self.lead + 1, len(self.borders)
        unvoted = replace(learnt, votes={})
        scored = [self._scored(start, number, unvoted) for start in range(ends)]
        path = self._way(number, learnt, self.stream.flows, None if learnt.votes.get(number) else scored)
        if not path:
            return []
        learnt = unvoted
        steps, begin, finish = learnt.steps[number]
        ahead = [[_NEVER] * many for _ in range(ends + 1)]
        ahead_on = [[_NEVER] * many for _ in range(ends + 1)]
        enters: list[list[float]] = []
        rests = {start: self._rests(start, above, number, learnt) for start, above in self.rests.items() if above}
        cuts: dict[int, CutRow[_Segment]] = {}
        cut: CutRow[_Segment] | None = None
        for start in range(ends):
            if cut and start == cut.top and start in rests:
                for way, total in rests[start].ways:
                    end, column = self.border_at.get(way.after, -1), way.pieces[-1][1]
                    if end >= 0:
                        ahead[end][self.lead] = _add(ahead[end][self.lead], cut.score() + total)
                        if column < self.measure:
                            ahead_on[end][column] = _add(ahead_on[end][column], cut.score() + total + _ROW_COST)
            if rests and start in self.cut_from:
                cut = CutRow(self.cut_from[start], self.lead, steps, finish, _add, learnt.next_in_row)
                cuts[cut.top] = cut
            if cut and start < cut.top:
                new = self._new_row(start, ahead, steps, begin, _add)
                cut.add(start, new, self.opens(start), self._open(scored[start], number, learnt))
            enter = self._sum_enter(start, ahead, ahead_on, steps, begin)
            enters.append(enter)
            for segment, scores in scored[start]:
                beside, below = learnt.next_in_row(segment), learnt.next_row(segment)
                at, at_on = ahead[segment.end], ahead_on[segment.end]
                for column in range(many):
                    score = enter[column] + scores[column]
                    at[column] = _add(at[column], score + below)
                    at_on[column] = _add(at_on[column], score + beside)
        behind = [[_NEVER] * many for _ in range(ends + 1)]
        behind_on = [[_NEVER] * many for _ in range(ends + 1)]
        behind[ends] = list(finish)

        def onward_of(segment: _Segment, column: int) -> float:
            """Everything after the stretch: a row that begins, or this one that goes on."""
            return _add(
                behind[segment.end][column] + learnt.next_row(segment),
                behind_on[segment.end][column] + learnt.next_in_row(segment),
            )

        def after_rest(word: int, column: int) -> float:
            """Everything after the rest of a row that ends before the word of the table, in the column."""
            end = self.border_at.get(word, -1)
            if end < 0:
                return _NEVER
            merged = behind_on[end][column] + _ROW_COST if column < self.measure else _NEVER
            return _add(behind[end][self.lead], merged)

        begun: dict[int, list[float]] = {}
        of_cut: dict[tuple[int, int, int], float] = {}
        for start in range(ends - 1, 0, -1):
            border, row = self.borders[start], new_row_cost(self.borders[start])
            over = _OVER_PAGE if self.is_page_set and start in self.tops else 0.0
            onward = [_NEVER] * many
            for segment, scores in scored[start]:
                for column in range(many):
                    onward[column] = _add(onward[column], scores[column] + onward_of(segment, column))
            for last in range(many):
                fresh = going = _NEVER
                for to in range(many):
                    score = steps[last][to] + border.score + onward[to]
                    if _is_new_row(last, to, self.lead):
                        fresh = _add(fresh, score + row)
                    else:
                        going = _add(going, score + over)
                behind[start][last], behind_on[start][last] = fresh, going
            for first, more in enumerate(begun.get(start, ())):
                for last in range(many):
                    if _is_new_row(last, first, self.lead):
                        score = row + steps[last][first] + border.score + more
                        behind[start][last] = _add(behind[start][last], score)
            if start in rests:
                after = _NEVER
                for way, total in rests[start].ways:
                    after = _add(after, total + after_rest(way.after, way.pieces[-1][1]))
                from_here, of_cells = cuts[start].behind(after)
                begun.update(from_here)
                of_cut.update(of_cells)
        whole = _NEVER
        for last in range(many):
            whole = _add(whole, ahead[ends][last] + finish[last])
        found: list[Cell] = []
        before = self.lead
        for one, column in path:
            if isinstance(one, Way):
                for start, end, of in one.cells:
                    sure = math.exp(min(0.0, of_cut[(start, end, of)] - whole))
                    found.append(Cell(self._between(start, end), of, start == one.cells[0][0], sure))
                top = one.cells[-1][1]
                shares = rests[top].sure(one, after_rest, whole - cuts[top].score())
                for (piece, of), share in zip(one.pieces, shares, strict=True):
                    kind: Literal["joined", "moved"] = "joined" if of in self.rests[top] else "moved"
                    found.append(Cell(self._words_of(piece), of, False, share, (), kind))
                before = self.lead
                continue
            segment = one
            scores = next(scores for other, scores in scored[segment.start] if other is segment)
            likely = enters[segment.start][column] + scores[column] + onward_of(segment, column) - whole
            sure = math.exp(min(0.0, likely))
            words = self._words_of(segment)
            is_new = not found or _is_new_row(before, column, self.lead)
            place = column if column < self.lead else None
            found.append(Cell(words, place, is_new, sure, tuple(scores[: self.lead])))
            before = column
        return found

    def _sum_enter(
        self,
        start: int,
        ahead: list[list[float]],
        on: list[list[float]],
        steps: list[list[float]],
        begin: list[float],
    ) -> list[float]:
        many = self.lead + 1
        if start == 0:
            return list(begin)
        border, row = self.borders[start], new_row_cost(self.borders[start])
        over = _OVER_PAGE if self.is_page_set and start in self.tops else 0.0
        enter = [_NEVER] * many
        for last in range(many):
            if ahead[start][last] > _NEVER / 2:
                for to in range(many):
                    is_new = _is_new_row(last, to, self.lead)
                    before = ahead[start][last] + row if is_new else on[start][last] + over
                    enter[to] = _add(enter[to], before + steps[last][to] + border.score)
        return enter


def _gone(above: Line, below: Line) -> int:
    """How many lines of the source between the two are gone, and were not blank."""
    gone = below.number - above.number - 1 - below.gap
    return gone if gone < _MOST_GONE else 0


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    """What the columns are called among the document's tables: several of one kind by their order."""
    kinds = [column.kind for column in columns]
    return tuple(f"{kind} {kinds[:number].count(kind)}" for number, kind in enumerate(kinds))


def _is_new_row(last: int, to: int, lead: int) -> bool:
    """Whether a cell of column `to` after one of column `last` begins a row."""
    return to <= last or lead in (last, to)


def _add(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    low, high = (one, other) if one < other else (other, one)
    return high if low < high - 30 else high + math.log1p(math.exp(low - high))
