"""Text whose table is gone: headings that count on from the areas' names, what ends an instruction, and what belongs to
the page; no week is parted from its number."""

from __future__ import annotations

import pytest

from loaders import load
from loaders.formats import stacked
from loaders.plan.stacked.borders import borders_of
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.phrases import area_names
from loaders.plan.stacked.text import Stream, stream_of
from loaders.plan.stacked.unsaid import holds_row

HEADER = "Åtgärd Bakgrund Ansvarig Klart när Status"
ROWS = (
    "Ljusa gångvägar i parken.\nMörkt och buskigt.\nTekniska nämnden\nVåren 2025\nKlart",
    "Samtal med vårdnadshavare.\nHög frånvaro i åk 8.\nRektor\nLöpande\nPågår",
    "Kontroller av mopeder.\nTrimmade mopeder vid skolorna.\nKommunpolis\nHösten 2025\nEj startad",
    "Rutin för orosanmälan.\nPersonalen är osäker.\nEnhetschef\nMaj 2025\nKlart",
)


def _stream(text: str) -> Stream:
    return stream_of(stacked.read(text.encode(), "plan.txt"))


def _counted(*lines: str) -> list[str]:
    stream = _stream("\n".join(lines))
    return [stream.lines[at].text for at in sorted(counted_headings(stream, area_names(is_ocr=False)))]


A, B, C, D = "A. Unga i riskzon", "B. Otrygga platser", "C. Trafik och mopeder", "D. Möten"


@pytest.mark.parametrize(
    ("lines", "found", "why"),
    [
        ((A, "en cell", B, "en cell", C, "en cell", D), [A, B, C, D], "counting on from two areas' names"),
        ((A, C.replace("C", "B"), B.replace("B", "C")), [A, "B. Trafik och mopeder", "C. Otrygga platser"], "between"),
        ((A, "C. Möten", "en cell"), [], "one name alone tells nothing"),
        ((A, B, "C. Vi ses varje vecka."), [A, B], "a sentence"),
        ((A, B, "C. Möten", "C. Forum"), [A, B], "two may be the next"),
        ((A, B, "D. Möten"), [A, B], "one is missing"),
        ((B, A, C), [], "in no order"),
        (("1. Unga i riskzon", "3. Otrygga platser", "2. Äldre"), ["1. Unga i riskzon", "3. Otrygga platser"], "no"),
        (("Unga i riskzon", "1.1 Ta fram", "1.2 Stöd", "Otrygga platser", "2.1 Se", "Möten och samtal", "3.1 Bjud in"),
         ["Unga i riskzon", "Otrygga platser", "Möten och samtal"], "the rows' numbers begin anew under them"),
        (("Unga i riskzon", "1.1 Ta fram", "Otrygga platser", "2.1 Se över", "Vi ses ofta.", "3.1 Bjud in"), [],
         "a cell stands over one of them"),
        (("Unga i riskzon", "1.1 Ta fram", "Otrygga platser", "2.1 Se över", "Trygghetssamordnare", "3.1 Bjud in"), [],
         "the responsible of the row above"),
        (("Unga i riskzon", "1.1 Ta fram", "Möten", "2.1 Se över", "Forum", "3.1 Bjud in"), [], "one name is too few"),
        (("1. Unga i riskzon", "1. Ta fram", "2. Äldre", "3. Otrygga platser", "4. Brott på landsbygden"),
         ["1. Unga i riskzon", "2. Äldre", "3. Otrygga platser", "4. Brott på landsbygden"], "an item of a cell"),
    ],
)  # fmt: skip
def test_headings_count_on_from_the_names_of_areas(lines: tuple[str, ...], found: list[str], why: str) -> None:
    assert _counted(*lines) == found, why


def test_an_area_of_the_plan_s_own_between_rows_holds_until_the_next() -> None:
    text = "\n".join(part for pair in zip((A, B, C, D), ROWS, strict=True) for part in pair)
    plan = load(f"Handlingsplan 2025\n{HEADER}\n{text}\n".encode(), "plan.txt")
    assert [measure.row.headings[0] for measure in plan.measures] == [A, B, C, D]
    assert [measure.area.words for measure in plan.measures] == [A, B, C, D]
    assert [measure.row.status_text for measure in plan.measures] == ["Klart", "Pågår", "Ej startad", "Klart"]


