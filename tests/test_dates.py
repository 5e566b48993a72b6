"""Calendar dates as documents write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.dates import easter_sunday, midsummer_eve, month_end, read_date, real_date, week_days

WRITTEN = [
    ("Uppföljning 2024-03-13", None, "2024-03-13"),
    ("Uppföljning 2024-11-\n13", None, "2024-11-13"),
    ("Uppföljning 2024 - 11 - 13", None, "2024-11-13"),
    ("Uppföljning 2024–11–13", None, "2024-11-13"),
    ("Status 13 november 2024", None, "2024-11-13"),
    ("STATUS DEN 13:e NOV. 2024", None, "2024-11-13"),
    ("Uppföljning 13/11 2024", None, "2024-11-13"),
    ("Uppföljning 13/11-24", None, "2024-11-13"),
    ("Uppföljning 13.11.2024", None, "2024-11-13"),
    ("Uppföljning 241113", None, "2024-11-13"),
    ("Uppföljning 20241113", None, "2024-11-13"),
    ("Uppföljning 2024/11/13", None, "2024-11-13"),
    ("Uppföljning 13/11", 2024, "2024-11-13"),
    ("Uppföljning 13/11", None, None),
    ("Uppföljning 13 november", 2024, "2024-11-13"),
    ("Uppf. nov 2024", None, "2024-11-30"),
    ("Uppf. november", 2024, "2024-11-30"),
    ("Uppf. november", None, None),
    ("Uppföljning mars -25", None, "2025-03-31"),
    ("Uppföljning 2025-02", None, "2025-02-28"),
    ("Uppföljning T2 2025", None, "2025-08-31"),
    ("Tertial 1 2025", None, "2025-04-30"),
    ("Uppföljning T2", 2025, "2025-08-31"),
    ("Andra tertialet 2025", None, "2025-08-31"),
    ("Kvartal 3 2025", None, "2025-09-30"),
    ("Uppföljning Q1 -25", None, "2025-03-31"),
    ("Första halvåret 2025", None, "2025-06-30"),
    ("Uppföljning v. 20 2025", None, "2025-05-18"),
    ("Uppföljning hösten 2024", None, "2024-12-31"),
    ("Uppföljning vår 2025", None, "2025-06-30"),
    ("Uppföljning VT25", None, "2025-06-30"),
    ("Status 2024-03-13 och 2024-11-13", None, "2024-11-13"),
    ("VB 2024", None, None),
    ("VB 2024", 2024, None),
    ("Status inför VB 2024", None, None),
    ("Uppföljning", 2025, None),
    ("Uppföljning 1.2", 2025, None),
    ("Uppföljning 2024-13-45", None, None),
    ("Var är vi nu?", 2025, None),
    ("Vår uppföljning", 2025, None),
    ("", 2025, None),
]


@pytest.mark.parametrize(("text", "year", "expected"), WRITTEN)
def test_reads_one_date(text: str, year: int | None, expected: str | None) -> None:
    assert read_date(text, year) == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("year", "expected"), [(2023, "2023-04-09"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05")]
)
def test_knows_easter(year: int, expected: str) -> None:
    assert easter_sunday(year) == date.fromisoformat(expected)


@pytest.mark.parametrize(("year", "expected"), [(2024, "2024-06-21"), (2025, "2025-06-20"), (2026, "2026-06-19")])
def test_knows_midsummer(year: int, expected: str) -> None:
    assert midsummer_eve(year) == date.fromisoformat(expected)


def test_knows_weeks_and_months() -> None:
    assert week_days(2026, 1) == (date(2025, 12, 29), date(2026, 1, 4))
    assert week_days(2025, 53) is None
    assert week_days(2026, 53) == (date(2026, 12, 28), date(2027, 1, 3))
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert real_date(2025, 2, 29) is None


@settings(max_examples=200, deadline=None)
@given(st.text(), st.one_of(st.none(), st.integers(2000, 2060)))
def test_any_text_gives_a_date_or_none(text: str, year: int | None) -> None:
    found = read_date(text, year)
    assert found is None or isinstance(found, date)
