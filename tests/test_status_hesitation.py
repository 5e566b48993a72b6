"""Where a careful reader asks although the words are clear, and the neighbour that says the same for sure."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.meaning.status import read_status
from loaders.meaning.status_hesitation import CUT_OFF, hesitation, is_cut
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.records import Status
from loaders.text import fold
from loaders.vocabulary import words

SIGNS = {sign["name"]: sign["asks"] for sign in words("status")["hesitation"]}


def read(text: str, measure: str = "") -> Status:
    return read_status("", text, measure=measure, followed_up=date(2025, 12, 1), plan_year=2025)


def asked(text: str, measure: str = "") -> str:
    """What is asked where the whole of `text` is read as carried out, by words that say little."""
    setting = Setting(date(2025, 12, 1), 2025, fold(measure))
    return hesitation(text, Outcome("genomford", 2, 0, len(text), "status.genomford:verb"), setting)


ASKED = [
    ("skribenten är inte säker", "Såvitt vi vet har utbildningen hållits.", "Utbildningen har hållits."),
    ("skribenten är inte säker", "Skolan har förmodligen genomfört den.", "Skolan har genomfört den."),
    ("någon annan har tagit över", "Länsstyrelsen tog över arbetet i maj.", "Länsstyrelsen höll utbildningen i maj."),
    ("några och andra", "Några grannar har satt upp skyltar, andra vill inte.", "Grannarna har satt upp skyltar."),
    ("de andra gör det inte", "I sexan ringer mentorerna, i nian gör de det inte.", "I sexan ringer mentorerna."),
    ("ett villkor först", "Vi kör igång så snart bygglovet är klart.", "Vi har kört igång."),
    ("något annat i stället", "Kursen ersattes av en föreläsning som hölls i maj.", "Kursen hölls i maj."),
    ("en ansökan", "Projektansökan inlämnad", "Redovisningen inlämnad"),
    ("bara påtalat", "Påtalat för ledningen tre gånger.", "Redovisat för ledningen tre gånger."),
    ("en plats är tom", "Två områdespoliser har börjat, en tjänst är vakant.", "Två områdespoliser har börjat."),
    ("något upphörde", "Fältgruppen avvecklades i juni.", "Fältgruppen utökades i juni."),
]


@pytest.mark.parametrize(("sign", "unsure", "sure"), ASKED)
def test_a_sign_of_doubt_is_asked_about(sign: str, unsure: str, sure: str) -> None:
    assert asked(unsure) == SIGNS[sign]
    assert asked(sure) == ""


def test_what_was_applied_for_is_done_where_the_measure_is_to_apply() -> None:
    assert asked("Projektansökan inlämnad", "Trygghetsvärdar i centrum") == SIGNS["en ansökan"]
    assert asked("Projektansökan inlämnad", "Ansök om projektmedel") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Utbildningen genomfördes i maj och",
        "Arbetet pågår och rutinen är",
        "Genomfört, samarbetet har",
        "gång i maj. Polisen deltog.",
        "och kursen genomfördes i maj",
        "genomfördes i maj med polisen.",
        "Genomfört i maj,",
    ],
)
def test_half_a_text_is_asked_about(text: str) -> None:
    assert is_cut(text)
    assert read(text).doubt
    assert read_status(text, "").doubt


@pytest.mark.parametrize(
    "text",
    [
        "Klart",
        "klart",
        "pågår enligt plan",
        "v. 11 hållen",
        "Blev inte av",
        "Rullar på",
        "Genomfört i maj",
        "a) Klart. b) Klart.",
    ],
)
def test_what_is_only_short_is_no_half(text: str) -> None:
    assert not is_cut(text)
    assert read(text).doubt != CUT_OFF


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Utbildningen är inte genomförd. Två av tre chefer är sjukskrivna.", "ej_genomford"),
        ("Kursen har inte hållits. Tre av fem lärare har slutat.", "ej_genomford"),
        ("Arbetet står stilla. En av två inspektörer är sjuk.", "pausad"),
        ("Projektet är inte klart. Två av tre skolor har besökts.", "delvis"),
        ("Utbildningen är inte klar. Två av tre träffar är genomförda.", "delvis"),
    ],
)
def test_a_count_of_other_things_does_not_decide(text: str, code: str) -> None:
    assert read(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gjort 2 ggr, planen sa 4.", "delvis"),
        ("Planerat: 10 tillsyner. Utfall: 6.", "delvis"),
        ("Planerat: 10 tillsyner. Utfall: 10 tillsyner. 4 förelägganden.", "genomford"),
        ("Målet var tio besök, vi gjorde tolv.", "genomford"),
        ("Planerat: 10. Utfall: 0.", "ej_genomford"),
        ("Under året har 4 av 6 träffar ägt rum med 18 deltagare.", "delvis"),
        ("Andel utbildade 63 % (135/214).", "delvis"),
    ],
)
def test_what_came_of_what_was_planned_is_counted(text: str, code: str) -> None:
    assert read(text).code == code


def test_who_did_it_is_no_part_of_it() -> None:
    painted = "Tunneln är renoverad. Målningen gjordes av elever från fyra av stadens sex gymnasier."
    assert read(painted).code == "genomford"


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Filmen är klar och visas i februari.", True),
        ("Kameror: 12 beställda, 8 levererade, 5 monterade.", True),
        ("Tretton föreningar har antagit policyn, vi har tjugo föreningar.", True),
        ("Kiosken tackade ja, macken sa nej.", True),
        ("Filmen är klar och visades i oktober.", False),
    ],
)
def test_done_in_part_or_later_is_asked_about(text: str, doubted: bool) -> None:
    assert bool(read(text).doubt) == doubted


@pytest.mark.parametrize(
    ("text", "continues"),
    [
        ("Länsstyrelsen tog över arbetet efter kommunen i maj.", False),
        ("Kursen hölls i maj. Fritids har tagit över det nu.", True),
        ("Utbildning hålls i feb-26.", True),
        ("Rutinen är antagen och föremål för årlig revidering.", True),
    ],
)
def test_who_took_over_goes_on_only_with_what_was_done(text: str, continues: bool) -> None:
    assert read(text).continues == continues
