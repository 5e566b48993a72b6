"""Text as programs write a PDF's cells one after the other: headers, areas and headings where columns are narrow."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.count import counted_in
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.read import rows_from_stacked
from loaders.plan.stacked.text import stream_of
from loaders.records import Written
from loaders.text import collapse


def _lines(text: str) -> list[str]:
    return [line.text for line in whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))).lines]


def _read(text: str) -> Written:
    return rows_from_stacked(stacked.read(text.encode(), "plan.txt"))


# A text whose lines end with a space where the sentence goes on, as such programs write them.
WRAPS = "Vi ses varje \nvecka och går \nigenom hur det \nstår till i parken.\n\nFältgruppen är ute \nvarje kväll.\n\n"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Fokuso\nmråde\n", ["Fokusområde"], "a header that the vocabulary knows"),
        ("P\nri\no\n", ["Prio"], "three pieces, none of them a word"),
        ("Nr P\n\nri\no\n", ["Nr Prio"], "the first piece beside another cell of one line"),
        ("Unga i \nriskzo\nn för \ndestru\nktivt \n", ["Unga i", "riskzon", "för", "destruktivt"], "an area's name"),
        ("SAMVERKANSOM\nRÅDE\n", ["SAMVERKANSOMRÅDE"], "in capitals"),
        ("Socialtjänst\nen och polis \n", ["Socialtjänsten", "och polis"], "the rest of the line stays"),
        ("Ansvarig \npart\n", ["Ansvarig", "part"], "a space ends the line: two words"),
        ("varje kväll\noch helg\n", ["varje kväll", "och helg"], "the space had no room, but both are words"),
        ("parken\ni vår\n", ["parken", "i vår"], "a word of one letter is one"),
        ("Polis\nSkola\n", ["Polis", "Skola"], "a capital begins a word"),
        ("VBE-\nsamordnare\n", ["VBE-", "samordnare"], "a hyphen is joined elsewhere"),
    ],
)
def test_a_word_that_its_column_cut_is_whole_again(text: str, expected: list[str], why: str) -> None:
    assert _lines(WRAPS + text)[len(_lines(WRAPS)) :] == expected, why


def test_a_word_goes_on_only_where_its_line_is_full() -> None:
    wide = "ordet vid den stora \nparkeringen\n\n"
    assert _lines(WRAPS + "Skötb\n" + wide)[-3] == "Skötb"
    assert _lines(WRAPS + "Skötb\nordet\n\n")[-1] == "Skötbordet"


NARROW = """
Fokuso
mråde

Orsak Åtgärd När Vem Uppföljning

Unga i \n\
riskzo
n för \n\
destru
ktivt \n\
betee
nde

Ungdomar samlas \nvid kiosken.

Fältarbete på fredagar

Varje \n\
vecka

Fritidsgår
den och \npolisen

Pågår som \nplanerat.

Föräldrar vet lite \nom droger.

Föräldramöte på \nskolan

2025-04-10 Skolan \noch polisen

Klart, fyrtio \nkom.

Otrygg
a och \nbrotts
utsatt
a \n\
platse
r

Gången under \njärnvägen är mörk.

Ny belysning i \ngångtunneln

