"""Status and continues: the case table, the two golds, and that every word of the vocabulary earns its place.

The table's column `held_out` says how a case came to be: "no" was at hand while the rules were written, "yes" (a third,
by the hash of its text) was not looked at until they stood, "blind 1".."blind 44" and "blind p1".."p5" (single phrases)
were written later, each read once before anything was changed for it. Read for the first time, the status was right in
76 to 89 % of blind 10..19, 79 to 97 % of 20..34, 57 to 93 % of 35..37 and 78 to 89 % of the phrases; continues in 93 to
99 %. Blind 38..43 are whole municipal styles with much that others had misread: 64, 65, 69, 67, 73 and 63 % (72, 73,
84, 80, 86 and 72 % of the rows where `why` names no alternative), continues 94, 96, 94, 93, 97 and 94 %, wrong without
a doubt 15, 12, 6, 9, 4 and 6 %; blind 44 is only of continues: 70 %. Blind 45..48 are families that two new
authors' documents had been misread in (people counted, one part done and another not, entries of a diary, what is only
prepared, lights beside a text, posts filled, days over new year, and long prose in 47): 45, 66, 55 and 60 % (52, 78, 75
and 72 % where `why` names an alternative that may count), continues 78, 98, 95 and 88 %; of blind 45 a third was kept
back and read 43 % before and 63 % after the rules were made for the rest. Blind 49..51 are whole plans in three other
voices: 55, 63 and 47 % (73, 80 and 72 %), continues 90, 93 and 89 %. Blind 52 are those rows of eight whole documents
of two new authors whose class leaves no doubt and that are read right (roles stand for the persons named): four of the
documents were at hand for blind 45; of the 126 rows of the other four, measured once, the status was right in 113
before and in 115 after (97 and 99 of the 103 with one possible reading), continues in 111 and 110. Of 97 follow-ups
that two others wrote and judged alike, and that were not looked at, the status was right in 81 before blind 38 and in
83 after blind 44 (66 and 68 of the 73 where both were sure), wrong without a doubt in 9 and 3; continues in 75 and 80
of 92.
Blind 53 and 54 are two thirds of 900 rows by two authors who each wrote as many people as they could, each row with its
measure and planned time (a third, by the hash of its text, was kept back): the status was right in 55 and 56 %, wrong
without a doubt in 11 and 10 %. The second reading then came to see the measure, the planned time, the numbers and the
first and last sentence, and no longer the cues of the rules: learnt of the one author's rows it read 62 % of the
other's right, and 68 % of both when learnt of other rows of theirs; "to learn" are rows written after that, of which
it learns what such prose says. Of the 300 rows kept back the status was right in 164 before, wrong without a
doubt in 32, and when they were first read after in 213 and 16; then the starts of status_weighed.py were tried on them
a dozen times, together with plan 002, and as they stood they gave 210 and 21.
Blind 55 and 56 are two thirds of 800 rows by two more authors (a third, by the hash of its text, kept back): the status
was right in 76 and 75 % of those here and in 69 and 79 % of those kept back, wrong without a question in 9, 4, 13 and
5 %, asked about in 43, 44, 40 and 40 %. Then the starts gave way to four numbers and one limit (status_fit.py), and
what is seen of the measure and its time came to be held harder: blind 53, 54 and "to learn" were written to one brief,
in which «löpande» is never carried out, so that each taught how the others were judged. With each author read by
weights that are learnt without that author's rows, 55 and 56 went from 75 and 74 % right to 81 and 75 %, from 9 and 4 %
wrong without a question to 2 and 2 %, from 43 and 44 % asked about to 41 and 44 % (some of it by rules made for these
rows); 53 and 54 from 67 and 71 to 66 and 68, from 11 and 6 to 7 and 6, from 53 and 59 to 55 and 51. Of the rows of 55
and 56 kept back, 75 and 79 % are read right, 6 and 4 % wrong without a question, 43 and 38 % asked about; they were
measured three times, and not looked at.
Blind 57 and 58 are chosen of 540 follow-ups written as twelve offices would (58 with measure and time; a third, by the
hash of its text, kept back and looked at only as sums). Of the 370 others the status was right in 225 before and 238
by rules made for them, wrong without a question in 43 and 11 (that, with weights not learnt of them); of the 170 kept
back, right in 110 before and 111 with the weights learnt, wrong without a question in 19 and 12, asked about in 83 and
93. Those that were read right and for sure from the start are not in the table.
Blind 59 are 48 of 120 rows of three more offices, read for the first time when those rules and weights stood: right in
72 (before them in 67), wrong without a question in 8 (12), asked about in 77 (72).
Blind 60 are half of 194 follow-ups of ten more offices (the other half, by the hash of its text, kept back and looked
at only as sums), 61 and 62 many outcomes of one measure side by side, told by one author, of which few are plain. Read
for the first time, the status was right in 73 of 90, 225 of 330 (by the second reading alone) and 93 of 134, wrong
without a question in 2 and, of 62, 4. Of the 105 kept back it was right in 86 before and 89 after, asked about in 35
and 36. Of the unseen plans of p, y and z, of which nothing is learnt, in 115, 140 and 133 before, and 120, 143 and 135
after; asked about in 28, 15 and 16 % before, and 30, 8 and 12 after.
Of 160 rows by yet another author, not in this table, the rules alone read 84 % right (86 of the half that was kept back
to the end), weighed against the second reading as it was before blind 53 it was 90 (88); wrong without a question
6 (2) and 1 (1).
`why` names the alternative where a careful reader would hesitate; "misread:" what the rules alone read wrong: of those
the share read right, and asked about, has a floor; "outweighed:" what they read right and the second reading overturns,
with a question.
"""

