"""Which names in a district are the same person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.meaning.identity import group_persons


def grouped(*names: str) -> dict[str, tuple[str, ...]]:
    """Group name → spellings, one measure per name."""
    return {g.name: g.spellings for g in group_persons([(str(n), name) for n, name in enumerate(names)]).groups}


def proposed(*names: str) -> set[tuple[str, str]]:
    """The pairs that are proposed as one."""
    return {(p.first, p.second) for p in group_persons([(str(n), name) for n, name in enumerate(names)]).proposals}


def test_a_first_name_is_the_one_person_it_can_be_and_says_why() -> None:
    grouping = group_persons([("1", "Nadia Haddad"), ("2", "Nadia"), ("3", "Oskar Nyman")])
    nadia = grouping.groups[0]
    assert (nadia.name, nadia.spellings, nadia.keys) == ("Nadia Haddad", ("Nadia Haddad", "Nadia"), ("1", "2"))
    assert "«Nadia»" in nadia.reason and "Nadia Haddad" in nadia.reason
    assert grouping.doubts == () and grouping.proposals == ()
    assert grouping.name_of("Nadia") == "Nadia Haddad"


def test_a_first_name_of_two_persons_is_a_doubt() -> None:
    grouping = group_persons([("1", "Nadia Haddad"), ("2", "Nadia Frisk"), ("3", "Nadia")])
    assert [g.name for g in grouping.groups] == ["Nadia Haddad", "Nadia Frisk", "Nadia"]
    (doubt,) = grouping.doubts
    assert (doubt.name, doubt.candidates, doubt.keys) == ("Nadia", ("Nadia Haddad", "Nadia Frisk"), ("3",))
    assert doubt.question == "Vem är «Nadia»: Nadia Haddad eller Nadia Frisk?"


def test_a_first_name_of_nobody_is_a_doubt() -> None:
    (doubt,) = group_persons([("1", "Oskar Nyman"), ("2", "Nadia")]).doubts
    assert doubt.candidates == () and "Vem är «Nadia»" in doubt.question


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
def test_near_names_are_proposed_and_stay_apart(one: str, other: str) -> None:
    assert proposed(one, other) == {(one, other)}
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
def test_different_names_are_not_proposed(one: str, other: str) -> None:
    assert proposed(one, other) == set()
    assert set(grouped(one, other)) == {one, other}


def test_capitals_hyphens_and_spaces_make_no_new_person() -> None:
    (group,) = group_persons(
        [("1", "Ann-Sofi Frisk"), ("2", "AnnSofi Frisk"), ("3", "ann-sofi frisk"), ("4", "Ann-Sofi Frisk")]
    ).groups
    assert group.name == "Ann-Sofi Frisk"
    assert group.spellings == ("Ann-Sofi Frisk", "AnnSofi Frisk", "ann-sofi frisk")
    assert "bindestreck" in group.reason


def test_one_measure_is_counted_once() -> None:
    (group,) = group_persons([("1", "Nadia Haddad"), ("1", "Nadia")]).groups
    assert group.keys == ("1",)


def test_nobody() -> None:
    grouping = group_persons([("1", " "), ("2", "?")])
    assert (grouping.groups, grouping.proposals, grouping.doubts) == ((), (), ())


NAMES = st.text(alphabet=st.sampled_from("AaBbEeÅåÖé. -Nn"), max_size=12)


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "3"]), NAMES), max_size=12))
def test_every_mention_belongs_to_exactly_one_group(mentions: list[tuple[str, str]]) -> None:
    grouping = group_persons(mentions)
    for key, name in mentions:
        spelling = " ".join(name.split())
        holders = [g for g in grouping.groups if spelling in g.spellings]
        assert len(holders) == (1 if any(c.isalpha() for c in name) else 0)
        assert all(key in g.keys for g in holders)
    assert len({g.name for g in grouping.groups}) == len(grouping.groups)
