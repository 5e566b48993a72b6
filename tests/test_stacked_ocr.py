"""Texts that OCR made of a table: header rows read across, and rows whose lines and cells come in strips.

All content is invented; the texts are written as Tesseract writes them with its English model.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from scoring import shares_of

from data.plans.read import examples
from loaders import load
from loaders.formats import markdown, stacked
from loaders.plan.stacked import joins
from loaders.plan.stacked.across import by_columns
from loaders.plan.stacked.across.beforehand import hardly_wider
from loaders.plan.stacked.across.by_columns import told_by_columns
from loaders.plan.stacked.across.table_lines import page_tops
from loaders.plan.stacked.column_words import ColumnWords, counted, texts_of
from loaders.plan.stacked.count import numbered
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.header_rows import _best, _Way, header_row, wordings
from loaders.plan.stacked.headers.marks import header_marks
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.joins import goes_on
from loaders.plan.stacked.read import rows_from_stacked
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import stream_of
from loaders.records import Measure
from loaders.register import as_register

_ROW = "\n\nDet ar morkt\n\nByta lampor\n\nPolisen"


@pytest.mark.parametrize(
    ("header", "kinds", "why"),
    [
        ("Kostnad | Nr | Prioriterat Bakgrund Forvantat Tid Planerade insatser Ansvarig part Resultat 2024- | Status\n"
         "samverkansom resultat 11-13 VB 2024\nrade",
         ["other", "other", "area", "cause", "goal", "when", "measure", "who", "followup", "status"],
         "three lines, words cut by narrow columns, dates below"),
        ("N | Fokuso Problembild | Mal Insats Start Slut Ansvarig Samverk | Lage Resultat Resultat 2025- Kost\n"
         "r | mrade anspart 2025-05-20 | 10-15 nad\n(kr)",
         ["other", "area", "cause", "goal", "measure", "when", "when", "who", "who", "status", "followup", "followup",
          "other"], "a bar that is no letter, two follow-ups with their dates below"),
        ("Delomrade Problem Forv | Nar Atgard/aktivitet Vem Avstamnin\nantat g\nresul\ntat",
         ["subarea", "cause", "goal", "when", "measure", "who", "followup"], "one word over four lines"),
        ("Omrade Geografiskt Tid Atgard/aktivitet Utfall Orsak Ansvarig part\nomrade",
         ["area", "subarea", "when", "measure", "followup", "cause", "who"], "a header in the middle goes on"),
        ("Prioriterat Orsak Atgard Operativa mal Nar Vem Uppfoljning\n\nsamverkansomrade",
         ["area", "cause", "measure", "goal", "when", "who", "followup"], "a blank line inside the header"),
        ("Prioriterat Orsak Atgard Nar Vem Uppfoljning\nsamverkansomr",
         ["area", "cause", "measure", "when", "who", "followup"], "the end of a word was cut off by the rule"),
        ("Nr Samverkans- Plats / malgrupp Orsak Atgard Operativt mal Ansvarig Tidplan Uppféljning 2025-04-24\nomrade",
         ["other", "area", "subarea", "cause", "measure", "goal", "who", "when", "followup"],
         "a hyphen where a word was broken, a stroke with room about it"),
    ],
)  # fmt: skip
def test_a_header_row_read_across_is_read_over_all_its_lines(header: str, kinds: list[str], why: str) -> None:
    sections = layout_of(stream_of(stacked.read((header + _ROW * 20).encode(), "x.txt"))).sections
    assert [column.kind for column in sections[-1].columns] == kinds, why


_ASKED = ("Utmaning", "Varför är det så?", "Vad gör vi?", "Vem?", "När?", "Pengar", "Hur har det gått? 2025-01-28")
_ASKED_BY_OCR = "Utmaning Varfér ar det sa? | Vad gor vi? Vem? Nar? Pengar | Hur har det gatt?\n2025-01-28"


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("\n".join(_ASKED), "cell after cell"),
        (" ".join(_ASKED[:-1]) + "\nHur har det gått? 2025-01-28", "on a line"),
        (_ASKED_BY_OCR, "with letters that OCR mistook"),
    ],
)
def test_a_header_that_asks_is_one_to_its_question_mark(header: str, why: str) -> None:
    sections = layout_of(stream_of(stacked.read((header + _ROW * 20).encode(), "x.txt"))).sections
    kinds = ["subarea", "cause", "measure", "who", "when", "other", "followup"]
    assert [column.kind for column in sections[-1].columns] == kinds, why


def test_a_header_that_asks_ends_where_another_word_has_a_capital() -> None:
    stream = stream_of(stacked.read(b"Orsak\nNar\nVem\nNagot mer?\n", "x.txt"))
    assert [column.header for mark in header_marks(stream) for column in mark.columns] == ["Orsak", "Nar", "Vem"]


_SMALL = (
    "Orsak Atgard Ansvarig Tid Uppfoljning\n"
    "Det ar morkt pa torget Byta lampor Parkenheten Varen 2025 Klart i maj\n"
    + "Fa vuxna ar ute Vandra varje helg Polisen Hosten 2025 Vandringarna pagar\n"
    * 8
)


@pytest.mark.parametrize(
    ("over", "titles", "why"),
    [
        (("1. Barn hemma\n\n", "\n2. Trygga gator\n\n", "\n3. Ljusa vagar\n\n"),
         ["1. Barn hemma", "2. Trygga gator", "3. Ljusa vagar"], "a blank line stands over each header"),
        (("Otrygga platser i Lekeby\n", "Stolder\n", "Sarskilt utsatta brottsoffer\n"),
         ["Otrygga platser i Lekeby", "Stolder", "Sarskilt utsatta brottsoffer"], "no blank line over the headings"),
        (("Prioriterat omrade: Otrygga platser\n", "Omrade 2: Brottsoffer\n", "Fokusomrade C – Ljusa vagar\n"),
         ["Prioriterat omrade: Otrygga platser", "Omrade 2: Brottsoffer", "Fokusomrade C – Ljusa vagar"],
         "labels, though their å is gone"),
        (("klart i juni\n", "Vi ses dar.\n", "tre ganger\n"), [], "the last lines of the rows above"),
    ],
)  # fmt: skip
def test_headings_over_tables_that_were_read_across(over: tuple[str, ...], titles: list[str], why: str) -> None:
    text = "Lekeby kommun\n\n" + "".join(heading + _SMALL for heading in over)
    found = layout_of(stream_of(stacked.read(text.encode(), "x.txt")))
    assert [title for section in found.sections for _, title in section.titles] == titles, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Polis Skola Socialtjanst Fritid\nmotas varje vecka", "names of bodies"),
        ("Orsak Polisen Skolan Fritid Varen\nunder aret", "one header word before a row's words"),
    ],
)
def test_a_row_of_capitals_is_no_header_row(text: str, why: str) -> None:
    whole = "Orsak\n\nAtgard\n\nNar\n\nVem" + _ROW * 20 + "\n\n" + text + _ROW * 3
    sections = [one for one in layout_of(stream_of(stacked.read(whole.encode(), "x.txt"))).sections if one.columns]
    assert [[column.kind for column in section.columns] for section in sections] == [
        ["cause", "measure", "when", "who"]
    ], why


# --- rows read in strips ----------------------------------------------------------------------------------------------

_HEADER = "Prioriterat Orsak Atgard Nar Vem Uppfoljning\nsamverkansomrade\n"
# Whole rows read across, their lines one after the other.
_ACROSS = """\
Unga i riskzon for Ungdomar samlas sent vid Faltarbete fredag och Varje vecka Fritid och Pagar. Trettio kvallar
destruktivt beteende macken och stor grannarna. lordag kvall socialtjansten hittills i ar.
Unga i riskzon for Skolan far inte veta nar Poliser besoker alla Varje manad Polisen Genomfort. Sexton besok
destruktivt beteende elever far illa hemma. hogstadieskolor gjordes under aret.
Unga i riskzon for Foraldrar vet for lite om Foraldramoten om 2025-04-10 Skolan och Genomfort. Halls med 65
destruktivt beteende droger och riskplatser. droger pa alla skolor polisen foraldrar i aulan.
"""
# The first lines across, the rest of the cells one by one.
_TAILS = """\
Otrygga och Gangtunneln vid stationen Battre belysning i Under 2025 Tekniska Pagaende. Norra delen

