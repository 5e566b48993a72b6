"""Which measures of two documents are the same one: hand-made pairs, a seeded generator, and cases one by one."""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

import loaders
from data.matching import (
    Decision,
    Entry,
    Matching,
    carries_on,
    match,
    same_owners,
)
from data.matching.assign import STEP, assign

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(HERE / "matching"))

import reworded  # noqa: E402

GOLD = tuple(SHARED / "gold" / name for name in ("000.csv", "003.csv"))
EXAMPLES = tuple(reworded.EXPECTED / f"{name}.csv" for name in ("sodermalm-2024-plan", "sodermalm-2024-uppfoljd"))
DOCUMENTS = tuple(
    ROOT / "data" / "plans" / name
    for name in ("Åtgärdsplan Södermalm 2024.docx", "Uppföljning av åtgärdsplan Södermalm VB 2024.pdf")
)
shared = pytest.mark.skipif(not GOLD[0].exists(), reason="de delade planerna finns inte här")


def hand(name: str, *kinds: str) -> set[tuple[int, int]]:
    """The hand-made pairs of these kinds, as indexes."""
    with (HERE / "matching" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in kinds]
    return {(int(row["before"]) - 1, int(row["after"]) - 1) for row in rows}


def gone(name: str) -> set[int]:
    with (HERE / "matching" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["before"]) - 1 for row in csv.DictReader(file) if row["kind"] == "gone"}


def sure(found: Matching) -> set[tuple[int, int]]:
    return {(pair.before, pair.after) for pair in found.pairs}


def proposed(found: Matching) -> set[tuple[int, int]]:
    return {(proposal.pair.before, proposal.pair.after) for proposal in found.proposals}


def turned(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(j, i) for i, j in pairs}


def loaded(path: Path) -> list[Entry]:
    """The rows that the loaders read out of a document."""
    return [
        Entry(
            area=measure.area.code,
            subarea=measure.area.subarea,
            cause=measure.row.cause,
            measure=measure.row.measure,
            item=measure.row.item,
            goal=measure.row.goal,
            when=measure.row.when,
            who=measure.row.who,
            order=measure.row.number,
        )
        for measure in loaders.load(path.read_bytes(), path.name).measures
    ]


# --- the pairs made by hand -----------------------------------------------------------------------------------------

HAND_MADE = [
    pytest.param("sodermalm_2024", GOLD, marks=[shared, pytest.mark.shared], id="gold"),
    pytest.param("sodermalm_examples", EXAMPLES, id="examples"),
]


@pytest.mark.parametrize(("name", "paths"), HAND_MADE)
def test_every_hand_made_pair_is_found_and_no_other(name: str, paths: tuple[Path, Path]) -> None:
    before, after = (reworded.entries(path) for path in paths)
    found = match(before, after)
    assert sure(found) == hand(name, "one", "split")
    assert {(pair.before, pair.after) for pair in found.pairs if pair.kind == "split"} == hand(name, "split")
    assert found.proposals == ()
    assert gone(name) <= set(found.unmatched_before)


@pytest.mark.parametrize(("name", "paths"), HAND_MADE)
def test_the_other_way_round_gives_the_same_pairs(name: str, paths: tuple[Path, Path]) -> None:
    before, after = (reworded.entries(path) for path in paths)
    found = match(after, before)
    assert sure(found) == turned(hand(name, "one", "split"))
    assert {(pair.before, pair.after) for pair in found.pairs if pair.kind == "merged"} == turned(hand(name, "split"))
    assert found.proposals == ()


def test_the_documents_themselves_give_the_pairs() -> None:
    """Word and PDF, as the loaders read them."""
    before, after = (loaded(path) for path in DOCUMENTS)
    found = match(before, after)
    assert sure(found) == hand("sodermalm_examples", "one", "split")
    assert gone("sodermalm_examples") <= set(found.unmatched_before)