2025-09-30 Kommunen Pågår, norra \ndelen är klar.
"""


def test_areas_and_headers_in_narrow_columns() -> None:
    written = _read(NARROW)
    assert [(collapse(row.first)[:20], collapse(row.measure)) for row in written.rows] == [
        ("Unga i riskzon för d", "Fältarbete på fredagar"),
        ("Unga i riskzon för d", "Föräldramöte på skolan"),
        ("Otrygga och brottsut", "Ny belysning i gångtunneln"),
    ]
    assert collapse(written.rows[0].who) == "Fritidsgården och polisen"


def test_the_account_holds_every_line_of_a_text_with_cut_words() -> None:
    account = _read(NARROW).account
    assert [line.text for line in account] == [collapse(line) for line in NARROW.split("\n") if line.strip()]
    cut = [line.kind for line in account if line.text in ("destru", "betee", "nde")]
    assert cut == ["continued"] * 3


def test_cut_words_lose_no_letter_and_no_line_what_it_says() -> None:
    stream = stream_of(stacked.read(NARROW.encode(), "plan.txt"))
    whole = whole_words(stream)
    assert "".join(word.text for word in whole.words) == "".join(word.text for word in stream.words)
    assert [" ".join(word.text for word in whole.words[line.first : line.after]) for line in whole.lines] == [
        line.text for line in whole.lines
    ]
    assert all(
        whole.words[index].line == n for n, one in enumerate(whole.lines) for index in range(one.first, one.after)
    )


def _rows(text: str) -> list[tuple[str, str, str, str]]:
    """(area's column, nearest heading, subarea, measure) of each row."""
    return [
        (collapse(row.first), collapse(row.headings[0]) if row.headings else "", row.subarea, collapse(row.measure))
        for row in _read(text).rows
    ]


PARK = """Ungdomar samlas \nvid kiosken.

Fältarbete på \nfredagar

Varje vecka \nhela året

Fritidsgården \noch polisen

Pågår som \nplanerat.

"""
SCHOOL = """Föräldrar vet lite \nom droger.

Föräldramöte på \nskolan

2025-04-10 och \n2025-10-09

Skolan och \nsocialtjänsten

Klart, fyrtio \nkom.

"""
TUNNEL = """Gången under \njärnvägen är mörk.

Ny belysning i \ngångtunneln

Senast \n2025-09-30

Tekniska \nförvaltningen

Pågår, norra \ndelen är klar.

"""
TITLE = "Handlingsplan 2025\nSenast ändrad \ni maj\n"
HEADER = "Orsak Åtgärd När Vem Uppföljning\n"
UNGA, PLATSER = "Unga i riskzon för destruktivt beteende", "Otrygga och brottsutsatta platser"


@pytest.mark.parametrize(
    ("text", "headings", "why"),
    [
        (
            f"{UNGA}\n{HEADER}{PARK}{SCHOOL}{PLATSER}\n{HEADER}{TUNNEL}",
            [UNGA, UNGA, PLATSER],
            "right over the header",
        ),
        (
            f"{TITLE}{HEADER}Unga i \nriskzon för \ndestruktivt \nbeteende\n{PARK}{SCHOOL}"
            f"Otrygga \noch \nbrottsutsatta \nplatser\n{TUNNEL}",
            [UNGA, UNGA, PLATSER],
            "in a row of its own, without a blank line under it",
        ),
        (f"{TITLE}{HEADER}{PARK}{SCHOOL}{TUNNEL}Summa 3\n", ["", "", ""], "a sum is no heading"),
    ],
)
def test_an_area_that_stands_over_its_rows(text: str, headings: list[str], why: str) -> None:
    assert [heading for _, heading, _, _ in _rows(text)] == headings, why


@pytest.mark.parametrize(
    ("between", "titles"),
    [
        (TITLE, [UNGA, PLATSER]),
        ("", [UNGA, PLATSER]),
        ("Planen gäller för hela året.\n", []),
        ("Ordet går till var och en av dem som har arbetat med planen under det år som gått\n", []),
    ],
)
def test_only_a_title_may_stand_between_an_area_and_its_table(between: str, titles: list[str]) -> None:
    text = f"{UNGA}\n\n{between}{HEADER}{PARK}{SCHOOL}{PLATSER}\n\n{between}{HEADER}{TUNNEL}"
    layout = layout_of(whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))))
    assert [title for section in layout.sections for _, title in section.titles] == titles


ROW = "Ungdomar samlas \nvid kiosken.\n\n"