from __future__ import annotations

import csv
import re
import unicodedata
import warnings
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from loaders.meaning.status import by_rules, read_status
from loaders.meaning.status_apart import apart
from loaders.meaning.status_learn import learnt, seen_in
from loaders.meaning.status_occasions import planned_occasions, told_occasions
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_own import own_verb_done
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_second import chances, likely
from loaders.meaning.status_tense import tense
from loaders.meaning.status_text import pieces
from loaders.meaning.status_time import so_far
from loaders.meaning.status_weighed import RULE, together, weighed
from loaders.meaning.status_words import phrase_pattern
from loaders.records import Status
from loaders.text import fold
from loaders.vocabulary import words

HERE = Path(__file__).resolve().parent
CASES = list(csv.DictReader((HERE / "meaning" / "status_cases.csv").open(encoding="utf-8", newline="")))
SHARED = HERE.parents[0].parent / "shared"
READ = ("status_text", "followup", "comment", "when", "measure", "followed_up", "plan_year")
CODES = {
    "genomford", "delvis", "pagar", "ej_paborjad", "pausad", "ej_genomford", "borttagen", "oklar", "ej_uppfoljd",
}  # fmt: skip


def read(case: dict[str, str]) -> Status:
    return _read(tuple(case.get(name) or "" for name in READ))


@cache
def _read(texts: tuple[str, ...]) -> Status:
    """Read once: several tests ask of the same case."""
    case = dict(zip(READ, texts, strict=True))
    return read_status(
        case["status_text"],
        case["followup"],
        case["comment"],
        when=case["when"],
        measure=case["measure"],
        followed_up=date.fromisoformat(case["followed_up"]) if case.get("followed_up") else None,
        plan_year=int(case["plan_year"]) if case.get("plan_year") else None,
    )


def named(case: dict[str, str]) -> str:
    return (
        " / ".join(filter(None, (case["status_text"], case["followup"], case["comment"], case["when"])))[:70] or "tom"
    )


MISREAD = [case for case in CASES if case["why"].startswith("misread:")]
OUTWEIGHED = [case for case in CASES if case["why"].startswith("outweighed:")]


def right(case: dict[str, str], status: Status) -> bool:
    return (status.code, "yes" if status.continues else "no") == (case["status"], case["continues"])


SURE = [case for case in CASES if not case["why"].startswith(("misread:", "outweighed:"))]


@pytest.mark.parametrize("case", SURE, ids=named)
def test_case(case: dict[str, str]) -> None:
    status = read(case)
    assert (status.code, "yes" if status.continues else "no") == (case["status"], case["continues"]), (
        f"{case['why']}: {status}"
    )


def test_what_the_rules_misread_is_often_set_right_and_else_asked_about() -> None:
    readings = [(case, read(case)) for case in MISREAD]
    wrong = [(case, status) for case, status in readings if status.code != case["status"]]
    assert len(wrong) <= 0.4 * len(readings)
    assert sum(bool(status.doubt) for _, status in wrong) >= 0.75 * len(wrong)
    unasked = [status.code == case["status"] for case, status in readings if status.rule == RULE and not status.doubt]
    assert sum(unasked) >= 0.9 * len(unasked)
    mended = [named(case) for case, status in readings if right(case, status) and status.rule != RULE]
    assert not mended, f"läses nu rätt av reglerna, ta bort «misread:»: {mended}"


