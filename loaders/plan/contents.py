"""What a column's cells say of which column it is.

Each cell is weighed by its words (stacked/column_words.py): how much more often they stand in that column's cells than
in any. Of 116 columns of twenty plans that no word was counted from, but that the thresholds here were set on, the role
with the highest mean is right in every one; places and problems, of which no words are counted, are told by how their
cells look (stacked/cues.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.headers import Role
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.text import Stream, Word, key_of

TOLD: tuple[Role, ...] = ("cause", "measure", "goal", "when", "who", "followup", "status")
"""The roles that words are counted for."""
_SAY_TIME, _SAY_SOME_TIME, _MOST_SUMS = 0.6, 0.3, 0.2
"""The share of a column's cells that name a time where it is one of times; where few are sums of money, fewer do."""
_SUM = re.compile(r"(?:ca )?[\d  .,–-]+(?: ?(?:kr|tkr|mkr|kronor|st|%))?")
_YEAR = re.compile(r"20\d\d(?:-\d\d?-\d\d?|[-–](?:20)?\d\d)?")
# Mean log-likelihood ratios a cell from which cells look like places or problems; all other columns' lie below.
_OF_PLACES = 0.9
_LEAST_SPREAD = 0.3


@dataclass(frozen=True, slots=True)
class Contents:
    """What the cells of one column say: for each role the mean over the cells, the cells' own values, and whether they
    look like places or problems."""

    each: tuple[dict[Role, float], ...]
    names_places: bool
    says_times: bool

    @property
    def means(self) -> dict[Role, float]:
        return {role: sum(one[role] for one in self.each) / max(1, len(self.each)) for role in TOLD}

    def ahead(self, role: Role, other: Role) -> tuple[float, float]:
        """How much better a cell suits `role` than `other`, in the mean, and that in standard errors."""
        gains = [one[role] - one[other] for one in self.each]
        if not gains:
            return 0.0, 0.0
        mean = sum(gains) / len(gains)
        spread = math.sqrt(sum((gain - mean) ** 2 for gain in gains) / len(gains))
        return mean, mean / max(_LEAST_SPREAD, spread) * math.sqrt(len(gains))


def contents_of(texts: Sequence[str]) -> Contents:
    """What the texts of a column's cells say."""
    each: list[dict[Role, float]] = []
    for text in texts:
        said = ColumnWords(text.split())
        each.append({role: said.of(role)[-1] for role in TOLD})
    cues, cells = _cells(texts)
    places = KINDS.index("subarea")
    looks = sum(cues.scores(cues.mask(first, after), after - first)[places] for first, after in cells)
    times = sum(_says_time(cues, *cell) for cell in cells) / max(1, len(cells))
    sums = sum(bool(_SUM.fullmatch(text)) and not _YEAR.fullmatch(text) for text in texts)
    is_time = times >= _SAY_TIME or (times >= _SAY_SOME_TIME and sums <= _MOST_SUMS * len(texts))
    return Contents(tuple(each), looks > _OF_PLACES * len(cells), is_time)


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
