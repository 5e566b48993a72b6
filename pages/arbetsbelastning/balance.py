"""What each party has promised and delivered, and the months where end dates pile up, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from pages.arbetsbelastning.charts import PARTIES
from pages.parts import figures, tables, values, words
from pages.parts.figures import Bar, Rate, Segment
from pages.parts.links import Links
from pages.parts.tables import Cell, Column, Html, Linked

Row = Mapping[str, Any]

ALL: Final = "*"
"""Stands for the whole selection in the question deadline_months."""
UNTOLD: Final = "Ingen part framgår"
EVERYBODY: Final = "Alla, varje åtgärd en gång"
_ROWS: Final[dict[str, dict[str, str | tuple[str, ...]]]] = {
    "done": {"status": "genomford"},
    "open_not_overdue": {"urval": "oppna_ej_forsenade"},
    "overdue": {"urval": "forsenade"},
    "not_done": {"status": "ej_genomford"},
    "hangs_on_one": {"urval": "en_person"},
    "promised": {"status": figures.STATUS_BAR},
}
"""What the address says to open the rows of each number."""


def balance_bars(rows: Sequence[Row], links: Links) -> str:
    """A bar per party on one scale: what is done, open, late and not done of all that it has promised."""
    bars = [_bar(row, _within(str(row["party"]), links)) for row in rows]
    said = "; ".join(f"{bar.name} {words.of(bar.rate.done, bar.rate.counted)}" for bar in bars)
    return figures.legend("balance", _codes(rows), numbers=False) + figures.bars(
        "balance", bars, f"Genomförda av alla åtgärder som parten står i: {said}.", by_count=True
    )


def balance_table(rows: Sequence[Row], links: Links) -> str:
    """The bars' figures, and how many of the open measures hang on one person; each number opens its rows."""
    columns = [
        Column("Part"),
        Column("Genomförda", number=True),
        Column("Öppna, inte försenade", number=True),
        Column("Försenade", number=True),
        Column("Ej genomförda", number=True),
        Column("Hänger på en person", number=True),
    ]
    cells: list[list[Cell]] = []
    for row in rows:
        within, promised = _within(str(row["party"]), links), int(row["promised"])
        done = Linked(words.of(int(row["done"]), promised), within.rows(**_ROWS["done"])) if row["done"] else ""
        cells.append(
            [
                _name(str(row["party"])),
                done or words.of(0, promised),
                *(_number(row, code, within) for code in ("open_not_overdue", "overdue", "not_done", "hangs_on_one")),
            ]
        )
    return tables.table(columns, cells, "Lovat och levererat per part", kind="counts")


def balance_sheet(rows: Sequence[Row]) -> tables.Sheet:
    """The balance of the parties for a file."""
    columns = {"Part": 40, "Åtgärder": 14, **dict.fromkeys(words.BALANCE.values(), 14)}
    columns |= {"Andel genomförda": 14, "Okänd status": 14, "Hänger på en person": 14}
    cells: list[list[tables.Value]] = []
    for row in rows:
        rate = Rate(int(row["done"]), int(row["promised"]), int(row["unknown"]))
        share = None if rate.few else rate.done / rate.counted
        numbers = [int(row[code]) for code in words.BALANCE]
        tail = [share, rate.unknown, int(row["hangs_on_one"])]
        cells.append([_name(str(row["party"])), rate.counted, *numbers, *tail])
    return tables.Sheet("Lovat och levererat", columns, cells)


def month_sheet(rows: Sequence[Row]) -> tables.Sheet:
    """End dates per month for a file, all in one and then each party's; a month as «2024-12», which sorts."""
    columns = {"Part": 40, "Månad": 10, "Slutdatum": 14, **dict.fromkeys(words.BALANCE.values(), 14)}
    cells: list[list[tables.Value]] = [
        [
            EVERYBODY if row["party"] == ALL else _name(str(row["party"])),
            _code(row),
            int(row["measures"]),
            *(int(row[code]) for code in words.BALANCE),
        ]
        for row in rows
    ]
    return tables.Sheet("Slutdatum per månad", columns, cells)


def month_bars(rows: Sequence[Row], links: Links) -> str:
    """A bar per month that any end date falls in, on one scale; the month with most open ones stands out."""
    most = max(map(_open, rows), default=0)
    bars = []
    for row in rows:
        within, still = _in_month(row, links), _open(row)
        bars.append(
            Bar(
                _month(row),
                _segments(row, within),
                Rate(int(row["done"]), int(row["measures"])),
                within.rows(urval="oppna") if still else "",
                within.rows(status=figures.STATUS_BAR),
                strong=0 < still == most,
                said=f"{words.of(still, int(row['measures']))} öppna" if still else "inga öppna",
            )
        )
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    shown = figures.bars("balance", bars, f"Slutdatum per månad: {said}.", by_count=True)
    return figures.legend("balance", _codes(rows), numbers=False) + f'<div class="months">{shown}</div>'