def test_what_the_second_reading_overturns_wrongly_is_little_and_asked_about() -> None:
    readings = [read(case) for case in OUTWEIGHED]
    assert all(status.rule == RULE and status.doubt for status in readings)
    assert len(OUTWEIGHED) <= 3


def test_words_stand_in_the_texts() -> None:
    for case in CASES:
        status = read(case)
        texts = (case["status_text"], case["followup"], case["comment"])
        assert any(status.words in text for text in texts), named(case)
        assert any(status.continues_words in text for text in texts), named(case)
        assert status.continues == bool(status.continues_words), named(case)
        silent = status.code == "ej_uppfoljd" and status.rule == "regel:ingen uppföljningstext"
        assert bool(status.words) != silent, named(case)
        assert status.rule.startswith(("status.", "regel:")), named(case)


def test_table_holds_every_class_and_a_third_back() -> None:
    assert {case["status"] for case in CASES} == CODES
    first = [case for case in CASES if case["held_out"] in {"yes", "no"}]
    assert 0.25 < sum(case["held_out"] == "yes" for case in first) / len(first) < 0.45


DOUBTED = [
    ("Genomfört", "Har inte kunnat genomföras."),
    ("Ej påbörjat", "Mötet hölls i maj."),
    ("Grön", ""),
    ("x", ""),
    ("Försenad", ""),
    ("", "Ej aktuellt"),
    ("1. Klart 2. Pågår", ""),
    ("", "Tre träffar under våren med 40 deltagare."),
    ("", "Viktig fråga."),
    ("75 %", ""),
]


@pytest.mark.parametrize(("status_text", "followup"), DOUBTED)
def test_a_careful_reader_hesitates(status_text: str, followup: str) -> None:
    assert read_status(status_text, followup).doubt.endswith("?")


SURE = [("Genomfört enligt plan", ""), ("", "Pågår"), ("Klart", "Genomfördes i mars."), ("", ""), ("", "Ej påbörjat")]


@pytest.mark.parametrize(("status_text", "followup"), SURE)
def test_a_plain_text_raises_no_doubt(status_text: str, followup: str) -> None:
    assert read_status(status_text, followup).doubt == ""


def test_a_light_asks_only_where_it_cannot_stand_for_what_is_told() -> None:
    held_in_part = "Vårens träff hölls. Höstens träff ställdes in."
    yellow = read_status("Gul", held_in_part)
    assert (yellow.code, yellow.doubt) == ("delvis", "")
    green = read_status("Grön", "Grupperna är igång på tre skolor.")
    assert (green.code, green.doubt) == ("pagar", "")
    assert read_status("Grön", held_in_part).doubt == read_status("Röd", "Genomfördes i maj.").doubt != ""


BESIDE_COLUMN = [
    ("Klar", "Värdarna har gått 88 av 92 pass.", False),
    ("Klar", "Två av fyra möten hölls.", True),
    ("Pågår", "212 av 260 medarbetare har gått utbildningen.", False),
    ("Pågår", "Genomförd.", True),
    ("Ej startad", "Inställd i oktober. Lokalen var dubbelbokad.", False),
    ("Utgår", "Arbetet lades ned när kommunikatören slutade.", False),
    ("Utgår", "Mötet hölls i maj.", True),
    ("Delvis", "Projektet har inte startat.", True),
    ("Delvis", "Mötet ställdes in.", True),
    ("Delvis", "Samtliga möten hölls.", True),
    ("Delvis", "Informationen har lämnats, men föreläsningen ställdes in.", False),
    ("Pågår", "Genomfördes i maj.", True),
    ("Pågår", "Alla fyra möten hölls under våren.", True),
    ("Pågår", "Första mötet hölls i maj.", False),
    ("Pågår", "Alla möten hölls i maj, nästa är planerat till hösten.", False),
]


@pytest.mark.parametrize(("status_text", "followup", "asks"), BESIDE_COLUMN)
def test_what_only_tells_more_does_not_contradict_the_column(status_text: str, followup: str, asks: bool) -> None:
    assert ("säger olika" in read_status(status_text, followup).doubt) == asks


@pytest.mark.parametrize(
    ("text", "is_apart"),
    [
        ("2 av 4 möten, 1 återstår", True),
        ("10 möten i maj, 8 inställda", True),
        ("88 av 92 pass", False),
        ("nio av de planerade tio", False),
        ("98 procent", False),
    ],
)
def test_nearly_all_is_so_many_of_so_many(text: str, is_apart: bool) -> None:
    """Beside «klar», a part of the whole says otherwise, and nearly all of it does not."""
    done, part = Outcome("genomford", 4, 0, 4, "status.x:y"), Outcome("delvis", 4, 0, len(text), "regel:x")
    assert apart(done, part, text) == is_apart


