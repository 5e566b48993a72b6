"""What each stretch scores as a cell of each column: by its wording, its lines' widths, what its text was elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

from loaders.plan.stacked.in_order.learnt import Learnt
from loaders.plan.stacked.in_order.stretches import NAMES_AREA, NO_AREA, OWN_NAME, Stretch, Table
from loaders.plan.stacked.widths import Width

# A line that was read across the columns: no cell holds all of it.
_HOLDS_ACROSS = -8.0
# The same where the page's own lines tell the widths, by how much wider than the widest column.
_MUCH_WIDER, _BEYOND = 1.4, -10.0
# A line break in a column whose width is not known yet.
_UNKNOWN_BREAK = -0.3

# The stretches that begin at a border, with what each scores as a cell of each column, and last as a heading.
Scored = list[tuple[Stretch, list[float]]]


def scored_at(table: Table, start: int, learnt: Learnt) -> Scored:
    """All stretches that begin at the border with their scores."""
    text, widths, votes, of_area = table.text, learnt.widths, learnt.votes, learnt.areas
    place = text.word_at(start)
    sums = [0.0] * len(widths)
    done = lines_across = lines_beyond = 0
    beyond = _beyond(widths) if learnt.is_page_set else math.inf
    found: Scored = []
    for stretch in table.stretches[start]:
        for one in stretch.breaks[done:]:
            lines_across += one.width > text.across
            lines_beyond += one.width > beyond
            for column, width in enumerate(widths):
                sums[column] += width.of_break(one) if width is not None else _UNKNOWN_BREAK
        done = len(stretch.breaks)
        wording = text.cues.scores(stretch.mask, stretch.length)
        last = stretch.last_width
        across = _HOLDS_ACROSS * (lines_across + (last > text.across)) + learnt.inside(stretch)
        too_wide = _BEYOND * (lines_beyond + (last > beyond))
        scores = [
            wording[kind]
            + stretch.passing
            + hint
            + fit
            + across
            + too_wide
            + (width.of_last(last) if width is not None else 0.0)
            for kind, hint, fit, width in zip(text.kind_index, stretch.hints, sums, widths, strict=True)
        ]
        if votes:
            before, after = votes[place], votes[place + stretch.length]
            scores = [score + after[column] - before[column] for column, score in enumerate(scores)]
        if of_area:
            for column in text.area_columns:
                scores[column] += of_area[stretch.of_area]
        _add_texts(scores, table, stretch, learnt)
        found.append((stretch, [*scores, stretch.lead + stretch.passing + across]))
    return found


def if_cut(table: Table, scored: Scored, learnt: Learnt) -> Scored:
    """The stretches with what they score as cells that a page's end may have cut: the beginning of an area's name may
    be one."""
    text = table.text
    found: Scored = []
    named = learnt.areas or (0.0, 0.0, 0.0)
    for stretch, scores in scored:
        last = text.words[text.word_at(stretch.end) - 1]
        is_plain = stretch.of_area == NO_AREA and stretch.one_line
        if is_plain and text.cues.begins_name(text.borders[stretch.start].word, last + 1):
            more = named[OWN_NAME] - named[NO_AREA] + NAMES_AREA
            columns = enumerate(scores)
            found.append((stretch, [score + more if of in text.area_columns else score for of, score in columns]))
        else:
            found.append((stretch, scores))
    return found


def _beyond(widths: Sequence[Width | None]) -> float:
    """The width that is so much wider than any column that a line can only go across the table."""
    known = [width.value for width in widths if width]
    widest = _MUCH_WIDER * max(known, default=0) if 2 * len(known) >= len(widths) else 0.0
    return widest or math.inf


def _add_texts(scores: list[float], table: Table, stretch: Stretch, learnt: Learnt) -> None:
    """Add what the same text was elsewhere, and what its copy beside it says."""
    text = table.text
    seen = learnt.texts.get(stretch.key)
    if seen and stretch.length >= 2:
        total = sum(seen.values())
        if total >= 2:
            for column, name in enumerate(text.names):
                share = (seen[name] + 0.2) / (total + 1)
                scores[column] += min(2.0, 0.7 * math.log(share * len(text.columns)))
    twin = table.twins.get((stretch.start, stretch.end))
    if twin:
        worth = min(8.0, 1.0 + 0.35 * stretch.length)
        for column, one in enumerate(text.columns):
            if twin[0] and one.kind == "followup":
                scores[column] += worth
            if twin[1] and one.kind == "status":
                scores[column] += worth
