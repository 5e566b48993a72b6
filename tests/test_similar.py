"""Which measures of other districts are near in meaning: pairs made by hand, and what must hold for any text."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.similar import Near, Text, nearest
from data.similar.features import features, stems, vocabulary

HERE = Path(__file__).parent
EXPECTED = HERE.parent / "data" / "plans" / "expected"
PLANS = {
    "S4": "sodermalm-2024-uppfoljd",
    "S5": "sodermalm-2025-uppfoljd",
    "SK": "skarpnack-2024-uppfoljd",
    "EX": "exempelkoping-2025-uppfoljd",
}
# Just under what was reached. words.toml was put together with the examples open; the held-out plans were written
# before they were compared, and told only that the field's own word for unga weighed too much.
PRECISION, FOUND = 0.92, 0.95
HELD_OUT_PRECISION, HELD_OUT_FOUND = 0.9, 0.8


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def plans() -> dict[str, list[Text]]:
    return {
        short: [
            Text(f"{short}-{row['row']}", row["district"], row["area"], row["subarea"], row["cause"], row["measure"])
            for row in _rows(EXPECTED / f"{name}.csv")
        ]
        for short, name in PLANS.items()
    }


@pytest.fixture(scope="module")
def found(plans: dict[str, list[Text]]) -> dict[str, tuple[Near, ...]]:
    """Each plan against all the others, as the page asks."""
    answer: dict[str, tuple[Near, ...]] = {}
    for short, ours in plans.items():
        answer |= nearest(ours, [text for other, theirs in plans.items() if other != short for text in theirs])
    return answer


def _scores(expected: dict[str, set[str]], found: dict[str, tuple[Near, ...]]) -> tuple[float, float, list[str]]:
    """Precision at 3 over all that is shown; the share of measures with any partner that are shown one; the misses."""
    shown = [(id, near.id) for id in expected for near in found.get(id, ())]
    right = [pair for pair in shown if pair[1] in expected[pair[0]]]
    with_partner = [id for id, partners in expected.items() if partners]
    met = [id for id in with_partner if any(near.id in expected[id] for near in found.get(id, ()))]
    wrong = [f"{ours} ~ {theirs}" for ours, theirs in shown if (ours, theirs) not in right]
    missed = [f"{id} ~ ?" for id in with_partner if id not in met]
    return len(right) / len(shown), len(met) / len(with_partner), wrong + missed


def test_near_measures_of_the_example_plans(found: dict[str, tuple[Near, ...]]) -> None:
    expected = {row["ours"]: set(row["near"].split()) for row in _rows(HERE / "similar" / "examples.csv")}
    precision, share, misses = _scores(expected, found)
    assert precision >= PRECISION, (precision, misses)
    assert share >= FOUND, (share, misses)


@pytest.mark.parametrize(
    "about",
    [
        "Islandsmodellen",
        "LOSAM",
        "SIG",
        "SSPF",
        "socialsekreterare hos polis",
        "trygghetsvandring",
        "äldre och bedrägerier",
        "otillåten påverkan",
        "VBE",
    ],
)
def test_every_such_measure_meets_one_of_its_kind_first(about: str, found: dict[str, tuple[Near, ...]]) -> None:
    rows = [row for row in _rows(HERE / "similar" / "examples.csv") if row["about"] == about]
    assert rows
    for row in rows:
        assert found[row["ours"]][0].id in row["near"].split(), row["ours"]


def test_near_measures_of_plans_nobody_had_seen() -> None:
    rows = _rows(HERE / "similar" / "held_out.csv")
    texts = [Text(row["id"], row["district"], row["area"], row["place"], row["cause"], row["title"]) for row in rows]
    expected = {
        row["id"]: {
            other["id"]
            for other in rows
            if row["group"] and other["group"] == row["group"] and other["district"] != row["district"]
        }
        for row in rows
    }
    precision, share, misses = _scores(expected, nearest(texts, texts))
    assert precision >= HELD_OUT_PRECISION, (precision, misses)
    assert share >= HELD_OUT_FOUND, (share, misses)


def test_a_district_never_meets_itself(found: dict[str, tuple[Near, ...]], plans: dict[str, list[Text]]) -> None:
    district = {text.id: text.district for texts in plans.values() for text in texts}
    assert all(district[id] != district[near.id] for id, all_near in found.items() for near in all_near)


def test_the_nearest_comes_first_and_no_more_than_asked(plans: dict[str, list[Text]]) -> None:
    for all_near in nearest(plans["S4"], [*plans["SK"], *plans["EX"]], most=2).values():
        assert 1 <= len(all_near) <= 2
        assert [near.nearness for near in all_near] == sorted((near.nearness for near in all_near), reverse=True)
        assert all(0 < near.nearness <= 1 for near in all_near)


SAME = [
    ("VBE-samordnaren", "våldsbejakande extremism"),
    ("seniorer", "äldre"),
    ("SIG", "sociala insatsgrupper"),
    ("felaktiga utbetalningar", "FUT"),
    ("våld i nära relationer", "kvinnofrid"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_words_that_mean_one_thing_are_one(one: str, other: str) -> None:
    assert set(stems(one)) & set(stems(other))


@pytest.mark.parametrize("text", ["och för att med", "", " - ", "1."])
def test_small_words_say_nothing(text: str) -> None:
    assert stems(text) == ()


def test_a_long_word_holds_the_words_that_the_plans_use() -> None:
    texts = [Text("1", "A", "unga", "", "", "Kvällsvandring"), Text("2", "B", "unga", "", "", "Vandring på kvällen")]
    known = vocabulary(texts)
    assert set(stems("vandring kvällen")) <= set(features(texts[0], known))


def test_a_name_in_capitals_weighs_more_than_a_word() -> None:
    text = Text("1", "A", "unga", "", "", "QZX startar skolhund")
    found = features(text, frozenset())
    assert found[stems("QZX")[0]] > found[stems("skolhund")[0]]
    shouted = features(replace(text, title="QZX STARTAR SKOLHUND"), frozenset())
    assert shouted[stems("QZX")[0]] == shouted[stems("skolhund")[0]], "versaler överallt är inga namn"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6), st.lists(st.text(max_size=40), max_size=6))
def test_any_text_gives_an_answer(ours: list[str], theirs: list[str]) -> None:
    a = [Text(f"a{n}", "A", "unga", text, text, text) for n, text in enumerate(ours)]
    b = [Text(f"b{n}", "B", "unga", text, text, text) for n, text in enumerate(theirs)]
    for id, all_near in nearest(a, b).items():
        assert id.startswith("a")
        assert all(near.id.startswith("b") and 0 < near.nearness <= 1 for near in all_near)