STEPS = [
    ("Skisser klara.", "Pumpbana i Ekparken", "pagar"),
    ("Skisser klara.", "Ta fram skisser till en pumpbana", "genomford"),
    ("En första version har lämnats till styrgruppen.", "Kartlägga rekryteringsvägar", "pagar"),
    ("Upphandlingen klar.", "Byta lampor", "pagar"),
    ("Upphandlingen klar. Nya lampor satta i maj.", "Byta lampor", "genomford"),
    ("Annonskampanjen har genomförts", "Kampanj mot häleri", "genomford"),
    ("Planeringsdagen är genomförd", "Gemensam dag för personal", "genomford"),
    ("Förslagslådan är uppsatt", "Låda för synpunkter", "genomford"),
    ("Etapp 1 klar", "Belysning, etapp 1 och etapp 2", "delvis"),
    ("Etapp 1 klar", "Belysning, etapp 1 och 2", "delvis"),
    ("Etapp 1 klar", "Belysning, etapp 1–2", "delvis"),
    ("Etapp 1 klar", "Belysning, etapp 1 till 2", "delvis"),
    ("Etapp 1 klar", "Belysning, etapperna 1, 2 och 3", "delvis"),
    ("Etapp 1 och 2 klara", "Belysning, etapperna 1 och 2", "genomford"),
    ("Etapp 2 klar", "Belysning, etapp 1 och 2", "genomford"),
    ("Etapp 1 klar", "Belysning, etapp 1, 12 lampor", "genomford"),
    ("Barn som bevittnat våld är en prioriterad målgrupp.", "Korta kön till samtalsgruppen", "oklar"),
    ("Vi har pratat mycket om hur viktigt detta är.", "Cirkel för boende", "oklar"),
]


@pytest.mark.parametrize(("followup", "measure", "code"), STEPS)
def test_a_step_a_talk_or_a_fact_is_not_carried_out(followup: str, measure: str, code: str) -> None:
    assert read_status("", followup, measure=measure).code == code


@pytest.mark.parametrize(
    ("measure", "text", "done"),
    [
        ("Ta fram en rutin", "Enheten har tagit fram rutinen.", True),
        ("Ta fram en rutin", "Rutinen är framtagen.", True),
        ("Ta fram en rutin", "Det har tagit tid.", False),
        ("Ta fram en rutin", "Att komma fram till rutinen har tagit tre möten.", False),
        ("Ta fram informationsmaterial till klienter", "Kansliet har tagit fram materialet.", True),
        ("Att utveckla samverkan", "Samverkan har utvecklats.", True),
        ("2. Använda lokalen på kvällar", "Lokalen användes hela hösten.", True),
        ("Skriva ett avtal", "Avtalet skrevs i maj.", True),
        ("Utreda behovet", "Behovet har inte utretts.", False),
        ("Utreda behovet", "Behovet ska ha utretts till våren.", False),
        ("Utreda behovet", "Behovet utreds.", False),
        ("Utreda behovet", "Vi har inte hunnit allt. Behovet är utrett.", True),
        ("Utreda behovet", "Behovet är utrett i norr, men ännu inte i söder.", False),
        ("Utreda behovet", "Behovet är utrett. En gata är kvar.", False),
        ("Måla vägg och räcke", "Väggen är målad.", False),
        ("Ta fram en rutin för larm och utbilda personalen", "Rutinen är framtagen.", False),
        ("Utbilda personal på fem enheter", "Personalen på två enheter har utbildats.", False),
        ("Utbilda all personal", "Personalen har utbildats.", False),
        ("Utbilda personal", "Några i personalen har utbildats.", False),
        ("Utbilda personal", "Nyanställda har utbildats.", False),
        ("Bygga en ny lekplats", "Lekplatsen byggdes om förra året.", False),
        ("Utveckla samarbetet", "Samarbetet utvecklades dåligt.", False),
        ("Skapa trygga platser", "Det har skapat oro.", False),
        ("Bygga en väg", "Alla vägrade, så det byggdes ett räcke.", False),
        ("Leda arbetsgruppen", "Det har lett till mindre klotter.", False),
        ("Tidiga insatser", "Ett möte om insatser hölls tidigt i våras.", False),
        ("Trygghetsvandring", "Vi har vandrat i maj.", False),
        ("", "Klart.", False),
    ],
)
def test_what_is_done_in_the_measures_own_verb(measure: str, text: str, done: bool) -> None:
    assert own_verb_done(fold(measure), fold(text)) is done


