"""What a document looks like, for those who want to see with their own eyes what was read."""

from __future__ import annotations

from loaders.formats import pdfium

WIDTH = 1100
"""Pixels."""


def has_pictures(content: bytes) -> bool:
    """Whether the file is a PDF, or a scan: one with pages that look like something."""
    return b"%PDF" in content[:1024]


def picture(content: bytes, page: int) -> bytes | None:
    """A page (1..) of a PDF or a scan as PNG; None when the file is no PDF or has no such page."""
    return pdfium.picture(content, page, WIDTH) if has_pictures(content) else None