def test_a_heading_that_counts_on_stands_over_its_table_though_no_blank_line_parts_it() -> None:
    heads = ("1. Unga i riskzon", "2. Otrygga platser", "3. Äldre", "4. Brott på landsbygden")
    text = "\n".join(part for head, row in zip(heads, ROWS, strict=True) for part in (head, HEADER, row))
    sections = layout_of(_stream(f"Handlingsplan 2025\n{text}")).sections
    assert [title for section in sections for _, title in section.titles] == list(heads)


@pytest.mark.parametrize(
    ("heads", "found", "why"),
    [
        (("Barn och unga", "Våld i hemmet", "Samarbete"), 3, "most of them are about areas"),
        (("Barn och unga", "Klart i maj", "Samarbete"), 0, "one of three is"),
    ],
)
def test_headings_stand_apart_over_tables_of_which_ocr_read_some_across(
    heads: tuple[str, ...], found: int, why: str
) -> None:
    parted = "Åtgärd\n\n| Bakgrund\n\nAnsvarig\n\nKlart när\n\nStatus"
    rows = [row.replace("\n", "\n\n") for row in ROWS]
    text = "\n\n".join(
        part
        for head, table, row in zip(heads, (HEADER, parted, HEADER), rows, strict=False)
        for part in (head, table, row)
    )
    sections = layout_of(_stream(f"Handlingsplan 2025\n\nVi i nämnden tog planen.\n\n{text}")).sections
    titles = [title for section in sections for _, title in section.titles]
    assert titles == list(heads[:found]), why


def test_an_instruction_without_a_full_stop_ends_where_an_area_begins() -> None:
    told = (
        "Område Orsak Åtgärd När Vem\nAnge område\nBeskriv orsaken\nBeskriv åtgärden\nAnge när\nAnge vem som ansvarar"
    )
    layout = layout_of(_stream(f"{told}\nOtrygga och\nbrottsutsatta platser\nDet är mörkt\nStärka belysningen"))
    kinds = [layout.skipped.get(line) for line in range(9)]
    assert kinds[:6] == ["header", *["instruction"] * 5]
    assert "instruction" not in kinds[6:]


def test_what_stands_under_the_number_of_a_page_as_over_the_first_is_no_row() -> None:
    title = "Lekeby kommun Dnr KS 2025/118"
    text = f"{title}\nPlan 2025\n{HEADER}\n{ROWS[0]}\n1 (2)\n{title}\n{ROWS[1]}\n2 (2)\n"
    skipped = layout_of(_stream(text)).skipped
    lines = text.split("\n")
    assert {lines[at] for at, kind in skipped.items() if kind == "title"} == {"1 (2)", title, "2 (2)"}


def test_where_the_plan_is_signed_off_the_last_cell_has_ended() -> None:
    closing = "Lekeby den 24 november 2025\n____________\nKommunchef"
    text = f"Lekeby kommun, plan 2025\n\n{HEADER}\n\n{ROWS[0]}\n\n{closing}"
    stream = _stream(text)
    assert {stream.lines[at].text for at in layout_of(stream).skipped} >= set(closing.split("\n"))


def test_what_stands_last_on_a_page_and_first_in_a_header_is_no_title() -> None:
    head = "PRIORITERAT\nOMRÅDE\nÅTGÄRD\nNÄR\nANSVARIG\nSTATUS"
    row = "Unga i riskzon\nLäxhjälp på biblioteket\nMaj\nSkolan\nKlar"
    text = f"Plan 2025\n{head}\n{row}\nSid 1 (2)\n{head}\n{row}\nSid 2 (2)\n"
    skipped, lines = layout_of(_stream(text)).skipped, text.split("\n")
    assert {lines[at] for at, kind in skipped.items() if kind == "title"} == {"Sid 1 (2)", "Sid 2 (2)"}
    assert "Klar" not in {lines[at] for at in skipped}


@pytest.mark.parametrize(
    ("line", "word", "begins"),
    [
        ("Kommunpolis v. 8 Gjord i tid", "v.", True),
        ("Kommunpolis v. 8 Gjord i tid", "8", False),
        ("Rektor Kvartal 2 Gjord i tid", "2", False),
        ("Nattvandring fre + lör Bråk vid torget", "+", False),
        ("Frånvaron ökar i årskurs 7. Besök på skolan", "Besök", True),
    ],
)
def test_a_week_is_not_parted_from_its_number(line: str, word: str, begins: bool) -> None:
    stream = _stream(line)
    at = next(index for index, one in enumerate(stream.words) if one.text == word)
    scores = {border.word: border.score for border in borders_of(stream, Cues(stream), [0])}
    assert (scores.get(at, -9.0) > -4.0) is begins