def test_the_measure_itself_done_is_no_first_step() -> None:
    measure, told = "Ta del av lagförslaget", "Gruppen har tagit del av lagförslaget. Nya mål ska tas fram till våren."
    for one, code in ((measure, "genomford"), ("Möte om lagförslaget", "pagar")):
        _, found, asked, _ = by_rules(["", told, ""], Setting(measure=fold(one)), one, "")
        assert found and (found.code, bool(asked)) == (code, True)


def test_a_light_stands_against_the_measures_own_verb() -> None:
    measure = "Utreda behovet av vakter"
    assert read_status("", "🔴 Behovet utreddes i maj.", measure=measure).code == "ej_genomford"
    assert read_status("Röd", "Behovet är utrett. Nästa möte ska hållas i mars.", measure=measure).doubt


def test_a_first_version_is_the_whole_where_it_is_the_measure() -> None:
    """So the rules read it; such texts mostly mean that more is to come, so that a question remains."""
    text, measure = "En första version har lämnats till styrgruppen.", "Ta fram en första version av en plan"
    found = by_rules(["", text, ""], Setting(measure=fold(measure)), measure, "")[1]
    assert found
    assert found.code == "genomford"
    assert read_status("", text, measure=measure).doubt


PARTICIPLES = [
    ("Cykelrummet är låst.", "past"),
    ("Porten är låst nattetid.", "past"),
    ("Lampan är fäst på stolpen.", "past"),
    ("Mätaren är avläst.", "past"),
    ("Larmet är utlöst.", "past"),
    ("Stödet är använt.", "past"),
    ("Det är värst på kvällen.", ""),
    ("Bråket är vanligast på fredagar.", ""),
    ("Läget är hopplöst.", ""),
    ("Materialet är intressant.", ""),
]


@pytest.mark.parametrize(("text", "form"), PARTICIPLES)
def test_what_is_locked_was_done_and_what_is_worst_is_not(text: str, form: str) -> None:
    """Folded, «låst» and «läst» end as superlatives do."""
    assert tense(pieces(text)[0].tokens)[0] == form


@pytest.mark.parametrize("text", ["Cykelrummet är låst.", "Porten är låst nattetid.", "Lampan är fäst på stolpen."])
def test_what_is_locked_is_carried_out_with_a_question(text: str) -> None:
    read = read_status("", text)
    assert (read.code, bool(read.doubt)) == ("genomford", True)


def test_an_entry_of_a_diary_is_read_as_on_its_own_day() -> None:
    """«Nästa vecka» is ahead of the day when it was written, and the latest entry tells when the others were."""
    text = "240618: Planeras. 241104: Affischen är klar. Genomförs nästa vecka."
    assert read_status("", text, plan_year=2024).code == "ej_paborjad"
    ahead = read_status("", "240618: Hölls i maj. 241104: Utvärderas i januari.", plan_year=2024)
    assert (ahead.code, ahead.continues) == ("genomford", True)
    assert not read_status("", "241104: Hölls. 250110: Klart i januari.", plan_year=2024).continues


ONE_BY_ONE = [
    ("En träff i mars med 20 deltagare och en i maj.", 2),
    ("Mötena hölls, ett i april och ett i september.", 2),
    ("En träff hölls i mars. Ytterligare en i maj.", 2),
    ("En träff i mars och en träff i maj.", 2),
    ("En vandring i centrum, en vid stationen och en i våras i parken.", 3),
    ("En träff på våren och två på hösten.", 3),
    ("Två insatser i maj, en i augusti.", 3),
    ("Två vandringar genomförda, en i centrum och en vid stationen.", 2),
    ("Tre träffar, en i mars och en i maj.", 3),
    ("En träff hölls i mars, en i maj är planerad.", 1),
    ("En träff i mars, och en i november.", 1),
    ("En utbildningsdag för personal och ett möte med polisen.", 1),
]


@pytest.mark.parametrize(("text", "told"), ONE_BY_ONE)
def test_occasions_told_one_by_one_are_counted(text: str, told: int) -> None:
    """Those to come are not; a number and its parts are told once."""
    assert told_occasions(fold(text), date(2025, 10, 15), 2025) == told


