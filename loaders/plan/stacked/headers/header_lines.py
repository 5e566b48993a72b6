"""Header words that fill whole lines, from a line on: known ones, those that only their row tells, rows read across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.mend import mend
from loaders.plan.classify import is_state
from loaders.plan.headers import CLEAR, header_role
from loaders.plan.stacked.headers.header_parts import header_parts, kind_meant, kind_of
from loaders.plan.stacked.headers.header_rows import header_row, is_before_trailer, trails
from loaders.plan.stacked.headers.heading_lines import area_name_at
from loaders.plan.stacked.headers.labelled_headings import labelled_at
from loaders.plan.stacked.headers.loose_rows import loose_row
from loaders.plan.stacked.headers.signs import Signs
from loaders.plan.stacked.headers.words import (
    COLUMNS,
    header_words,
    is_heading_word,
    is_untold,
    kind_alike,
    settled,
)
from loaders.plan.stacked.phrases import joining
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import Word, key_of
from loaders.text import collapse
from loaders.vocabulary import words as vocabulary

_MOST_LINES = 30
# How many words a header has, one that asks, and one that no vocabulary knows where so many known ones follow it.
LONGEST_HEADER = 4
_LONGEST_QUESTION = 7
_LONGEST_UNKNOWN, _FEWEST_FOLLOW, _FEWEST_BESIDE = 6, 3, 2
# So many kinds of column only a header row names; under a label fewer do.
_FEWEST_NAMED = 4
_FEWEST_LABELLED = 2
_DAY = re.compile(r"20\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}(?:[- ]?(?:20)?\d\d)?")


class HeaderLines:
    """Reads headers out of one text; holds the vocabulary made ready for it."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._stream = signs.stream
        is_ocr = signs.stream.is_ocr
        self._book = header_words(is_ocr)
        self._asks = {key_of(word, is_ocr) for word in vocabulary("stacked")["headers"]["asks"]}
        self._joins = joining(is_ocr) | {"/"}
        self._across: dict[int, tuple[tuple[Column, ...], int]] = {}
        self._at: dict[int, tuple[tuple[Column, ...], int]] = {}
        self._parted: dict[int, tuple[tuple[Column, ...], int, bool]] = {}

    def at(self, first: int) -> tuple[list[Column], int]:
        """The header words that fill whole lines from here: their columns and the line after; ([], first) if none."""
        found = self._at.get(first)
        if found is None:
            told, loose = self._told_at(first), loose_row(self._stream, first)
            columns, after = loose if _tells_more(loose[0], told[0]) else told
            found = self._at[first] = (tuple(columns), after)
        return list(found[0]), found[1]

    def _told_at(self, first: int) -> tuple[list[Column], int]:
        words, lines = self._stream.words, self._stream.lines
        index, last = lines[first].first, lines[min(first + _MOST_LINES, len(lines)) - 1].after
        if is_state(lines[first].text) and first + 1 < len(lines) and not is_state(lines[first + 1].text):
            below = self._area_at(first + 1, len(lines) - 1) or first + 1
            if _is_whole(self.at(below)[0]):
                # The last cell above the header, that says no more than such a word: "Klart".
                return [], first
        starts = {lines[line].first: line for line in range(first, min(first + _MOST_LINES, len(lines)))}
        columns: list[Column] = []
        done: tuple[list[Column], int] = ([], first)
        ends = {lines[line].after: line + 1 for line in range(first, min(first + _MOST_LINES, len(lines)))}
        while index < last:
            if index in starts and self._area_at(starts[index], len(lines)):
                break
            taken, meaning = self._known_at(index, last)
            if taken:
                text = collapse(" ".join(word.text for word in words[index : index + taken]))
                columns.append(Column(meaning, text))  # type: ignore[arg-type]
                index += taken
            elif columns and self._trails(index) and (not self._begins_cell(index) or self._is_day(index)):
                header = _glued(columns[-1].header, words[index].text)
                index += 1
                after = self._joined_from(index, words[index - 1], columns[-1].kind)
                if after > index:
                    header = collapse(" ".join((header, *(word.text for word in words[index:after]))))
                    index, alike = after, kind_alike(header)
                    columns[-1] = replace(columns[-1], kind=columns[-1].kind if alike == "other" else alike)
                columns[-1] = replace(columns[-1], header=header)
            elif unknown := self._unknown_at(index, columns) or self._alike_at(index, columns):
                text = collapse(" ".join(word.text for word in words[index:unknown]))
                columns.append(Column(kind_alike(text), text))
                index = unknown
            elif words[index].text == "|":
                index += 1  # a column rule, where too few came through to be known as such
            else:
                break
            if (
                columns
                and index in ends
                and (not self._signs.blank_lines or self._is_free(ends[index]) or _is_whole(columns))
            ):
                # In text with blank lines a header fills its fragment: a cell that begins with such a word does not. A
                # line of nothing but headers is one, whatever stands under it.
                done = (list(columns), ends[index])
        across = self._header_across(first) if self._is_across(first) else ([], first)
        tells_twice = bool(across[0]) and across[1] == done[1] and _kinds_of(across[0]) == _kinds_of(done[0])
        more = (len(across[0]), across[1]) > (len(done[0]), done[1])
        if len(across[0]) <= len(done[0]) if tells_twice else more:
            done = across
        if self._stream.is_ocr:
            return done
        columns, after, is_exact = self._in_parts(first)
        is_better = (len(columns), after) > (len(done[0]), done[1]) or (is_exact and after == done[1])
        return (columns, after) if is_better else done

    def over_cell(self, first: int) -> tuple[list[Column], int]:
        """The headers that fill the first lines of a fragment, in just such words, though a cell goes on under them."""
        found = [
            (parts, after)
            for parts, after in header_parts(self._stream, first, lambda line: False)
            if after < len(self._stream.lines) and all(part.is_exact and not is_state(part.text) for part in parts)
        ]
        if not found or self._stream.is_ocr or not self._signs.blank_lines:
            return [], first
        parts, after = found[-1]
        return [Column(kind_of(part), part.text) for part in parts], after  # type: ignore[arg-type]

    def _in_parts(self, first: int) -> tuple[list[Column], int, bool]:
        """The headers from here that break over lines, or that are several words for their columns; ([], first) where
        none are. A few of them may only be one that fills its fragment in just such words."""
        found = self._parted.get(first)
        if found is None:
            found = ((), first, False)
            many = len(self._stream.lines)
            for parts, after in header_parts(self._stream, first, lambda line: bool(self._area_at(line, many))):
                columns = tuple(Column(kind_of(part), part.text) for part in parts)  # type: ignore[arg-type]
                is_exact = all(part.is_exact for part in parts)
                is_told = self._signs.blank_lines and is_exact
                ends = self._is_free(after) or bool(self._area_at(after, many))
                is_row = _is_whole(columns) and any(column.kind in ("measure", "other") for column in columns)
                if is_row or (is_told and ends):
                    found = (columns, after, is_exact)
            self._parted[first] = found
        return list(found[0]), found[1], found[2]

    def _area_at(self, first: int, limit: int) -> int:
        """The line after an area's name, or a heading labelled as one, before line `limit`; 0 when there is none."""
        return area_name_at(self._stream, self._signs.areas, first, limit) or self.labelled_at(first)

    def labelled_at(self, first: int) -> int:
        """The line after a heading that its label tells as an area's, over a header; 0 when there is none."""
        return labelled_at(
            self._stream,
            first,
            lambda line: len({column.kind for column in self.at(line)[0]}) >= _FEWEST_LABELLED,
            lambda index: self._known_at(index, len(self._stream.words))[0] > 0,
        )

    def _joined_from(self, index: int, before: Word, kind: str) -> int:
        """The word after the header that a word like "och" joins to the one of `kind` before it, in the same line; the
        index itself when it joins nothing, or a header of another column."""
        words = self._stream.words
        if before.key.strip(".,") not in self._joins:
            return index
        if index >= len(words) or words[index].line != before.line or not words[index].text[:1].islower():
            return index
        taken, meaning = max(self._book.headers.at(words, index, len(words)), default=(1, ""))
        is_other = meaning and meaning in COLUMNS and kind in COLUMNS and meaning != kind
        after = index + taken
        goes_on = after < len(words) and words[after].line == before.line and words[after].text[:1].islower()
        return index if is_other or (goes_on and not self._is_trailer(words[after])) else after

    def _header_across(self, first: int) -> tuple[list[Column], int]:
        """A header row that OCR read across, over one line or more; ([], first) if it is none."""
        found = self._across.get(first)
        if found is None:
            row = header_row(self._stream, first, self._book.wordings, self._book.trailers)
            parts = row[0] if row else ()
            named = tuple(Column(one.meaning or kind_alike(one.text), one.text) for one in parts)  # type: ignore[arg-type]
            found = self._across[first] = (named, row[1] if row else first)
        return list(found[0]), found[1]

    def _is_across(self, first: int) -> bool:
        """Whether the line holds words enough for a header row, one of them a header or most of them capitals."""
        line = self._stream.lines[first]
        words = self._stream.words[line.first : line.after]
        return len(words) >= _FEWEST_NAMED and 2 * sum(word.text[:1].isupper() for word in words) >= len(words)

    def _unknown_at(self, index: int, columns: Sequence[Column]) -> int:
        """The word after a header that no vocabulary knows and that begins at the word; 0 when the words are no such
        header. Enough known ones stand in its row: before it in its line, or before and after it."""
        words, lines = self._stream.words, self._stream.lines
        line = lines[words[index].line]
        if not words[index].text[:1].isupper():
            return 0
        after = index + 1
        while after < len(words) and not self._known_from(after):
            is_below = words[after].line != words[after - 1].line
            if is_below and not (lines[words[after - 1].line].spaced and words[after].text[:1].islower()):
                break
            after += 1
            if after - index > _LONGEST_UNKNOWN:
                return 0
        if words[after - 1].text.endswith((".", ",", ";", ":")):
            return 0
        named = len({column.kind for column in columns if column.kind != "other"})
        follow = self._known_from(after) if after < len(words) else 0
        if index == line.first:
            is_row = follow >= _FEWEST_FOLLOW and self._known_from(after, line.after) >= _FEWEST_BESIDE
        else:
            is_row = (named >= _FEWEST_NAMED and after - index <= LONGEST_HEADER) or (
                follow > 0 and named + follow >= _FEWEST_NAMED
            )
        return after if is_row else 0

    def _alike_at(self, index: int, columns: Sequence[Column]) -> int:
        """The word after a fragment that reads clearly as a header though no vocabulary has just its words
        («Indikator/målvärde»), where enough known ones stand before and after it; 0 when the word begins none."""
        words, lines = self._stream.words, self._stream.lines
        if not columns or self._stream.is_ocr or not self._begins_fragment(index):
            return 0
        below = words[index].line + 1
        while below < len(lines) and not lines[below].gap:
            below += 1
        after = lines[below - 1].after
        follow = self._known_from(after) if after - index <= LONGEST_HEADER and after < len(words) else 0
        named = len({column.kind for column in columns if column.kind != "other"})
        if not follow or named + follow < _FEWEST_NAMED:
            return 0
        text = collapse(" ".join(word.text for word in words[index:after]))
        return after if is_heading_word(text, text) and header_role(text)[1] >= CLEAR else 0

    def _known_from(self, index: int, last: int | None = None) -> int:
        """How many known headers stand one after the other from the word on, up to word `last`."""
        words, count = self._stream.words, 0
        while index < (len(words) if last is None else last):
            taken, _ = self._known_at(index, len(words))
            if not taken:
                break
            count += 1
            index += taken
        return count

    def _known_at(self, index: int, last: int) -> tuple[int, str]:
        """The longest header that the vocabulary knows from the word on, as (words taken, what it means); (0, "") for
        none. A word that its sentence goes on behind is only the beginning of another header: "Vad kostar det?"."""
        words = self._stream.words
        taken, meaning = max(self._book.headers.at(words, index, last), default=(0, ""))
        if not taken or not words[index + taken - 1].text.endswith("?"):
            taken, meaning = max((taken, meaning), self._asked_at(index, last), key=lambda one: one[0])
        after = index + taken
        if not taken or not is_heading_word(words[index].text, words[after - 1].text):
            return 0, ""
        own = self._stream.lines[words[index].line]
        if meaning == "known" and own.first == index and own.after == after + 1 and words[after].text.isdigit():
            return 0, ""  # «Bilaga 2» stands over the table
        if after < len(words) and words[after].text[:1].islower() and not self._is_trailer(words[after]):
            line = words[after - 1].line
            if words[after].line == line or (words[after].line == line + 1 and self._stream.lines[line].spaced):
                return 0, ""
        return taken, meaning

    def _asked_at(self, index: int, last: int) -> tuple[int, str]:
        """The question from the word on that begins as a header does («Varför är det så?»), as `_known_at` has it."""
        words = self._stream.words
        if words[index].key not in self._asks:
            return 0, ""
        for after in range(index + 1, min(index + _LONGEST_QUESTION, last) + 1):
            if after - 1 > index and words[after - 1].text[:1].isupper():
                break  # another header, or the first row's cell
            if words[after - 1].text.endswith("?"):
                asked = " ".join(word.text for word in words[index:after])
                asked = mend(asked) if self._stream.is_ocr else asked
                if header_role(asked)[1] < CLEAR or after - index < 2:
                    return 0, ""
                return after - index, kind_meant(asked)
            if words[after - 1].text.endswith((".", ",", ";", ":")):
                break
        return 0, ""

    def _begins_fragment(self, index: int) -> bool:
        line = self._stream.lines[self._stream.words[index].line]
        above = self._stream.words[index].line - 1
        is_apart = line.gap > 0 and not self._stream.lines[above].spaced
        return self._signs.blank_lines and line.first == index and is_apart

    def _begins_cell(self, index: int) -> bool:
        """Whether the word begins a line that can't go on with the header above it: a blank line stands between, or
        its line ended without the space that others end with where they go on."""
        line = self._stream.words[index].line
        is_first = self._stream.lines[line].first == index and line > 0
        ends = is_first and self._signs.tells_wraps and not self._stream.lines[line - 1].text.endswith(("-", "/"))
        return self._begins_fragment(index) or (ends and not self._stream.lines[line - 1].spaced)

    def _is_free(self, after: int) -> bool:
        return after >= len(self._stream.lines) or self._stream.lines[after].gap > 0

    def _is_day(self, index: int) -> bool:
        """Whether the word is a day alone on the line under a header, which a break within its cell parted from it."""
        line = self._stream.lines[self._stream.words[index].line]
        return line.after == index + 1 and line.gap == 0 and bool(_DAY.fullmatch(self._stream.words[index].text))

    def _trails(self, index: int) -> bool:
        """Whether the word only goes on with the header before it: a trailer, or the «I» of «I NOVEMBER»."""
        words = self._stream.words[index : min(index + 2, self._stream.lines[self._stream.words[index].line].after)]
        return self._is_trailer(words[0]) or is_before_trailer(words, self._book.trailers)

    def _is_trailer(self, word: Word) -> bool:
        return trails(word, self._book.trailers)


def _kinds_of(columns: Sequence[Column]) -> set[str]:
    """The kinds of the columns, of one that may be either of two the likelier."""
    return {column.kind.removeprefix("either:").partition(",")[0] for column in columns}


def _tells_more(loose: Sequence[Column], told: Sequence[Column]) -> bool:
    """Whether the row on one line names more columns, or as many and fewer that nobody knows."""
    more, most = (len({column.kind for column in settled(columns)} - {"other"}) for columns in (loose, told))
    few, many = (sum(map(is_untold, columns)) for columns in (loose, told))
    return more > most or (more == most and bool(loose) and few < many)


def _is_whole(columns: Sequence[Column]) -> bool:
    """Whether the headers are as many as only a table's header row has."""
    return len({column.kind for column in columns if column.kind != "other"}) >= _FEWEST_NAMED


def _glued(header: str, word: str) -> str:
    return header + word if header.endswith("-") and word[:1].isdigit() else f"{header} {word}"
