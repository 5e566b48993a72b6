"""A small register, whose answers can be worked out by eye: three plans in five documents."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

from datetime import date

import duckdb
import plans_by_hand as hand
from plans_by_hand import Line

from data import intake, store
from loaders.records import Doubt, Place, Plan

MARCH = date(2024, 3, 13)
NOVEMBER = date(2024, 11, 13)
YEAR = {"timing": "recurring", "start": date(2024, 1, 1), "end": date(2024, 12, 31), "when": "Varje månad"}
EVA = ("person:Eva Ek@Stadsdelsförvaltningen",)
POLICE = ("organisation:Polisen@Polisen",)


def _before(status: bool) -> list[Line]:
    """Ekby 2024 as planned, or with the notes of March."""

    def told(code: str, text: str) -> dict[str, str]:
        return {"status": code, "text": text} if status else {}

    return [
        Line("Besöka skolorna", area="unga", subarea="Skolan", when="Våren", cause="Frånvaro"),
        Line(
            "Utbilda föräldrar", area="unga", cause="Frånvaro", **hand.by(date(2024, 6, 30)), **told("pagar", "Pågår")
        ),
        Line("Starta nattvandring", area="unga", cause="Nattliv", **hand.by(date(2024, 12, 31))),
        Line(
            "Byta belysning",
            area="platser",
            subarea="Torget",
            **hand.by(date(2024, 8, 31)),
            **told("pagar", "Beställt"),
        ),
        Line("Klippa buskar", area="platser", subarea="Parken", **told("pagar", "Har börjat")),
        Line("Gå trygghetsvandring", area="platser", subarea="Torget", **YEAR, **told("pagar", "Pågår")),
        Line("Kartlägga lokaler", area="systemhotande", goal="Alla lokaler kända"),
        Line("Informera äldre", area="brottsoffer", actors=POLICE, who="Polisen"),
        Line("Samverka om avhoppare", area="kriminella_miljoer", actors=(), who=""),
        Line("Föreläsa om droger", area="kriminella_miljoer", **told("pagar", "Planeras ihop")),
        Line("Fråga unga om trygghet", area="unga", actors=(), who="", **hand.by(date(2024, 5, 31))),
        Line("Ordna sommarjobb", area="unga", actors=EVA, who="Eva Ek", **hand.by(date(2024, 11, 1))),
        Line(
            "Öppna fritidsgård",
            area="unga",
            timing="start",
            start=date(2024, 9, 1),
            when="Från 1 september",
            actors=EVA,
        ),
    ]


def _november() -> list[Line]:
    return [
        Line("Besöka skolorna", "genomford", "Alla skolor besökta", area="unga", subarea="Skolan", when="Våren", cause="Frånvaro", continues=True),
        Line("Utbilda föräldrar", "pagar", "Pågår ännu", area="unga", cause="Frånvaro", **hand.by(date(2024, 6, 30))),
        Line("Starta nattvandring", "ej_paborjad", "Inte börjat", area="unga", cause="Nattliv", **hand.by(date(2024, 12, 31))),
        Line("Fråga unga om trygghet", area="unga", actors=(), who="", **hand.by(date(2024, 5, 31))),
        Line("Ordna sommarjobb", "ej_paborjad", "Inte börjat", area="unga", actors=EVA, who="Eva Ek", **hand.by(date(2024, 11, 1))),
        Line("Öppna fritidsgård", "ej_paborjad", "Inte öppnad", area="unga", timing="start", start=date(2024, 9, 1), when="Från 1 september", actors=EVA),
        Line("Byta belysning", "delvis", "Halva torget klart", area="platser", subarea="Torget", **hand.by(date(2024, 10, 31))),
        Line("Klippa buskar", "borttagen", "Tas bort ur planen", area="platser", subarea="Parken"),
        Line("Gå trygghetsvandring", area="platser", subarea="Torget", **YEAR),
        Line("Kartlägga lokaler", "ej_genomford", "Kunde inte göras", area="systemhotande", goal="Hälften av lokalerna kända"),
        Line("Informera äldre", "pausad", "Vilar", area="brottsoffer", actors=(*POLICE, *EVA), who="Polisen, Eva Ek"),
        Line("Öppna en stödlinje", "genomford", "Öppen sedan maj", area="brottsoffer", other=(("Budget", "40 tkr"),)),
        Line("Samverka om avhoppare", "oklar", "Se ovan", area="kriminella_miljoer", actors=(), who="", status_doubt="Hur gick det?"),
    ]  # fmt: skip


def plans() -> list[Plan]:
    """The five documents as loaders would give them."""
    return [
        hand.plan("ekby plan.docx", _before(False), form="docx"),
        hand.plan("ekby mars.xlsx", _before(True), followed_up=MARCH),
        hand.plan(
            "ekby november.xlsx",
            _november(),
            followed_up=NOVEMBER,
            doubts=(Doubt("Vad hör raden till?", Place(page=2, table=1, row=9), "lös text"),),
        ),
        hand.plan("ekby 2025.pdf", [Line("Besöka skolorna", area="unga", subarea="Skolan")], year=2025, form="pdf"),
        hand.plan(
            "åby.csv",
            [
                Line(
                    "Ringa äldre", "genomford", "Gjort", area="brottsoffer", actors=("function:samordnare@Åby kommun",)
                ),
                Line(
                    "Måla tunneln", "pagar", "Pågår", area="platser", subarea="Åtunneln", **hand.by(date(2024, 12, 31))
                ),
            ],
            district="Åby",
            form="csv",
        ),
    ]


def register() -> duckdb.DuckDBPyConnection:
    """The five documents in a register in memory."""
    con = store.open(":memory:")
    for plan in plans():
        intake.keep(con, hand.content(plan.name), plan, "Test")
    return con
