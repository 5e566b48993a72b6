"""What a text in När may mean beside what it was read as."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.meaning.timing import read_timing
from loaders.meaning.timing_others import other_timings

JUNE = ("deadline", "2025-06-01", "2025-06-30")


@pytest.mark.parametrize(
    ("when", "others"),
    [
        ("Löpande vid behov", [("on_demand", None, None)]),
        ("Våren 2025 och därefter vid behov", [("on_demand", None, None)]),
        ("Genomfördes hösten 2024, ny omgång hösten 2025", [("deadline", "2024-08-01", "2024-12-31")]),
        ("Årligen i november", [("deadline", "2025-11-01", "2025-11-30")]),
        ("Fram till sommaren", [("deadline", "2025-06-01", "2025-08-31")]),
        ("Efter sommaren", [("deadline", "2025-09-01", "2025-12-31")]),
        ("Valborg och skolavslutning", [("deadline", "2025-04-30", "2025-04-30"), JUNE]),
        ("2025-03-12", []),
        ("12 mars 2025", []),
        ("Snarast", []),
        ("Se ovan", []),
        ("", []),
    ],
)  # fmt: skip
def test_parts_of_a_text_say_other_times(when: str, others: list[tuple[str, str | None, str | None]]) -> None:
    found = [
        (one.code, one.start and one.start.isoformat(), one.end and one.end.isoformat())
        for one in other_timings(when, 2025)
    ]
    assert found[: len(others)] == others
    assert len(found) <= 3 and (others or not found)


@pytest.mark.parametrize(
    "when", ["Möten 4 ggr/år (feb, maj, sep, nov)", "Löpande, klart senast 31/12", "Q1, Q2 och Q3"]
)
def test_what_it_was_read_as_is_no_other_and_none_comes_twice(when: str) -> None:
    read = read_timing(when, 2025)
    found = [(one.code, one.start, one.end) for one in other_timings(when, 2025)]
    assert (read.code, read.start, read.end) not in found and len(found) == len(set(found))
    assert all(one[1] is None or one[1] >= date(2025, 1, 1) for one in found)