def where_they_pile_up(rows: Sequence[Row], within: str = "") -> str:
    """The month where most open end dates fall; `rows` are one party's, or all, of the plan or « i urvalet»."""
    heaviest = _heaviest(rows)
    if heaviest is None:
        return figures.note(f"Inget öppet slutdatum{within} återstår.")
    number, of = _open(heaviest), sum(map(_open, rows))
    if of == 1:
        return figures.note(f"Det enda öppna slutdatumet ligger i {_long_month(heaviest)}.")
    alike = sum(_open(row) == number for row in rows)
    if alike > 1:
        return figures.note(
            f"Ingen enskild månad har flest: {words.number(alike)} månader har {words.number(number)} av de "
            f"{words.number(of)} öppna slutdatumen var."
        )
    return figures.note(f"Flest öppna slutdatum ligger i {_long_month(heaviest)}: {words.of(number, of)}.")


def months_of_parties(rows: Sequence[Row], links: Links) -> str:
    """Each party with the month, or months, where most of its open end dates fall, and how many of them."""
    cells: list[list[Cell]] = []
    for party, own in _by_party(rows):
        number, of = max(map(_open, own)), sum(map(_open, own))
        if not of:
            continue
        months = [row for row in own if _open(row) == number]
        addresses = [_in_month(row, _within(party, links)).rows(urval="oppna") for row in months]
        if len(months) == 2:
            both = (figures.link(there, _month(row)) for row, there in zip(months, addresses, strict=True))
            cells.append([_name(party), Html(" och ".join(both)), f"{words.of(number, of)} var"])
            continue
        more = f" och {words.number(len(months) - 1)} till" if len(months) > 1 else ""
        cells.append([_name(party), f"{_month(months[0])}{more}", Linked(words.of(number, of), addresses[0])])
    if not cells:
        return ""
    columns = [Column("Part"), Column("Månad"), Column("Öppna slutdatum", "9rem", number=True)]
    table = tables.table(columns, cells, "Månaden med flest öppna slutdatum, per part", kind="counts")
    return figures.section("Tyngsta månaden per part", "flest öppna slutdatum, av partens alla öppna") + table


def month_table(rows: Sequence[Row], links: Links) -> str:
    """The month bars' figures; each number opens its rows."""
    columns = [
        Column("Månad"),
        Column("Slutdatum", number=True),
        *(Column(word, number=True) for word in words.BALANCE.values()),
    ]
    cells: list[list[Cell]] = []
    for row in rows:
        within = _in_month(row, links)
        every = Linked(words.number(int(row["measures"])), within.rows(**_ROWS["promised"]))
        cells.append([_month(row), every, *(_number(row, code, within) for code in words.BALANCE)])
    return tables.table(columns, cells, "Slutdatum per månad", kind="counts")


def _bar(row: Row, within: Links) -> Bar:
    rate = Rate(int(row["done"]), int(row["promised"]), int(row["unknown"]))
    return Bar(
        _name(str(row["party"])),
        _segments(row, within),
        rate,
        within.rows(**_ROWS["done"]),
        within.rows(**_ROWS["promised"]),
    )


def _segments(row: Row, within: Links) -> tuple[Segment, ...]:
    return tuple(Segment(code, int(row[code]), within.rows(**_ROWS[code])) for code in words.BALANCE if int(row[code]))


def _number(row: Row, code: str, within: Links) -> Cell:
    number = int(row[code])
    return Linked(words.number(number), within.rows(**_ROWS[code])) if number else "–"


def _codes(rows: Iterable[Row]) -> dict[str, int]:
    rows = list(rows)
    return {code: sum(int(row[code]) for row in rows) for code in words.BALANCE}


def _within(party: str, links: Links) -> Links:
    """Addresses that choose the party's measures; for none, those where no party can be told."""
    return PARTIES.within(party, links) if party else Links({**links.base, "part_saknas": "ja"})


def _in_month(row: Row, links: Links) -> Links:
    return Links({**links.base, "slut": _code(row)})


def _name(party: str) -> str:
    return words.upper_first(party) if party else UNTOLD


def _by_party(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["party"] != ALL:
            found.setdefault(str(row["party"]), []).append(row)
    return sorted(found.items(), key=lambda item: not item[0])  # the question's own order, without a party last


def _open(row: Row) -> int:
    return int(row["open_not_overdue"]) + int(row["overdue"])


def _heaviest(rows: Sequence[Row]) -> Row | None:
    """The month with most open end dates, the earliest of equals; None when nothing is open."""
    return max((row for row in rows if _open(row)), key=_open, default=None)


def _day(row: Row) -> date:
    return values.day(row["month"]) or date.min


def _code(row: Row) -> str:
    return f"{_day(row):%Y-%m}"


def _month(row: Row) -> str:
    """«dec 2024»."""
    return f"{words.short_month(_day(row).month)}{words.NBSP}{_day(row).year}"


def _long_month(row: Row) -> str:
    return f"{words.MONTHS[_day(row).month - 1]}{words.NBSP}{_day(row).year}"
