"""A page of a PDF as a picture. pdfium is not for threads: whoever uses it in this process holds LOCK."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

LOCK = threading.RLock()


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, opened and closed under LOCK; what is done with its pages is to hold it too. Raises PdfiumError."""
    with LOCK:
        pdf = pypdfium2.PdfDocument(content)
    try:
        yield pdf
    finally:
        with LOCK:
            pdf.close()


def picture(content: bytes, page: int, width: int) -> bytes | None:
    """Page `page` (1..) of a PDF as PNG, `width` pixels wide; None when there is no such page or no PDF."""
    with LOCK:
        try:
            with pypdfium2.PdfDocument(content) as pdf:
                if not 1 <= page <= len(pdf):
                    return None
                sheet = pdf[page - 1]
                image = sheet.render(scale=min(width / sheet.get_width(), 4.0)).to_pil()
        except pypdfium2.PdfiumError:
            return None
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