brottsutsatta platser

ar mork pa kvallarna.

tunneln och vid torget

forvaltningen

ar klar. Mer i maj.
"""
# Two rows' cells of each column before those of the next.
_BY_COLUMN = """\
Otrygga och
brottsutsatta platser
Otrygga och
brottsutsatta platser

Parken ar skrapig och
ingen vill ga dit.
Trapphusen star olasta
hela natten.

Platsaktivering med
kiosk och lekvardar
Trygga trappan i tva
trapphus

Sommaren 2025
Varen 2025

Kulturforvaltningen
Bostadsbolaget

Genomfort. Sextio
aktiviteter i parken.
Ej paborjat. Ingen har
tid annu.
"""


def _read(text: str) -> tuple[Measure, ...]:
    return load(text.encode(), "plan.txt").measures


def test_rows_read_across_and_rows_that_end_cell_by_cell_are_read_alike() -> None:
    read = [(one.row.measure, one.status.code) for one in _read(_HEADER + _ACROSS + "\n" + _TAILS)]
    begun = [("Faltarbete fredag och", "pagar"), ("Poliser besoker alla", "genomford"),
             ("Foraldramoten om", "genomford"), ("Battre belysning i", "pagar")]  # fmt: skip
    assert [code for _, code in read] == [code for _, code in begun]
    assert all(measure.startswith(first) for (measure, _), (first, _) in zip(read, begun, strict=True))


def test_what_goes_on_in_which_cell_shows_in_the_kinds_of_words_that_follow_each_other() -> None:
    """The columns are about as wide: «platser» goes on from «brottsutsatta» and not from «Battre belysning i»."""
    last = _read(_HEADER + _ACROSS + "\n" + _TAILS)[-1].row
    assert (last.cause, last.measure, last.when, last.who) == (
        "Gangtunneln vid stationen ar mork pa kvallarna.", "Battre belysning i tunneln och vid torget", "Under 2025",
        "Tekniska forvaltningen",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("above", "likely", "unlikely", "why"),
    [
        ("att", "samordna", "vecka", "an infinitive after its mark"),
        ("hos", "polisen", "kallar", "a noun after a preposition, no verb"),
        ("varen", "2025", "sedan", "a year after a season"),
        ("kan", "delta", "polisen", "a verb after another"),
        ("varje", "vecka", "fortsatter", "a noun after its pronoun"),
    ],
)
def test_a_word_goes_on_from_the_kinds_of_words_it_follows(above: str, likely: str, unlikely: str, why: str) -> None:
    assert goes_on(above, likely) > goes_on(above, unlikely) + 1, why
    assert goes_on(above, likely) > 0, why


def test_nothing_goes_on_in_a_sentence_after_its_stop_but_what_begins_with_a_capital() -> None:
    assert goes_on("klart.", "och") < -1
    assert goes_on("klart.", "Polisen") == 0


def test_cells_read_column_by_column_come_into_their_rows() -> None:
    read = [(one.row.measure, one.row.who, one.status.code) for one in _read(_HEADER + _ACROSS + "\n" + _BY_COLUMN)[3:]]
    assert read == [
        ("Platsaktivering med kiosk och lekvardar", "Kulturforvaltningen", "genomford"),
        ("Trygga trappan i tva trapphus", "Bostadsbolaget", "ej_paborjad"),
    ]


def test_a_follow_up_whose_row_nothing_shows_is_asked_about() -> None:
    text = _BY_COLUMN.replace("Genomfort. Sextio\naktiviteter i parken.\n", "")
    plan = load((_HEADER + _ACROSS + "\n" + text).encode(), "plan.txt")
    assert any("Ej paborjat" in doubt.text and doubt.field == "followup" for doubt in plan.doubts)


_LONGER = """\
hittills i ar och pa
De dricker och hojer rosten i centrum och nara tre platser till med flera
att boende vaknar. skolan vuxna pa varje plats.
"""
_SAID = "Genomfort. Sexton besok\n", "gjordes under aret.\n"


@pytest.mark.parametrize(
    ("changes", "asks", "why"),
    [
        ({}, "", "every row says how it went, each in whole sentences"),
        ({"hittills i ar.\n": _LONGER}, "", "a cell on many lines of which none could be another's"),
        (dict.fromkeys(_SAID, "\n"), "De flesta åtgärder har en uppföljning", "one row alone says nothing"),
        ({"gjordes under aret.\n": "gjordes under\n"}, "Fattas något i slutet", "one follow-up ends in the middle"),
        ({"\nforvaltningen\n": "\nforvaltningen delvis\n"}, "Rutan Vem slutar med",
         "the follow-up's first word came into the column beside it"),
        ({"ar klar. Mer i maj.": "under maj, ar klar"}, "rätt kolumn (Uppföljning)",
         "the words go on in the column beside it as well"),
    ],
)  # fmt: skip
def test_a_status_that_may_stand_elsewhere_is_asked_about(changes: dict[str, str], asks: str, why: str) -> None:
    text = _HEADER + _ACROSS + "\n" + _TAILS
    for written, read in changes.items():
        assert written in text
        text = text.replace(written, read)
    questions = [doubt.question for doubt in load(text.encode(), "plan.txt").doubts if doubt.field == "followup"]
    assert any(asks in one for one in questions) if asks else not questions, why


def test_a_plan_that_is_not_followed_up_yet_is_not_asked_about_row_by_row() -> None:
    text = _ACROSS
    for written in (
        "Pagar. Trettio kvallar",
        "hittills i ar.",
        *_SAID,
        "Genomfort. Halls med 65",
        "foraldrar i aulan.",
    ):
        assert written in text
        text = text.replace(written.rstrip("\n"), "")
    plan = load((_HEADER + text + "\n" + _TAILS).encode(), "plan.txt")
    assert not [doubt for doubt in plan.doubts if doubt.field == "followup"]


# --- what no column holds, what stands under a header with bars, and page tops ----------------------------------------


@pytest.mark.parametrize(
    ("line", "word"),
    [("https://www.exempel.se/" + "a" * 62, "exempel"), ("och en liten sak " * 25 + "slut", "slut")],
)
def test_a_line_wider_than_its_columns_is_read_and_no_word_of_it_lost(line: str, word: str) -> None:
    plan = load((_HEADER + _ACROSS + line + "\n").encode(), "plan.txt")
    assert [one.status.code for one in plan.measures] == ["pagar", "genomford", "genomford"]
    assert word in repr(plan.measures[-1].row)


def test_a_line_that_no_columns_hold_is_asked_about() -> None:
    plan = load((_HEADER + _ACROSS + "och en liten sak " * 25 + "\n").encode(), "plan.txt")
    assert any("och en liten sak" in doubt.text for doubt in plan.doubts)


def test_rows_right_under_a_header_with_bars_are_measures() -> None:
    header = "Omrade | Orsak | Atgard | Nar | Vem | Uppfoljning\n"
    codes = [one.status.code for one in _read(header + _ACROSS + "\n" + _ACROSS)]
    assert codes == ["pagar", "genomford", "genomford"] * 2


@pytest.mark.parametrize(("many", "is_read"), [(40, True), (41, False)])
def test_a_header_row_of_many_words_is_given_up(many: int, is_read: bool) -> None:
    words = ["Orsak", "Atgard", "Nar", "Vem", "Status"]
    stream = stream_of(stacked.read((" ".join((words * 9)[:many]) + _ROW).encode(), "x.txt"))
    row = header_row(stream, 0, wordings([(word, word.casefold()) for word in words], stream.is_ocr), ())
    assert (row is not None) == is_read


def test_of_ways_to_read_a_header_row_that_read_the_same_the_best_goes_on() -> None:
    worse, best, other = _Way(1.0, ("orsak",)), _Way(2.0, ("orsak",)), _Way(0.0, ("vem",))
    unknown = _Way(9.0, (None,) * 4)
    assert _best([(0, worse), (0, best), (1, worse), (0, other), (0, unknown)]) == [(0, best), (1, worse), (0, other)]


@pytest.mark.parametrize(
    ("tops", "taken"),
    [(["Lund 2025"] * 3, [0, 1, 2]), (["Lund 2025", "Lund 2025", "Fler lampor", "Ny kiosk"], []),
     (["Genomfort"] * 3, [])],
)  # fmt: skip
def test_what_most_pages_have_at_their_top_is_no_row(tops: list[str], taken: list[int]) -> None:
    stream = stream_of(stacked.read("\n\n\n\n".join(f"{top}\n\nOrd i en rad" for top in tops).encode(), "x.txt"))
    assert {2 * page for page in taken} == page_tops(stream)


_TORN = (
    "Prioriterat\nsamverkansomrade\n\nBeskriv orsaken.\n\nKoppla atgarden till orsaken\n\nAnge vem som ansvarar.\n\n"
)
_CELLS = "Det ar morkt vid torget\n\nByta lampor vid torget\n\nPolisen\n\n"


@pytest.mark.parametrize(
    ("begins", "is_read", "why"),
    [
        (_TORN, True, "an instruction row in pieces"),
        ("Uppfoljning\n\nBeskriv orsaken.\n\n", False, "a preface's words"),
    ],
)
def test_rows_above_the_first_whole_header_are_read_where_a_torn_one_stands_over_them(
    begins: str, is_read: bool, why: str
) -> None:
    text = begins + _CELLS * 6 + "Orsak\n\nAtgard\n\nVem\n\n" + _CELLS * 6
    sections = layout_of(stream_of(stacked.read(text.encode(), "x.txt"))).sections
    tables = [[column.kind for column in section.columns] for section in sections if section.columns]
    assert tables == [["cause", "measure", "who"]] * (2 if is_read else 1), why


def test_of_many_columns_none_but_a_number_s_is_held_to_be_much_narrower_than_the_others() -> None:
    kinds = ("other", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment")
    at_most = dict(zip(kinds, hardly_wider([Column(kind) for kind in kinds], 60_000), strict=True))
    assert min(width for kind, width in at_most.items() if kind != "other") >= 1.2 * 60_000 / len(kinds)
    assert at_most["other"] < 60_000 / len(kinds)


# Rows under headers as OCR writes cells one by one.
_CELLS = (
    "Bryggan ar mork\n\nSatta upp lampor vid {}\n\nFarre bryter sig in\n\nVaren 2025\n\nParkenheten\n\nKlart i maj\n\n"
)
_ROWS = "".join(_CELLS.format(place) for place in ("bryggan", "torget", "skolan", "parken"))


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        (("Orsak Atgard Mal Nar Vem Uppfoljning", "Orsak Atgard Mal Nar Uppfoljning"), "one header was lost"),
        (("Orsak Atgard Mal Nar Vem Uppfoljning", "Orsak Atgard Nar Uppfoljning"), "two were"),
        (("Orsak Atgard Mal Nar Vem Uppfoljning", "Orsak Atgard Mal Nar Vem Uppfoljning Samverkan Svenska"),
         "the first words of a row stand right under the header"),
        (("[_Orsak Atgard Mal |_Nar Vem_ Uppfoljning",), "row rules came through as strokes"),
    ],
)  # fmt: skip
def test_most_of_a_documents_headers_tell_what_ocr_made_of_one(headers: tuple[str, ...], why: str) -> None:
    text = "".join("\n\n".join(one.split()) + "\n\n" + _ROWS for one in (headers[0], headers[0], *headers[1:]))
    sections = layout_of(stream_of(stacked.read(text.encode(), "x.txt"))).sections
    kinds = ["cause", "measure", "goal", "when", "who", "followup"]
    assert [[column.kind for column in one.columns] for one in sections if one.columns] == [kinds] * (
        len(headers) + 1
    ), why


@pytest.mark.parametrize(
    ("name", "floors"),
    [("rows", {"rows": 0.85, "cells": 0.8, "status": 0.85}), ("cells", {"rows": 0.8, "cells": 0.7, "status": 0.7})],
)
def test_an_example_plan_that_ocr_read_reaches_its_floors(name: str, floors: dict[str, float]) -> None:
    """Skarpnäck's example plan, printed and read by Tesseract without Swedish: rows read across, and cell by cell."""
    gold = next(example.register for example in examples() if "skarpnack" in example.name)
    text = (Path(__file__).parent / "documents" / "stacked" / f"skarpnack_ocr_{name}.txt").read_bytes()
    shares = shares_of(gold, as_register(load(text, "plan.txt"))["measures"])
    assert {share: shares[share] for share, least in floors.items() if shares[share] < least} == {}


