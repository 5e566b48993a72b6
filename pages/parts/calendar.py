"""Days as a calendar file (RFC 5545): all-day events that any calendar can take in, and take in again when they change.

An event keeps its UID from file to file, so that a calendar replaces it instead of adding it once more. DTSTAMP is
given, never the clock's: the same register and day give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_LONGEST_LINE: Final = 75
"""Octets in a line without its ending."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NO_ADDRESS: Final = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that falls on `day`. `key` names it for ever; `href` is its absolute address, "" for none."""

    key: str
    day: date
    summary: str
    description: str = ""
    href: str = ""


def calendar(name: str, events: Iterable[Event], stamp: date) -> bytes:
    """The file: `name` as calendars show it, `stamp` the day whose knowledge the events hold."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Åtgärdsplaner//Slutdatum//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def _event(event: Event, stamp: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(event.key.encode('utf-8')).hexdigest()[:32]}@atgardsplan"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.href:
        yield f"URL:{_NO_ADDRESS.sub('', event.href)}"
    yield "TRANSP:TRANSPARENT"  # a day to remember, not a day that is taken
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A text value: backslash, semicolon, comma and new line escaped, other control characters left out."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never in the middle of a letter; a piece that goes on begins with a
    space."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > _LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