@pytest.mark.parametrize(
    ("header", "columns", "why"),
    [
        (
            "Delområde Orsak Vad kostar \ndet oss?\nÅtgärd Mål När Vem\n",
            ["subarea", "cause", "other", "measure", "goal", "when", "who"],
            "an unknown one in the middle, on two lines",
        ),
        (
            "Hur gick \ndet för oss?\nVad kostar det? Åtgärd Mål När Vem\n",
            ["followup", "other", "measure", "goal", "when", "who"],
            "two that ask, each of them known by a word",
        ),
        (
            "Banan \när för oss?\nVad smakar den? Åtgärd Mål När Vem\n",
            ["other", "measure", "goal", "when", "who"],
            "an unknown one at a line's beginning, known ones beside it",
        ),
        (
            "Ansvarig Plats/kvarter Orsak Insats Mål Tid\n",
            ["who", "subarea", "cause", "measure", "goal", "when"],
            "one whose first word is known",
        ),
        (
            "Aktivitet Bakgrund och orsak Ansvarig Tid Avstämning maj 2023\n",
            ["measure", "cause", "who", "when", "followup"],
            "one that is joined of two",
        ),
        (
            "Aktivitet Tid och ansvarig Mål Avstämning Kommentar\n",
            ["measure", "when", "goal", "followup", "comment"],
            "one column for two, beside enough others",
        ),
        (
            "Nr Plats/fråga Sånt som blir av Tidplan Ansvarig Kostnad Hur gick det?\n",
            ["other", "subarea", "other", "when", "who", "other", "followup"],
            "words that nobody knows over the measures, in a line of known ones",
        ),
        (
            "Var/vilka? Varför har vi \nproblemet? \n\n(orsak)\nVad gör vi? (åtgärd) När Vem Kommentar\n",
            ["subarea", "cause", "measure", "when", "who", "comment"],
            "the first two in words of their own, on other lines",
        ),
        (
            "Orsaken är inte känd.\nOrsak Åtgärd Mål När Vem\n",
            ["cause", "measure", "goal", "when", "who"],
            "the end of a cell that speaks of a column is no header",
        ),
        ("Orsak Åtgärd Mål När Vem\nPolisen kallar\n", ["cause", "measure", "goal", "when", "who"], "a cell is none"),
        (
            "Klart\nOrsak Åtgärd Mål När Vem\n",
            ["cause", "measure", "goal", "when", "who"],
            "the page above ends with a word that also is a header",
        ),
        (
            "Klart\n2. Otrygga och brottsutsatta platser\nOrsak Åtgärd Mål När Vem\n",
            ["cause", "measure", "goal", "when", "who"],
            "so does the table above",
        ),
        (
            "Insats Syfte Ansvarig Klart Hur gick det?\n",
            ["measure", "goal", "who", "when", "followup"],
            "by when it is to be done, where no other column tells",
        ),
        (
            "Insats Syfte Ansvarig Tid Klart Hur gick det?\n",
            ["measure", "goal", "who", "when", "status", "followup"],
            "whether it is done, beside a time",
        ),
        (
            "Insats Indikator/målvärde Ansvarig Tid Status\n",
            ["measure", "goal", "who", "when", "status"],
            "what is measured is all that says what shall be reached",
        ),
        (
            "Insats Mål Indikator Ansvarig Tid Status\n",
            ["measure", "goal", "other", "who", "when", "status"],
            "what is measured stands beside the goal",
        ),
    ],
)
def test_the_columns_of_a_header_that_runs_together(header: str, columns: list[str], why: str) -> None:
    stream = whole_words(stream_of(stacked.read(f"{WRAPS}{header}{ROW}".encode(), "plan.txt")))
    assert [column.kind for column in layout_of(stream).sections[-1].columns] == columns, why


def test_a_header_that_a_page_tore_is_whole_as_the_one_above() -> None:
    whole = "Prioriterat \nsamverkansom\nråde\n\nOrsak Åtgärd När Vem\n"
    torn = "Prioriterat \nsamverkansom\n\nOrsak Åtgärd När Vem\n\n\n\n\nråde\n"
    text = f"{WRAPS}{whole}{UNGA}\n\n{PARK}{torn}{PLATSER}\n\n{TUNNEL}"
    stream = whole_words(stream_of(stacked.read(text.encode(), "plan.txt")))
    tables = layout_of(stream).sections[-2:]
    assert [column.kind for column in tables[1].columns] == ["area", "cause", "measure", "when", "who"]
    assert stream.lines[tables[0].lines[-1]].text == "planerat."
    assert stream.lines[tables[1].lines[0]].text == PLATSER