def test_a_header_that_only_one_table_has_is_kept_and_lent_ones_are_asked_about() -> None:
    six, seven = "Orsak Atgard Mal Nar Vem Uppfoljning", "Orsak Atgard Mal Nar Vem Uppfoljning Status"
    text = "".join(
        "\n\n".join(one.split()) + "\n\n" + _ROWS for one in (six, six, seven, "Orsak Atgard Nar Uppfoljning")
    )
    document = stacked.read(text.encode(), "x.txt")
    sections = [one for one in layout_of(stream_of(document)).sections if one.columns]
    assert [one.columns[-1].kind for one in sections] == ["followup", "followup", "status", "followup"]
    assert [[column.header for column in one.lent] for one in sections] == [[], [], [], ["Mal", "Vem"]]
    asked = [doubt.question for doubt in rows_from_stacked(document).doubts if "saknas" in doubt.question]
    assert len(asked) == 1
    assert asked[0].startswith("Över tabellen saknas «Mal», «Vem»")


_CELL_BY_CELL = [
    ("Det ar morkt i parken.", "Byta lampor langs gangvagen.", "Fler vistas dar", "Varen 2025", "Parkenheten",
     "Lamporna byttes i maj."),
    ("Brak vid torget sent.", "Vandra pa torget varje helg.", "Farre anmalda brott", "Lopande", "Polisen",
     "Vandringarna pagar."),
    ("Hog franvaro i nian.", "Ringa hem samma dag.", "Halverad franvaro", "Hosten 2025", "Skolan", "Ej paborjat."),
    ("Klotter i tunneln.", "Sanera inom ett dygn.", "Inget klotter", "2025-06-30", "Fastighet", "Klart, sker nu."),
]  # fmt: skip


