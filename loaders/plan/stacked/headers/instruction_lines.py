"""Lines that tell the writer what to fill in: a template's instruction row, cell by cell or torn by OCR."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.plan.stacked.headers.heading_lines import abbreviations, area_name_at
from loaders.plan.stacked.headers.signs import Signs
from loaders.plan.stacked.headers.words import header_words
from loaders.plan.stacked.sections import ColumnKind
from loaders.plan.stacked.text import Word, ends_sentence, key_of
from loaders.text import collapse, fold
from loaders.vocabulary import words as vocabulary

# How many lines an instruction's other sentences take, how many words a short one has, and a scrap of one; and how many
# a line read across holds.
_LONGEST_REST, _MOST_TOLD, _LONGEST_SCRAP = 4, 10, 3
_FEWEST_ACROSS = 2
_OF_INITIALS = re.compile(r"\w\.\w+\.$")


class InstructionLines:
    """Reads instructions out of one text; holds the vocabulary made ready for it."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._stream = signs.stream
        is_ocr = signs.stream.is_ocr
        self._instructions = header_words(is_ocr).instructions
        self._words = {key_of(word, is_ocr) for word in vocabulary("stacked")["headers"]["tells"]}

    def at(self, first: int) -> tuple[ColumnKind, str, int] | None:
        """An instruction that begins on this line, perhaps behind the area's name: (column, that name, line after)."""
        words, lines = self._stream.words, self._stream.lines
        line = lines[first]
        for index in range(line.first, line.after):
            matches = self._instructions.at(words, index, min(len(words), line.after + 4))
            if not matches:
                continue
            title = collapse(" ".join(word.text for word in words[line.first : index]))
            if title and not self._signs.areas.at(words, line.first, line.after):
                return None
            end = first + 1
            while end < len(lines) and (
                self._goes_on(end)
                or (lines[end].gap == 0 and (self._signs.blank_lines or not _ends(words, lines[end - 1].after)))
            ):
                if self._instructions.at(words, lines[end].first, lines[end].after) or self._ends_told(end):
                    break
                end += 1
            return max(matches)[1], title, end  # type: ignore[return-value]
        return None

    def _ends_told(self, line: int) -> bool:
        """Whether an instruction without a full stop ends over the line, where no blank lines part cells: an area's
        name begins there, or a capital after a line that ends without the space that others go on with."""
        lines, words = self._stream.lines, self._stream.words
        if self._signs.blank_lines:
            return False
        begins = self._signs.tells_wraps and not lines[line - 1].spaced and words[lines[line].first].text[:1].isupper()
        return begins or bool(area_name_at(self._stream, self._signs.areas, line, len(lines)))

    def told_at(self, first: int) -> int:
        """The line after a short fragment that tells the writer to do something; 0 when it tells nothing."""
        lines = self._stream.lines
        if not self.tells(lines[first].first):
            return 0
        after = first + 1
        while after < len(lines) and not lines[after].gap and self._signs.blank_lines:
            after += 1
        return after if lines[after - 1].after - lines[first].first <= _MOST_TOLD else 0

    def told_across(self, first: int) -> int:
        """The line after a row of such that was read straight across the columns; 0 when it is none."""
        words, lines = self._stream.words, self._stream.lines
        told = [self.tells(index) for index in range(lines[first].first, lines[first].after)]
        if not told[0] or sum(told) < _FEWEST_ACROSS:
            return 0
        after = first + 1
        while after < len(lines) and not lines[after].gap and words[lines[after].first].text[:1].islower():
            after += 1
        return after

    def tells(self, index: int) -> bool:
        """Whether a sentence that tells the writer something begins with the word."""
        word = self._stream.words[index]
        return word.text[:1].isupper() and word.key.strip(".,:") in self._words

    def _goes_on(self, line: int) -> bool:
        """Whether the line goes on with the sentence above: a space ends that one, and this one begins no other."""
        above, words = self._stream.lines[line - 1], self._stream.words
        return above.spaced and words[self._stream.lines[line].first].text[:1].islower()

    def tells_twice(self, first: int, after: int) -> bool:
        """Whether the lines hold the instructions of several columns."""
        lines = self._stream.lines
        return sum(self.tells(index) for index in range(lines[first].first, lines[after - 1].after)) > 1

    def rest_at(self, first: int) -> int:
        """The line of the next instruction where the one above goes on with another sentence until there, 0 when none
        follows near. Only without blank lines is that not seen by itself."""
        if self._signs.blank_lines:
            return 0
        reach = range(first + 1, min(len(self._stream.lines), first + 1 + _LONGEST_REST))
        return next((line for line in reach if self.at(line)), 0)

    def scrap_at(self, first: int) -> int:
        """The line after a scrap of an instruction that OCR tore off, 0 when the line is no such scrap."""
        lines = self._stream.lines
        after = first + 1
        is_short = lines[first].after - lines[first].first <= _LONGEST_SCRAP and lines[first].gap > 0
        return after if is_short and (after == len(lines) or lines[after].gap > 0) else 0


def _ends(words: Sequence[Word], after: int) -> bool:
    """Whether a sentence ends before the word, and no abbreviation stands there."""
    last = words[after - 1].text.strip('()"”')
    return ends_sentence(last) and not (_OF_INITIALS.search(last) or fold(last) in abbreviations())