def test_the_question_tells_as_many_occasions_as_the_text() -> None:
    setting = {"measure": "Nätverksträffar", "followed_up": date(2025, 12, 15), "plan_year": 2025}
    text = "En träff hölls i mars med 20 deltagare och en i maj."
    assert "2 av 4" in read_status("", text, when="4 ggr/år", **setting).doubt  # type: ignore[arg-type]
    both = read_status("", text, when="2 ggr/år", **setting)  # type: ignore[arg-type]
    assert (both.code, both.doubt) == ("genomford", "")


def test_a_year_is_no_number_of_occasions() -> None:
    times = ("4 träffar per år", "Hösten 2025 träffar varje månad", "2 möten per termin 2025")
    assert [planned_occasions(when) for when in times] == [4, None, 4]


@pytest.mark.parametrize("text", ["En träff i mars och en i november.", "Möten i mars och november."])
def test_an_occasion_held_beside_one_ahead_is_no_plan_alone(text: str) -> None:
    read = read_status("", text, followed_up=date(2025, 10, 15), plan_year=2025)
    assert (read.code, read.rule) == ("pagar", "regel:tillfällen före och efter")
    assert "både före uppföljningen och längre fram" in read.doubt


def test_comment_alone_is_read_with_a_doubt() -> None:
    status = read_status("", "", "Genomfört i maj.")
    assert (status.code, bool(status.doubt)) == ("genomford", True)
    assert read_status("", "", "Bra samarbete med skolan.").code == "ej_uppfoljd"


@pytest.mark.parametrize(
    "text", ["Genomfört", "Påbörjat, arbetet fortsätter.", "Ännu inte påbörjat", "Åtgärden stryks", "Delvis genomfört"]
)
def test_letters_composed_and_capitals_read_alike(text: str) -> None:
    plain = read_status(text, "")
    for variant in (unicodedata.normalize("NFD", text), text.upper(), f"  {text}  ", fold(text)):
        read_again = read_status(variant, "")
        assert (read_again.code, read_again.continues) == (plain.code, plain.continues)
        assert read_again.words in variant


def test_a_passed_day_is_a_doubt_and_a_coming_one_a_plan() -> None:
    text = "Datum bokat 25 april."
    assert read_status("", text, followed_up=date(2024, 3, 13)).code == "ej_paborjad"
    passed = read_status("", text, followed_up=date(2024, 6, 15))
    assert (passed.code, bool(passed.doubt)) == ("oklar", True)


NEWEST = {"blind 38", "blind 39", "blind 40", "blind 41", "blind 42", "blind 43"}


def test_second_reading_knows_texts_it_was_not_counted_from() -> None:
    """What no rule made: right in most unseen texts, so that it may outweigh a rule. Of the table every other case
    is learnt here, none of them of the blind sets it is held against: of those it knew 441 of 694."""
    found = learnt((case for case in CASES[::2] if case["held_out"] not in NEWEST), rounds=40)
    unseen = [case for case in CASES if case["held_out"] in NEWEST and case["status"] in found.texts]
    known = 0
    for case in unseen:
        likely = chances(seen_in(case), list(found.texts), found.weights, found.bias)
        assert sum(likely.values()) == pytest.approx(1)
        known += max(likely, key=lambda code: likely[code]) == case["status"]
    assert known / len(unseen) >= 0.63


def test_second_reading_was_learnt_from_the_table() -> None:
    """The weights are kept in a file; where the table has grown past them they are to be learnt anew."""
    texts = Counter(case["status"] for case in CASES if case["status"] != "ej_uppfoljd")
    kept = words("status_weights")["texts"]
    assert set(kept) == set(texts)
    for code, number in texts.items():
        assert abs(kept[code] - number) <= 0.02 * number, (
            f"{code}: {kept[code]} texter är lärda, tabellen har {number}. Lär om: python -m "
            "loaders.meaning.status_learn tests/meaning/status_cases.csv > loaders/vocabulary/status_weights.toml"
        )


def test_second_reading_asks_where_the_words_are_of_another_class() -> None:
    """So many questions are the price of the limit `sure`: at 0.8 it is 12.4 % of the table, at 0.75, where the test
    held 12 %, it would be 10.2 %; status.toml tells what is wrong without a question at each. Of blind 60..62, whose
    rows are seldom plain, 19 % are asked about so."""
    asked = [case for case in CASES if "liknande texter" in read(case).doubt]
    assert asked
    assert all(words("own")["status"][read(case).code][0] in read(case).doubt for case in asked)
    assert all(not read(case).rule.startswith("status.märke:") for case in asked)
    assert len(asked) < 0.13 * len(CASES)