@pytest.mark.parametrize("seed", range(3))
@shared
@pytest.mark.shared
def test_scanned_text_still_matches(seed: int) -> None:
    """One of the documents as a scanner gives it: å, ä and ö lost or as é, and one letter of fifty misread."""
    before, after = (reworded.entries(path) for path in GOLD)
    draw = random.Random(seed)
    found = match(before, [scanned(entry, draw) for entry in after])
    assert sure(found) <= hand("sodermalm_2024", "one", "split")
    assert len(sure(found)) >= 0.95 * len(hand("sodermalm_2024", "one"))


def scanned(entry: Entry, draw: random.Random) -> Entry:
    def read(text: str) -> str:
        letters = []
        for letter in text:
            seen_as = {"ö": "oé", "ä": "aé", "å": "aé"}.get(letter, letter)
            letters.append(draw.choice("rnilct") if draw.random() < 0.02 else draw.choice(seen_as))
        return "".join(letters)

    return replace(
        entry,
        subarea=read(entry.subarea),
        cause=read(entry.cause),
        measure=read(entry.measure),
        goal=read(entry.goal),
        when=read(entry.when),
        who=read(entry.who),
    )


# --- the seeded generator -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_a_third_reworded_moved_dropped_and_added(seed: int) -> None:
    right = wrong = missed = 0
    for before in reworded.examples().values():
        made = reworded.second_document(before, 0.3, seed)
        matching = match(made.before, made.after)
        found = sure(matching)
        assert len({i for i, _ in found}) == len({j for _, j in found}) == len(matching.pairs)
        right += len(found & made.truth)
        wrong += len(found - made.truth)
        missed += len(made.truth - found)
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.97


@pytest.mark.parametrize("seed", range(2))
def test_nothing_but_the_measures_texts(seed: int) -> None:
    """Without cause, place, time and owner there is less to go by: fewer are sure, but those are right."""
    right = wrong = missed = 0
    for plan in reworded.examples().values():
        before = [replace(entry, subarea="", cause="", goal="", when="", who="") for entry in plan]
        made = reworded.second_document(before, 0.3, seed)
        after = [replace(entry, subarea="", cause="", goal="", when="", who="") for entry in made.after]
        found = sure(match(made.before, after))
        right += len(found & made.truth)
        wrong += len(found - made.truth)
        missed += len(made.truth - found)
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.85


def test_a_document_matches_itself_row_by_row() -> None:
    for plan in reworded.examples().values():
        found = match(plan, plan)
        assert [(pair.before, pair.after) for pair in found.pairs] == [(n, n) for n in range(len(plan))]
        assert found.proposals == ()


@pytest.mark.parametrize("seed", range(20))
def test_the_assignment_is_the_best_over_all(seed: int) -> None:
    """Against every possible assignment of up to five rows."""
    draw = random.Random(seed)
    rows, columns = draw.randint(1, 5), draw.randint(1, 5)
    worth = {i: {j: draw.randint(1, 40) / 4 for j in range(columns) if draw.random() < 0.7} for i in range(rows)}
    taken = assign(worth)
    assert len(set(taken.values())) == len(taken)
    padded = [*range(columns), *[None] * rows]
    best = max(
        sum(worth[i].get(j, 0.0) for i, j in enumerate(choice) if j is not None)
        for choice in set(permutations(padded, rows))
    )
    assert sum(worth[i][j] for i, j in taken.items()) == pytest.approx(best, abs=rows * STEP)


# --- cases ----------------------------------------------------------------------------------------------------------


def entry(measure: str, **other: object) -> Entry:
    values = {"area": "platser", "subarea": "", "cause": "", "item": None, "goal": "", "when": "", "who": ""} | other
    return Entry(measure=measure, **values)  # type: ignore[arg-type]


PLACES = [
    entry("Gå rond med väktare", subarea=place, when="Löpande") for place in ("Torget", "Parken", "Stationen", "Kajen")
]
TIMES = [
    entry("Hälsa på hos enheterna", cause="Okunskap", when=when)
    for when in ("Staben 3/2", "Ekonomienheten 7/4", "Hemtjänsten 9/9", "Förskolan 1/10", "Fritidsgården 2/12")
]
OTHERS = [
    entry("Klippa häckar längs skolvägen", cause="Skymd sikt", who="Stadsmiljö", when="April"),
    entry("Starta en chattjour för tonåringar", cause="Ensamhet", who="Fritid", when="Hösten"),
]
PATROL = entry(
    "Fler poliser till fots på fredagar", subarea="Hamnen", cause="Bråk vid krogarna", when="Maj", who="Polisen"
)