def test_short_cells_one_by_one_are_read_as_they_stand_though_the_letters_look_like_ocr() -> None:
    over = "Atgardsplan Ekby 2025\n\nOrsak\n\nAtgard\n\nMal\n\nNar\n\nVem\n\nUppfoljning\n\n"
    plan = load((over + "\n\n".join(cell for row in _CELL_BY_CELL for cell in row)).encode(), "plan.txt")
    read = [one.row for one in plan.measures]
    assert [(row.cause, row.measure, row.goal, row.when, row.who) for row in read] == [row[:5] for row in _CELL_BY_CELL]


# --- pages read column by column, each header over what its column has ------------------------------------------------

_FRONT = "Plan mot brott 2025\n\nPlanen galler for hela kommunen och foljs upp varje host av styrgruppen.\n\n"
_FIRST_PAGE = """\
Unga i riskzon for destruktivt beteende

# Orsak

1 Ungdomar samlas sent
vid macken.

2 Skolan far veta for
lite om natet.

Sida 1

Atgard

Faltarbete varje helg
i centrum

Besok i alla skolor

Nar

Hela aret

Hosten 2025

Vem
Fritid

Polisen och
rektor

Uppfoljning

Pagar. Trettio kvallar
hittills i ar.

Ej paborjat. Ingen har
tid annu.
"""
_SECOND_PAGE = """\
Otrygga och brottsutsatta platser

# Orsak

3 Parken ar skrapig och
mork.

4 Tunneln luktar illa.

Sida 2

Atgard

Kiosk och lekvardar

Battre belysning

Nar

Sommaren 2025

Under 2025

Vem
Kulturforvaltningen

Parkenheten

Uppfoljning

Genomfort. Sextio
aktiviteter i parken.

Genomfort i juni.
"""


