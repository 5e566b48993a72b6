"""The template for new districts: an Excel file with the register's columns, lists to choose from, and an example.

What is filled in is read back as it was chosen (loaders/own.py); a test holds the two together.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pages.parts import words

COLUMNS: Final[dict[str, tuple[float, str]]] = {
    "Område": (30, "Ett av de fem prioriterade områdena. Välj i listan."),
    "Plats eller problem": (26, "Platsen, målgruppen eller problemet inom området. Får vara tomt."),
    "Orsak": (36, "Varför problemet finns."),
    "Åtgärd": (48, "Vad som ska göras. En åtgärd på varje rad: bara rader med en åtgärd räknas."),
    "Operativt mål": (34, "Vad åtgärden ska leda till, så att det går att mäta."),
    "Tid": (16, "Slutdatum, Bara start, Återkommande, Löpande, Vid behov eller Ingen tid satt. Välj i listan."),
    "Start": (13, "Datum då åtgärden börjar, skrivet som 2026-03-01. Får vara tomt."),
    "Slutdatum": (13, "Datum då åtgärden ska vara klar, skrivet som 2026-12-31."),
    "Ansvarig organisation": (26, "Förvaltning, myndighet, förening eller företag. Skriv flera med semikolon emellan."),
    "Ansvarig funktion": (24, "Roll eller befattning, till exempel kommunpolis. Flera med semikolon emellan."),
    "Ansvarig person": (22, "Namn, när någon är utsedd. Flera med semikolon emellan."),
    "Status": (18, "Hur det har gått vid uppföljningen. Välj i listan. Tomt betyder inte uppföljd än."),
    "Uppföljning": (48, "Vad som har gjorts, med egna ord."),
    "Kommentar": (30, "Det som inte hör hemma någon annanstans."),
}
"""Heading: its width in characters, and what to write under it."""
COVER: Final = (
    ("Stadsdel eller kommun", "Vems plan det är, till exempel Ekby."),
    ("Planens år", "Fyra siffror, till exempel 2026."),
    ("Uppföljd den", "Datum för uppföljningen, skrivet som 2026-11-15. Lämna tomt innan planen är uppföljd."),
)
_EXAMPLES: Final[tuple[tuple[Any, ...], ...]] = (
    (
        "Otrygga platser", "Torget", "Mörkt och igenvuxet kring busshållplatsen", "Byta belysning och klippa buskar",
        "Fler än hälften känner sig trygga vid torget i höstens mätning", "Slutdatum", date(2026, 3, 1),
        date(2026, 10, 31), "Stadsmiljö; Fastighetsägarna", "Trygghetssamordnare", "", "Pågår",
        "Belysningen är bytt. Buskarna klipps i oktober.", "",
    ),
    (
        "Unga i riskzon", "Skolorna", "Många är borta från skolan", "Kontakta hemmen vid hög frånvaro", "",
        "Löpande", None, None, "Skolan", "Kuratorer", "", "", "", "",
    ),
)  # fmt: skip
_ROWS: Final = 500
"""Rows that have lists to choose from."""


def template() -> bytes:
    """The template as an Excel file."""
    book = Workbook()
    about = book.active
    about.title = "Om planen"
    for row, (name, help_) in enumerate(COVER, 1):
        about.cell(row, 1, name).font = Font(bold=True)
        about.cell(row, 2).number_format = "yyyy-mm-dd" if "den" in name else "@" if row == 1 else "0"
        about.cell(row, 2).fill = PatternFill("solid", start_color="FFF8E1")
        about.cell(row, 3, help_).font = Font(italic=True, color="51606E")
    for column, width in (("A", 26), ("B", 30), ("C", 80)):
        about.column_dimensions[column].width = width
    sheet = book.create_sheet("Åtgärder")
    _head(sheet)
    _instructions(book.create_sheet("Anvisningar"))
    example = book.create_sheet("Exempel")
    _head(example)
    for place, values in enumerate(_EXAMPLES, 2):
        for number, value in enumerate(values, 1):
            _cell(example, place, number, value)
    _lists(book, sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _head(sheet: Any) -> None:
    for column, (name, (width, _)) in enumerate(COLUMNS.items(), 1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="F3F6F8")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _lists(book: Any, sheet: Any) -> None:
    """Lists to choose from in the columns that hold codes, and dates only where dates belong."""
    choices = book.create_sheet("Val")
    choices.sheet_state = "hidden"
    for place, (name, chosen) in enumerate(
        (("Område", words.AREAS), ("Tid", words.TIMINGS), ("Status", words.STATUSES)), 1
    ):
        for row, word in enumerate(chosen.values(), 1):
            choices.cell(row, place, word)
        letter = get_column_letter(place)
        rule = DataValidation("list", formula1=f"Val!${letter}$1:${letter}${len(chosen)}", allow_blank=True)
        _explain(rule, name, "Välj ett av orden i listan.")
        sheet.add_data_validation(rule)
        rule.add(_whole(name))
    for name in ("Start", "Slutdatum"):
        rule = DataValidation("date", operator="greaterThan", formula1="32874", allow_blank=True)
        _explain(rule, name, "Skriv ett datum, till exempel 2026-12-31.")
        sheet.add_data_validation(rule)
        rule.add(_whole(name))
        for row in range(2, _ROWS + 2):
            sheet.cell(row, list(COLUMNS).index(name) + 1).number_format = "yyyy-mm-dd"


def _explain(rule: Any, name: str, error: str) -> None:
    rule.promptTitle, rule.prompt = name, COLUMNS[name][1]
    rule.errorTitle, rule.error = name, error
    rule.showInputMessage = rule.showErrorMessage = True


def _whole(name: str) -> str:
    letter = get_column_letter(list(COLUMNS).index(name) + 1)
    return f"{letter}2:{letter}{_ROWS + 1}"


def _instructions(sheet: Any) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
    lines = [
        ("Så fyller du i mallen", ""),
        ("1", "Skriv på bladet Om planen vems plan det är och vilket år den gäller."),
        ("2", "Skriv en åtgärd på varje rad på bladet Åtgärder. Ändra inte rubrikerna."),
        ("3", "Spara filen och ladda upp den på sidan Importera. Du ser hur den lästes innan något räknas."),
        ("4", "Följ upp i samma fil: fyll i Uppföljd den, Status och Uppföljning, och ladda upp den igen."),
        ("", ""),
        ("Kolumn", "Vad som ska stå där"),
        *((name, help_) for name, (_, help_) in COLUMNS.items()),
    ]
    for place, (name, text) in enumerate(lines, 1):
        _cell(sheet, place, 1, name)
        _cell(sheet, place, 2, text)
        sheet.cell(place, 1).font = Font(bold=True)


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column, value or None)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
