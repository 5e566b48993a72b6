"""Headers of narrow columns, torn over lines or in words that no vocabulary has, in text whose table is gone."""

from __future__ import annotations

import pytest

from loaders import load
from loaders.formats import stacked
from loaders.plan.stacked.borders import blank_marks
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.header_parts import header_parts
from loaders.plan.stacked.headers.marks import header_marks
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.in_blocks.page_plan import is_torn, plan_of
from loaders.plan.stacked.text import Stream, stream_of


def _stream(text: str) -> Stream:
    return whole_words(stream_of(stacked.read(text.encode(), "plan.txt")))


def _last(text: str) -> tuple[list[str], int]:
    """The longest header from the text's first line on, and the line after it."""
    found = header_parts(_stream(text), 0, lambda line: False)
    return ([part.text for part in found[-1][0]], found[-1][1]) if found else ([], 0)


@pytest.mark.parametrize(
    ("text", "headers", "why"),
    [
        (
            "Nr Problem-\noch lägesbild\nInsats Delmål Slut-\ndatum\nAnsvarig Samverkans-\npart\nUtfall",
            ["Nr", "Problem- och lägesbild", "Insats", "Delmål", "Slutdatum", "Ansvarig", "Samverkanspart", "Utfall"],
            "hyphens at the columns' edges; one that joins two words stays",
        ),
        (
            "Orsak\n(varför)\nÅtgärd\n(vad, hur)\nMått/\nmålvärde\nTid\n(när)\nAnsvar\n(vem)\nStatus",
            ["Orsak (varför)", "Åtgärd (vad, hur)", "Mått/ målvärde", "Tid (när)", "Ansvar (vem)", "Status"],
            "a second line that explains the first",
        ),
        (
            "Insats Mål Tidplan Ansvarig Utfall Nästa tanke\n",
            ["Insats", "Mål", "Tidplan", "Ansvarig", "Utfall", "Nästa tanke"],
            "an unknown one last, beside a known one",
        ),
        (
            "Insats Mål Tidplan Ansvarig Utfall\nGranbacka torg\n",
            ["Insats", "Mål", "Tidplan", "Ansvarig", "Utfall"],
            "the first row's cell in a line of its own",
        ),
        (
            "Insats Mål Tidplan Ansvarig Kommentar\nUngdomar samlas vid Kvarntorget på\n",
            ["Insats", "Mål", "Tidplan", "Ansvarig", "Kommentar"],
            "the first row's cell, though two headers' worth",
        ),
        (
            "Insats Status VB 2024 Kommentar",
            ["Insats", "Status VB 2024", "Kommentar"],
            "what only goes on with the header before it begins none",
        ),
        (
            "Uppföljning av planen\nInsats Mål Tidplan Ansvarig\n",
            ["Uppföljning av planen"],
            "the document's title is no column",
        ),
        ("Insats Tid och ansvarig Mål Status", [], "two columns' worth in one"),
        ("Insats Mål, delmål Status", [], "a comma"),
    ],
)
def test_a_header_row_is_parted_by_what_each_piece_means(text: str, headers: list[str], why: str) -> None:
    assert _last(text)[0] == headers, why


TORN = """Handlingsplan 2026
Uppföljning, juni 2026
Område A Otrygga och brottsutsatta platser
Plats/målgrupp Insats Effektmål/
mätetal
Tidplan Utförare Resultat Anteckning
Badstranden Kvällsstädning i ett schema som \nparterna skriver under
Färre anmälda \nstörningar
Juni 2026 Stadsmiljö Schemat är klart och vi städar \nvarje kväll.
Stäm av 15 aug
Stadsparken Ljusare gångstråk och röjning av \nbuskar
Tryggare \ngångvägar
Hösten 2026 Parkingenjör Upphandlingen pågår och vi väntar \npå anbud.
-
Område C Systemhotande brottslighet
Plats/målgrupp Insats Effektmål/
mätetal
Tidplan Utförare Resultat Anteckning
Verkstäder Samordnad tillsyn av bilverkstäder \noch kiosker
Tio objekt Februari-\nnovember
Miljöförvaltning Tillsynen är i gång, fyra objekt är \nbesökta.
-
"""