CASES: list[tuple[str, Sequence[Entry], Sequence[Entry], set[tuple[int, int]], set[tuple[int, int]]]] = [
    # (what, before, after, sure pairs, proposals)
    ("nothing", [], [], set(), set()),
    ("nothing before", [], OTHERS, set(), set()),
    ("same text in four places", PLACES, PLACES[::-1], {(0, 3), (1, 2), (2, 1), (3, 0)}, set()),
    ("one of the four places is gone", PLACES, [PLACES[3], PLACES[0], PLACES[2]], {(3, 0), (0, 1), (2, 2)}, set()),
    ("same text told apart by time", TIMES, [TIMES[4], *TIMES[:4]], {(4, 0), (0, 1), (1, 2), (2, 3), (3, 4)}, set()),
    (
        "rows that nothing tells apart keep their order",
        [OTHERS[0], entry("LOSAM"), entry("LOSAM"), OTHERS[1]],
        [OTHERS[0], entry("LOSAM"), entry("LOSAM"), OTHERS[1]],
        {(0, 0), (1, 1), (2, 2), (3, 3)},
        set(),
    ),
    (
        "which of two equal rows is gone cannot be known",
        [entry("LOSAM"), entry("LOSAM")],
        [entry("LOSAM")],
        set(),
        {(0, 0)},
    ),
    ("moved to another place", [*OTHERS, PATROL], [PATROL, *OTHERS], {(0, 1), (1, 2), (2, 0)}, set()),
    (
        "cause reworded",
        [PATROL, *OTHERS],
        [replace(PATROL, cause="Slagsmål i kön när nattklubbarna stänger"), *OTHERS],
        {(0, 0), (1, 1), (2, 2)},
        set(),
    ),
    (
        "text edited",
        [PATROL, *OTHERS],
        [replace(PATROL, measure="På fredagar patrullerar fler poliser till fots, även vid färjan"), *OTHERS],
        {(0, 0), (1, 1), (2, 2)},
        set(),
    ),
    (
        "numbered otherwise",
        [replace(PATROL, item=2), *OTHERS],
        [replace(PATROL, item=5), *OTHERS],
        {(0, 0), (1, 1), (2, 2)},
        set(),
    ),
    (
        "another measure in the same place is not the same measure",
        [PATROL, *OTHERS],
        [replace(PATROL, measure="Hänglås på båtklubbens bodar"), *OTHERS],
        {(1, 1), (2, 2)},
        {(0, 0)},
    ),
    (
        "the same words about another place and cause are asked about",
        [entry("Utbilda personal", subarea="Skolan", cause="Frånvaro bland elever", who="Rektor", when="Maj"), *OTHERS],
        [
            entry("Utbilda personal", subarea="Hemtjänsten", cause="Äldre luras", who="Enhetschef", when="Hösten"),
            *OTHERS,
        ],
        {(1, 1), (2, 2)},
        {(0, 0)},
    ),
    (
        "typing errors",
        [PATROL, *OTHERS],
        [replace(PATROL, measure="Fler polsier till fots pa fredagr", subarea="Hamnnen"), *OTHERS],
        {(0, 0), (1, 1), (2, 2)},
        set(),
    ),
    (
        "numbered parts became rows",
        [entry("1. Måla tunneln vit. 2. Laga lamporna. 3. Rensa brunnarna.", cause="Tunneln är mörk"), *OTHERS],
        [
            entry("Måla tunneln vit", cause="Tunneln är mörk"),
            entry("Laga lamporna", cause="Tunneln är mörk"),
            entry("Rensa brunnarna", cause="Tunneln är mörk"),
            *OTHERS,
        ],
        {(0, 0), (0, 1), (0, 2), (1, 3), (2, 4)},
        set(),
    ),
    (
        "numbered parts, one of them with another owner, are asked about",
        [entry("1. Måla tunneln vit. 2. Laga lamporna.", cause="Tunneln är mörk", who="Fritid"), *OTHERS],
        [
            entry("Måla tunneln vit", cause="Tunneln är mörk", who="Fritid"),
            entry("Laga lamporna", cause="Tunneln är mörk", who="Trafikkontoret"),
            *OTHERS,
        ],
        {(1, 2), (2, 3)},
        {(0, 0), (0, 1)},
    ),
    (
        "numbered parts, one without a row, are asked about",
        [entry("1. Måla tunneln vit. 2. Laga lamporna. 3. Rensa brunnarna.", cause="Tunneln är mörk"), *OTHERS],
        [entry("Måla tunneln vit", cause="Tunneln är mörk"), entry("Laga lamporna", cause="Tunneln är mörk"), *OTHERS],
        {(1, 2), (2, 3)},
        {(0, 0), (0, 1)},
    ),
    (
        "numbered parts that more rows could be are asked about",
        [entry("1. Måla tunneln vit. 2. Laga lamporna.", cause="Tunneln är mörk"), *OTHERS],
        [
            entry("Måla tunneln vit", cause="Tunneln är mörk"),
            entry("Laga lamporna", cause="Tunneln är mörk"),
            entry("Laga lamporna igen", cause="Tunneln är mörk"),
            *OTHERS,
        ],
        {(1, 3), (2, 4)},
        {(0, 0), (0, 1)},
    ),
    (
        "rows became numbered parts",
        [
            entry("Måla tunneln vit", cause="Tunneln är mörk", item=1),
            entry("Laga lamporna", cause="Tunneln är mörk", item=2),
            *OTHERS,
        ],
        [entry("1. Måla tunneln vit. 2. Laga lamporna.", cause="Tunneln är mörk"), *OTHERS],
        {(0, 0), (1, 0), (2, 1), (3, 2)},
        set(),
    ),
]


