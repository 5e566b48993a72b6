"""Which column each block stands in, and where in it one cell ends and the next begins.

A program that writes a page block by block makes one block of all lines of a column that stand close: a cell, or the
cells of several rows where each fills its row. Each column is tried for each block, with the cuts that read best there
(block_cuts.py). Blocks come mostly from left to right, and what stands right under a header is its column's: a chain
over the page's blocks and headers weighs that with the rest. What it finds tells how wide the columns are, and how
their cells are worded, for the next round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loaders.plan.stacked.borders import judge_of
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.in_blocks.block_cuts import BlockReader, Cuts
from loaders.plan.stacked.in_blocks.page_plan import Plan, index_of, words_in
from loaders.plan.stacked.sections import ColumnKind
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import Break, Width, width_of_breaks

Numbers = NDArray[np.float64]
# How likely the next block stands so many columns further right (below 0: left), as counted over plans' PDFs.
_STEPS = {5: 0.008, 4: 0.012, 3: 0.025, 2: 0.08, 1: 0.58, 0: 0.07, -1: 0.06, -2: 0.05, -3: 0.045, -4: 0.04, -5: 0.02}
_ANY_STEP = 0.006
_ROUNDS, _FEWEST_BREAKS, _SURE = 4, 3, 0.6
_NEVER = -50.0
_FEWEST_IN_HEADING = 2
_SENTENCES: frozenset[ColumnKind] = frozenset({"cause", "measure", "goal", "followup"})
# The share of their breaks that are cuts: at most 0.1 in the six plans at hand where each cell is a block of its own,
# 0.138 and more in the fifteen set tight.
_TIGHT = 0.12
# So many times as wide as the widest column is what goes across the table.
_ACROSS = 1.3
# The share of breaks inside blocks that part cells where the page is set tight, and how many breaks' worth it counts.
_USUALLY_CUT, _TRUST = 0.15, 20.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a page that stand together; `among` are the columns of its table, or that of the header right above."""

    lines: tuple[int, ...]
    among: tuple[int, ...]
    is_under: bool = False


# A page's blocks and the columns of its headers, in reading order.
_Chain = list[Block | int]


@dataclass(frozen=True, slots=True)
class InColumns:
    """The cells of each section, whether the page is set tight (blocks hold cells of several rows), and the widths of
    the document's columns."""

    cells: list[list[Cell]]
    is_tight: bool
    widths: list[Width | None]


def cells_in_columns(stream: Stream, cues: Cues, plan: Plan) -> InColumns:
    """The cells of the plan's sections, each block in the column it most likely stands in."""
    chains = _chains(stream, cues, plan)
    blocks = [block for chain in chains for block in chain if isinstance(block, Block)]
    words = ColumnWords([word.text for word in stream.words])
    reader = BlockReader(stream, cues, plan.columns, judge_of(stream, cues), words)
    many = len(plan.columns)
    steps = np.log([[_STEPS.get(to - last, _ANY_STEP) for to in range(many)] for last in range(many)])
    widths: list[Width | None] = [None] * many
    cut_more = 0.0
    for number in range(_ROUNDS):
        ways = {
            block: [reader.best(block.lines, column, widths[column], cut_more) for column in range(many)]
            for block in blocks
        }
        worth = {block: _worth(block, ways[block]) for block in blocks}
        likely = {block: shares for chain in chains for block, shares in _weighed(chain, worth, steps).items()}
        found = {block: (int(shares.argmax()), float(shares.max())) for block, shares in likely.items()}
        cuts = {block: ways[block][column][1] for block, (column, _) in found.items()}
        if number + 1 < _ROUNDS:
            cut_more = _cut_more(cuts.values())
            widths = _widths(reader, found, cuts, many)
            cues.adapt(_shown(reader, plan, found, cuts))
    by_line = {block.lines[0]: block for block in blocks}
    in_blocks = {line for block in blocks for line in block.lines}
    widest = _widest(widths)
    cells = []
    for section in (section for page in plan.sections for section in page):
        at = [index_of(plan.columns, column) for column in section.columns]
        of_section: list[Cell] = []
        for line in section.lines:
            if line not in in_blocks:
                of_section.append(Cell(words_in(stream, (line,)), None, False, 1.0))
            elif (block := by_line.get(line)) and max(reader.lines_of(block.lines).wide) > widest:
                of_section.append(Cell(words_in(stream, block.lines), None, False, 1.0))
            elif block:
                of_section += _cells(reader, block, cuts[block], found[block], at)
        cells.append(of_section)
    return InColumns(cells, _is_tight(plan, found, cuts), widths)


def _widest(widths: Sequence[Width | None]) -> float:
    """How wide a cell's line may be: wider ones go across the table. Without bounds where few widths are known."""
    known = [width.value for width in widths if width is not None]
    return _ACROSS * max(known) if 2 * len(known) > len(widths) else float("inf")


def _cut_more(cuts: Iterable[Cuts]) -> float:
    """What a cut is worth more than usual by how many of the blocks' breaks are cuts: hardly any where each cell is a
    block of its own."""
    made = parted = 0
    for one in cuts:
        made += one[-1][1] - 1
        parted += len(one) - 1
    share = (parted + _TRUST * _USUALLY_CUT) / (made + _TRUST)
    return float(np.log(share / (1 - share)) - np.log(_USUALLY_CUT / (1 - _USUALLY_CUT)))


