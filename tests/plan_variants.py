"""One register written out as tables of many layouts: the ways that districts write the same plan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

Measure = dict[str, str]
Table = list[list[str]]

AREA_NAMES = {
    "unga": "Unga i riskzon för destruktivt beteende",
    "platser": "Otrygga och brottsutsatta platser",
    "systemhotande": "Systemhotande brottslighet",
    "brottsoffer": "Särskilt utsatta och sårbara brottsoffer",
    "kriminella_miljoer": "Kriminella miljöer och livsstilar",
    "ovrigt": "Övrigt",
}
HEADERS = {
    "area": [
        "Prioriterat samverkansområde",
        "Fokusområde",
        "Insatsområde",
        "Prioriterat område",
        "Samverkansområde",
        "Område",
    ],
    "subarea": ["Delområde", "Plats", "Målgrupp", "Delområde/plats", "Geografiskt område"],
    "cause": [
        "Orsak",
        "Problem",
        "Problembild",
        "Bakomliggande orsaker",
        "Bakgrund",
        "Orsak till problemet",
        "Orsaksanalys",
        "Utmaning",
    ],
    "measure": [
        "Åtgärd",
        "Insats",
        "Aktivitet",
        "Åtgärder",
        "Vad ska göras?",
        "Åtgärd/aktivitet",
        "Planerade insatser",
        "ÅTGÄRD",
    ],
    "goal": ["Mål", "Operativa mål", "Effektmål", "Syfte", "Förväntat resultat", "Mål med åtgärden"],
    "when": ["När", "Tidplan", "Tidsplan", "Tid", "Tidsperiod", "När?", "Tidplan (när)"],
    "who": [
        "Vem",
        "Ansvarig",
        "Ansvariga",
        "Ansvar",
        "Ansvarig part",
        "Huvudansvarig",
        "Ansvarig funktion",
        "Vem ansvarar?",
    ],
    "followup": ["Uppföljning", "Resultat", "Utfall", "Uppföljning 2024-11-13", "Avstämning", "Uppföljning/resultat"],
    "status_text": ["Status", "Läge", "Status VB 2024", "Bedömning", "Statusläge"],
    "comment": ["Kommentar", "Kommentarer", "Anmärkning", "Övrigt"],
}
DECOYS = {"Nr": str, "Prio": lambda n: str(n % 3 + 1), "Kostnad": lambda n: f"{n * 10} tkr"}


@dataclass(frozen=True)
class Layout:
    """How one document is laid out. `area` is column, headings (rows), sections (a titled table for each area)."""

    seed: int
    columns: tuple[str, ...]
    headers: dict[str, str]
    area: str
    blanks: str
    decoys: tuple[str, ...] = ()
    instruction: bool = False
    total: bool = False
    blank_rows: bool = False
    title_rows: int = 0
    extra: dict[str, str] = field(default_factory=dict)


def layout(seed: int, register: Sequence[Measure]) -> Layout:
    """A layout drawn by the seed: columns that the register uses, in any order, under any of their headers."""
    draw = random.Random(seed)
    used = [name for name in HEADERS if name not in ("area", "subarea") and any(row.get(name) for row in register)]
    area = draw.choice(["column", "headings", "sections", "first"])
    columns = [name for name in used if name != "measure"]
    if draw.random() < 0.5:
        draw.shuffle(columns)
    columns.insert(draw.randint(0, min(3, len(columns))), "measure")
    # Columns that inherit stand to the left of what inherits from them, as people write tables.
    lead = {"column": ["area", "subarea"], "first": ["area"], "headings": ["subarea"], "sections": ["subarea"]}[area]
    columns = lead + columns
    headers = {name: draw.choice(HEADERS[name]) for name in columns}
    if headers.get("cause") in ("Bakgrund",) and headers["measure"] == "Åtgärd":
        headers["cause"] = "Bakgrund"
    return Layout(
        seed,
        tuple(columns),
        headers,
        area,
        draw.choice(["blank", "repeat"]),
        tuple(draw.sample(sorted(DECOYS), draw.randint(0, 2))),
        draw.random() < 0.3,
        draw.random() < 0.3,
        draw.random() < 0.3,
        draw.randint(0, 2),
    )


def tables(register: Sequence[Measure], chosen: Layout) -> list[tuple[str, Table]]:
    """The register as (title, rows) tables; a single table has the plan's title."""
    if chosen.area != "sections":
        return [("Åtgärdsplan 2024", _table(register, chosen))]
    groups: dict[str, list[Measure]] = {}
    for row in register:
        groups.setdefault(row["area"], []).append(row)
    return [(AREA_NAMES[area], _table(rows, chosen)) for area, rows in groups.items()]


def order(register: Sequence[Measure], chosen: Layout) -> list[Measure]:
    """The register's rows in the order that the tables give them."""
    return [row for area in dict.fromkeys(r["area"] for r in register) for row in register if row["area"] == area]


def _table(register: Sequence[Measure], chosen: Layout) -> Table:
    width = len(chosen.decoys) + len(chosen.columns)
    rows: Table = []
    for number in range(chosen.title_rows):
        rows.append([("Åtgärdsplan 2024", "Senast ändrad i maj")[number]] + [""] * (width - 1))
    rows.append([*chosen.decoys, *(chosen.headers[name] for name in chosen.columns)])
    if chosen.instruction:
        told = {
            "measure": "Beskriv vad som ska göras.",
            "when": "Ange när det ska vara klart.",
            "who": "Ange vem som ansvarar.",
        }
        rows.append([""] * len(chosen.decoys) + [told.get(name, "Beskriv kort.") for name in chosen.columns])
    above: dict[str, str] = {}
    area = ""
    for number, measure in enumerate(register, start=1):
        if chosen.area == "headings" and measure["area"] != area:
            rows.append([AREA_NAMES[measure["area"]]] + [""] * (width - 1))
            above = {}
        if chosen.area == "column" and measure["area"] != area and chosen.blank_rows and area:
            rows.append([""] * width)
        area = measure["area"]
        texts = {name: measure.get(name, "") for name in chosen.columns}
        if "area" in texts:
            texts["area"] = AREA_NAMES[area]
            if chosen.area == "first" and measure["subarea"]:
                texts["area"] += f" ({measure['subarea']})"
        rows.append([DECOYS[name](number) for name in chosen.decoys] + _blanked(texts, above, chosen))
        above = texts
    if chosen.total:
        rows.append(["Summa"] + [""] * (width - 2) + [str(len(register))])
    return rows


def _blanked(texts: dict[str, str], above: dict[str, str], chosen: Layout) -> list[str]:
    """A row's cells; with "blank" layouts a level that says the same as above is left blank, as merged cells are."""
    result = []
    same = True
    for name, text in texts.items():
        if name in ("area", "subarea", "cause"):
            same = same and bool(above) and text == above.get(name) and bool(text)
            result.append("" if same and chosen.blanks == "blank" else text)
        else:
            result.append(text)
    return result