def test_what_stands_under_a_header_on_a_page_read_column_by_column_is_of_its_column() -> None:
    read = _read(_FRONT + _FIRST_PAGE + "\f" + _SECOND_PAGE)
    assert [(one.area.code, one.row.measure, one.row.when, one.row.who, one.status.code) for one in read] == [
        ("unga", "Faltarbete varje helg i centrum", "Hela aret", "Fritid", "pagar"),
        ("unga", "Besok i alla skolor", "Hosten 2025", "Polisen och rektor", "ej_paborjad"),
        ("platser", "Kiosk och lekvardar", "Sommaren 2025", "Kulturforvaltningen", "genomford"),
        ("platser", "Battre belysning", "Under 2025", "Parkenheten", "genomford"),
    ]
    assert [one.row.cause for one in read][:2] == [
        "Ungdomar samlas sent vid macken.",
        "Skolan far veta for lite om natet.",
    ]


_ROW_CELLS = ("Det ar morkt", "Byta lampor", "Varen 2025", "Parkenheten", "Klart i maj.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Orsak\n\nAtgard\n\nNar\n\nVem\n\nUppfoljning\n\n" + "\n\n".join(_ROW_CELLS) * 9,
            "all headers, then the rows",
        ),
        ("Orsak Atgard Nar Vem Uppfoljning\n" + " ".join(_ROW_CELLS) * 9, "all headers on one line"),
        (
            "Orsak\n\n" + "\n\n".join(_ROW_CELLS * 5) + "\n\nUppfoljning\n\n" + "\n\n".join(_ROW_CELLS * 5),
            "two headers alone",
        ),
    ],
)
def test_headers_that_stand_together_tell_no_columns(text: str, why: str) -> None:
    assert told_by_columns(stream_of(stacked.read(text.encode(), "x.txt"))) is None, why


