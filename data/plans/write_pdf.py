"""An example plan as a PDF with a text layer: landscape A4, ruled tables whose rows break over pages."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import reportlab
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Ruled

from data.plans.read import Example, Table

_WIDTHS = {"first": 3.5, "cause": 3.6, "measure": 4.4, "goal": 3.3, "when": 2.7, "who": 3.3, "followup": 3.2}
_OTHER = 3.0
_PADDING = 3
_BODY = ParagraphStyle("body", fontName="Vera", fontSize=6.5, leading=8.2)
_BOLD = ParagraphStyle("bold", parent=_BODY, fontName="Vera-Bold")
_ITALIC = ParagraphStyle("italic", parent=_BODY, fontName="Vera-Italic")
_STYLES = {"header": _BOLD, "instruction": _ITALIC, "heading": _BOLD, "measure": _BODY}
_TITLE = ParagraphStyle("title", parent=_BOLD, fontSize=14, leading=20)
_SECTION = ParagraphStyle("section", parent=_BOLD, fontSize=10, leading=16)


def pdf(example: Example) -> bytes:
    """The document with its font (Bitstream Vera, which reportlab ships) embedded and no clock in it."""
    fonts = Path(reportlab.__file__).with_name("fonts")
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf"), ("Vera-Italic", "VeraIt.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(fonts / file)))
    result = io.BytesIO()
    document = SimpleDocTemplate(
        result,
        pagesize=landscape(A4),
        title=example.title,
        author="",
        subject=example.lines[-1],
        leftMargin=cm,
        rightMargin=cm,
        topMargin=1.2 * cm,
        bottomMargin=1.4 * cm,
        invariant=1,
        initialFontName="Vera",
    )
    story: list[Flowable] = [Paragraph(escape(example.title), _TITLE)]
    story += [Paragraph(escape(line), _BODY) for line in example.lines]
    for table in example.tables:
        story += [Spacer(1, 10), Paragraph(escape(table.title), _SECTION)] if table.title else [Spacer(1, 14)]
        story.append(_ruled(table))
    document.build(story, onFirstPage=_page_number, onLaterPages=_page_number)
    return result.getvalue()


def _ruled(table: Table) -> Ruled:
    rows = [
        [Paragraph(_markup(line.values.get(key, "")), _STYLES[line.kind]) for key in table.keys] for line in table.lines
    ]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [("LEFTPADDING", (0, 0), (-1, -1), _PADDING), ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING)]
    style += [("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#DDE6EE"))]
    style += [("SPAN", (0, row), (-1, row)) for row, line in enumerate(table.lines) if line.kind == "heading"]
    return Ruled(rows, colWidths=_widths(table), repeatRows=1, splitByRow=0, splitInRow=24, style=style)


def _widths(table: Table) -> list[float]:
    """Column widths in points; ValueError when a word is wider than its column, since it would break in the middle."""
    shares = [_WIDTHS.get(key, _OTHER) for key in table.keys]
    widths = [share * 27.6 * cm / sum(shares) for share in shares]
    for line in table.lines:
        for key, width in zip(table.keys, widths, strict=True):
            font = _STYLES[line.kind].fontName
            words = str(line.values.get(key, "")).split() if line.kind != "heading" else []
            for word in words:
                if pdfmetrics.stringWidth(word, font, _BODY.fontSize) > width - 2 * _PADDING:
                    raise ValueError(f"«{word}» is wider than the column {key}")
    return widths


def _markup(value: object) -> str:
    return escape(str(value)).replace("\n", "<br/>")


def _page_number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Vera", 7)
    canvas.drawRightString(28.7 * cm, 0.8 * cm, f"Sida {document.page}")
