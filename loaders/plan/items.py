"""A row whose numbered parts have numbers in several columns, taken apart into one row for each part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from loaders.records import Row

# "1. ", "2) ", "3 & 4. ", "1-3. ", "5.Genomförd"; never the "2.0" of a version or the "1.5" of a heading.
_MARK = re.compile(
    r"(?:(?<=\s)|^)(?P<numbers>\d{1,2}(?:\s*(?:[,&+/–-]|och)\s*\d{1,2})*)\s?(?:\.(?!\d)|\)|:(?=\s))\s*(?=\S)"
)
# What OCR makes of "4. Samtala": taken for a mark only where it is the next in turn.
_MISREAD = re.compile(r"(?:(?<=\s)|^)(?P<numbers>\d{1,2})[,;:]\s+(?=[A-ZÅÄÖ])")
_NUMBER = re.compile(r"\d+")
_COLUMNS = ("goal", "when", "who", "status_text", "comment", "cause", "subarea")


@dataclass(frozen=True, slots=True)
class _Part:
    numbers: frozenset[int]
    text: str


def split_items(row: Row) -> tuple[Row, ...]:
    """The row itself, or one row for each numbered item of its measure.

    A row is split when its measure lists items from 1 and at least one more column uses the same numbers; each item
    takes the parts that carry its number, and all of a column that is not numbered.
    """
    measure = _parts(row.measure)
    if measure is None:
        return (row,)
    count = max(max(part.numbers) for part in measure)
    columns = {name: _parts(getattr(row, name), count) for name in _COLUMNS}
    if (parts := columns["when"]) and len(parts) == 1 and 1 not in parts[0].numbers:
        columns["when"] = None  # "3. mars" is a date
    followups = [_parts(followup.text, count) for followup in row.followups]
    shares = [columns[name] for name in ("goal", "when", "who", "status_text")] + list(followups)
    if not any(parts is not None for parts in shares):
        return (row,)
    lead = row.measure[: _first_mark(row.measure)].strip()
    rows = []
    for number in range(1, count + 1):
        text = _share(measure, number)
        taken: dict[str, Any] = {
            name: _share(parts, number) if parts is not None else getattr(row, name) for name, parts in columns.items()
        }
        told = tuple(
            replace(followup, text=_share(parts, number) if parts is not None else followup.text)
            for followup, parts in zip(row.followups, followups, strict=True)
        )
        if lead and number == 1:
            text = f"{lead} {text}"
        rows.append(replace(row, measure=text, item=number, followups=told, **taken))
    return tuple(rows)


def numbered(text: str) -> dict[int, str]:
    """The parts of a text that is a list numbered from 1, by their numbers; none of any other text."""
    parts = _parts(text) or []
    return {number: _share(parts, number) for number in sorted(frozenset().union(*(part.numbers for part in parts)))}


def _share(parts: list[_Part], number: int) -> str:
    return " ".join(part.text for part in parts if number in part.numbers)


def _first_mark(text: str) -> int:
    found = next(iter(_sequence(text)), None)
    return found.start() if found else 0


def _parts(text: str, count: int | None = None) -> list[_Part] | None:
    """The numbered parts of a text, or None when it is not a numbered list.

    Without `count` (the measure itself) the numbers must run 1, 2, … n with n at least 2; with it, any rising numbers
    up to `count` will do, since a column may speak of some items only.
    """
    marks = _sequence(text) if count is None else _rising(text, count)
    if not marks or (count is None and len(marks) < 2):
        return None
    if count is not None and text[: marks[0].start()].strip():
        lead = text[: marks[0].start()].strip()
        if len(marks) < 2 or len(lead) > 80:
            return None
    parts = []
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        parts.append(_Part(_numbers(mark.group("numbers")), text[mark.end() : stop].strip()))
    return parts


def _sequence(text: str) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    wanted = 1
    found = [*_MARK.finditer(text), *_MISREAD.finditer(text)]
    for mark in sorted(found, key=lambda mark: mark.start()):
        numbers = sorted(_numbers(mark.group("numbers")))
        if mark.re is _MISREAD and len(marks) < 2:
            continue
        if numbers and numbers[0] == wanted and numbers == list(range(wanted, numbers[-1] + 1)):
            marks.append(mark)
            wanted = numbers[-1] + 1
    return marks


def _rising(text: str, count: int) -> list[re.Match[str]]:
    """Marks whose numbers rise up to `count`. After one for several items («1 & 2. Together») they may begin again at
    the first of these («1. … 2. …»): what concerns each of them alone."""
    marks: list[re.Match[str]] = []
    last, shared = 0, frozenset[int]()
    for mark in _MARK.finditer(text):
        numbers = sorted(_numbers(mark.group("numbers")))
        if not numbers or numbers[-1] > count:
            continue
        before = text[: mark.start()].rstrip(" ")
        at_line = not before or before.endswith("\n")
        again = len(numbers) == 1 and len(shared) > 1 and numbers[0] == min(shared)
        if again:
            begins = at_line or before.endswith((".", "!", "?", ":"))
        else:
            # Inside a line only the next number in turn begins a part: "den 3. mars" does not.
            begins = numbers[0] > last and (at_line or numbers[0] == last + 1)
        if begins:
            marks.append(mark)
            last = numbers[-1]
            shared = frozenset() if again else frozenset(numbers) if len(numbers) > 1 else shared
    if marks and text[: marks[0].start()].strip() and sorted(_numbers(marks[0].group("numbers")))[0] != 1:
        return []
    return marks


def _numbers(text: str) -> frozenset[int]:
    found = [int(number) for number in _NUMBER.findall(text)]
    if len(found) == 2 and re.search(r"\d\s*[–-]\s*\d", text) and found[0] < found[1]:
        return frozenset(range(found[0], found[1] + 1))
    return frozenset(found)
