"""Headers, headings and pages in text that programs take out of a PDF with blank lines between its paragraphs: a cell
that begins inside a line goes on under a blank one."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.headers import roles_of
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.text import Stream, stream_of

ROWS = "Samtal med föräldrar Få vet mer Hösten Skolan Klart\n\nNattvandring Det är mörkt Våren Polisen Pågår\n"
ROW = "Insats Orsak Tid Ansvar Uppföljning"


def _stream(text: str) -> Stream:
    return stream_of(stacked.read(text.encode(), "plan.txt"))


def _columns(text: str) -> list[list[str]]:
    return [[column.header for column in section.columns] for section in layout_of(_stream(text)).sections]


def _titles(text: str) -> list[str]:
    return [title for section in layout_of(_stream(text)).sections for _, title in section.titles]


@pytest.mark.parametrize(
    ("text", "headers", "why"),
    [
        (
            f"Plan\n\nOmråde Orsak Aktivitet Mål Ansvarig och\n\ndeltagande\nTid Läge Uppföljning\n\n{ROWS}",
            ["Område", "Orsak", "Aktivitet", "Mål", "Ansvarig och deltagande", "Tid", "Läge", "Uppföljning"],
            "a header that begins inside a line goes on below a blank line",
        ),
        (
            f"Plan\n\nPlanering Uppföljning 2024-11-05\n\nOmråde Orsak Aktivitet Mål Ansvarig Tid Status\n{ROWS}",
            ["Område", "Orsak", "Aktivitet", "Mål", "Ansvarig", "Tid", "Status"],
            "a line of headings over several columns each",
        ),
    ],
)
def test_a_header_row_is_read(text: str, headers: list[str], why: str) -> None:
    assert _columns(text)[-1] == headers, why


def test_a_question_over_a_row_is_one_of_its_headers() -> None:
    text = f"Plan\n\nVad är\nproblemet?\n\nVarför är det så? Vad ska vi göra? Vem gör det? När? Hur gick det?\n{ROWS}"
    section = layout_of(_stream(text)).sections[-1]
    assert [column.kind for column in section.columns] == ["subarea", "cause", "measure", "who", "when", "followup"]


def test_a_line_over_a_row_that_others_lack_is_a_title() -> None:
    text = f"Plan\n\nUnga\n{ROW}\n{ROWS}\nPlatser\n{ROW}\n{ROWS}\nVälfärdsbrott m.m.\n{ROW}\n{ROWS}"
    assert _titles(text) == ["Unga", "Platser", "Välfärdsbrott m.m."]
    assert {tuple(columns) for columns in _columns(text) if columns} == {tuple(ROW.split())}


@pytest.mark.parametrize(
    ("blank", "found"),
    [(2, 4), (1, 0)],
)
def test_two_blank_lines_part_pages_where_one_stands_elsewhere(blank: int, found: int) -> None:
    foot = "Bilaga till vår överenskommelse"
    first, second = (
        "Staden i samverkan med polisen\n" + "".join(f"Möte på gården {one}\n\n" for one in letters) + foot
        for letters in ("abcdefghijklmnopqrstuv", "åäöABCDEFGHIJKLMNOPQRSTU")
    )
    stream = _stream(f"{first}\n" + "\n" * blank + second)
    assert len(set(running_lines(stream))) == found


@pytest.mark.parametrize(
    ("headers", "role"),
    [
        (["Åtgärd", "Ansvarig", "Tid", "Status", "Beskrivning"], "followup"),
        (["Åtgärd", "Beskrivning", "Ansvarig", "Tid", "Status"], "known"),
        (["Åtgärd", "Ansvarig", "Uppföljning", "Status", "Beskrivning"], "known"),
    ],
)
def test_a_description_beside_the_status_tells_how_it_went(headers: list[str], role: str) -> None:
    assert roles_of(headers)[headers.index("Beskrivning")] == role
