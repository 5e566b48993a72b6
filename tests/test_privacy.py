"""Contact details and persons' names in texts: what is hidden, what is left alone, and who stays apart."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.parts import privacy
from pages.parts.privacy import NO_CONTACT, People

CONTACTS = [
    ("Eva Ek, eva.ek@ekby.example", f"Eva Ek, {NO_CONTACT}"),
    ("ring 08-123 45 67 före tio", f"ring {NO_CONTACT} före tio"),
    ("Eva 070-123 45 67, eva@ekby.example", f"Eva {NO_CONTACT}"),
    ("Tfn 0701234567", f"Tfn {NO_CONTACT}"),
    ("+46 8 123 45 67", NO_CONTACT),
    ("+46 (0)70-123 45 67.", f"{NO_CONTACT}."),
    ("076–123 45 67", NO_CONTACT),
    ("08/123 45 67", NO_CONTACT),
    ("070-1234567", NO_CONTACT),
    ("Senast 2024-05-01", "Senast 2024-05-01"),
    ("den 05-12 2024", "den 05-12 2024"),
    ("01/05 2024", "01/05 2024"),
    ("kl 08-17", "kl 08-17"),
    ("kl 0730-1630", "kl 0730-1630"),
    ("08.00-16.30", "08.00-16.30"),
    ("Dnr 2024/0123-4567", "Dnr 2024/0123-4567"),
    ("2024-03-13 och 2024-11-13", "2024-03-13 och 2024-11-13"),
    ("15 000 unga, 100 000 kr", "15 000 unga, 100 000 kr"),
    ("@torget", "@torget"),
    ("v. 12-14", "v. 12-14"),
]


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_contact_details_are_never_shown(text: str, expected: str) -> None:
    assert privacy.without_contacts(text) == expected


NAMED = ("Eva Ek", "Anna-Karin Björk", "Erik Ek", "Carl von Lind", "Maja", "Björn Sten", "Åke Örn")
KNOWN = People(
    (*((name, name) for name in NAMED), ("Ewa Ek", "Eva Ek")),
    ("Björns trädgård", "Maja ungdomsmottagning", "Polisen", "Eva Eks kvarter"),
)
NAMES = [
    ("Eva Ek", "E.E."),
    ("Erik Ek", "E.E. (2)"),
    ("eva ek ringer", "E.E. ringer"),
    ("EVA EK", "E.E."),
    ("Samordnare Eva Ek, Polisen", "Samordnare E.E., Polisen"),
    ("Eva Eks grupp", "E.E.s grupp"),
    ("Evas grupp", "E.E.s grupp"),
    ("Eva ringer skolan", "E.E. ringer skolan"),
    ("Ek planeras", "E. planeras"),  # two have it: just the letter
    ("en ek vid torget", "en ek vid torget"),
    ("Anna-Karin Björk", "A-K.B."),
    ("Anna-Karin har mött dem", "A-K.B. har mött dem"),
    ("Karin har mött dem", "A-K.B. har mött dem"),
    ("Carl von Lind", "C.L."),
    ("person:Eva Ek | organisation:Polisen", "person:E.E. | organisation:Polisen"),
    ("Maja ringer", "M. ringer"),
    ("majas", "majas"),
    ("Maja ungdomsmottagning", "Maja ungdomsmottagning"),
    ("Björns trädgård", "Björns trädgård"),
    ("Björns gata", "Björns gata"),
    ("Björn ser till det", "B.S. ser till det"),
    ("Bygga en stenmur", "Bygga en stenmur"),
    ("Åke Örn och Eva Ek", "Å.Ö. och E.E."),
    ("Eva Eks kvarter", "E.E.s kvarter"),
    ("Ewa Ek ringer", "E.E. ringer"),  # another spelling of the same person
    ("Evangelisk Eken", "Evangelisk Eken"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_known_names_are_hidden_wherever_they_stand(text: str, expected: str) -> None:
    assert KNOWN.hidden(text) == expected


def test_everybody_has_initials_of_their_own_and_they_lead_back() -> None:
    assert len(set(KNOWN.by_person.values())) == len(NAMED)
    for person in NAMED:
        assert KNOWN.named(KNOWN.actor(f"person:{person}")) == f"person:{person}"
        assert KNOWN.named(KNOWN.actor(person)) == person
    assert KNOWN.actor("organisation:Eva Ek") == "organisation:Eva Ek"
    assert KNOWN.actor("person:Okänd") == "person:Okänd"


def test_who_comes_later_takes_nobodys_initials() -> None:
    later = People((*KNOWN.persons, ("Elsa Ek", "Elsa Ek")))
    assert {name: later.by_person[name] for name in KNOWN.by_person} == dict(KNOWN.by_person)
    assert later.by_person["Elsa Ek"] == "E.E. (3)"


def test_an_answer_is_shown_without_what_is_hidden() -> None:
    answer = pd.DataFrame(
        {
            "measure": ["Eva Ek-1"],
            "who": ["Eva Ek 08-123 45 67"],
            "names": [["Eva Ek", "Polisen"]],
            "other": [[{"header": "Budget", "text": "Eva Ek vet"}]],
            "open": [True],
            "end_date": [pd.Timestamp("2024-05-01")],
            "goal": [None],
        }
    )
    plain = privacy.shown("measures", answer, None, contacts=False)
    assert list(plain["who"]) == [f"Eva Ek {NO_CONTACT}"]
    hidden = privacy.shown("measures", answer, KNOWN, contacts=False)
    assert list(hidden["who"]) == [f"E.E. {NO_CONTACT}"]
    assert hidden["names"][0] == ["E.E.", "Polisen"]
    assert hidden["other"][0] == [{"header": "Budget", "text": "E.E. vet"}]
    assert hidden["measure"][0] == "Eva Ek-1", "id:n rörs inte"
    assert hidden["end_date"].dtype == answer["end_date"].dtype
    assert privacy.shown("measures", answer, None, contacts=True)["who"][0] == answer["who"][0]
    who_did = pd.DataFrame({"who": ["Ingen Känd"], "why": ["Eva Ek sade det"]})
    done = privacy.shown("measure_corrections", who_did, KNOWN, contacts=False)
    assert (done["who"][0], done["why"][0]) == ("I.K.", "E.E. sade det")
