"""Where the headers, instruction rows and page titles of stacked text stand, and the columns they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from loaders.mend import mend
from loaders.plan.classify import is_state, names_area, topic_area
from loaders.plan.headers import CLEAR, header_role
from loaders.plan.stacked.counted_headings import counted_headings
from loaders.plan.stacked.header_rows import Wordings, header_row, trails, wordings
from loaders.plan.stacked.labels import PAGE_ENDS, labelled_at
from loaders.plan.stacked.leading import leading_columns
from loaders.plan.stacked.phrases import Phrases, area_names, past_number, phrases
from loaders.plan.stacked.text import Stream, Word, key_of
from loaders.plan.stacked.titles import (
    LONGEST_NAME,
    are_numbered_on,
    area_above,
    area_line_above,
    area_name_at,
    heading_above,
    lines_said,
)
from loaders.plan.stacked.told import told_row
from loaders.plan.stacked.torn import torn_first
from loaders.text import collapse
from loaders.vocabulary import words as vocabulary

ColumnKind = Literal[
    "area", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment", "other"
]
LineKind = Literal["header", "instruction", "title", "doubt"]
_KIND_OF = {"start": "when", "end": "when", "partner": "who", "known": "other"}
_COLUMNS = ("area", "subarea", "cause", "measure", "goal", "when", "start", "end", "who", "partner", "followup",
            "status", "comment", "known")  # fmt: skip
_FEWEST_PAGES = 3
# The share of pages from which what stands at their top is their running title.
RUNNING = 0.6
_MOST_HEADER_LINES = 30
_LONGEST_HEADER = 4
_LONGEST_REST = 4
_LONGEST_QUESTION = 7
_LONGEST_UNKNOWN, _FEWEST_FOLLOW = 6, 3
_FEWEST_NAMED = 4
_FEWEST_HEADINGS = 3
_PAGE = re.compile(r"\b(?:sida|sid\.|page)\s+(\d{1,3})\b|^(\d{1,2})\s?\(\d{1,2}\)$", re.IGNORECASE)
_MOST_RUNNING = 3
# So many headers of one kind without others to their left, and the rest of them is not looked at.
_TRIED = 8
_JOINS = frozenset({"och", "samt", "eller", "/", "&"})
_FEWEST_LABELLED = 2
# So many tables with the same columns tell what a header that lost one or two of them had.
_FEWEST_ALIKE, _MOST_LOST = 2, 2
_FEWEST_TOLD = 2
_MOST_HEADERS = 60
"""More in a row are no header: a column of «Klart», cell after cell."""
_MOST_TOLD = 10
_ABBREVIATION = re.compile(r"\w\.\w+\.$|^(ex|ev|resp|inkl|m\.m|bl\.a)\.$", re.IGNORECASE)
_DAY = re.compile(r"20\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}(?:[- ]?(?:20)?\d\d)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it holds and the header it stands under ("" when only known by its instruction)."""

    kind: ColumnKind
    header: str = ""


_USUAL = tuple(Column(kind) for kind in ("area", "cause", "measure", "goal", "when", "who", "followup"))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong to one table's rows (indices into the stream, gaps where headers were taken out), its
    columns from left to right and the titles that stand over it, nearest first. `instructions` are the lines of the
    instruction row by column; `title_above` is a title that may hold on from a table above, though this table begins in
    the middle of a page and should have one of its own. `after_header` is the line after the header, `lent` the headers
    that only the document's other tables have, `across` the lines that are headings over its whole width."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    titles: tuple[tuple[int, str], ...] = ()
    instructions: tuple[tuple[ColumnKind, tuple[int, ...]], ...] = ()
    title_above: str = ""
    after_header: int = 0
    lent: tuple[str, ...] = ()
    across: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """The document parted into sections, and the lines that are no row text with what they are."""

    sections: tuple[Section, ...]
    skipped: dict[int, LineKind]


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of header, instruction and title lines: lines [first, after)."""

    first: int
    after: int
    headers: tuple[Column, ...]
    instructed: tuple[tuple[ColumnKind, tuple[int, ...]], ...]
    kinds: dict[int, LineKind]
    titles: tuple[tuple[int, str], ...]
    lent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderMark:
    """A fragment that is no row text: its lines, what it is and the columns it names."""

    lines: tuple[int, ...]
    kind: LineKind
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The vocabulary of headers and instruction rows, made ready for matching."""

    headers: Phrases
    wordings: Wordings
    trailers: frozenset[str]
    instructions: Phrases


@cache
def header_words(is_ocr: bool) -> HeaderWords:
    """The vocabulary as text is matched with it, clean or through OCR."""
    book, told = vocabulary("headers"), vocabulary("stacked")
    entries: list[tuple[str, str]] = []
    for column in _COLUMNS:
        section: dict[str, Any] = book.get(column, {})
        entries += [(wording, column) for wording in section.get("exact", ())]
    for either in book.get("either", ()):
        entries += [(wording, "either:" + ",".join(either["columns"])) for wording in either["exact"]]
    instructions = ((wording, kind) for kind, wordings in told["instructions"].items() for wording in wordings)
    return HeaderWords(
        phrases(entries, is_ocr, whole=True),
        wordings(entries, is_ocr),
        frozenset(key_of(word, is_ocr) for word in told["headers"]["trailers"]),
        phrases(instructions, is_ocr),
    )