def test_two_readings_are_weighed() -> None:
    """The second one stands where it is surer; days and numbers only the rules see."""
    story = read_status(
        "", "Gruppen har träffats fem gånger. Man har kartlagt platser och går nu vidare med att ta fram förslag."
    )
    assert (story.code, story.rule) == ("pagar", RULE)
    less_sure = read_status("", "Skolorna har fått materialet. Hur det används vet vi inte.")
    assert (less_sure.code, less_sure.rule) == ("delvis", RULE)
    assert "vilket gäller?" in less_sure.doubt
    moved = "Beställningen är lagd, men kontoret har skjutit fram arbetet till våren 2026."
    assert read_status("Försenat", moved, followed_up=date(2025, 11, 19), plan_year=2025).code == "ej_paborjad"
    fewer = read_status("", "0 av 4 ronder genomförda. Vi hittade aldrig datum som passade.")
    assert (fewer.code, fewer.rule) == ("ej_genomford", "regel:antal av antal")


DAYS_AROUND = (date(2025, 11, 5), date(2025, 12, 20))


def test_nothing_is_asked_above_one_limit_and_something_below_it() -> None:
    """Whatever the two readings say; of what the rules would ask in any case, only the soft is left out."""
    words_seen, setting = Outcome("genomford", 2, 0, 4, "status.genomford:verb"), Setting()
    asked = dict[bool, set[bool]]({True: set(), False: set()})
    for case in CASES[::50]:
        texts = (case["status_text"], case["followup"], case["comment"])
        share = together(words_seen, likely(texts, setting), texts[1])
        likeliest = max(share, key=lambda code: share[code])
        limit = words("status")["weighed"]["sure_done" if likeliest == "genomford" else "sure"]
        found, doubt = weighed(words_seen, texts, 1, setting, "")
        if found.code != "oklar":
            asked[share[likeliest] >= limit].add(bool(doubt))
    assert asked == {True: {False}, False: {True}}


@pytest.mark.parametrize(
    ("told", "is_so_far"),
    [("hittills", True), ("till och med oktober", True), ("till och med december", False), ("till och med", False)],
)
def test_what_is_told_up_to_a_month_is_so_far(told: str, is_so_far: bool) -> None:
    assert so_far(f"27 familjer besok {told}".split()) == is_so_far
    text = f"27 familjer har fått besök {told}."
    read = read_status("", text, "", when="Löpande", measure="Team besöker familjer", plan_year=2025)
    assert read.doubt or not is_so_far


@pytest.mark.parametrize(
    ("text", "continues"),
    [
        ("Kaféet hölls även under hösten.", False),
        ("Vandringarna genomfördes även under sommaren.", False),
        ("Arbetet bedrivs även under hösten.", True),
        ("Kursen hölls i maj och ges även under hösten.", True),
    ],
)
def test_what_was_done_in_a_season_too_does_not_go_on(text: str, continues: bool) -> None:
    assert read_status("", text, "", when="Löpande", measure="Kafé", plan_year=2025).continues == continues


def test_checks_that_are_made_are_counted_and_what_they_found_is_not() -> None:
    made, found = (
        read_status("", text, "", when="Hösten", measure="Stickprov bland 20 föreningar", plan_year=2025)
        for text in ("Tolv av tjugo stickprov är gjorda.", "Stickprov gjort i oktober. Tolv av tjugo följer villkoren.")
    )
    assert (made.code, bool(made.doubt)) == ("delvis", True)
    assert found.code == "genomford"


def test_a_clear_phrase_weighs_more_and_a_long_text_less() -> None:
    weak, clear = Outcome("genomford", 2, 0, 4, "status.genomford:verb"), Outcome("genomford", 4, 0, 4, "status.x:y")
    even = {"genomford": 0.5, "pagar": 0.5}
    short, story, report = "ord " * 4, "ord " * 40, "ord " * 60
    sure = [together(found, even, text)["genomford"] for text in (short, story) for found in (clear, weak)]
    assert sure[0] > sure[1] > sure[2] > sure[3]
    assert together(clear, even, report)["genomford"] > sure[0] > together(weak, even, report)["genomford"]


def test_what_is_over_is_asked_about_where_a_day_lies_ahead() -> None:
    """The second reading sees no days: however sure it is, the text may tell of what is to come."""
    told, silent = "Genomfördes den 4 maj och den 11 december.", Outcome("oklar", 1, 0, 4, "regel:x")
    before, after = (weighed(silent, ("", told, ""), 1, Setting(day, 2025), "") for day in DAYS_AROUND)
    assert before[0].code == after[0].code == "genomford"
    assert before[1]
    assert not after[1]


