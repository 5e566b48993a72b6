"""Words that lost å, ä and ö: spelt as they were meant for judging, and found again as the document has them."""

from __future__ import annotations

import pytest

from loaders.load import judge, write_down
from loaders.mend import mend, mended, own_words
from loaders.records import Cell, Document, Front, Place, Table
from loaders.text import fold
from loaders.vocabulary import words

MEANT = [
    ("har inte o6kat", "har inte ökat"),
    ("2 génger per manad", "2 gånger per månad"),
    ("I6pande under aret", "löpande under året"),
    ("[6pande", "löpande"),
    ("Genomférd pa hést", "Genomförd på höst"),
    ("Gtgarden &r inte paborjad", "åtgärden är inte påbörjad"),
    ("Atgarden ar klar", "Åtgärden är klar"),
    ("tva moten per ar", "två möten per år"),
    ("3 ar", "3 år"),
    ("var och host", "vår och höst"),
    ("traffen var uppskattad", "träffen var uppskattad"),
    ("M&ten har hallits p& plats", "Möten har hållits på plats"),
    ("informationséverféring", "informationsöverföring"),
    ("forvaltningsovergripande", "förvaltningsövergripande"),
    ("lagt pa is, pausades i vantan pa besked", "lagt på is, pausades i väntan på besked"),
    ("| arbetet ingar |Oklart", "I arbetet ingår |Oklart"),
    ("utvrderas i maojlig man", "utvärderas i möjlig man"),
]


@pytest.mark.parametrize(("read", "meant"), MEANT)
def test_a_misread_word_is_spelt_as_it_was_meant(read: str, meant: str) -> None:
    assert mend(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Dialog fortsatt med bolag och andra stadsdelar, 25-30 deltagare 2025-03-26.",
        "Kontrollera avtal med varandra samtidigt; rapporter och fortbildning av seniorer dagarna efter.",
        "Karin Ek ansvarar, se https://exempel.se/a60b?id=6",
        "Idé om kafé",
        "",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(("read", "meant"), MEANT)
def test_every_word_stays_one_word_and_leads_back(read: str, meant: str) -> None:
    found = mended(read)
    assert len(found.text.split()) == len(read.split())
    for own, word in zip(read.split(), meant.split(), strict=True):
        if meant.count(word) == 1:
            assert found.own_words(word) == own
    assert found.own_words(meant) == read


def test_a_word_that_no_text_has_stays_itself() -> None:
    assert own_words("på", ["pa plats"]) == "pa"
    assert own_words("saknas här", ["pa plats"]) == "saknas här"


def test_the_spelling_list_mends_its_own_words() -> None:
    listed = {word for line in words("spelling")["lost"] for word in line.split()}
    plain = {word for word in listed if fold(word) != word and len(word) > 4}
    wrong = {word for word in plain if fold(mend(fold(word))) != fold(word)}
    assert wrong == set()
    changed = [word for word in plain if mend(fold(word)) == word]
    assert len(changed) >= 0.95 * len(plain)


def _plan(letters: dict[int, str]) -> Document:
    header = ("Orsak", "Åtgärd", "När", "Vem", "Uppföljning")
    rows = [
        ("Otrygghet på gångvägar", f"Stärka belysningen längs stråk nummer {n}", "Två gånger per år", "Åsa Öberg", told)
        for n, told in enumerate(
            ["Åtgärden är igång.", "Genomfördes under våren.", "Påbörjas först i höst.", "Kunde ej genomföras."] * 2
        )
    ]
    cells = [[Cell(text.translate(letters) if at else text, Place(table=1, row=at + 1)) for text in row]
             for at, row in enumerate([header, *rows])]  # fmt: skip
    return Document("plan.csv", "0", "csv", (Table(tuple(map(tuple, cells)), Place(table=1)),))


@pytest.mark.parametrize("letters", [str.maketrans("åäöÅÄÖ", "aaoAAO"), str.maketrans("åäöÅÄÖ", "&ééAAO")])
def test_a_plan_without_its_letters_means_the_same_and_keeps_its_text(letters: dict[int, str]) -> None:
    front = Front(plan_year=2025)
    clean, lost = (judge(document, write_down(document), front) for document in (_plan({}), _plan(letters)))
    assert [one.status.code for one in lost.measures] == [one.status.code for one in clean.measures]
    assert [one.timing.code for one in lost.measures] == [one.timing.code for one in clean.measures]
    for one, own in zip(clean.measures, lost.measures, strict=True):
        assert own.row.measure == one.row.measure.translate(letters)
        assert own.status.words in own.row.followups[-1].text
        assert own.timing.words in own.row.when
        assert [actor.name for actor in own.actors] == [actor.name.translate(letters) for actor in one.actors]