def test_a_week_at_a_line_s_beginning_is_no_piece_of_the_word_above() -> None:
    text = "Vi ses varje \nvecka och går \nigenom allt \nKerstin Åsander\nv. 8 Gjord i tid\n"
    assert [line.text for line in whole_words(_stream(text)).lines][-2:] == ["Kerstin Åsander", "v. 8 Gjord i tid"]


def test_a_row_read_into_another_s_cause_is_asked_about() -> None:
    cells = "Ljusa gångvägar\nMörkt i parken\nPolisen Våren 2025 Klart i maj.\nRektor\nLöpande\nPågår"
    stream = _stream(f"Åtgärd Bakgrund Ansvarig Klart när Status\n{cells}")
    whole, part = (Cell(tuple(range(6, after)), 1, new_row=True, sure=1.0) for after in (17, 11))
    assert holds_row(stream, Cues(stream), whole) == 3
    assert holds_row(stream, Cues(stream), part) == 0


def test_days_alone_in_their_cells_are_no_page_numbers() -> None:
    text = "".join(f"Byta lampor vid hus {day}\n\n{day}/9\n\nParkenheten\n\n" for day in range(1, 6))
    assert running_lines(stream_of(stacked.read(text.encode(), "plan.txt"))) == []


def test_a_heading_s_number_goes_on_from_no_list() -> None:
    lines = ("1. Unga i riskzon", "en cell", "2. Otrygga platser", "en cell", "3. Barn")
    stream = _stream("\n".join(lines))
    cues = Cues(stream)
    assert [cues.numbered[stream.lines[at].first] for at in (0, 2, 4)] == [None, None, None]
    assert Cues(_stream("1. Ta fram\n2. Ge stöd")).numbered[0] == 1, "items of a list"


@pytest.mark.parametrize(
    ("text", "is_loud", "why"),
    [("TRAFIK", True, "all that an area is about"), ("STORGATAN", False, "one word"), ("Trafik", False, "in small")],
)
def test_one_word_in_capitals_is_a_heading_where_it_says_an_area(text: str, is_loud: bool, why: str) -> None:
    stream = _stream(f"Kontroller av mopeder vid skolorna\n{text}\nSamtal med vårdnadshavare")
    line = stream.lines[1]
    assert Cues(stream).is_shouted(line.first, line.after) is is_loud, why


@pytest.mark.parametrize(
    ("end", "ends", "why"),
    [
        ("till\n", True, "no space: nothing goes on"),
        ("till \n", False, "wrapped"),
        ("till,\n", False, "a list goes on"),
    ],
)
def test_a_joining_word_ends_a_cell_where_the_spaces_tell_so(end: str, ends: bool, why: str) -> None:
    stream = _stream(f"Arbetet \nfortsätter med en \nhandläggare {end}Platser\n")
    scores = {border.word: border.score for border in borders_of(stream, Cues(stream), range(len(stream.lines)))}
    assert (scores.get(stream.lines[-1].first, -9.0) > -2.0) is ends, why


UNGA, PLATSER, GANG = "Barn som riskerar att fara illa", "Den offentliga miljön", "Vägar ut ur kriminalitet"
ACROSS = "Bakgrund Åtgärd Ansvarig Klart när Status"


@pytest.mark.parametrize(
    ("over", "titles", "why"),
    [
        ((UNGA, PLATSER, GANG), [UNGA, PLATSER, GANG], "each speaks of another area, in the plan's own words"),
        ((UNGA, "Trygg i Ekby 1", PLATSER, "Trygg i Ekby 2", GANG), [UNGA, PLATSER, GANG], "pages begin with a title"),
        ((UNGA, "mer till hösten.", PLATSER, GANG), [UNGA, PLATSER, GANG], "the header comes again under a row's end"),
        ((UNGA, "Fritidsgården", "Skolorna", PLATSER), [], "a cell's last words may stand over a header too"),
        (("Möten", "Forum", "Samverkan"), [], "what speaks of no area"),
    ],
)
def test_headings_in_a_plan_s_own_words_stand_over_its_headers(
    over: tuple[str, ...], titles: list[str], why: str
) -> None:
    text = "\n".join(f"{line}\n{ACROSS}\n{ROWS[number % len(ROWS)]}" for number, line in enumerate(over))
    found = [text for section in layout_of(_stream(text)).sections for _, text in section.titles]
    assert found == titles, why