@pytest.mark.parametrize(
    ("groups", "apart", "why"),
    [
        ([({0}, 9), ({1}, 12), ({2, 3}, 9), ({4}, 8)], True, "each header over lines of its own"),
        ([({0, 1, 2, 3}, 2), ({5}, 9), ({6}, 9), ({7}, 3)], False, "the headers, and cells that are headers elsewhere"),
        ([({0, 1}, 1), ({3, 4}, 40), ({5}, 9)], False, "one of the headers misread"),
    ],
)
def test_headers_stand_apart_where_each_is_over_lines_of_its_own(
    groups: list[tuple[set[int], int]], apart: bool, why: str
) -> None:
    made = [by_columns._Group(columns, list(range(count))) for columns, count in groups]
    assert by_columns._is_apart(made, 6) == apart, why


def test_a_header_that_begins_with_a_number_sign_on_every_page_is_no_heading_of_markdown() -> None:
    pages = "\f".join([_FIRST_PAGE, _SECOND_PAGE] * 2)
    assert not markdown.matches("plan.txt", pages.encode())
    assert markdown.matches("plan.txt", b"# Plan\n\n## Omrade\n\ntext\n\n## Annat\n\ntext\n")


# --- what tells rows and columns where no width does ------------------------------------------------------------------

_NUMBERED = """\
Åtgärdsplan Lekeby 2025

Åtgärd Mål Ansvarig Tidplan Uppföljning

Unga i riskzon

1.1 Föräldracafé på flera språk en gång i Deltagarna blir tryggare i Familjecentralen 1 gång/mån Kaféet hålls varje
månaden rollen som föräldrar månad i biblioteket.

1.2 Fältarbete på fredagar Färre unga i centrum efter Fältgruppen, Hela året Fältarbetet pågår enligt
midnatt lokalpolisen schemat.

1.3 Besök i alla klasser i årskurs sju Alla sjuor har fått besök Områdespolis, skolan Före jul Besöken är
genomförda i alla skolor.

Otrygga platser

2.1 Belysning vid gångtunneln och längs Alla lampor lyser hela Parkenheten Klart kvartal 2 Lamporna är bytta i hela
stråket kvällen parken.

Lekeby kommun och lokalpolisområde Lekeby



Lekeby kommun och lokalpolisområde Lekeby

Åtgärd Mål Ansvarig Tidplan Uppföljning

2.2 Trygghetsvandring i två områden Två vandringar om året Trygghetssamordnare Maj och oktober Vandringarna är gjorda i
båda områdena.

Lekeby kommun och lokalpolisområde Lekeby



Lekeby kommun och lokalpolisområde Lekeby

Åtgärd Mål Ansvarig Tidplan Uppföljning

2.3 Grannsamverkan startas i kvarteret Sextio hushåll är med Kommunpolis, bostadsbolaget Ht 2025 Startade i
oktober med sjuttio hushåll.
"""


