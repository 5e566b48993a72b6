"""How numbers, dates and plurals are written in Swedish."""

from __future__ import annotations

from datetime import date

import pytest

from pages.parts import words

S = "\u00a0"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (42, 77, f"55{S}%"),
        (0, 77, f"0{S}%"),
        (77, 77, f"100{S}%"),
        (1, 8, f"13{S}%"),  # 12,5 rounds up
        (1, 200, f"under{S}1{S}%"),
        (1, 100, f"1{S}%"),
        (399, 400, f"över{S}99{S}%"),
        (199, 200, f"över{S}99{S}%"),
        (198, 200, f"99{S}%"),
    ],
)
def test_percent_is_whole_and_never_rounds_to_none_or_all(part: int, whole: int, expected: str) -> None:
    assert words.percent(part, whole) == expected


@pytest.mark.parametrize(
    ("low", "high", "whole", "expected"),
    [(2, 70, 82, f"2–85{S}%"), (0, 26, 26, f"0–100{S}%"), (6, 6, 8, f"75{S}%")],
)
def test_an_interval_with_one_value_is_that_value(low: int, high: int, whole: int, expected: str) -> None:
    assert words.interval(low, high, whole) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "0"), (999, "999"), (1000, f"1{S}000"), (189654, f"189{S}654")])
def test_thousands_are_kept_apart(value: int, expected: str) -> None:
    assert words.number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, f"0{S}åtgärder"), (1, f"1{S}åtgärd"), (2, f"2{S}åtgärder"), (1200, f"1{S}200{S}åtgärder")],
)
def test_one_or_many(value: int, expected: str) -> None:
    assert words.measures(value) == expected


def test_n_of_n_holds_together() -> None:
    assert words.of(42, 77) == f"42{S}av{S}77"


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2024, 11, 13), f"13{S}november{S}2024", f"13{S}nov{S}2024"),
        (date(2024, 5, 1), f"1{S}maj{S}2024", f"1{S}maj{S}2024"),
        (date(2024, 3, 13), f"13{S}mars{S}2024", f"13{S}mars{S}2024"),
        (date(2024, 6, 30), f"30{S}juni{S}2024", f"30{S}juni{S}2024"),
        (date(2024, 9, 2), f"2{S}september{S}2024", f"2{S}sep{S}2024"),
    ],
)
def test_dates_are_swedish(day: date, long: str, short: str) -> None:
    assert (words.long_date(day), words.short_date(day)) == (long, short)


@pytest.mark.parametrize(
    ("day", "beside", "expected"),
    [
        (date(2024, 3, 13), date(2024, 11, 13), f"13{S}mars"),
        (date(2023, 3, 13), date(2024, 11, 13), f"13{S}mars{S}2023"),
        (date(2024, 3, 13), None, f"13{S}mars"),
    ],
)
def test_the_year_is_said_when_it_is_another(day: date, beside: date | None, expected: str) -> None:
    assert words.day_and_month(day, beside) == expected


@pytest.mark.parametrize(
    ("as_of", "whole_year", "expected"),
    [
        (date(2025, 1, 1), True, "efter 2024 års slut"),
        (date(2025, 1, 1), False, f"per 1{S}januari{S}2025"),
        (date(2024, 12, 30), True, f"per 30{S}december{S}2024"),
    ],
)
def test_a_followed_up_year_is_judged_after_its_end(as_of: date, whole_year: bool, expected: str) -> None:
    assert words.judged_at(as_of, whole_year) == expected


@pytest.mark.parametrize(
    ("timing", "end", "expected"),
    [
        ("deadline", date(2024, 12, 31), f"31{S}dec{S}2024"),
        ("deadline", None, "Slut utan bestämd dag"),
        ("ongoing", date(2024, 12, 31), "Löpande"),
        ("recurring", date(2024, 12, 31), "Återkommande"),
        ("on_demand", None, "Vid behov"),
        ("unset", None, "Ingen tid satt"),
        ("start", None, "Bara start"),
    ],
)
def test_line_work_never_shows_an_end_date(timing: str, end: date | None, expected: str) -> None:
    assert words.time_words(timing, end) == expected


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("kort", 10, "kort"),
        ("precis tio", 10, "precis tio"),
        ("ett två tre fyra", 10, f"ett två{S}…"),
        ("ettendalångtord", 8, f"ettenda{S}…"),
    ],
)
def test_text_is_cut_at_a_word(text: str, length: int, expected: str) -> None:
    assert words.shortened(text, length) == expected


@pytest.mark.parametrize(
    ("text", "length", "expected", "why"),
    [
        ("240312: Bokat. 241104: Klart.", 40, "240312: Bokat. 241104: Klart.", "all of it has room"),
        ("240312: Bokat. 241104: Klart.", 20, f"…{S}241104: Klart.", "the latest"),
        ("2024-11-04: Klart.\n2024-03-12: Bokat.", 20, "2024-11-04: Klart.", "the latest stands first"),
        ("240312: Bokat. 241104: Klart sedan i våras.", 20, f"…{S}241104: Klart{S}…", "the latest is long too"),
        ("Mötet 241104: fullt. Nästa möte 250312: bokat.", 20, f"Mötet 241104:{S}…", "dates inside a note"),
    ],
)
def test_the_latest_of_dated_notes_is_shown(text: str, length: int, expected: str, why: str) -> None:
    assert words.latest_note(text, length) == expected, why


@pytest.mark.parametrize(
    ("texts", "last", "expected"),
    [([], "och", ""), (["a"], "och", "a"), (["a", "b"], "eller", "a eller b"), (["a", "b", "c"], "och", "a, b och c")],
)
def test_lists_are_read_as_a_sentence(texts: list[str], last: str, expected: str) -> None:
    assert words.listing(texts, last) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Vem?", "Vem?"), ("**Vem**", "Vem"), ("#", "Kolumn"), ("***", "Kolumn")]
)
def test_a_heading_read_aloud_has_a_name(text: str, expected: str) -> None:
    assert words.heard(text) == expected


def test_every_code_has_a_word_a_short_word_and_a_sign() -> None:
    assert set(words.AREAS) == set(words.SHORT_AREAS) == set(words.FULL_AREAS)
    assert set(words.LIGHTS) == set(words.SIGNS)
    assert len(set(words.SIGNS.values())) == len(words.SIGNS), "shape carries the läge where colour cannot"


@pytest.mark.parametrize(
    ("code", "goes_on", "expected"),
    [
        ("genomford", True, "Genomförd, arbetet fortsätter"),
        ("pagar", False, "Pågår"),
        ("pausad", True, "Pausad, ska tas upp igen"),
        ("ej_paborjad", True, "Ej påbörjad, ska göras senare"),
        ("ej_genomford", True, "Ej genomförd, ska tas upp igen"),
        ("ej_genomford", False, "Ej genomförd"),
    ],
)
def test_a_status_that_stands_still_is_not_said_to_go_on(code: str, goes_on: bool, expected: str) -> None:
    assert words.status(code, goes_on) == expected