def header_marks(stream: Stream) -> list[HeaderMark]:
    """Every header, instruction and title wherever it stands, in reading order."""
    finder = _Finder(stream)
    runs = finder.runs()
    kinds: dict[int, LineKind] = {}
    for run in runs:
        kinds.update(run.kinds)
    known = {key_of(column.header, stream.is_ocr) for run in runs for column in run.headers}
    told_of = {kind for run in runs for kind, _ in run.instructed}
    marks: list[HeaderMark] = []
    at = 0
    while at < len(stream.lines):
        after = at + 1
        columns, end = finder.header_at(at)
        told = finder.instruction_at(at) if not columns else None
        is_free = stream.lines[at].gap > 0
        if columns and (
            at in kinds or (is_free and _stands_free(stream, end) and key_of(columns[0].header, stream.is_ocr) in known)
        ):
            marks.append(HeaderMark(tuple(range(at, end)), "header", settled(columns)))
            after = end
        elif told is not None and (
            at in kinds or (told_of and not told[1] and is_free and _stands_free(stream, told[2]))
        ):
            after = told[2]
            above = marks[-1] if marks and not is_free else None
            column = Column(told[0])
            if above and above.kind == "instruction" and above.lines[-1] == at - 1 and above.columns == (column,):
                marks[-1] = replace(above, lines=(*above.lines, *range(at, after)))
            else:
                marks.append(HeaderMark(tuple(range(at, after)), "instruction", (column,)))
        elif at in kinds:
            if marks and not is_free and marks[-1].kind == "title" and marks[-1].lines[-1] == at - 1:
                marks[-1] = replace(marks[-1], lines=(*marks[-1].lines, at))
            else:
                marks.append(HeaderMark((at,), "title", ()))
        at = after
    return sorted([*marks, *_unknown_headers(stream, marks)], key=lambda mark: mark.lines[0])


def _unknown_headers(stream: Stream, marks: Sequence[HeaderMark]) -> list[HeaderMark]:
    """Short fragments that stand after a header every time they stand anywhere: headers no vocabulary knows."""
    by_line = {line: mark for mark in marks for line in mark.lines}
    beside: dict[str, list[tuple[int, ...]]] = {}
    total: Counter[str] = Counter()
    at = 0
    while at < len(stream.lines):
        after = at + 1
        while after < len(stream.lines) and not stream.lines[after].gap and after not in by_line:
            after += 1
        if at not in by_line:
            text = key_of(" ".join(stream.lines[line].text for line in range(at, after)), stream.is_ocr)
            total[text] += 1
            above = by_line.get(at - 1)
            count = stream.lines[after - 1].after - stream.lines[at].first
            if above is not None and above.kind == "header" and count <= _LONGEST_HEADER:
                beside.setdefault(text, []).append(tuple(range(at, after)))
        at = after
    found = []
    for text, places in beside.items():
        if len(places) >= 2 and len(places) == total[text] and any(char.isalpha() for char in text):
            header = collapse(" ".join(stream.lines[line].text for line in places[0]))
            if _is_heading_word(header, header):
                found += [HeaderMark(lines, "header", (Column("other", header),)) for lines in places]
    return found


def _stands_free(stream: Stream, after: int) -> bool:
    return after >= len(stream.lines) or stream.lines[after].gap > 0


def layout_of(stream: Stream) -> Layout:
    """Find every header, take it out of the text and part the text where the columns change."""
    finder = _Finder(stream)
    runs = finder.runs()
    found = [run for run in runs if len(_columns_of(run)) >= 3]
    led = finder.led(finder.mended(found))
    tables = finder.titled(_with_instructions(_like_most(stream, led) if stream.is_ocr else led))
    tables = [*_torn_before(stream, runs, tables), *tables]
    skipped: dict[int, LineKind] = {}
    for run in [*(run for run in runs if len(_columns_of(run)) < 3), *tables]:
        skipped.update(run.kinds)
    skipped.update(finder.repeated(skipped, tables))
    sections: list[Section] = []
    first_table = tables[0].first if tables else 0
    lines = tuple(line for line in range(first_table) if line not in skipped)
    if lines:
        sections.append(Section((), lines))
    if not tables:
        body = tuple(line for line in range(len(stream.lines)) if line not in skipped)
        # Without any header word the text is no plan; with a few of them the columns are the usual ones.
        return Layout((Section(_USUAL if runs else (), body),), skipped)
    columns: tuple[Column, ...] = ()
    title = ""
    for number, run in enumerate(tables):
        columns = _whole(_columns_of(run), columns)
        after = tables[number + 1].first if number + 1 < len(tables) else len(stream.lines)
        body = tuple(line for line in range(run.after, after) if line not in skipped)
        held = "" if run.titles or run.instructed or not finder.begins_in_page(run.first) else title
        title = run.titles[0][1] if run.titles else "" if run.instructed else title
        sections.append(Section(columns, body, run.titles, run.instructed, held, run.after, run.lent))
    return Layout(tuple(sections), skipped)


def _like_most(stream: Stream, tables: Sequence[_Run]) -> list[_Run]:
    """The tables, those of whose header OCR lost a column or two given the columns that most of them have, and those
    where the first lines of a row were taken for more headers given these back."""
    counts = Counter(tuple(column.kind for column in run.headers) for run in tables)
    kinds, count = counts.most_common(1)[0] if counts else ((), 0)
    if count < _FEWEST_ALIKE or 2 * count < len(tables):
        return list(tables)
    most = next(run.headers for run in tables if tuple(column.kind for column in run.headers) == kinds)
    return [_as_most(stream, run, most) for run in tables]


