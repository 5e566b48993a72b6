"""A plan whose every cell is written to harm: what any page or export shows of it must be that text and nothing else."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

from pathlib import Path

import mutants

from data import corrections, intake, questions, store

TEXTS = (
    "<script>window.elak=1</script>",
    '<img src=x onerror="window.elak=2">',
    "[ELAK](javascript:window.elak=3)",
    "![ELAK](http://elak.invalid/bild.png)",
    '=HYPERLINK("http://elak.invalid","ELAK")',
    "'); DROP TABLE entry; --",
    "{{ 7*7 }} ${7*7} {% raw %} %(x)s",
    ":red[ELAK] :material/delete: $x^2$ **fet** `kod`",
    '"><svg onload=window.elak=4>',
    "</style></title></textarea><b>ELAK</b>",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*ELAK",
)
HEADER = ["Prioriterat område", "Delområde", "Orsak", "Åtgärd", "Mål", "När", "Vem", "Uppföljning 2024-11-13", "Kommentar", "<b onclick=window.elak=5>Budget</b>"]  # fmt: skip
NAME = "../../<img src=x onerror=window.elak=6> [ELAK](http://elak.invalid) Södermalm 2024.xlsx"
AREAS = ("Unga i riskzon", "Otrygga platser", "Systemhotande brottslighet", "Kriminella miljöer")


def plan(year: int = 2024) -> bytes:
    """The workbook. Some rows have sound times and statuses, so that every page has something of them to show."""
    rows = [HEADER]
    for number in range(2 * len(TEXTS)):
        text = TEXTS[number % len(TEXTS)]
        when = ("Senast 2024-06-30", "Löpande", text, "Hösten")[number % 4]
        told = (f"Genomfört. {text}", f"Pågår {text}", f"Inte påbörjat, väntar på Polisen. {text}", "", text)[
            number % 5
        ]
        who = (text, f"{text}, Polisen", f"Eva {text} Ek")[number % 3]
        rows.append(
            [
                AREAS[number % 4],
                text,
                f"{text} orsak {number}",
                f"{text} åtgärd {number}",
                text,
                when,
                who,
                told,
                text,
                text,
            ]
        )
    return mutants.as_sheet([[cell.replace("2024", str(year)) for cell in row] for row in rows])


def fill(path: Path) -> str:
    """A register with the plan of two years and a correction; gives the id of a measure."""
    with store.open(path) as con:
        intake.import_document(con, plan(), NAME, "<b>Elak</b>", "Södermalm", 2024)
        intake.import_document(con, plan(2025), NAME, "[ELAK](http://elak.invalid)", "Åby <i>", 2025)
        measures = questions.ask(con, "measures")["measure"]
        for measure, text in zip(measures, TEXTS, strict=False):
            corrections.correct(con, measure, "goal", text, text, text)
        return str(measures.iloc[0])