def test_rows_under_headers_torn_over_lines_are_found_under_their_areas() -> None:
    plan = load(TORN.encode(), "plan.txt")
    assert [(one.area.code, one.row.subarea) for one in plan.measures] == [
        ("platser", "Badstranden"), ("platser", "Stadsparken"), ("systemhotande", "Verkstäder"),
    ]  # fmt: skip
    assert [one.row.measure for one in plan.measures][2] == "Samordnad tillsyn av bilverkstäder och kiosker"


def test_headers_torn_over_lines_stand_block_by_block_too() -> None:
    text = (
        "Plan 2025\nUppföljning 31 oktober 2025\n\nOrsak\nÅtgärd\n(varför)\n(vad, hur)\n"
        "Prioriterat område A – Unga i riskzon\nUnga samlas\n\nMått/\nmålvärde\n\nTid\n(när)\n\nAnsvar\n(vem)\n\n"
        "Status\n\nFältgruppen ute varje kväll\n"
    )
    headers = [[column.header for column in mark.columns] for mark in header_marks(_stream(text)) if mark.columns]
    assert headers == [
        ["Orsak", "Åtgärd (varför) (vad, hur)"],
        ["Mått/ målvärde", "Tid (när)", "Ansvar (vem)", "Status"],
    ]


def test_an_area_right_under_the_areas_header_is_the_column_s_first_cell() -> None:
    text = (
        "Plan 2025\n\nPRIORITERAT\nOMRÅDE\nSystemhotande\nbrottslighet\n\nPLATS/ TEMA\n\nORSAK\n\nÅTGÄRD\n\nNÄR\n\n"
        "ANSVARIG\n\nVälfärdsbrott\n\nBolag fakturerar för mycket.\n"
    )
    marks = header_marks(_stream(text))
    assert [(mark.kind, [column.header for column in mark.columns]) for mark in marks] == [
        ("header", ["PRIORITERAT OMRÅDE"]), ("header", ["PLATS/ TEMA", "ORSAK", "ÅTGÄRD", "NÄR", "ANSVARIG"]),
    ]  # fmt: skip
    assert marks[1].columns[0].kind == "subarea"


def test_two_words_of_much_the_same_are_one_column() -> None:
    text = "Plan\n\nInsats\n\nPlats/ Tema\n\nMål\n\nTid\n\nAnsvarig\n\nTextrad om något annat\n"
    columns = layout_of(_stream(text)).sections[-1].columns
    assert [column.header for column in columns] == ["Insats", "Plats/ Tema", "Mål", "Tid", "Ansvarig"]


def test_headers_over_their_first_cell_in_one_block_are_headers() -> None:
    text = (
        "Plan 2025\n\nSystemhotande brottslighet\nNuläge\nBolag fakturerar för tid\nsom ingen arbetat.\n\n"
        "Aktivitet\nSamordnad tillsyn av\nbolagen\n\nSyfte\nInga oseriösa\n\nTidplan\nLöpande under året\n\n"
        "Ansvarig\nTillsynsenheten\n\nUppföljning november\nTillsynen pågår.\n"
    )
    headers = [column.header for mark in header_marks(_stream(text)) for column in mark.columns]
    assert headers == ["Nuläge", "Aktivitet", "Syfte", "Tidplan", "Ansvarig", "Uppföljning november"]


def test_a_cell_that_says_a_header_s_word_over_others_is_none_alone() -> None:
    text = (
        "Plan 2025\n\nOrsak\n\nÅtgärd\n\nMål\n\nVem\n\n"
        + "Text som är en cell\n\n" * 9
        + "Resultat\nfrån enkäten\n\nMer\n"
    )
    assert [column.header for mark in header_marks(_stream(text)) for column in mark.columns] == [
        "Orsak", "Åtgärd", "Mål", "Vem",
    ]  # fmt: skip


def test_a_hyphen_that_a_program_took_for_a_cut_word_s_is_read_into_a_header() -> None:
    assert _last("Nr\n\nProblemoch lägesbild\n\nInsats\n\nMål\n\nTid\n\nAnsvarig\n")[0][1] == "Problem- och lägesbild"


