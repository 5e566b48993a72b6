"""Which one format a file has, by its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loaders.errors import UnreadableDocument
from loaders.formats import delimited, docx, markdown, pdf, stacked, xlsx
from loaders.formats.decoding import looks_like_text
from loaders.records import Document

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One registered format: its Swedish name, whether a file has it, and how it is read."""

    title: str
    matches: Callable[[str, bytes], bool]
    read: Callable[[bytes, str, Progress | None], Document]


# A format is added here, in its own file in formats/, and with a small original and its golden file in the tests.
FORMATS: tuple[Format, ...] = (
    Format("Excel", xlsx.matches, xlsx.read),
    Format("Word", docx.matches, docx.read),
    Format("PDF", pdf.matches, pdf.read),
    Format("Markdown", markdown.matches, markdown.read),
    Format("CSV eller TSV", delimited.matches, delimited.read),
)
RUNNING_TEXT = Format("text", lambda name, content: looks_like_text(content), stacked.read)
"""What is left when no table format claims a text."""


def identify(name: str, content: bytes) -> Format:
    """The one format that the content has.

    Raises UnreadableDocument when none or several claim it; the sentence names the candidates.
    """
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise UnreadableDocument("Filen är tom. Kontrollera att rätt fil valdes och att den är sparad.")
    claims = [form for form in FORMATS if form.matches(name, content)]
    if not claims and looks_like_text(content) and not _is_markup(content):
        # What a file is named says nothing: text that is no table in any format is text that once was one.
        claims = [RUNNING_TEXT]
    if len(claims) == 1:
        return claims[0]
    if claims:
        titles = ", ".join(form.title for form in claims)
        raise UnreadableDocument(f"Filen kan läsas på flera sätt ({titles}). Spara den på nytt i ett av formaten.")
    raise UnreadableDocument(_unknown(content))


def _is_markup(content: bytes) -> bool:
    """Whether a text is a web page or XML: its tags are no plan to read."""
    return (
        content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf"))
    )


def _unknown(content: bytes) -> str:
    head = content[:512].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return (
            "Filen är en webbsida, inte en plan. "
            "Öppna den i Excel eller Word, spara som .xlsx eller .docx och försök igen."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "Filen är i ett äldre Office-format eller låst med lösenord. "
            "Ta bort lösenordet, spara den som .xlsx eller .docx och försök igen."
        )
    if content.startswith(b"PK\x03\x04"):
        return "Filen är ett zip-arkiv utan Word- eller Excel-innehåll. Packa upp den och välj själva planen."
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")):
        return "Filen är en bild. Spara bilden som PDF och försök igen."
    if content.startswith(b"{\\rtf"):
        return "Filen är i RTF-format. Öppna den i Word, spara som .docx och försök igen."
    return "Filen är varken Excel, Word, PDF, CSV eller text. Spara planen i ett av de formaten och försök igen."