def _is_tight(plan: Plan, found: Mapping[Block, tuple[int, float]], cuts: Mapping[Block, Cuts]) -> bool:
    """Whether blocks of whole sentences hold several cells: names and times wrap in ways that look like cuts."""
    long = [cuts[block] for block, (column, _) in found.items() if plan.columns[column].kind in _SENTENCES]
    parted, made = sum(len(one) - 1 for one in long), sum(one[-1][1] - 1 for one in long)
    return parted > _TIGHT * made


def _chains(stream: Stream, cues: Cues, plan: Plan) -> list[_Chain]:
    """Each page's blocks and headers in reading order, without the headings that go across the table."""
    of_line = {line: mark for mark in plan.marks for line in mark.lines}
    table = {line: section for page in plan.sections for section in page for line in section.lines}
    chains = []
    for page in plan.pages:
        chain: _Chain = []
        for line in page:
            mark = of_line.get(line)
            if mark:
                if mark.kind == "header" and mark.lines[0] == line:
                    chain += [index_of(plan.columns, column) for column in mark.columns]
                continue
            if line not in table or _is_heading(stream, cues, plan, line):
                continue
            is_close = line > page[0] and not stream.lines[line].gap
            above = of_line.get(line - 1) if is_close else None
            last = chain[-1] if chain else None
            if isinstance(last, Block) and is_close and last.lines[-1] == line - 1 and table[line - 1] == table[line]:
                chain[-1] = Block((*last.lines, line), last.among, last.is_under)
            elif above and above.kind != "title" and len(above.columns) == 1:
                chain.append(Block((line,), (index_of(plan.columns, above.columns[0]),), True))
            else:
                chain.append(Block((line,), tuple(index_of(plan.columns, one) for one in table[line].columns)))
        chains.append(chain)
    return chains


def _is_heading(stream: Stream, cues: Cues, plan: Plan, line: int) -> bool:
    """Whether the line, which nothing stands on, is a heading between rows; where a column tells the areas there is
    none."""
    if not stream.lines[line].gap or any(column.kind == "area" for column in plan.columns):
        return False
    first, after = stream.lines[line].first, stream.lines[line].after
    if after - first < _FEWEST_IN_HEADING:
        return False
    return cues.is_shouted(first, after) or cues.counts_on(first, after) or cues.is_heading(first, after)


def _worth(block: Block, ways: Sequence[tuple[float, Cuts]]) -> Numbers:
    """What the block is worth in each column (log-odds)."""
    return np.array([worth if column in block.among else _NEVER for column, (worth, _) in enumerate(ways)])


def _weighed(chain: _Chain, worth: Mapping[Block, Numbers], steps: Numbers) -> dict[Block, Numbers]:
    """How likely each block of the chain stands in each column. A block right under its header comes with that one."""
    many = len(steps)
    own = [worth[one] if isinstance(one, Block) else np.where(np.arange(many) == one, 0.0, _NEVER) for one in chain]
    free = np.full_like(steps, -np.log(many))
    step = [free if isinstance(one, Block) and one.is_under else steps for one in chain]
    ahead, behind = list(own), [np.zeros(many) for _ in own]
    for at in range(1, len(own)):
        ahead[at] = own[at] + np.logaddexp.reduce(ahead[at - 1][:, None] + step[at], axis=0)
    for at in range(len(own) - 2, -1, -1):
        behind[at] = np.logaddexp.reduce(step[at + 1] + (own[at + 1] + behind[at + 1])[None, :], axis=1)
    found = {}
    for at, one in enumerate(chain):
        if isinstance(one, Block):
            total = ahead[at] + behind[at]
            shares = np.exp(total - total.max())
            found[one] = shares / shares.sum()
    return found


def _widths(
    reader: BlockReader, found: Mapping[Block, tuple[int, float]], cuts: Mapping[Block, Cuts], many: int
) -> list[Width | None]:
    """How wide each column is by the breaks inside its cells; None where too few tell."""
    breaks: list[list[Break]] = [[] for _ in range(many)]
    for block, (column, sure) in found.items():
        if sure > _SURE:
            of_lines = reader.lines_of(block.lines).breaks
            breaks[column] += [one for first, after in cuts[block] for one in of_lines[first : after - 1]]
    return [width_of_breaks(ones) if len(ones) >= _FEWEST_BREAKS else None for ones in breaks]


def _shown(
    reader: BlockReader, plan: Plan, found: Mapping[Block, tuple[int, float]], cuts: Mapping[Block, Cuts]
) -> list[tuple[ColumnKind, int, int]]:
    """What each cell's column holds, the cell's wording and how many words it has."""
    shown = []
    for block, (column, _) in found.items():
        lines = reader.lines_of(block.lines)
        for first, after in cuts[block]:
            long = lines.spans[after - 1][1] - lines.spans[first][0]
            shown.append((plan.columns[column].kind, lines.masks[first][after - first - 1], long))
    return shown


def _cells(reader: BlockReader, block: Block, cuts: Cuts, found: tuple[int, float], at: Sequence[int]) -> list[Cell]:
    """The block's cells; `at` are the document's columns that its table has."""
    column, sure = found
    place = at.index(column) if column in at else None
    spans = reader.lines_of(block.lines).spans
    cells = []
    for first, after in cuts:
        words = (spans[first][0], spans[after - 1][1])
        alone = tuple(reader.alone(one, *words) for one in at)
        cells.append(Cell(tuple(range(*words)), place, False, sure, alone))
    return cells