@pytest.mark.parametrize(
    ("first", "second", "is_mixed"),
    [
        (("Orsak", "Åtgärd", "Mål"), ("Tid", "Ansvarig", "Uppföljning"), True),
        (("Orsak", "Åtgärd", "Mål", "Tid", "Ansvarig", "Uppföljning"), ("Orsak",), False),
    ],
)
def test_a_header_whose_parts_stand_apart_tells_that_the_blocks_are_mixed(
    first: tuple[str, ...], second: tuple[str, ...], is_mixed: bool
) -> None:
    cells = ("Unga samlas vid kiosken.", "Fältgruppen är ute.", "Färre klagomål.")
    text = "\n\n".join(("Plan 2025", *first, *cells, *second, "Hösten 2025", "Polisen", "Pågår."))
    stream = _stream(text)
    plan = plan_of(stream)
    assert plan is not None and is_torn(stream, plan) == is_mixed


def test_headings_right_over_every_table_are_areas_without_blank_lines_too() -> None:
    row = "{} ska hållas öppna \nhela kvällen Färre klagomål Löpande Polisen Hölls i maj och \ni juni.\n"
    header = "Aktivitet Syfte Tid Ansvar Uppföljning\n"
    headings = ("Våra otrygga platser", "Våra unga – i riskzon för destruktivt beteende", "Kriminella miljöer")
    text = "Plan 2025\n" + "".join(
        f"{heading}\n{header}{row.format('Lokalerna')}{row.format('Gårdarna')}" for heading in headings
    )
    found = [section.titles[0][1] for section in layout_of(_stream(text)).sections if section.titles]
    assert found == list(headings)
    without = text.replace("Våra unga – i riskzon för destruktivt beteende\n", "")
    assert headings[0] not in [title for one in layout_of(_stream(without)).sections for _, title in one.titles]


WRAPPED = """Insats Mål Tid Ansvarig Resultat Notering
Kvällsöppna lokaler i \nsamtliga stadsdelar
Färre unga \nute
Hösten 2025 Fritidschef Lokalerna håller öppet varje \nkväll.
-
Kontroller av mopeder på \nskolgårdar
Tio \nkontroller
Våren 2025 Kommunpolis Åtta kontroller är gjorda och \ntvå återstår.
-
Ljusa gångvägar i parken \noch vid skolan
Tryggare \nvägar
Juni 2025 Parkingenjör - -
Samtal med familjer om \nregler
Färre \ndebuterar
Löpande Skolkurator Samtalen pågår enligt plan.
-
"""


def test_a_dash_alone_is_a_blank_cell_and_spaces_tell_where_cells_go_on() -> None:
    rows = [one.row for one in load(WRAPPED.encode(), "plan.txt").measures]
    assert [row.measure for row in rows] == [
        "Kvällsöppna lokaler i samtliga stadsdelar", "Kontroller av mopeder på skolgårdar",
        "Ljusa gångvägar i parken och vid skolan", "Samtal med familjer om regler",
    ]  # fmt: skip
    assert [row.goal for row in rows] == ["Färre unga ute", "Tio kontroller", "Tryggare vägar", "Färre debuterar"]


@pytest.mark.parametrize(
    ("line", "blanks", "why"),
    [
        ("-", ["-"], "nothing else on its line"),
        ("Löpande Strateg - -", ["-", "-"], "two at the line's end"),
        ("2025-03-01 –", [], "from that day on"),
        ("Det är - ", [], "a sentence goes on"),
    ],
)
def test_a_dash_that_says_that_a_cell_is_blank(line: str, blanks: list[str], why: str) -> None:
    stream = _stream("Vi ses varje \nvecka och går \nigenom läget.\n" + line + "\n")
    marks = blank_marks(stream, range(len(stream.lines)))
    assert [stream.words[index].text for index in sorted(marks)] == blanks, why


@pytest.mark.parametrize(
    ("text", "is_only"),
    [("2025-01-15", True), ("v. 10", True), ("1/2", True), ("mars till maj 2025", True), ("hösten 2024", True),
     ("2024", False), ("40 vandringar mars", False), ("10", False), ("Max 24 h 2025-01-15", False)],
)  # fmt: skip
def test_a_cell_of_nothing_but_times_is_told_from_one_with_a_time_in_it(text: str, is_only: bool) -> None:
    stream = _stream(f"{text} \n")
    cues = Cues(stream)
    assert ("only_time" in cues.names(cues.mask(0, len(stream.words)))) == is_only


def test_times_alone_tell_nothing_where_no_spaces_end_the_lines() -> None:
    cues = Cues(_stream("2025-01-15"))
    assert "only_time" not in cues.names(-1)
