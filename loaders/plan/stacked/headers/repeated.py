"""Lines between a table's rows that are none of them: what each page repeats, and what OCR read across the columns."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from loaders.plan.stacked.headers.running import PAGE_ENDS
from loaders.plan.stacked.headers.runs import Run, RunFinder
from loaders.plan.stacked.headers.signs import Signs
from loaders.plan.stacked.sections import LineKind
from loaders.plan.stacked.text import Stream, key_of
from loaders.text import collapse

# How many lines of a fragment may be a header, and of a page's top its title.
_LONGEST_HEADER, _LONGEST_TITLE = 4, 3


def repeated(finder: RunFinder, skipped: Mapping[int, LineKind], tables: Sequence[Run]) -> dict[int, LineKind]:
    """Lone header words and page titles met before, standing by themselves between the rows."""
    stream = finder.signs.stream
    lines = stream.lines
    known_headers = {key_of(column.header, stream.is_ocr) for run in tables for column in run.headers}
    known_titles = {key_of(text, stream.is_ocr) for run in tables for _, text in run.titles}
    found: dict[int, LineKind] = dict.fromkeys((line for line in finder.running if line not in skipped), "title")
    found.update((line, "title") for line in _front_again(stream, tables) if line not in skipped)
    across = [line for line in _read_across(stream, skipped) if line not in skipped and line not in found]
    found.update(dict.fromkeys(across, "doubt"))
    for at, line in enumerate(lines):
        if at in skipped or at in found or not line.gap:
            continue
        end = at + 1
        while end < len(lines) and lines[end].gap == 0 and end - at < _LONGEST_HEADER:
            end += 1
        text = key_of(collapse(" ".join(one.text for one in lines[at:end])), stream.is_ocr)
        columns, _ = finder.headers.at(at)
        if columns and text in known_headers:
            found.update(dict.fromkeys(range(at, end), "header"))
        elif line.gap >= PAGE_ENDS:
            found.update(_page_title(finder.signs, at, known_titles))
    return found


def _page_title(signs: Signs, first: int, known: set[str]) -> dict[int, LineKind]:
    """The lines at a page's top that together are a title met over a table."""
    lines = signs.stream.lines
    text = ""
    for end in range(first, min(first + _LONGEST_TITLE, len(lines))):
        text = key_of(collapse(f"{text} {lines[end].text}"), signs.stream.is_ocr)
        if text in known or _named_twice(signs, first, end + 1):
            return dict.fromkeys(range(first, end + 1), "title")
    return {}


def _named_twice(signs: Signs, first: int, after: int) -> bool:
    """Whether the lines are an area's name and the next ones name an area again: a title, then the first cell."""
    words, lines = signs.stream.words, signs.stream.lines
    if after >= len(lines):
        return False
    start, end = lines[first].first, lines[after - 1].after
    is_name = any(start + taken == end for taken, _ in signs.areas.at(words, start, end))
    return is_name and bool(signs.areas.at(words, lines[after].first, len(words)))


def _front_again(stream: Stream, tables: Sequence[Run]) -> list[int]:
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


def _read_across(stream: Stream, skipped: Container[int]) -> list[int]:
    """Lines that OCR read straight across the columns and that can't be parted: what follows a line with column rules
    in the same fragment without having any itself. What stands between the rows tells nothing of those below it."""
    found: list[int] = []
    across = False
    for number, line in enumerate(stream.lines):
        bars = any(stream.words[index].barred for index in range(line.first + 1, line.after))
        if line.gap or number == 0 or number - 1 in skipped:
            across = bars
        elif across and (not bars or line.text[:1].islower()):
            found.append(number)
    return found