@pytest.mark.parametrize(("what", "before", "after", "pairs", "proposals"), CASES, ids=[case[0] for case in CASES])
def test_cases(
    what: str,
    before: Sequence[Entry],
    after: Sequence[Entry],
    pairs: set[tuple[int, int]],
    proposals: set[tuple[int, int]],
) -> None:
    found = match(before, after)
    assert sure(found) == pairs, what
    assert proposed(found) == proposals, what
    assert set(found.unmatched_before) == set(range(len(before))) - {i for i, _ in pairs}
    assert set(found.unmatched_after) == set(range(len(after))) - {j for _, j in pairs}


def test_scores_and_reasons_say_what_decided() -> None:
    before = [PATROL, *OTHERS]
    after = [replace(PATROL, measure="Hänglås på båtklubbens bodar"), OTHERS[0], replace(OTHERS[1], when="Våren")]
    found = match(before, after)
    assert [pair.reason for pair in found.pairs] == [
        "Samma text och samma orsak, tid och ansvarig.",
        "Samma text och samma orsak och ansvarig; tid skiljer.",
    ]
    [proposal] = found.proposals
    assert proposal.pair.reason == "Texten är en annan, men samma orsak, delområde, tid och ansvarig."
    assert (proposal.before_text, proposal.after_text) == (PATROL.measure, "Hänglås på båtklubbens bodar")
    assert 0 <= proposal.pair.score < min(pair.score for pair in found.pairs) <= 1