@pytest.mark.parametrize(
    ("name", "is_area"),
    [
        ("Område 2: Otrygga och \nbrottsutsatta platser", True),
        ("2. Otrygga platser", True),
        ("Prioriterat område 1 – Brottsoffer", True),
        ("B) Kriminella miljöer", True),
        ("Otrygga platser och annat", False),
        ("mottagning Område 2: Otrygga platser", False),
        ("Område 2: Sånt som hänt", True),
        ("Fokusområde B: Trygga torg, parker \noch bostäder", True),
        ("Prioriterat område 1 Torgen", True),
        ("Insatsområde C – Torgen", True),
        ("Tema: Torgen", True),
        ("Sånt som hänt", False),
        ("Områdespolisen: Torgen", False),
        ("Område 2: Torgen ses över.", False),
        ("Område 2: torgen", False),
    ],
)
@pytest.mark.parametrize("gap", ["\n", ""])
def test_an_area_is_known_behind_its_number_or_label(name: str, is_area: bool, gap: str) -> None:
    text = f"{WRAPS}{name}\n{gap}{HEADER}{PARK}"
    layout = layout_of(whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))))
    assert [title for section in layout.sections for _, title in section.titles] == [collapse(name)] * is_area


@pytest.mark.parametrize("last", ["", "Klart\n\n"])
def test_areas_in_a_municipality_s_own_words_over_their_tables(last: str) -> None:
    """Without its label the second would be two headers: "Fokusområde" and one that no vocabulary knows."""
    one, two = "Fokusområde A: Barn och unga på glid", "Fokusområde B: Gängen och vägen ut"
    text = f"{TITLE}{one}\n{HEADER}{PARK}{SCHOOL}{last}{two}\n{HEADER}{TUNNEL}"
    layout = layout_of(whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))))
    tables = [section for section in layout.sections if section.columns]
    assert [title for section in tables for _, title in section.titles] == [one, two]
    assert [[column.kind for column in section.columns] for section in tables] == [
        ["cause", "measure", "when", "who", "followup"]
    ] * 2


@pytest.mark.parametrize(
    ("over", "title"),
    [
        ("Trygga vägar hem", "Trygga vägar hem"),
        ("2. Trygga vägar \nhem för alla", "2. Trygga vägar hem för alla"),
        ("Vi ses varje vecka.", ""),
        ("tre gånger i veckan", ""),
        ("Genomförd", ""),
        ("Handlingsplan 2025", ""),
    ],
)
def test_what_stands_where_other_tables_have_their_titles_is_one(over: str, title: str) -> None:
    def titles(first: str) -> list[str]:
        text = f"{TITLE}\n{first}\n{HEADER}{PARK}{SCHOOL}{over}\n{HEADER}{TUNNEL}"
        layout = layout_of(whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))))
        return [text for section in layout.sections for _, text in section.titles]

    assert titles(UNGA) == [UNGA, *([title] if title else [])]
    assert titles("Vi ses i parken.") == [], "no other table tells that it is one"


@pytest.mark.parametrize(
    ("over", "why"),
    [
        (("1. Lugnt hemma", "2. Trygga gator", "3. Ljusa vägar"), "numbered one after the other"),
        (("Ungdomar", "Skadegörelse", "Ljusa vägar"), "most of them what the areas are about"),
    ],
)
def test_headings_over_three_tables_tell_together_that_they_are_such(over: tuple[str, str, str], why: str) -> None:
    def titles(*over: str) -> list[str]:
        text = "".join(f"{name}\n{HEADER}{row}" for name, row in zip(over, (PARK, SCHOOL, TUNNEL), strict=False))
        layout = layout_of(whole_words(stream_of(stacked.read(f"{TITLE}\n{text}".encode(), "plan.txt"))))
        return [text for section in layout.sections for _, text in section.titles]

    assert titles(*over) == list(over), why
    assert titles("1. Lugnt hemma", "3. Trygga gator", "2. Ljusa vägar") == []
    assert titles(*over[1:]) == [], "two may be the last cells of what stands above"