def _as_most(stream: Stream, run: _Run, most: tuple[Column, ...]) -> _Run:
    kinds, own = ([column.kind for column in headers] for headers in (most, run.headers))
    lost = len(kinds) - len(own)
    rest = iter(kinds)
    if 0 < lost <= _MOST_LOST and all(kind in rest for kind in own):
        lent = tuple(column.header for column in most if column.kind not in own)
        return replace(run, headers=most, lent=lent)
    is_more = lost < 0 and own[:lost] == kinds and set(own[lost:]) <= {*kinds, "other"}
    return _given_back(stream, run, len(kinds)) if is_more else run


def _given_back(stream: Stream, run: _Run, many: int) -> _Run:
    """The run with so many headers, when those after them are whole lines; else as it was."""
    extra = collapse(" ".join(column.header for column in run.headers[many:]))
    for after in range(run.after - 1, run.first, -1):
        if collapse(" ".join(line.text for line in stream.lines[after : run.after])) == extra:
            kinds = {line: kind for line, kind in run.kinds.items() if line < after}
            return replace(run, headers=run.headers[:many], after=after, kinds=kinds)
    return run


def _torn_before(stream: Stream, runs: Sequence[_Run], tables: Sequence[_Run]) -> list[_Run]:
    """The beginning of the first table where OCR tore its header and its instruction row: the columns are those of the
    header that came through whole further down. Without it all above that header would be no row text. Pieces of an
    instruction row show it, of two columns at least: a heading of a preface may say «Uppföljning» too."""
    torn = [run for run in runs if not tables or run.first < tables[0].first]
    told = [run for run in torn if run.instructed]
    if not stream.is_ocr or not tables or len({kind for run in told for kind, _ in run.instructed}) < _FEWEST_TOLD:
        return []
    return [replace(told[0], headers=_columns_of(tables[0]))]


def _with_instructions(tables: Sequence[_Run]) -> list[_Run]:
    """The tables, an instruction row that begins with words no vocabulary knows joined to the header it stands under:
    it tells of some of the header's columns and makes no table of its own."""
    found: list[_Run] = []
    for run in tables:
        above = found[-1] if found else None
        told = {kind for kind, _ in run.instructed}
        if (
            above
            and not run.headers
            and not run.titles
            and told < {column.kind for column in above.headers}
            and run.first - above.after <= len(above.headers)
        ):
            between: dict[int, LineKind] = dict.fromkeys(range(above.after, run.first), "instruction")
            found[-1] = replace(
                above,
                after=run.after,
                instructed=above.instructed + run.instructed,
                kinds=above.kinds | between | run.kinds,
            )
        else:
            found.append(run)
    return found


def _columns_of(run: _Run) -> tuple[Column, ...]:
    """The run's columns: its header's, or its instruction row's where that tells of more; the other fills in."""
    named = list(run.headers)
    told: list[ColumnKind] = [kind for kind, _ in run.instructed]
    if "followup" in told and not any(column.kind == "status" for column in named):
        # "This column is filled in at follow-up" is then the second sentence of the follow-up column.
        told = [kind for kind in told if kind != "status"]
    if len(set(told)) > len({column.kind for column in named}):
        by_kind = {column.kind: column for column in named}
        return tuple(by_kind.get(kind, Column(kind)) for kind in dict.fromkeys(told))
    return tuple(named)


