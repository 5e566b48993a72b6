"""The calendar file: what RFC 5545 asks for, read back by a parser of its own."""

from __future__ import annotations

import re
from datetime import date

import pytest
from test_figures import HOSTILE

from pages.parts.calendar import Event, calendar

STAMP = date(2024, 11, 13)
LONG = "Åtgärd med å, ä och ö; om och om igen \\ " * 12


def unfolded(content: bytes) -> list[str]:
    """The content lines: every line ends with CRLF, none is longer than 75 octets, pieces are put together."""
    assert content.endswith(b"\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # never cut in the middle of a letter
    return content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def parsed(content: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The calendar's own properties, and those of each event."""
    own: dict[str, str] = {}
    events: list[dict[str, str]] = []
    inside = own
    lines = unfolded(content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append(inside := {})
        elif line == "END:VEVENT":
            inside = own
        else:
            assert re.fullmatch(r"[A-Z-]+(;VALUE=DATE)?", name), line
            assert name not in inside
            inside[name] = value
    return own, events


def text(value: str) -> str:
    """The text that a value stands for; nothing that needs escaping stands bare."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@pytest.mark.parametrize("said", [*HOSTILE, LONG, "Rad ett\nrad två", "a;b,c\\d", "😀" * 40, "\\n är inte ny rad"])
def test_text_comes_back_as_it_was(said: str) -> None:
    own, (event,) = parsed(calendar(said, [Event("ekby-1", date(2024, 12, 31), said, said)], STAMP))
    assert text(own["X-WR-CALNAME"]) == said
    assert text(event["SUMMARY"]) == said
    assert text(event["DESCRIPTION"]) == said


@pytest.mark.parametrize("sign", ["\r\n", "\r"])
def test_new_lines_of_any_kind_are_one(sign: str) -> None:
    _, (event,) = parsed(calendar("x", [Event("1", STAMP, f"a{sign}b\x07\u2028c")], STAMP))
    assert text(event["SUMMARY"]) == "a\nbc"


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        (date(2024, 12, 31), "20241231", "20250101"),
        (date(2024, 2, 29), "20240229", "20240301"),
        (date(2025, 6, 1), "20250601", "20250602"),
    ],
)
def test_an_event_is_the_whole_day(day: date, starts: str, ends: str) -> None:
    own, (event,) = parsed(calendar("Slutdatum", [Event("1", day, "x")], STAMP))
    assert own["VERSION"] == "2.0"
    assert own["PRODID"]
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == (starts, ends)
    assert event["DTSTAMP"] == "20241113T000000Z"
    assert "DESCRIPTION" not in event
    assert "URL" not in event


def test_the_same_measure_is_the_same_event_whatever_is_said_of_it() -> None:
    def uid(event: Event, stamp: date = STAMP) -> str:
        return parsed(calendar("x", [event], stamp))[1][0]["UID"]

    first = uid(Event("åby-2024-1", date(2024, 12, 31), "A"))
    assert first == uid(Event("åby-2024-1", date(2025, 1, 31), "B", "C"), date(2025, 2, 1))
    assert first != uid(Event("åby-2024-2", date(2024, 12, 31), "A"))
    assert first.isascii()


def test_the_same_events_give_the_same_bytes() -> None:
    events = [
        Event(str(number), STAMP, f"Sak {number}", href="http://exempel/åtgärd?x=1\r\nX:y") for number in range(3)
    ]
    content = calendar("x", events, STAMP)
    assert content == calendar("x", iter(events), STAMP)
    _, found = parsed(content)
    assert len({event["UID"] for event in found}) == 3
    assert {event["URL"] for event in found} == {"http://exempel/tgrd?x=1X:y"}