def test_numbers_and_running_titles_tell_what_was_read_across() -> None:
    read = [(one.area.code, one.row.measure.split()[0], one.row.when) for one in _read(_NUMBERED)]
    assert read == [
        ("unga", "1.1", "1 gång/mån"),
        ("unga", "1.2", "Hela året"),
        ("unga", "1.3", "Före jul"),
        ("platser", "2.1", "Klart kvartal 2"),
        ("platser", "2.2", "Maj och oktober"),
        ("platser", "2.3", "Ht 2025"),
    ]


def test_an_area_s_name_may_be_joined_with_another_name_or_topic() -> None:
    text = "Systemhotande brottslighet och otillåten påverkan\n\nSystemhotande brottslighet och polisen"
    stream = stream_of(stacked.read(text.encode(), "x.txt"))
    cues = Cues(stream)
    assert [cues.names_area(line.first, line.after) for line in stream.lines] == [True, False]


@pytest.mark.parametrize(
    ("word", "kind", "less"),
    [("föreningslivet", "who", "followup"), ("Trygghetsenheten,", "who", "measure"), ("hölls", "followup", "who"),
     ("minskar", "goal", "who"), ("november", "when", "measure")],
)  # fmt: skip
def test_a_word_tells_the_column_that_it_mostly_stands_in(word: str, kind: str, less: str) -> None:
    said = ColumnWords([word])
    assert said.of(kind)[1] > said.of(less)[1]


@pytest.mark.parametrize(
    ("written", "read", "field", "asks"),
    [
        ("Polisen och skolan", "Polisen,", "who", "slutar med «Polisen,»"),
        ("Varje månad\n\nPolisen", "Polisen", "when", "Rutan När är tom"),
        ("", "", "", ""),
    ],
)
def test_what_ends_with_a_sign_that_more_comes_and_a_time_in_the_follow_up_are_asked_about(
    written: str, read: str, field: str, asks: str
) -> None:
    rows = ["Fältarbete varje helg\n\nHela året\n\nFritid\n\nPågår som planerat.",
            "Besök i skolor\n\nVarje månad\n\nPolisen och skolan\n\nUnder hösten gjordes sexton besök.",
            "Föräldramöten om droger\n\nMaj 2025\n\nSkolan\n\nGenomfört i maj.",
            "Belysning i tunneln\n\nUnder 2025\n\nParkenheten\n\nLamporna är bytta."]  # fmt: skip
    text = "\n\n".join(["Unga i riskzon", "Åtgärd\n\nNär\n\nVem\n\nUppföljning", *rows])
    assert written in text
    doubts = (
        load(text.replace(written, read).encode(), "plan.txt").doubts
        if written
        else load(text.encode(), "plan.txt").doubts
    )
    told = [doubt for doubt in doubts if "som om något fattas" in doubt.question or "Rutan När" in doubt.question]
    assert [(one.field, asks in one.question) for one in told] == ([(field, True)] if asks else [])


