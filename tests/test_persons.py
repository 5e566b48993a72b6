"""Which names in a district are the same person: by rule, by what people have said, and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.persons import Grouping, Said, group_persons


def grouped(*names: str, said: tuple[Said, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Group name → spellings."""
    return spelled(group_persons(names, said))


def spelled(grouping: Grouping) -> dict[str, tuple[str, ...]]:
    return {group.name: tuple(spelling.text for spelling in group.spellings) for group in grouping.groups}


def asked(*names: str, said: tuple[Said, ...] = ()) -> set[tuple[str, str, str]]:
    """(kind, first, second) of what is asked."""
    return {(question.kind, question.first, question.second) for question in group_persons(names, said).questions}


def same(one: str, other: str) -> Said:
    return Said(one, other, True)


def different(one: str, other: str) -> Said:
    return Said(one, other, False)


# --- by rule -------------------------------------------------------------------------------------------------------


def test_a_first_name_is_the_one_person_it_can_be_and_says_why() -> None:
    grouping = group_persons(["Nadia Haddad", "Nadia", "Oskar Nyman"])
    nadia = grouping.groups[0]
    assert spelled(grouping) == {"Nadia Haddad": ("Nadia Haddad", "Nadia"), "Oskar Nyman": ("Oskar Nyman",)}
    assert [spelling.decided_by for spelling in nadia.spellings] == ["same", "rule"]
    assert nadia.spellings[1].reason == "Ingen annan med fullt namn i distriktet heter Nadia i förnamn."
    assert grouping.questions == ()


def test_a_first_name_met_more_often_does_not_become_the_name() -> None:
    assert grouped("Nadia", "Nadia", "Nadia Haddad") == {"Nadia Haddad": ("Nadia Haddad", "Nadia")}


def test_a_first_name_of_two_persons_is_asked() -> None:
    names = ("Nadia Haddad", "Nadia Frisk", "Nadia")
    assert set(grouped(*names)) == set(names)
    assert asked(*names) == {("first_name", "Nadia", "Nadia Haddad"), ("first_name", "Nadia", "Nadia Frisk")}
    assert {q.reason for q in group_persons(names).questions} == {"2 fulla namn i distriktet börjar så."}


def test_a_first_name_of_nobody_is_told() -> None:
    assert asked("Oskar Nyman", "Nadia") == {("alone", "Nadia", "")}


def test_a_surname_alone_is_asked_once() -> None:
    assert asked("Mona Lindvall", "Lindvall") == {("near", "Mona Lindvall", "Lindvall")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åsa Bergfalk", "Åsa Bergflak"),
        ("Ulla Bergstrand", "Ulla Bergtrand"),
        ("Erik Nyman", "Eric Nyman"),
        ("Katarina Frisk", "Catharina Frisk"),
        ("Thor Hjelmqvist", "Tor Hjelmkvist"),
        ("Ake Ostgren", "Åke Östgren"),
        ("A. Bergfalk", "Anna Bergfalk"),
        ("Oskar N", "Oskar Nyman"),
        ("Jonna Tedgren", "Jonna Thavelius Tedgren"),
        ("Lindvall", "Mona Lindvall"),
        ("Eric", "Erik Nyman"),
    ],
)
def test_near_names_are_asked_and_stay_apart(one: str, other: str) -> None:
    assert asked(one, other) == {("near", one, other)}
    assert set(grouped(one, other)) == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tor Lövgren", "Tor Lövstedt"),
        ("Eva Berg", "Eva Borg"),
        ("Oskar Nyman", "Nadia Nyman"),
        ("Maria Ek", "Mario Ask"),
        ("Bo Ek", "Bo Ask"),
    ],
)
def test_different_names_are_not_asked(one: str, other: str) -> None:
    assert asked(one, other) == set()
    assert set(grouped(one, other)) == {one, other}


def test_capitals_hyphens_and_spaces_make_no_new_person() -> None:
    (group,) = group_persons(["Ann-Sofi Frisk", "AnnSofi Frisk", "ann-sofi  frisk", "Ann-Sofi Frisk"]).groups
    assert group.name == "Ann-Sofi Frisk"
    assert [spelling.text for spelling in group.spellings] == ["Ann-Sofi Frisk", "AnnSofi Frisk", "ann-sofi  frisk"]
    assert "bindestreck" in group.spellings[1].reason


def test_nobody() -> None:
    assert group_persons([" ", "?"]) == Grouping((), ())


# --- by hand -------------------------------------------------------------------------------------------------------


def test_what_is_said_the_same_is_one_person_and_not_asked_again() -> None:
    names, said = ("Erik Nyman", "Erik Nyman", "Eric Nyman"), (same("Erik Nyman", "Eric Nyman"),)
    (group,) = group_persons(names, said).groups
    assert (group.name, group.spellings[1].text, group.spellings[1].decided_by) == ("Erik Nyman", "Eric Nyman", "hand")
    assert asked(*names, said=said) == set()


def test_what_is_said_to_be_two_is_two_and_not_asked_again() -> None:
    names, said = ("Erik Nyman", "Eric Nyman"), (different("Eric Nyman", "Erik Nyman"),)
    assert set(grouped(*names, said=said)) == set(names)
    assert asked(*names, said=said) == set()


