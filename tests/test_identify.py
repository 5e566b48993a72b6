"""What a file is: its content decides, never its name."""

from __future__ import annotations

import pytest
from plan_forms import as_docx, as_pdf, as_xlsx

from loaders import UnreadableDocument
from loaders.identify import identify

PLAN = [("Plan 2024", [["Åtgärd", "När", "Vem"], ["Vandra", "Våren", "Polisen"], ["Lysa", "Hösten", "Park"]])]
CONTENTS = {
    "Excel": as_xlsx(PLAN),
    "Word": as_docx(PLAN),
    "PDF": as_pdf(PLAN),
    "Markdown": "| Åtgärd | När | Vem |\n|---|---|---|\n| Vandra | Våren | Polisen |\n".encode(),
    "CSV eller TSV": "Åtgärd;När;Vem\nVandra;Våren;Polisen\nLysa;Hösten;Park\n".encode(),
    "text": "Åtgärd När Vem\n\nVandra på torget\n\nVåren\n\nPolisen\n".encode(),
}


@pytest.mark.parametrize("name", ["plan", "plan.csv", "plan.md", "plan.txt", "plan.xlsx", "plan.docx", "plan.pdf"])
@pytest.mark.parametrize("title", CONTENTS)
def test_the_content_decides_and_not_the_name(title: str, name: str) -> None:
    assert identify(name, CONTENTS[title]).title == title


@pytest.mark.parametrize("content", [b"<!doctype html><p>plan</p>", b"<?xml version='1.0'?><plan/>", b"{\\rtf1 plan}"])
def test_markup_is_no_running_text(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        identify("plan.txt", content)


def test_cells_that_begin_with_a_number_sign_make_no_markdown() -> None:
    rows = "".join(f"# {number} ;Vandra;Våren;Polisen\n" for number in range(1, 5))
    assert identify("plan.csv", f"Nr;Åtgärd;När;Vem\n{rows}".encode()).title == "CSV eller TSV"
