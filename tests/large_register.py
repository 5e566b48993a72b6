"""A large register: 20 districts with a plan of 100 measures for each of ten years. Made when it is wanted: for the
benchmark of the pages, and the test that they hold.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import plans_by_hand as hand
from plans_by_hand import Line

from data import intake, store
from loaders.records import Plan

YEARS = range(2016, 2026)
DISTRICTS = tuple(
    f"{first}{last}" for first in ("Al", "Björk", "Ek", "Gran", "Lind") for last in ("by", "stad", "vik", "ås")
)
MEASURES = 100
SEED = 11
_AREAS = ("unga", "platser", "systemhotande", "brottsoffer", "kriminella_miljoer")
_STATUSES = (
    ("genomford", "Genomfört enligt plan", 40),
    ("pagar", "Pågår", 25),
    ("delvis", "Delvis genomfört", 8),
    ("ej_paborjad", "Ej påbörjat", 7),
    ("ej_genomford", "Kunde inte genomföras", 6),
    ("borttagen", "Borttaget ur planen", 4),
    ("oklar", "Se ovan", 4),
    ("pausad", "Vilar", 2),
    ("ej_uppfoljd", "", 4),
)
_WHAT = (
    "trygghetsvandring",
    "föräldramöte",
    "utbildning",
    "lägesbild",
    "kartläggning",
    "rutin",
    "samverkansmöte",
    "kampanj",
)
_WHERE = ("skolan", "torget", "parken", "stationen", "centrum", "fritidsgården", "biblioteket", "gymnasiet", "stranden")
_WHOM = ("unga", "äldre", "föräldrar", "föreningar", "hyresgäster", "näringsidkare", "personal", "nyanlända")
_FIRST = ("Alva", "Bo", "Cia", "Dag", "Elsa", "Finn", "Gun", "Hugo", "Ida", "Jon")
_LAST = ("Almqvister", "Bergalind", "Dalåker", "Ekmyr", "Furuhage", "Grankulle", "Havsvik")
_BODIES = ("Polisen@Polisen", "Socialtjänst@Stadsdelsförvaltningen", "Skola@Skolan", "Fritid@Stadsdelsförvaltningen")


def plans(measures: int = MEASURES) -> list[Plan]:
    """The 200 documents of so many measures as loaders would give them, the same ones each time."""
    draw = random.Random(SEED)
    return [_plan(draw, district, year, measures) for district in DISTRICTS for year in YEARS]


def fill(path: Path, measures: int = MEASURES) -> None:
    """Keep all of it in a new register at `path`."""
    con = store.open(path)
    for plan in plans(measures):
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()


def _plan(draw: random.Random, district: str, year: int, measures: int) -> Plan:
    lines = [_line(draw, number, year, measures) for number in range(measures)]
    return hand.plan(f"{district} {year}.xlsx", lines, district, year, followed_up=date(year, 11, 15))


def _line(draw: random.Random, number: int, year: int, measures: int) -> Line:
    what, where, whom = draw.choice(_WHAT), draw.choice(_WHERE), draw.choice(_WHOM)
    status, text, _ = draw.choices(_STATUSES, [share for _, _, share in _STATUSES])[0]
    person = f"person:{draw.choice(_FIRST)} {draw.choice(_LAST)}"
    body = f"organisation:{draw.choice(_BODIES)}"
    actors = draw.choice(((body,), (person,), (body, person), ()))
    month = draw.randint(1, 12)
    timed = (
        hand.by(date(year, month, 28), date(year, 1, 1))
        if draw.random() < 0.5
        else {"timing": "ongoing", "start": date(year, 1, 1), "end": date(year, 12, 31), "when": "Löpande"}
    )
    return Line(
        f"{what.capitalize()} nr {number + 1} för {whom} vid {where}",
        status,
        f"{text}. {whom.capitalize()} nåddes vid {where}." if text else "",
        _AREAS[number * len(_AREAS) // measures],
        where.capitalize(),
        f"{whom.capitalize()} känner sig otrygga vid {where}",
        actors=actors,
        who=", ".join(actor.partition(":")[2].partition("@")[0] for actor in actors),
        goal=f"Minst {draw.randint(2, 9)}0 {whom} nås före {year}-12-31" if draw.random() < 0.5 else "",
        **timed,
    )