def test_a_line_that_counts_the_pages_is_no_row() -> None:
    text = f"{UNGA}\n{HEADER}{PARK}Lekeby 2025 Sida 1 (av 2)\n\n{SCHOOL}{TUNNEL}Lekeby 2025 Sida 2 (av 2)\n"
    assert len(_rows(text)) == 3
    told = [line.kind for line in _read(text).account if line.text.startswith("Lekeby")]
    assert told == ["heading", "heading"]


def test_a_heading_in_capitals_between_rows_is_none_of_their_cells() -> None:
    text = f"{UNGA}\n{HEADER}{PARK}{SCHOOL}LJUSA VÄGAR OCH GATOR\n{TUNNEL}"
    assert [heading for _, heading, _, _ in _rows(text)] == [UNGA, UNGA, "LJUSA VÄGAR OCH GATOR"]


def test_a_heading_that_names_no_area_ends_the_area_above() -> None:
    text = f"{UNGA}\n{HEADER}{PARK}{SCHOOL}Lugna gator\n{HEADER}{TUNNEL}"
    assert [heading for _, heading, _, _ in _rows(text)] == [UNGA, UNGA, "Lugna gator"]
    told = [line.kind for line in _read(text).account if line.text == "Lugna gator"]
    assert told == ["heading"], "and no part of the cell above it"


@pytest.mark.parametrize(
    ("parted", "asks"),
    [
        ("Vi ses varje vecka.\n\n", True),
        ("\n\n\n", False),
        (f"\n\n\n{PLATSER}\n", False),
    ],
)
def test_a_person_is_asked_where_a_table_in_a_page_has_no_title_of_its_own(parted: str, asks: bool) -> None:
    text = f"{TITLE}\n\n\n{UNGA}\n{HEADER}{PARK}{SCHOOL}{parted}{HEADER}{TUNNEL}"
    written = _read(text)
    asked = [doubt for doubt in written.doubts if "ingen känd rubrik" in doubt.question]
    below = next(row.number for row in written.rows if "gångtunneln" in row.measure)
    assert [(doubt.field, doubt.row, UNGA in doubt.question) for doubt in asked] == [("area", below, True)] * asks


def test_a_labelled_word_among_headers_is_one() -> None:
    text = f"{WRAPS}Fokusområde: Orsak Åtgärd När Vem Uppföljning\n{UNGA}\n\n{PARK}"
    layout = layout_of(whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))))
    assert [column.kind for column in layout.sections[-1].columns][:3] == ["area", "cause", "measure"]


def test_a_label_at_a_page_s_end_is_no_heading_of_the_next_page_s_table() -> None:
    text = f"{WRAPS}{HEADER}{PARK}Område 2: Torgen\n\n\n\n{HEADER}{TUNNEL}"
    layout = layout_of(whole_words(stream_of(stacked.read(text.encode(), "plan.txt"))))
    assert not any(section.titles for section in layout.sections)


def test_what_names_no_area_stands_in_no_column_of_names() -> None:
    """A piece that a page's end left over stands first on its page as an area would."""
    rows = "".join(f"{name}\n\n{PARK}" for name in (UNGA, PLATSER, "Systemhotande brottslighet", "Brottsoffer"))
    areas = {first for first, *_ in _rows(f"{TITLE}Prioriterat område {HEADER}{rows}\n\n\n\nväntat på.\n\n{SCHOOL}")}
    assert areas == {UNGA, PLATSER, "Systemhotande brottslighet", "Brottsoffer"}