def test_a_rule_gives_way_to_what_is_said() -> None:
    names, said = ("Nadia Haddad", "Nadia"), (different("Nadia", "Nadia Haddad"),)
    assert set(grouped(*names, said=said)) == set(names)
    assert asked(*names, said=said) == set()
    two = ("Ann-Sofi Frisk", "AnnSofi Frisk")
    assert set(grouped(*two, said=(different(*two),))) == set(two)


def test_a_first_name_of_two_is_the_one_that_is_said() -> None:
    names = ("Nadia Haddad", "Nadia Frisk", "Nadia")
    assert grouped(*names, said=(same("Nadia", "Nadia Frisk"),))["Nadia Frisk"] == ("Nadia Frisk", "Nadia")
    assert asked(*names, said=(same("Nadia", "Nadia Frisk"),)) == set()


def test_to_say_who_it_is_not_is_not_to_say_who_it_is() -> None:
    names = ("Nadia Haddad", "Nadia Frisk", "Nadia")
    one = (different("Nadia", "Nadia Haddad"),)
    assert "Nadia" in grouped(*names, said=one)
    assert asked(*names, said=one) == {("first_name", "Nadia", "Nadia Frisk")}
    assert asked(*names, said=(*one, different("Nadia", "Nadia Frisk"))) == set()


def test_two_full_names_said_to_be_one_make_a_first_name_plain() -> None:
    names = ("Nadia Haddad", "Nadia Hadad", "Nadia")
    assert asked(*names) >= {("first_name", "Nadia", "Nadia Haddad")}
    said = (same("Nadia Haddad", "Nadia Hadad"),)
    assert grouped(*names, said=said) == {"Nadia Haddad": names}
    assert asked(*names, said=said) == set()


def test_a_first_name_said_to_be_one_who_stands_nowhere_now_is_not_taken_for_another() -> None:
    said = (same("Nadia", "Nadia Haddad"),)
    assert grouped("Nadia Frisk", "Nadia", said=said) == {"Nadia Frisk": ("Nadia Frisk",), "Nadia": ("Nadia",)}


def test_the_latest_word_holds() -> None:
    a, b, c = "Erik Nyman", "Eric Nyman", "Erik Nymann"
    assert len(grouped(a, b, said=(different(a, b), same(b, a)))) == 1
    assert len(grouped(a, b, said=(same(a, b), different(b, a)))) == 2
    apart = grouped(a, b, c, said=(same(a, b), same(b, c), different(a, c)))
    assert not any({a, c} <= set(texts) for texts in apart.values()), "nor by way of a third"


# --- whatever is met and said --------------------------------------------------------------------------------------

NAMES = st.text(alphabet=st.sampled_from("AaBbEeÅåÖé. -Nn"), max_size=12)
FEW = st.sampled_from(["Eva", "Eva Ek", "Eva Ask", "EVA EK", "Evy Ek", "Evy", "Bo Ek", "E Ek", "Ek"])
WORDS = st.lists(st.builds(Said, FEW, FEW, st.booleans()).filter(lambda said: said.first != said.second), max_size=6)


@given(st.lists(NAMES, max_size=12))
def test_every_spelling_belongs_to_exactly_one_group(names: list[str]) -> None:
    grouping = group_persons(names)
    for name in names:
        holders = [texts for texts in spelled(grouping).values() if name in texts]
        assert len(holders) == (1 if any(c.isalpha() for c in name) else 0)
    assert len({group.name for group in grouping.groups}) == len(grouping.groups)


@given(st.lists(FEW, min_size=1, max_size=12), WORDS)
def test_nothing_is_joined_without_a_reason_nor_asked_when_it_is_joined_or_decided(
    names: list[str], said: list[Said]
) -> None:
    grouping = group_persons(names, said)
    group_of = {text: name for name, texts in spelled(grouping).items() for text in texts}
    assert sorted(group_of) == sorted(set(names))
    for group in grouping.groups:
        assert [(s.decided_by, s.reason) for s in group.spellings if s.text == group.name] == [("same", "")]
        assert all(s.reason and s.decided_by != "same" for s in group.spellings if s.text != group.name)
    latest = {frozenset((word.first, word.second)): word.same for word in said}
    for question in grouping.questions:
        assert group_of[question.first] != group_of.get(question.second)
        assert latest.get(frozenset((question.first, question.second)), True), "answered with no"
    if said and {said[-1].first, said[-1].second} <= set(names):
        assert (group_of[said[-1].first] == group_of[said[-1].second]) == said[-1].same


@given(st.permutations(["Eva", "Eva Ek", "EVA EK", "Evy Ek", "Bo Ask", "Bo", "Bo Ask"]), WORDS)
def test_who_is_who_does_not_depend_on_where_the_names_stand(names: list[str], said: list[Said]) -> None:
    def sets(order: list[str]) -> set[frozenset[str]]:
        return {frozenset(texts) for texts in spelled(group_persons(order, said)).values()}

    assert sets(names) == sets(sorted(names))
