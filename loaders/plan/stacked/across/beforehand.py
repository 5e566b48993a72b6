"""What the lines of a text show of its columns before they are read for the first time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.plan.stacked.across.headings import Run
from loaders.plan.stacked.across.pieces import letters_of
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream

# How wide each kind of column is beside the others, and how much wider it, or one as wide as all others, may be before
# its width is known.
_SHARES = {"area": 0.12, "subarea": 0.12, "cause": 0.19, "measure": 0.19, "goal": 0.16, "when": 0.11, "who": 0.13,
           "followup": 0.2, "status": 0.07, "comment": 0.12, "other": 0.05}  # fmt: skip
_AT_MOST, _EVEN = 1.8, 1.5
# How many columns' ends are looked for in a line, in how many lines what stands before one is the same, and how many
# words of it at most.
_BRANCHINGS, _FEWEST_ALIKE, _LONGEST_ALIKE = 3, 3, 10
# So many lines that begin with an area's name or topic tell that rows name their areas so.
_FEWEST_NAMED = 3


def rows_name_areas(stream: Stream, cues: Cues, tables: Sequence[Section]) -> bool:
    """Whether the rows name their areas by the areas' own names, or by what those are about."""
    lines = [line for one in tables if any(column.kind == "area" for column in one.columns) for line in one.lines]
    named = sum(cues.begins_with_topic(_past_marks(stream, line), stream.lines[line].after) for line in lines)
    return named >= _FEWEST_NAMED


def _past_marks(stream: Stream, line: int) -> int:
    """The line's first word with a letter: a row's number may stand before it."""
    own = stream.lines[line]
    words = range(own.first, own.after)
    return next((at for at in words if any(map(str.isalpha, stream.words[at].text))), own.first)


def hardly_wider(columns: Sequence[Column], widest: int) -> list[float]:
    """The widths that the columns hardly have, before the text has told theirs: of many columns each is about as wide
    as the others, whatever it holds, but for those of numbers."""
    total = sum(_SHARES[column.kind] for column in columns)
    even = _EVEN * widest / len(columns)
    return [
        max(_AT_MOST * widest * _SHARES[column.kind] / total, even if column.kind != "other" else 0.0)
        for column in columns
    ]


def hardly_wider_apart(
    columns: Sequence[Column], at_most: Sequence[float], apart: Mapping[frozenset[int], int]
) -> list[float]:
    """The same where lines were told to belong to some of the columns: those alone are as wide as their lines."""
    found = list(at_most)
    for own, width in apart.items():
        total = sum(_SHARES[columns[column].kind] for column in own)
        for column in own if len(own) < len(columns) else ():
            share = min(1.0, _AT_MOST * _SHARES[columns[column].kind] / total)
            found[column] = max(found[column], share * width)
    return found


def branching_words(stream: Stream, runs: Sequence[Run]) -> frozenset[int]:
    """The words before which a column most likely ends: where what begins lines (or what comes after such a place) is
    the same in several lines up to there and goes on differently."""
    starts = {stream.lines[line].first for _, run in runs for line in run}
    found: set[int] = set()
    for _ in range(_BRANCHINGS):
        after: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        capitals: Counter[tuple[str, ...]] = Counter()
        for start in starts:
            for keys, index in _prefixes(stream, start):
                after[keys][stream.words[index].key] += 1
                capitals[keys] += stream.words[index].text[:1].isupper()
        new = set()
        for start in starts:
            for keys, index in _prefixes(stream, start):
                total = after[keys].total()
                if total < _FEWEST_ALIKE:
                    break
                if len(after[keys]) >= 2 and (len(keys) > 1 or 2 * capitals[keys] > total):
                    new.add(index)
                    break
        starts = new - found
        found |= new
    return frozenset(found)


def _prefixes(stream: Stream, start: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """What stands from the word on, one word more each time, with the word after it in the line."""
    after = stream.lines[stream.words[start].line].after
    for index in range(start + 1, min(after, start + _LONGEST_ALIKE)):
        yield letters_of(stream.words[start:index]), index
