"""What is no row where OCR read pages straight across: headings over headers, instructions that come again, edges of
pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.phrases import area_names
from loaders.plan.stacked.text import Stream, stream_of

HEADER = "Plats Orsak Åtgärd Operativa mål Ansvarig part När Uppföljning december\n"
TOLD = (
    "Var det gäller Beskriv varför det är så i dag Vad som ska bli gjort Det som vi vill Part Tid Läget nu\neller vem\n"
)
ROWS = (
    "Torget Det är mörkt där på kvällarna Ny belysning vid scenen Fler går där Parkenheten Våren Klart i maj\n",
    "Skolan Rasterna är utan vuxna Fältare på skolgården varje dag Färre bråk Socialtjänsten Hösten Pågår\n",
    "Spåret Sikten är dålig på vintern Gallra slyet längs stigen Det syns bra Tekniska kontoret Mars Inte klart\n",
)


def _stream(text: str) -> Stream:
    return stream_of(stacked.read(text.encode(), "plan.txt"))


def _told(text: str) -> Mapping[str, str]:
    stream = _stream(text)
    return {stream.lines[line].text: kind for line, kind in layout_of(stream).skipped.items()}


@pytest.mark.parametrize(
    ("over", "are_told", "why"),
    [
        (("De som är unga", "Ställen vi undviker", "De som drabbas"), True, "each over a header that comes again"),
        (("Plan för Lekeby", "Plan för Lekeby", "Plan för Lekeby"), False, "the same line is a page's top"),
        (("i somras.", "som de vill", "med alla"), False, "the ends of rows"),
    ],
)
def test_headings_of_any_words_over_headers_read_across(over: tuple[str, str, str], are_told: bool, why: str) -> None:
    text = "".join(f"{name}\n{HEADER}{row}" for name, row in zip(over, ROWS, strict=True))
    titles = [title for section in layout_of(_stream(text)).sections for _, title in section.titles]
    assert titles == list(over) * are_told, why


def test_what_stands_under_two_headers_alike_is_an_instruction_however_it_was_read() -> None:
    misread = TOLD.replace("är så", "ar sa").replace("gjort", "gj0rt")
    told = _told(f"{HEADER}{TOLD}{ROWS[0]}{HEADER}{ROWS[1]}{HEADER}{misread}{ROWS[2]}")
    assert [kind for text, kind in told.items() if text.startswith(("Var det", "eller"))] == ["instruction"] * 3
    assert not any(row.strip() in told for row in ROWS)


def test_the_foot_and_the_top_of_pages_that_nothing_counts() -> None:
    foot, top = "Frågor? Hör av dig till gruppen i Lekeby", "Arbetsmaterial från gruppen"
    text = f"{top}\n\n{ROWS[0]}\n{foot}\n\n{top}\n{ROWS[1]}\n{foot}\n\n{top}\n\n{ROWS[2]}\n{foot}\n"
    stream = _stream(text)
    assert [stream.lines[line].text for line in running_lines(stream)] == [top, foot, top, foot, top, foot]


@pytest.mark.parametrize(
    ("headings", "are_told", "why"),
    [
        (("A. Unga i riskzon på glid", "B. Ställen: torg och parker", "C. Brott mot äldre"), True, "letters from A on"),
        (("A. Unga i riskzon på glid", "C. Ställen: torg och parker", "D. Brott mot äldre"), False, "one is missing"),
        (("A. Vi som bor här", "B. Ställen: torg och parker", "C. Andra frågor"), False, "none tells of an area"),
    ],
)
def test_headings_that_letters_count(headings: tuple[str, str, str], are_told: bool, why: str) -> None:
    stream = _stream(HEADER + "".join(f"{name}\n{row}" for name, row in zip(headings, ROWS, strict=True)))
    told = [stream.lines[line].text for line in counted_headings(stream, area_names(stream.is_ocr))]
    assert told == list(headings) * are_told, why


@pytest.mark.parametrize(
    ("below", "are_told", "why"),
    [
        ("Gruppen ser att året har präglats av vakanser men att de flesta åtgärder ändå har kommit till stånd.\n", True,
         "a sentence straight over the page"),
        ("Så arbetar vi vidare\nGruppen tar del av allt i maj och ny lägesbild tas fram till nästa plan, som gäller "
         "från januari.\n", True, "a heading and a sentence"),
        ("Bryggan Stölder av båtar Märkning av motorer Fler är märkta Båtklubben Maj Klart och alla är märkta där.\n",
         False, "a row"),
        ("Det blev klart i maj.\n", False, "the rest of a cell"),
    ],
)  # fmt: skip
def test_sentences_below_the_last_row_are_none_of_its_cells(below: str, are_told: bool, why: str) -> None:
    told = _told(f"{HEADER}{''.join(ROWS)}\n{below}")
    assert [line in told for line in below.splitlines()] == [are_told] * len(below.splitlines()), why


@pytest.mark.parametrize(
    ("numbers", "is_counted"), [(range(1, 10), True), (range(1, 5), False), ((1, 3, 2, 5, 4, 7, 6, 9, 8), False)]
)
def test_rows_that_are_counted_without_a_header_for_it(numbers: Sequence[int], is_counted: bool) -> None:
    rows = [f"{number} {ROWS[number % 3]}" for number in numbers]
    rows[1] = f"{rows[1].split()[0]} i parken var dag\n"
    (table,) = [section for section in layout_of(_stream(HEADER + "".join(rows))).sections if section.columns]
    assert (table.columns[0].header == "Nr") == is_counted
