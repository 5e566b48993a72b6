"""A page of a PDF as a picture. pdfium is not for threads: whoever uses it in this process holds LOCK."""

from __future__ import annotations

import io
import threading

import pypdfium2

LOCK = threading.RLock()


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