INSTRUCTIONS = """Beskriv kort. Ange vad som \nska göras.
Ange när det \nska vara klart.
Ange vem som ansvarar. Beskriv \nkort.

"""


def test_instructions_that_run_together_are_no_measure() -> None:
    text = f"{TITLE}{HEADER}{INSTRUCTIONS}{PARK}{SCHOOL}{TUNNEL}"
    assert [measure for *_, measure in _rows(text)] == [
        "Fältarbete på fredagar",
        "Föräldramöte på skolan",
        "Ny belysning i gångtunneln",
    ]
    kinds = [line.kind for line in _read(text).account]
    assert kinds.count("instruction") == 6


def test_a_measure_that_begins_as_an_instruction_does_is_one() -> None:
    """Told sentences are instructions only where two or more stand right under the header."""
    row = "Rutinen saknas.\n\nBeskriv rutinen för \nalla anställda.\n\n2025-04-10 Kommunen Klart.\n"
    measures = [measure for *_, measure in _rows(f"{TITLE}{HEADER}{PARK}{row}{TUNNEL}")]
    assert "Beskriv rutinen för alla anställda." in measures


def test_numbers_that_begin_anew_in_each_table_count_its_rows() -> None:
    def table(rows: int) -> str:
        row = "Plats nummer \nsjälv\n\nGrillning i \nparken\n\n2025-04-10 Kommunen\n"
        return "".join(f"{number} {row}" for number in range(1, rows + 1))

    stream = stream_of(stacked.read((table(5) + table(4)).encode(), "plan.txt"))
    half = 5 * len(stream.lines) // 9
    tables = [range(half), range(half, len(stream.lines))]
    assert len(counted_in(stream, tables)) == 9
    assert counted_in(stream, [range(len(stream.lines))]) == frozenset()


def test_a_day_on_a_line_of_its_own_under_a_header_is_the_headers() -> None:
    """A break within the header's cell: its line ends without the space of a text that goes on."""
    header = "Orsak Åtgärd När Vem Uppföljning\n2025-05-14\n\nUppföljning\n2025-11-26\n\nLäge\n\n"
    row = "Det är mörkt \nvid tunneln.\n\nByta lampor\n\nVåren\n\nPolisen\n\nTvå är bytta.\n\nAlla bytta.\n\nKlart\n\n"
    sections = layout_of(stream_of(stacked.read((header + WRAPS + row * 3).encode(), "plan.txt"))).sections
    assert [(column.kind, column.header) for column in sections[-1].columns] == [
        ("cause", "Orsak"), ("measure", "Åtgärd"), ("when", "När"), ("who", "Vem"),
        ("followup", "Uppföljning 2025-05-14"), ("followup", "Uppföljning 2025-11-26"), ("status", "Läge"),
    ]  # fmt: skip


def test_a_row_that_begins_in_the_middle_of_a_text_under_a_header_that_came_again_is_asked_about() -> None:
    """Rests of a row that a page cut can't be told from a row of their own."""
    header = "Orsak Åtgärd När Vem\n\n"
    row = "Det är mörkt \nvid tunneln.\n\nByta lampor\n\nVåren\n\nPolisen\n\n"
    rest = "parken, och \nandra ställen.\n\nRensa buskar\n\nHösten\n\nKommunen\n\n"
    cut = [
        doubt
        for doubt in _read(header + WRAPS + row * 3 + header + rest + row).doubts
        if "Sidan bryts" in doubt.question
    ]
    assert len(cut) == 1
    assert cut[0].row is not None
    whole = _read(header + WRAPS + row * 3 + header + row * 2)
    assert not [doubt for doubt in whole.doubts if "Sidan bryts" in doubt.question]


def test_a_column_of_states_is_no_header_without_end() -> None:
    text = "Orsak Åtgärd När Vem Status\n\nDet är mörkt\n\nByta lampor\n\nVåren\n\nPolisen\n\n" + "Klart\n" * 400
    assert len(layout_of(stream_of(stacked.read(text.encode(), "plan.txt"))).sections) < 400
