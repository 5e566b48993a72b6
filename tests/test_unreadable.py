"""Bad files: one clear Swedish sentence that says what is wrong and what to do, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from plan_forms import as_docx, as_pdf, as_xlsx

from loaders import UnreadableDocument, load

PLAN = [("Plan 2024", [["Åtgärd", "När", "Vem"], ["Vandra", "Våren", "Polisen"], ["Lysa", "Hösten", "Park"]])]
NO_TABLE = [("Lista", [["Namn", "Telefon", "Rum"], ["Kim", "123", "4"]])]


def zipped(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


BAD = {
    "tom fil": (b"", "plan.xlsx"),
    "bara blanksteg": (b"  \n\n ", "plan.txt"),
    "avhuggen xlsx": (as_xlsx(PLAN)[:900], "plan.xlsx"),
    "avhuggen docx": (as_docx(PLAN)[:4000], "plan.docx"),
    "avhuggen pdf": (as_pdf(PLAN)[:400], "plan.pdf"),
    "låst Office-fil": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "plan.xlsx",
    ),
    "webbsida som xlsx": (b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>", "plan.xlsx"),
    "zip utan innehåll": (zipped({"a.txt": b"hej"}), "plan.docx"),
    "bild": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "plan.pdf"),
    "rtf": (b"{\\rtf1\\ansi plan}", "plan.doc"),
    "slumpbyte": (bytes(range(256)) * 20, "plan.pdf"),
    "ingen plantabell xlsx": (as_xlsx(NO_TABLE), "lista.xlsx"),
    "ingen plantabell docx": (as_docx(NO_TABLE), "lista.docx"),
    "ingen plantabell csv": (b"Namn;Telefon;Rum\nKim;123;4\nBo;456;5\n", "lista.csv"),
    "för stor": (b"a;b;c\n" * 4_000_000, "plan.csv"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_sentence(name: str) -> None:
    content, filename = BAD[name]
    with pytest.raises(UnreadableDocument) as caught:
        load(content, filename)
    sentence = str(caught.value)
    assert sentence.endswith(".") and 20 < len(sentence) < 250
    assert re.search(r"[åäö]", sentence), "meningen ska vara på svenska"
    assert not re.search(r"Error|Exception|Traceback|None|0x", sentence)


def test_a_sheet_that_claims_a_million_rows_is_read_by_what_it_holds() -> None:
    content = as_xlsx(PLAN)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/sheet"))
    parts[sheet] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[sheet])
    assert [measure.row.measure for measure in load(zipped(parts), "plan.xlsx").measures] == ["Vandra", "Lysa"]


@pytest.mark.parametrize("filename", ["plan.pdf", "plan", "plan.txt", "../../etc/plan.docx"])
def test_content_decides_the_format_and_not_the_name(filename: str) -> None:
    plan = load(as_xlsx(PLAN), filename)
    assert (plan.form, len(plan.measures)) == ("xlsx", 2)


HOSTILE = [
    "<script>alert(1)</script>",
    '=HYPERLINK("http://example.invalid","klicka")',
    "'; DROP TABLE measure; --",
    "{{ 7*7 }} ${7*7}",
    "[länk](javascript:alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_cell_text_is_data(text: str) -> None:
    content = ("Åtgärd\tNär\tVem\n" + f"{text}\tVåren\tPolisen\n" + "Lysa\tHösten\tPark\n").encode()
    assert load(content, "plan.tsv").measures[0].row.measure == " ".join(text.split())


def test_the_originals_of_this_repository_are_small() -> None:
    assert all(
        path.stat().st_size < 2_000_000 for path in (Path(__file__).parent / "documents").rglob("*") if path.is_file()
    )
