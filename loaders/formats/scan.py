"""Scanned PDF pages to what stands on them: rendered, held straight, rules found, text by Tesseract."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from loaders.formats import pdfium
from loaders.formats.pdf_lines import Glyph
from loaders.formats.pdf_page import PageContent, compose_page
from loaders.formats.scan_image import as_edges, find_rules, straightened, without_rules
from loaders.formats.scan_paper import dark_on_light, even_paper
from loaders.formats.scan_pixels import DPI, POINT, Rule
from loaders.formats.scan_text import (
    ONE_BLOCK,
    Word,
    keep,
    kept,
    makes_sense,
    require_tesseract,
    turn_of,
    words_on,
)
from loaders.formats.scan_turned import with_turned_text

CACHE = "ATGARDSPLAN_OCR"
"""Environment variable: the folder where what was read of scans is kept; empty keeps nothing."""
_DEFAULT_CACHE = Path(__file__).resolve().parents[2] / "data" / "local" / "ocr"
UNSURE = 60
"""Of Tesseract's 100: of the words below it nearly two in three were wrong, of all others one in thirty."""
_LARGEST_SIDE = 24
"""Inches: a page that claims more is rendered smaller."""
_PIXELS = 36_000_000
"""Held at once: four pages of A4, two of A3."""
_UPRIGHT, _LEVEL = frozenset("|¦!Il[]()/\\"), frozenset("-–—_=~.")
_REST = 8
"""Pixels: what Tesseract reads of a line lies no further from it."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The pages of a scan and how sure the text is on the whole, 0..1."""

    pages: list[PageContent]
    sure: float


def read_pages(content: bytes, progress: Callable[[int, int], None] | None = None) -> Scanned:
    """Every page of a PDF read as pictures, two at a time. `progress` is called with (pages read, pages in all).

    Raises UnreadableDocument when Tesseract with Swedish is not installed, or fails.
    """
    require_tesseract()
    digest = hashlib.sha256(content).hexdigest()
    folder = _cache_folder()
    with pdfium.opened(content) as pdf:
        with pdfium.LOCK:
            total = len(pdf)
        pages: list[PageContent] = []
        sure: list[float] = []
        with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
            # Pages are rendered here, a few ahead of those being read.
            waiting: list[tuple[int, Future[tuple[PageContent, list[Word]]]]] = []
            for number in range(total):
                picture = _rendered(pdf, number)
                size = picture.width * picture.height
                waiting.append((size, pool.submit(_read_page, picture, number + 1, digest, folder)))
                del picture
                # As many of the next page's size as may be held at once; after the last page, none is left waiting.
                while waiting and (sum(held for held, _ in waiting) + size > _PIXELS or number == total - 1):
                    page, words = waiting.pop(0)[1].result()
                    pages.append(page)
                    sure.extend(word.sure for word in words)
                    if progress is not None:
                        progress(len(pages), total)
    return Scanned(pages, sum(sure) / len(sure) / 100 if sure else 0.0)


def _rendered(pdf: pypdfium2.PdfDocument, number: int) -> Image.Image:
    with pdfium.LOCK:
        page = pdf[number]
        try:
            longest = max(page.get_size()) / 72
            scale = DPI / 72 * min(1.0, _LARGEST_SIDE / longest)
            image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
            return image.convert("L")
        finally:
            page.close()


def _read_page(picture: Image.Image, number: int, digest: str, folder: Path | None) -> tuple[PageContent, list[Word]]:
    picture = even_paper(picture)
    read = kept(folder, digest, number)
    if read is None:
        laid = _laid_bare(picture)
        words, turned = words_on(_bytes(laid.clean)), 0
        if words and not makes_sense(words) and (turned := turn_of(_bytes(picture)) or _turn_tried(picture)):
            laid = _laid_bare(_turned(picture, turned))
            words = words_on(_bytes(laid.clean))
        edges = as_edges(laid.across), as_edges(laid.down)
        words = with_turned_text(words, laid.clean, *edges, lambda cell: words_on(_bytes(cell), ONE_BLOCK))
        keep(folder, digest, number, words, turned)
    else:
        words, turned = read
        laid = _laid_bare(_turned(picture, turned))
    words = [word for word in words if not _is_rest(word, laid)]
    glyphs = [glyph for word in words for glyph in _glyphs(word)]
    unsure = [_glyphs(word)[0] for word in words if word.sure < UNSURE and any(map(str.isalnum, word.text))]
    width, height = laid.clean.width * POINT, laid.clean.height * POINT
    return compose_page(number, width, height, glyphs, as_edges(laid.across), as_edges(laid.down), unsure), words


@dataclass(frozen=True, slots=True)
class _Page:
    """A page held straight: its letters alone, dark on light, and its rules."""

    clean: Image.Image
    across: list[Rule]
    down: list[Rule]


def _laid_bare(picture: Image.Image) -> _Page:
    pixels, fills = dark_on_light(np.asarray(straightened(picture)))
    across, down = find_rules(pixels, fills)
    return _Page(Image.fromarray(without_rules(pixels, across, down)), across, down)


def _is_rest(word: Word, page: _Page) -> bool:
    """Whether a word is what is left of a ruled line, and was never written."""
    for strokes, rules, at, along in (
        (_UPRIGHT, page.down, (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2),
        (_LEVEL, page.across, (word.top + word.bottom) / 2, (word.x0 + word.x1) / 2),
    ):
        if strokes.issuperset(word.text) and (len(word.text) == 1 or not word.text.isalpha()):
            return any(abs(rule.at - at) < _REST and rule.start - DPI < along < rule.stop + DPI for rule in rules)
    return False


def _turned(picture: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by quarters."""
    return picture.rotate(-degrees, expand=True) if degrees else picture


def _turn_tried(picture: Image.Image) -> int:
    """Degrees clockwise at which the fullest quarter of the page makes sense; 0 where it never does."""
    width, height = picture.width // 2, picture.height // 2
    quarters = [picture.crop((x, y, x + width, y + height)) for x in (0, width) for y in (0, height)]
    fullest = min(quarters, key=lambda quarter: float(np.asarray(quarter.reduce(8)).mean()))
    turns = (90, 270, 180)
    return next((turn for turn in turns if makes_sense(words_on(_bytes(_laid_bare(_turned(fullest, turn)).clean)))), 0)


def _glyphs(word: Word) -> tuple[Glyph, Glyph]:
    """A word as one glyph, and the space after it."""
    x0, top, x1, bottom = (value * POINT for value in (word.x0, word.top, word.x1, word.bottom))
    size = word.size * POINT
    return (x0, top, x1, bottom, word.text, size, False), (x1, top, x1, bottom, " ", size, False)


def _bytes(picture: Image.Image) -> bytes:
    """The picture as PGM: packing it would cost more than Tesseract's reading it unpacked."""
    out = io.BytesIO()
    picture.save(out, "PPM")
    return out.getvalue()


def _cache_folder() -> Path | None:
    chosen = os.environ.get(CACHE)
    if chosen is None:
        return _DEFAULT_CACHE
    return Path(chosen) if chosen else None