@pytest.mark.parametrize("turn", [False, True])
def test_decisions_override_scores(turn: bool) -> None:
    before = [replace(row, key=f"b{n}") for n, row in enumerate([PATROL, *OTHERS])]
    after = [
        replace(row, key=f"a{n}")
        for n, row in enumerate([replace(PATROL, measure="Hänglås på båtklubbens bodar"), *OTHERS])
    ]

    def said(one: str, other: str, same: bool) -> Decision:
        return Decision(other, one, same) if turn else Decision(one, other, same)

    confirmed = match(before, after, [said("b0", "a0", True)])
    assert sure(confirmed) == {(0, 0), (1, 1), (2, 2)}
    assert [pair.by_hand for pair in confirmed.pairs] == [True, False, False]
    refused = match(before, after, [said("b0", "a0", False), said("b1", "a1", False)])
    assert sure(refused) == {(2, 2)}
    assert not proposed(refused) & {(0, 0), (1, 1)}
    assert sure(match(before, after, [said("b1", "a1", False), said("b1", "a1", True)])) == {(1, 1), (2, 2)}
    assert sure(match(before, after, [said("b9", "a1", False)])) == {(1, 1), (2, 2)}
    assert sure(match(before, after, [said("b2", "a1", True)])) == {(2, 1)}


def test_a_split_can_be_confirmed_part_by_part() -> None:
    before = [entry("1. Måla tunneln vit. 2. Laga lamporna.", cause="Tunneln är mörk", key="b0")]
    after = [
        entry("Måla tunneln vit", cause="Tunneln är mörk", key="a0"),
        entry("Laga lamporna", cause="Tunneln är mörk", key="a1"),
    ]
    found = match(before, after, [Decision("b0", "a0", True), Decision("b0", "a1", True)])
    assert sure(found) == {(0, 0), (0, 1)}
    assert found.proposals == ()


# --- owners ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (["person:Vera Lund"], ["person:vera lund"], True),
        (["person:Vera Lund"], ["person:Vera"], True),
        (["person:Vera"], ["person:Vera Lund"], True),
        (["person:Håkan Öst"], ["person:Hakan Ost"], True),
        (["person:Vera Lund"], ["person:Vera Lind"], False),
        (["person:Vera Lund"], ["person:Lund"], False),
        (["person:Vera Lund", "organisation:Polisen"], ["organisation:Polisen", "person:Vera Lund"], True),
        (["organisation:Enheten"], ["organisation:Enheten för vuxna"], False),
        (["function:trygghetssamordnare"], ["function:trygghetsamordnare"], True),
        (["organisation:Enhet 1"], ["organisation:Enhet 2"], False),
        ([], ["organisation:Polisen"], False),
        ([], [], True),
    ],
)
def test_owners(before: list[str], after: list[str], same: bool) -> None:
    assert same_owners(before, after) is same
    assert same_owners(after, before) is same


# --- the next year --------------------------------------------------------------------------------------------------


def test_the_next_years_plan_carries_on() -> None:
    before, after = (
        reworded.entries(reworded.EXPECTED / f"sodermalm-{name}.csv") for name in ("2024-uppfoljd", "2025-uppfoljd")
    )
    found = carries_on(before, after, range(len(before)))
    linked = {(pair.before, pair.after) for pair in found.pairs}
    asked = {(proposal.pair.before, proposal.pair.after) for proposal in found.proposals}
    certain, possible = hand("sodermalm_years", "sure"), hand("sodermalm_years", "maybe")
    assert linked <= certain
    assert certain <= linked | asked
    assert asked <= certain | possible
    assert len(linked) >= 0.75 * len(certain)
    without = {unfollowed.before for unfollowed in found.unfollowed}
    assert without == set(range(len(before))) - {i for i, _ in linked}
    assert {(u.before, pair.after) for u in found.unfollowed for pair in u.proposed} == asked


def test_only_what_said_that_it_goes_on_is_listed_without_successor() -> None:
    before = [PATROL, *OTHERS]
    after = [replace(OTHERS[0], when="April 2025"), replace(PATROL, measure="Hänglås på båtklubbens bodar")]
    before[1] = replace(before[1], when="April 2024")
    found = carries_on(before, after, [0, 1])
    assert [(pair.before, pair.after) for pair in found.pairs] == [(1, 0)]
    assert found.pairs[0].reason == "Samma text och samma orsak, tid och ansvarig."
    assert [unfollowed.before for unfollowed in found.unfollowed] == [0]