@pytest.mark.parametrize(
    "text",
    [
        "Samverkan mellan kommunen och polisen i hela området under året\n\n" * 4
        + "Åtgärd Mål Ansvarig Tidplan Uppföljning",
        "\f".join(["Atgard\nInsats\nMal\nAnsvarig\nTidplan\nUppfoljning", "Atgard\nAktivitet\nMal\nAnsvarig\nTidplan"]),
        "Indikator skolan Unga Uppföljning Otrygga 2025 och Status\n\f\nÅtgärd Mål Ansvarig Tidplan \nStatus Ansvarig\n"
        "skolan hålls Status\n\n1.2 i",
    ],
    ids=["headers last", "headers alone", "hardly a cell"],
)
def test_headers_with_hardly_a_row_are_read(text: str) -> None:
    assert len(rows_from_stacked(stacked.read(text.encode(), "x.txt")).rows) <= 2


def test_a_page_with_one_row_is_read_by_its_headers() -> None:
    headers = ("Atgard", "Mal", "Ansvarig", "Tidplan", "Uppfoljning")
    rows = [
        ("Foraldracafe pa flera sprak", "Deltagarna blir tryggare", "Familjecentralen", "Hela aret", "Kafeet halls."),
        ("Faltarbete pa fredagar", "Farre unga ar ute sent", "Faltgruppen", "Hela aret", "Faltarbetet pagar."),
        ("Besok i alla klasser i skolan", "Alla sjuor har besokts", "Omradespolis", "Fore jul", "Besoken ar gjorda."),
        ("Grannsamverkan startas", "Sextio hushall deltar", "Bostadsbolaget", "Kvartal 2", "Startade i oktober."),
    ]
    pages = [
        "".join(f"{header}\n\n" + "\n".join(row[at] for row in of_page) + "\n\n" for at, header in enumerate(headers))
        for of_page in (rows[:3], rows[3:])
    ]
    read = _read("\f".join(pages))
    assert [(one.row.measure, one.row.goal, one.row.who) for one in read] == [row[:3] for row in rows]


@pytest.mark.parametrize(
    ("starts", "found", "why"),
    [
        ("1.1 A\nmer\n1.2 B\n2.1 C\n2.2 D\n4.1 E", "1.1 1.2 2.1 2.2 4.1", "a part left out"),
        ("1.1 A\n1.2 B\n2.1 C\n2.2 D", "", "too few to be told from other numbers"),
        ("A 1.1\nB 1.2\nC 2.1\nD 2.2\nE 3.1", "", "none begins a line"),
        ("1.1 A\n1.2 B\n1.2 C\n2.1 D\n2.4 E\n2.2 F\n3.1 G", "1.1 1.2 2.1 2.2 3.1", "some out of order"),
    ],
)
def test_numbers_in_parts_that_count_on_begin_cells(starts: str, found: str, why: str) -> None:
    stream = stream_of(stacked.read(starts.encode(), "x.txt"))
    words = numbered(stream, range(len(stream.lines)))
    assert " ".join(stream.words[index].text for index in sorted(words)) == found, why


_ROOT = Path(__file__).resolve().parents[1]
_CELL_LISTS = ("tests/meaning/*_cases.csv", "data/plans/expected/*.csv", "tests/documents/columns/*.csv")


def _lists(folders: Sequence[str]) -> list[Path]:
    return [path for folder in folders for path in sorted(_ROOT.glob(folder))]


def test_the_columns_words_are_those_that_the_lists_give() -> None:
    """When a case joins a list, count anew (column_words.py says how)."""
    told = (_ROOT / "loaders" / "vocabulary" / "stacked_columns.toml").read_text(encoding="utf-8")
    assert counted(texts_of(_lists((*_CELL_LISTS, "tests/documents/stacked/*.csv")))) == told


def test_what_words_follow_each_other_is_what_the_lists_give() -> None:
    """When a case joins a list, count anew (joins.py says how)."""
    told = (_ROOT / "loaders" / "vocabulary" / "stacked_joins.toml").read_text(encoding="utf-8")
    assert joins.counted(joins.texts_of(_lists(_CELL_LISTS))) == told