def test_the_rules_and_questions_that_are_weighed_apart_are_those_of_the_code() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "loaders" / "meaning").glob("*.py"))
    )
    data = words("status")["weighed"]
    for said in [*data["not_seen"], *data["soft"]]:
        assert f'"{said}"' in code, said


REMOVED = [
    ("Vi har beslutat att sluta med aktiviteten.", True),
    ("Krogen har beslutat att sluta med plastglas.", False),
    ("Åtgärden kommer inte med i handlingsplanen.", True),
    ("Tas inte med i nästa års plan.", True),
    ("Polisen kommer inte med till vandringen i maj men fältarna gick den.", False),
]


@pytest.mark.parametrize(("text", "is_removed"), REMOVED)
def test_what_others_leave_does_not_leave_the_plan(text: str, is_removed: bool) -> None:
    found = by_rules(["", text, ""], Setting(), "", "")[1]
    assert found
    assert (found.code == "borttagen") == is_removed


def test_what_was_good_was_not_brought_up_at_a_council() -> None:
    """«Brå» and «bra» are one word when folded."""
    council = "status.oklar:togs upp på ett möte"
    assert read_status("", "Lekplatsen var i bra skick.").rule != council
    assert read_status("", "Var uppe i Brå.").rule == read_status("", "Lyftes på lokala Brå.").rule == council


def test_a_column_is_not_contradicted_by_words_that_mostly_are_its_own_class() -> None:
    assert read_status("Genomfört", "Rutinen används i ett tjugotal ärenden.").doubt == ""
    assert read_status("Genomfört", "Har inte kommit igång ännu.").doubt


def test_a_bracket_of_a_phrase_closes_in_its_own_word() -> None:
    """A phrase is parted at its spaces: «(hur det|om)» would be two words, of which the second must be there."""
    said = [say for entry in [*words("status")["cue"], *words("status")["continues"]] for say in entry["say"]]
    parts = [(part, say) for say in said for part in say.split() if "(" in part or ")" in part]
    assert parts
    assert [(part, say) for part, say in parts if not re.fullmatch(r"\([^()]+\)", part)] == []


def test_a_need_that_was_talked_of_is_no_outcome() -> None:
    found = by_rules(["", "Diskuterat behovet av mötesplats", ""], Setting(), "Mötesplats för unga", "")[1]
    assert found
    assert found.rule == "status.oklar:pratat om"
    assert read_status("", "Vet ej hur det gick").code == "oklar"


def test_every_vocabulary_entry_has_examples_and_warns_when_no_case_uses_it() -> None:
    lines = [
        " ".join(re.findall(r"\w+", fold(" ".join((case["status_text"], case["followup"], case["comment"]))))) + " "
        for case in CASES
    ]
    unused = []
    for entry in [*words("status")["cue"], *words("status")["continues"]]:
        assert entry["examples"], entry["name"]
        patterns = [re.compile(r"(?<!\S)" + phrase_pattern(say).pattern) for say in entry["say"]]
        if not any(pattern.search(line) for pattern in patterns for line in lines):
            unused.append(entry["name"])
    if unused:
        warnings.warn(f"status.toml: inget fall använder {', '.join(unused)}", stacklevel=1)


GOLDS = [("000", date(2024, 3, 13)), ("003", date(2024, 11, 13))]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "followed_up"), GOLDS)
@pytest.mark.parametrize("plan_year", [None, 2024])
def test_gold(name: str, followed_up: date, plan_year: int | None) -> None:
    path = SHARED / "gold" / f"{name}.csv"
    if not path.exists():
        pytest.skip("de riktiga planerna ligger inte bredvid projektet")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    status = continues = 0
    for row in rows:
        found = read_status(
            row["status_text"],
            row["followup"],
            row["comment"],
            when=row["when"],
            measure=row["measure"],
            followed_up=followed_up,
            plan_year=plan_year,
        )
        status += found.code == row["status"]
        continues += found.continues == (row["continues"] == "yes")
    assert status / len(rows) >= 0.97
    assert continues / len(rows) >= 0.95


@pytest.mark.parametrize("text", ["\u0301", "Klart \u0301 i maj", "\u0308 besök \u0301 redovisas", "ʹ \u0304."])
def test_a_mark_without_its_letter_is_no_word(text: str) -> None:
    assert read_status(text, text, measure="Kontrollera serveringstillstånd", plan_year=2024).code


def test_a_digit_that_is_no_number_is_no_week() -> None:
    read = read_status("", "Grupp 1 klar. Grupp 2 v. ፩", followed_up=date(2025, 11, 4), plan_year=2025)
    assert read.code == "genomford"
