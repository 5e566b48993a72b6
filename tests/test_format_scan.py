"""Scanned PDFs: pages that are pictures, a little askew and grainy, read back as tables."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter
from plan_forms import as_pdf

from loaders import UnreadableDocument, load
from loaders.formats import pdfium, scan_text
from loaders.formats.scan_image import find_rules, tilt
from loaders.register import as_register

ROWS = [
    ["Prioriterat område", "Orsak", "Åtgärd", "När", "Vem", "Uppföljning 2025-05-20"],
    ["Otrygga platser", "Mörkt", "Byta lampor på torget", "Våren 2025", "Tekniska kontoret", "Genomfört i april"],
    ["", "", "Klippa buskar längs gångvägen", "Maj till september", "Parkenheten", "Pågår enligt plan"],
    ["Unga i riskzon", "Låg skolnärvaro", "Föräldramöten på Björkskolan", "Hösten 2025", "Rektor", "Ej påbörjat"],
]  # fmt: skip


def scanned(pdf: bytes, askew: float) -> bytes:
    """A PDF as a scanner would give it: pictures of its pages, turned, grainy and blurred."""
    grain = np.random.default_rng(5)
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=220 / 72, grayscale=True).to_pil().convert("L")
            picture = picture.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            noisy = np.asarray(picture, dtype=float) + grain.normal(0, 6, (picture.height, picture.width))
            picture = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.4))
            pages.append(picture)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=220)
    return out.getvalue()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATGARDSPLAN_OCR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def scan() -> bytes:
    return scanned(as_pdf([("Åtgärdsplan 2025", ROWS)]), 0.9)


def test_pdfium_works_for_one_at_a_time(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan is read in one thread while another shows a page of it: pdfium is not for threads."""
    held: list[bool] = []
    for owner, name in (
        (pypdfium2.PdfPage, "render"),
        (pypdfium2.PdfDocument, "__init__"),
        (pypdfium2.PdfPage, "close"),
    ):
        real = getattr(owner, name)

        def noted(*args: Any, real: Any = real, **kwargs: Any) -> Any:
            held.append(pdfium.LOCK._is_owned())
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, noted)
    load(scan, "scan.pdf", district="Exempelby")
    assert pdfium.picture(scan, 1, 300)
    assert len(held) > 4
    assert all(held)


def test_a_ruled_table_is_read_out_of_its_picture(scan: bytes) -> None:
    plan = load(scan, "scan.pdf", district="Exempelby")
    read = as_register(plan)["measures"]
    assert plan.form == "scanned pdf"
    assert [row["measure"] for row in read] == [row[2] for row in ROWS[1:]]
    assert [row["when"] for row in read] == [row[3] for row in ROWS[1:]]
    assert [row["area"] for row in read] == ["platser", "platser", "unga"]
    assert [row["status"] for row in read] == ["genomford", "pagar", "ej_paborjad"]
    assert any("tolkad" in warning for warning in plan.warnings)


def test_the_same_scan_is_read_by_tesseract_only_once(
    scan: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = as_register(load(scan, "scan.pdf"))
    assert len(json.loads(next(folder.glob("*/1.json")).read_text(encoding="utf-8"))) > 20
    monkeypatch.setattr("loaders.formats.scan.words_on", lambda _: pytest.fail("läst en gång till"))
    assert as_register(load(scan, "scan.pdf")) == first


def test_without_tesseract_the_packages_are_named(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_text, "_languages", lambda: frozenset({"eng"}))
    with pytest.raises(UnreadableDocument, match=r"tesseract-ocr-swe"):
        load(scan, "scan.pdf")


def test_progress_is_told_page_by_page(scan: bytes) -> None:
    told: list[tuple[int, int]] = []
    load(scan, "scan.pdf", progress=lambda done, pages: told.append((done, pages)))
    assert told[-1] == (1, 1)


@pytest.mark.parametrize("angle", [-2.2, -0.4, 0.0, 0.7, 2.8])
def test_the_tilt_of_a_page_is_found(angle: float) -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(200, 1400, 60):
        draw.line((200, y, 2200, y), fill=0, width=3)
    assert tilt(picture.rotate(angle, fillcolor=255)) == pytest.approx(-angle, abs=0.1)


def test_letters_are_no_rules() -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    draw.line((300, 400, 2000, 400), fill=0, width=3)
    for y in range(500, 1200, 50):
        draw.text((300, y), "HEMLIGHETSMAKERI OCH FLIT " * 4, fill=0, font_size=40)
    across, down = find_rules(np.asarray(picture))
    assert len(across) == 1
    assert down == []