def _whole(columns: tuple[Column, ...], above: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns, or those of the table above (or the usual ones) where a repeated header came through in part."""
    kinds = {column.kind for column in columns}
    if above and kinds == {column.kind for column in above} and len(columns) == len(above):
        return above
    if above and kinds < {column.kind for column in above} and len(columns) + 1 < len(above):
        return above
    if len(columns) == len(above) and _differ_by_unknown(columns, above):
        return above
    if "measure" in kinds:
        return columns
    fuller = above if kinds <= {column.kind for column in above} else _USUAL
    named = {column.kind: column for column in columns}
    return tuple(named.get(column.kind, column) for column in fuller)


def _differ_by_unknown(columns: Sequence[Column], above: Sequence[Column]) -> bool:
    """Whether the header is the one above with one of its words misread."""
    differing = [one.kind for one, other in zip(columns, above, strict=True) if one.kind != other.kind]
    return differing == ["other"]


class _Finder:
    """Reads headers out of one stream; holds the vocabulary made ready for it."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        book = header_words(stream.is_ocr)
        self.headers = book.headers
        self.wordings = book.wordings
        self.trailers = book.trailers
        self.instructions = book.instructions
        self._across: dict[int, tuple[tuple[Column, ...], int]] = {}
        told = vocabulary("stacked")
        self.tells = {key_of(word, stream.is_ocr) for word in told["headers"]["tells"]}
        self.asks = {key_of(word, stream.is_ocr) for word in told["headers"]["asks"]}
        self.joins = {key_of(word, stream.is_ocr) for word in _JOINS}
        self.areas = area_names(stream.is_ocr)
        self.counted = counted_headings(stream, self.areas)
        self.tells_wraps = sum(line.spaced for line in stream.lines) >= 0.1 * len(stream.lines)
        self.running = frozenset(running_lines(stream))
        self.said = lines_said(stream)
        self.tells_pages = any(line.gap >= PAGE_ENDS or (line.page or 1) > 1 for line in stream.lines[1:])
        self.blank_lines = sum(line.gap > 0 for line in stream.lines) >= 0.05 * len(stream.lines)

    def mended(self, tables: Sequence[_Run]) -> list[_Run]:
        """The tables, the first header given back to one whose cell a page's end tore."""
        found: list[_Run] = []
        for run in tables:
            found.append(next((mended for above in found if (mended := self._given_first(run, above))), run))
        return found

    def _given_first(self, run: _Run, above: _Run) -> _Run | None:
        """The run with its torn first header, as the run above has it whole; None when it lacks none."""
        whole, headers = ([column.header for column in one.headers] for one in (above, run))
        first, after = torn_first(self.stream, whole, headers, run.first, run.after)
        if first == run.first:
            return None
        torn: dict[int, LineKind] = dict.fromkeys((*range(first, run.first), *range(run.after, after)), "header")
        named = (above.headers[0], *run.headers)
        return replace(run, first=first, after=after, headers=named, kinds=run.kinds | torn)

    def led(self, tables: Sequence[_Run]) -> list[_Run]:
        """The tables, each with the headers to the left of those found, where more than half of its like have them."""
        led: list[tuple[int, tuple[Column, ...]]] = []
        in_vain: Counter[tuple[Column, ...]] = Counter()
        floor = 0
        for run in tables:
            at = run.first
            columns: list[tuple[str, str]] = []
            if in_vain[run.headers] < _TRIED and run.headers and run.kinds.get(run.first) == "header":
                named = {column.kind for column in run.headers}
                at, columns = leading_columns(self.stream, run.first, floor, named)
            led.append((at, tuple(Column(_kind_alike(text), text) for _, text in columns)))
            in_vain[run.headers] += not columns
            floor = run.after
        lines: list[dict[int, LineKind]] = [
            dict.fromkeys(range(at, run.first), "header") for run, (at, _) in zip(tables, led, strict=True)
        ]
        alike = Counter(run.headers for run in tables)
        same = Counter((run.headers, columns) for run, (_, columns) in zip(tables, led, strict=True) if columns)
        return [
            replace(run, first=at, headers=columns + run.headers, kinds=own | run.kinds)
            if columns and 2 * same[run.headers, columns] > alike[run.headers]
            else run
            for run, (at, columns), own in zip(tables, led, lines, strict=True)
        ]

    def titled(self, tables: Sequence[_Run]) -> list[_Run]:
        """The tables, an area's name that stands a little way over one taken for its title. A table that has a column
        for the areas is told by that."""
        found: list[_Run] = []
        for run in tables:
            if run.titles or any(column.kind == "area" for column in _columns_of(run)):
                found.append(run)
                continue
            floor = found[-1].after if found else 0
            at, after, text = area_above(self.stream, self.areas, run.first, floor)
            if at == after:
                at, after = area_line_above(self.stream, self.said, self.areas, run.first, floor), run.first
                text = self.stream.lines[at].text if at < after else ""
            kinds: dict[int, LineKind] = dict.fromkeys(range(at, run.first), "title")
            titles = ((at, text),) if after > at else ()
            found.append(replace(run, first=at, kinds=kinds | run.kinds, titles=titles))
        return self._as_others(found)

    def _as_others(self, tables: Sequence[_Run]) -> list[_Run]:
        """The tables, what stands right over one taken for its title where that of others stands so: a heading without
        label or known words. Else the title above would hold on for it, and nobody would be asked."""
        if not any(run.titles and run.titles[0][0] == run.first for run in tables) and not self._have_headings(tables):
            return list(tables)
        lines = self.stream.lines
        is_tight = self.stream.is_ocr and any(run.titles and not lines[run.titles[0][0]].gap for run in tables)
        found: list[_Run] = []
        for run in tables:
            floor = found[-1].after if found else 0
            is_bare = not run.titles and not any(column.kind == "area" for column in _columns_of(run))
            at = heading_above(self.stream, self.said, run.first, floor, is_tight=is_tight) if is_bare else run.first
            at = next((line for line, after in self.counted.items() if is_bare and after == run.first), at)
            kinds: dict[int, LineKind] = dict.fromkeys(range(at, run.first), "title")
            text = collapse(" ".join(line.text for line in self.stream.lines[at : run.first]))
            titles = ((at, text),) if text else run.titles
            found.append(replace(run, first=at, kinds=kinds | run.kinds, titles=titles))
        return found

    def _have_headings(self, tables: Sequence[_Run]) -> bool:
        """Whether headings of any words stand right over tables, told as such by what they are together: numbered one
        after the other, or several of them about the agreement's areas."""
        floors = [0, *(run.after for run in tables)]
        texts = []
        for run, floor in zip(tables, floors, strict=False):
            at = heading_above(self.stream, self.said, run.first, floor)
            if at < run.first:
                texts.append(collapse(" ".join(line.text for line in self.stream.lines[at : run.first])))
        return len(texts) >= _FEWEST_HEADINGS and (
            are_numbered_on(texts)
            or sum(names_area(text) or bool(topic_area(text)) for text in texts) * 2 >= len(texts)
        )

    def begins_in_page(self, first: int) -> bool:
        """Whether the line stands in the middle of a page, in a text that tells where its pages end."""
        lines = self.stream.lines
        at = first
        while at > 0 and at - 1 in self.running:
            at -= 1
        return self.tells_pages and at > 0 and lines[at].gap < PAGE_ENDS and lines[at].page == lines[at - 1].page

    # --- runs of header lines ------------------------------------------------------------------------------------

    def runs(self) -> list[_Run]:
        found: list[_Run] = []
        at = 0
        while at < len(self.stream.lines):
            run = self._run_from(at)
            if run:
                found.append(run)
                at = run.after
            else:
                at += 1
        return found

    def _run_from(self, first: int) -> _Run | None:
        """The longest run of header, instruction and title lines from here; None unless it names columns."""
        kinds: dict[int, LineKind] = {}
        headers: list[Column] = []
        told: list[tuple[ColumnKind, tuple[int, ...]]] = []
        titles: list[tuple[int, str]] = []
        at = after = first
        loose: list[int] = []
        while at < len(self.stream.lines) and len(headers) <= _MOST_HEADERS:
            if kinds and at in self.running:
                kinds[at] = "title"
                at += 1
                continue
            columns, end = self.header_at(at)
            if columns:
                headers += columns
                kinds.update(dict.fromkeys(range(at, end), "header"))
            else:
                instruction = self.instruction_at(at)
                if instruction:
                    kind, title, end = instruction
                    alone = not title and not self._tells_twice(at, end)
                    told.append((kind, tuple(range(at, end)) if alone else ()))
                    if title:
                        titles.insert(0, (at, title))
                    kinds.update(dict.fromkeys(range(at, end), "instruction"))
                else:
                    end = self._title_at(at)
                    if end and (kinds or at == first):
                        text = collapse(" ".join(self.stream.lines[line].text for line in range(at, end)))
                        titles.insert(0, (at, text))
                        kinds.update(dict.fromkeys(range(at, end), "title"))
                        at = end
                        continue
                    end = told_row(self.stream, at, self._tells) if headers else 0
                    if end:
                        kinds.update(dict.fromkeys([*loose, *range(at, end)], "instruction"))
                        loose = []
                        at = after = end
                        continue
                    end = self._told_at(at) if kinds else 0
                    end = end or (self._rest_at(at) if told else 0)
                    if end:
                        kinds.update(dict.fromkeys(range(at, end), "instruction"))
                        at = end
                        continue
                    end = self._scrap_at(at) if told and len(loose) < 2 else 0
                    if not end:
                        break
                    loose += range(at, end)
                    at = end
                    continue
            kinds.update(dict.fromkeys(loose, "instruction"))
            loose = []
            at = after = end
        if not (len({column.kind for column in headers}) + len(told) >= 2 and after > first):
            return None
        kinds = {line: kind for line, kind in kinds.items() if line < after}
        titles = [title for title in titles if title[0] < after]
        return _Run(first, after, settled(headers), tuple(told), kinds, tuple(titles))

    def header_at(self, first: int) -> tuple[list[Column], int]:
        """The header words that fill whole lines from here: their columns and the line after; ([], first) if none."""
        words, lines = self.stream.words, self.stream.lines
        index, last = lines[first].first, lines[min(first + _MOST_HEADER_LINES, len(lines)) - 1].after
        if is_state(lines[first].text) and first + 1 < len(lines) and not is_state(lines[first + 1].text):
            name = area_name_at(self.stream, self.areas, first + 1, len(lines) - 1) or self._labelled_at(first + 1)
            below = name or first + 1
            if _is_whole(self.header_at(below)[0]):
                # The last cell above the header, that says no more than such a word: "Klart".
                return [], first
        starts = {lines[line].first: line for line in range(first, min(first + _MOST_HEADER_LINES, len(lines)))}
        columns: list[Column] = []
        done: tuple[list[Column], int] = ([], first)
        ends = {lines[line].after: line + 1 for line in range(first, min(first + _MOST_HEADER_LINES, len(lines)))}
        while index < last:
            if index in starts and (
                area_name_at(self.stream, self.areas, starts[index], len(lines)) or self._labelled_at(starts[index])
            ):
                break
            taken, meaning = self._known_at(index, last)
            if taken:
                text = collapse(" ".join(word.text for word in words[index : index + taken]))
                columns.append(Column(meaning, text))  # type: ignore[arg-type]
                index += taken
            elif columns and self._is_trailer(words[index]) and (not self._begins_cell(index) or self._is_day(index)):
                header = _glued(columns[-1].header, words[index].text)
                index += 1
                after = self._joined_from(index, words[index - 1], columns[-1].kind)
                if after > index:
                    header = collapse(" ".join((header, *(word.text for word in words[index:after]))))
                    index, alike = after, _kind_alike(header)
                    columns[-1] = replace(columns[-1], kind=columns[-1].kind if alike == "other" else alike)
                columns[-1] = replace(columns[-1], header=header)
            elif unknown := self._unknown_at(index, columns):
                text = collapse(" ".join(word.text for word in words[index:unknown]))
                columns.append(Column(_kind_alike(text), text))
                index = unknown
            else:
                break
            if index in ends and (not self.blank_lines or self._is_free(ends[index]) or _is_whole(columns)):
                # In text with blank lines a header fills its fragment: a cell that begins with such a word does not. A
                # line of nothing but headers is one, whatever stands under it.
                done = (list(columns), ends[index])
        across = self._header_across(first) if self._is_across(first) else ([], first)
        return across if (len(across[0]), across[1]) > (len(done[0]), done[1]) else done

    def _joined_from(self, index: int, before: Word, kind: str) -> int:
        """The word after the header that a word like "och" joins to the one of `kind` before it, in the same line; the
        index itself when it joins nothing, or a header of another column."""
        words = self.stream.words
        if before.key.strip(".,") not in self.joins:
            return index
        if index >= len(words) or words[index].line != before.line or not words[index].text[:1].islower():
            return index
        taken, meaning = max(self.headers.at(words, index, len(words)), default=(1, ""))
        is_other = meaning and meaning in _COLUMNS and kind in _COLUMNS and meaning != kind
        after = index + taken
        goes_on = after < len(words) and words[after].line == before.line and words[after].text[:1].islower()
        return index if is_other or (goes_on and not self._is_trailer(words[after])) else after

    def _header_across(self, first: int) -> tuple[list[Column], int]:
        """A header row that OCR read across, over one line or more; ([], first) if it is none."""
        found = self._across.get(first)
        if found is None:
            row = header_row(self.stream, first, self.wordings, self.trailers)
            named = tuple(Column(one.meaning or "other", one.text) for one in row[0]) if row else ()  # type: ignore[arg-type]
            found = self._across[first] = (named, row[1] if row else first)
        return list(found[0]), found[1]

    def _is_across(self, first: int) -> bool:
        """Whether the line holds words enough for a header row, one of them a header or most of them capitals."""
        line = self.stream.lines[first]
        words = self.stream.words[line.first : line.after]
        return len(words) >= _FEWEST_NAMED and 2 * sum(word.text[:1].isupper() for word in words) >= len(words)

    def _unknown_at(self, index: int, columns: Sequence[Column]) -> int:
        """The word after a header that no vocabulary knows and that begins at the word; 0 when the words are no such
        header. Enough known ones stand in its row: before it in its line, or before and after it."""
        words, lines = self.stream.words, self.stream.lines
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
            is_row = follow >= _FEWEST_FOLLOW and words[after].line == words[index].line
        else:
            is_row = (named >= _FEWEST_NAMED and after - index <= _LONGEST_HEADER) or (
                follow > 0 and named + follow >= _FEWEST_NAMED
            )
        return after if is_row else 0

    def _known_from(self, index: int) -> int:
        """How many known headers stand one after the other from the word on."""
        words, count = self.stream.words, 0
        while index < len(words):
            taken, _ = self._known_at(index, len(words))
            if not taken:
                break
            count += 1
            index += taken
        return count

    def _known_at(self, index: int, last: int) -> tuple[int, str]:
        """The longest header that the vocabulary knows from the word on, as (words taken, what it means); (0, "") for
        none. A word that its sentence goes on behind is only the beginning of another header: "Vad kostar det?"."""
        words = self.stream.words
        taken, meaning = max(self.headers.at(words, index, last), default=(0, ""))
        if not taken or not words[index + taken - 1].text.endswith("?"):
            taken, meaning = max((taken, meaning), self._asked_at(index, last), key=lambda one: one[0])
        after = index + taken
        if not taken or not _is_heading_word(words[index].text, words[after - 1].text):
            return 0, ""
        if after < len(words) and words[after].text[:1].islower() and not self._is_trailer(words[after]):
            line = words[after - 1].line
            if words[after].line == line or (words[after].line == line + 1 and self.stream.lines[line].spaced):
                return 0, ""
        return taken, meaning

    def _asked_at(self, index: int, last: int) -> tuple[int, str]:
        """The question from the word on that begins as a header does («Varför är det så?»), as `_known_at` has it."""
        words = self.stream.words
        if words[index].key not in self.asks:
            return 0, ""
        for after in range(index + 1, min(index + _LONGEST_QUESTION, last) + 1):
            if after - 1 > index and words[after - 1].text[:1].isupper():
                break  # another header, or the first row's cell
            if words[after - 1].text.endswith("?"):
                asked = " ".join(word.text for word in words[index:after])
                role, sure = header_role(mend(asked) if self.stream.is_ocr else asked)
                return (after - index, _KIND_OF.get(role, role)) if sure >= CLEAR and after - index > 1 else (0, "")
            if words[after - 1].text.endswith((".", ",", ";", ":")):
                break
        return 0, ""

    def _begins_fragment(self, index: int) -> bool:
        line = self.stream.lines[self.stream.words[index].line]
        above = self.stream.words[index].line - 1
        is_apart = line.gap > 0 and not self.stream.lines[above].spaced
        return self.blank_lines and line.first == index and is_apart

    def _begins_cell(self, index: int) -> bool:
        """Whether the word begins a line that can't go on with the header above it: a blank line stands between, or
        its line ended without the space that others end with where they go on."""
        line = self.stream.words[index].line
        is_first = self.stream.lines[line].first == index and line > 0
        ends = is_first and self.tells_wraps and not self.stream.lines[line - 1].text.endswith(("-", "/"))
        return self._begins_fragment(index) or (ends and not self.stream.lines[line - 1].spaced)

    def _is_free(self, after: int) -> bool:
        return after >= len(self.stream.lines) or self.stream.lines[after].gap > 0

    def _is_day(self, index: int) -> bool:
        """Whether the word is a day alone on the line under a header, which a break within its cell parted from it."""
        line = self.stream.lines[self.stream.words[index].line]
        return line.after == index + 1 and line.gap == 0 and bool(_DAY.fullmatch(self.stream.words[index].text))

    def _is_trailer(self, word: Word) -> bool:
        return trails(word, self.trailers)

    def instruction_at(self, first: int) -> tuple[ColumnKind, str, int] | None:
        """An instruction that begins on this line, perhaps behind the area's name: (column, that name, line after)."""
        words, lines = self.stream.words, self.stream.lines
        line = lines[first]
        for index in range(line.first, line.after):
            matches = self.instructions.at(words, index, min(len(words), line.after + 4))
            if not matches:
                continue
            title = collapse(" ".join(word.text for word in words[line.first : index]))
            if title and not self.areas.at(words, line.first, line.after):
                return None
            end = first + 1
            while end < len(lines) and (
                self._goes_on(end)
                or (lines[end].gap == 0 and (self.blank_lines or not _ends(words, lines[end - 1].after)))
            ):
                if self.instructions.at(words, lines[end].first, lines[end].after) or self._ends_told(end):
                    break
                end += 1
            return max(matches)[1], title, end  # type: ignore[return-value]
        return None

    def _ends_told(self, line: int) -> bool:
        """Whether an instruction without a full stop ends over the line, where no blank lines part cells: an area's
        name begins there, or a capital after a line that ends without the space that others go on with."""
        lines, words = self.stream.lines, self.stream.words
        if self.blank_lines:
            return False
        begins = self.tells_wraps and not lines[line - 1].spaced and words[lines[line].first].text[:1].isupper()
        return begins or bool(area_name_at(self.stream, self.areas, line, len(lines)))

    def _title_at(self, first: int) -> int:
        """The line after an area's name that fills its fragment (or its lines), or that a header follows, or after a
        heading labelled as an area's; 0 when there is none."""
        words, lines = self.stream.words, self.stream.lines
        reach = min(len(lines), first + LONGEST_NAME)
        start = past_number(words, lines[first].first, lines[reach - 1].after)
        for taken, _ in self.areas.at(words, start, lines[reach - 1].after):
            for line in range(first, reach):
                if lines[line].after == start + taken and (
                    not self.blank_lines or line + 1 == len(lines) or lines[line + 1].gap or self.header_at(line + 1)[0]
                ):
                    return line + 1
        return self._labelled_at(first)

    def _labelled_at(self, first: int) -> int:
        """The line after a heading that its label tells as an area's, over a header; 0 when there is none."""
        return labelled_at(
            self.stream,
            first,
            lambda line: len({column.kind for column in self.header_at(line)[0]}) >= _FEWEST_LABELLED,
            lambda index: self._known_at(index, len(self.stream.words))[0] > 0,
        )

    def _told_at(self, first: int) -> int:
        """The line after a short fragment that tells the writer to do something, or after a row of such that was read
        across; 0 when it tells nothing."""
        words, lines = self.stream.words, self.stream.lines
        told = [self._tells(index) for index in range(lines[first].first, lines[first].after)]
        if not told[0]:
            return 0
        after = first + 1
        if sum(told) > 1:
            while after < len(lines) and not lines[after].gap and words[lines[after].first].text[:1].islower():
                after += 1
            return after
        while after < len(lines) and not lines[after].gap and self.blank_lines:
            after += 1
        return after if lines[after - 1].after - lines[first].first <= _MOST_TOLD else 0

    def _tells(self, index: int) -> bool:
        word = self.stream.words[index]
        return word.text[:1].isupper() and word.key.strip(".,:") in self.tells

    def _goes_on(self, line: int) -> bool:
        """Whether the line goes on with the sentence above: a space ends that one, and this one begins no other."""
        above, words = self.stream.lines[line - 1], self.stream.words
        return above.spaced and words[self.stream.lines[line].first].text[:1].islower()

    def _tells_twice(self, first: int, after: int) -> bool:
        """Whether the lines hold the instructions of several columns."""
        lines = self.stream.lines
        return sum(self._tells(index) for index in range(lines[first].first, lines[after - 1].after)) > 1

    def _rest_at(self, first: int) -> int:
        """The line of the next instruction where the one above goes on with another sentence until there, 0 when none
        follows near. Only without blank lines is that not seen by itself."""
        reach = range(first + 1, min(len(self.stream.lines), first + 1 + _LONGEST_REST) if not self.blank_lines else 0)
        return next((line for line in reach if self.instruction_at(line)), 0)

    def _scrap_at(self, first: int) -> int:
        """The line after a scrap of an instruction that OCR tore off, 0 when the line is no such scrap."""
        lines = self.stream.lines
        after = first + 1
        is_short = lines[first].after - lines[first].first <= 3 and lines[first].gap > 0
        return after if is_short and (after == len(lines) or lines[after].gap > 0) else 0

    # --- what is repeated on every page ---------------------------------------------------------------------------

    def repeated(self, skipped: dict[int, LineKind], tables: Sequence[_Run]) -> dict[int, LineKind]:
        """Lone header words and page titles met before, standing by themselves between the rows."""
        lines = self.stream.lines
        known_headers = {key_of(column.header, self.stream.is_ocr) for run in tables for column in run.headers}
        known_titles = {key_of(text, self.stream.is_ocr) for run in tables for _, text in run.titles}
        found: dict[int, LineKind] = dict.fromkeys(
            (line for line in running_lines(self.stream) if line not in skipped), "title"
        )
        found.update((line, "title") for line in _front_again(self.stream, tables) if line not in skipped)
        found.update((line, "doubt") for line in _read_across(self.stream) if line not in skipped)
        for at, line in enumerate(lines):
            if at in skipped or at in found or not line.gap:
                continue
            end = at + 1
            while end < len(lines) and lines[end].gap == 0 and end - at < 4:
                end += 1
            text = key_of(collapse(" ".join(one.text for one in lines[at:end])), self.stream.is_ocr)
            columns, _ = self.header_at(at)
            if columns and text in known_headers:
                found.update(dict.fromkeys(range(at, end), "header"))
            elif line.gap >= 3:
                found.update(self._page_title(at, known_titles))
        return found

    def _page_title(self, first: int, known: set[str]) -> dict[int, LineKind]:
        """The lines at a page's top that together are a title met over a table."""
        lines = self.stream.lines
        text = ""
        for end in range(first, min(first + 3, len(lines))):
            text = key_of(collapse(f"{text} {lines[end].text}"), self.stream.is_ocr)
            if text in known or self._named_twice(first, end + 1):
                return dict.fromkeys(range(first, end + 1), "title")
        return {}

    def _named_twice(self, first: int, after: int) -> bool:
        """Whether the lines are an area's name and the next ones name an area again: a title, then the first cell."""
        words, lines = self.stream.words, self.stream.lines
        if after >= len(lines):
            return False
        start, end = lines[first].first, lines[after - 1].after
        is_name = any(start + taken == end for taken, _ in self.areas.at(words, start, end))
        return is_name and bool(self.areas.at(words, lines[after].first, len(words)))


def running_lines(stream: Stream) -> list[int]:
    """Lines that stand at the top or the bottom of most pages: running titles and page numbers."""
    pages: dict[int, list[int]] = {}
    for number, line in enumerate(stream.lines):
        if line.page is not None:
            pages.setdefault(line.page, []).append(number)
    if len(pages) < _FEWEST_PAGES:
        return _page_numbers(stream)
    edges = [number for page in pages.values() for number in {*page[:2], *page[-2:]}]
    texts = Counter(without_digits(stream.lines[number].text) for number in edges)
    return [number for number in edges if texts[without_digits(stream.lines[number].text)] >= RUNNING * len(pages)]


def _front_again(stream: Stream, tables: Sequence[_Run]) -> list[int]:
    """Lines right over a later table that stood over the first one, where no row can be: the document's title. Only in
    text in the order its pages were set in is every line one of the page's."""
    lines = stream.lines
    if not (tables and stream.flows):
        return []
    front = {line.text for line in lines[: tables[0].first] if line.after - line.first > 1}
    found = []
    for run in tables[1:]:
        at = run.first
        while at > 0 and lines[at - 1].text in front:
            at -= 1
            found.append(at)
    return found


def _page_numbers(stream: Stream) -> list[int]:
    """Lines that count the pages where nothing else tells them, alike but for a number that is one more each time, and
    those beside them that stand beside another of them or begin the text: its running title."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(stream.lines):
        page = _PAGE.search(line.text)
        if page:
            # «1 (4)», «2 (4)»: of as many; «1/9», «2/9» may be days of September.
            name = without_digits(line.text) if page[1] else line.text[page.end(2) :]
            found.setdefault(name, []).append((number, int(page[1] or page[2])))
    numbers = [
        number
        for lines in found.values()
        if len(lines) > 1 and all(two == one + 1 for (_, one), (_, two) in pairwise(lines))
        for number, _ in lines
    ]
    return sorted({*numbers, *_beside_pages(stream, numbers)})


def _beside_pages(stream: Stream, numbers: Sequence[int]) -> list[int]:
    """The lines right under the numbers of pages that say what stands so at another page's top too."""
    lines = stream.lines
    tops = [0, *(number + 1 for number in numbers if number + 1 < len(lines))] if numbers else []
    said = Counter(lines[line].text for top in tops for line in range(top, min(len(lines), top + _MOST_RUNNING)))
    found = []
    for top in tops[1:]:
        line = top
        while line < min(len(lines), top + _MOST_RUNNING) and said[lines[line].text] > 1:
            found.append(line)
            line += 1
    return found


def _read_across(stream: Stream) -> list[int]:
    """Lines that OCR read straight across the columns and that can't be parted: what follows a line with column rules
    in the same fragment without having any itself."""
    found: list[int] = []
    across = False
    for number, line in enumerate(stream.lines):
        bars = any(stream.words[index].barred for index in range(line.first + 1, line.after))
        if line.gap or number == 0:
            across = bars
        elif across and (not bars or line.text[:1].islower()):
            found.append(number)
    return found


def without_digits(text: str) -> str:
    """The text with each number as one 0: «Sida 9» and «Sida 10» are alike."""
    return re.sub(r"\d+", "0", text)


def settled(headers: Sequence[Column]) -> tuple[Column, ...]:
    """The header's columns with each ambiguous one decided by what the others took; doubles of one text dropped."""
    taken = {_KIND_OF.get(column.kind, column.kind) for column in headers}
    settled: list[Column] = []
    for column in headers:
        kind: str = column.kind
        if kind.startswith("either:"):
            choices = kind.partition(":")[2].split(",")
            kind = next((choice for choice in choices if choice not in taken), "other")
        kind = _KIND_OF.get(kind, kind)
        taken.add(kind)
        if not any(one.kind == kind and one.header == column.header for one in settled):
            settled.append(Column(kind, column.header))  # type: ignore[arg-type]
    return tuple(settled)


def _kind_alike(text: str) -> ColumnKind:
    """What a header that the vocabulary has no exact word for most likely is: by its first words, else "other"."""
    role = header_role(text)[0]
    return _KIND_OF.get(role, role) if role in _COLUMNS else "other"  # type: ignore[return-value]


def _is_heading_word(first: str, last: str) -> bool:
    """Whether a header may be written so: it begins with a capital and no sentence ends there."""
    return first[:1].isupper() and not last.endswith((".", ",", ";"))


def _is_whole(columns: Sequence[Column]) -> bool:
    """Whether the headers are as many as only a table's header row has."""
    return len({column.kind for column in columns if column.kind != "other"}) >= _FEWEST_NAMED


def _glued(header: str, word: str) -> str:
    return header + word if header.endswith("-") and word[:1].isdigit() else f"{header} {word}"


def _ends(words: Sequence[Word], after: int) -> bool:
    last = words[after - 1].text.rstrip(')"”')
    return last.endswith((".", "?", "!")) and not _ABBREVIATION.search(last)
