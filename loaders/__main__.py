"""`python -m loaders FILE`: read one plan document and print its register as JSON; --show prints the account."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from loaders.errors import UnreadableDocument
from loaders.load import LARGEST, load
from loaders.records import Place, Plan
from loaders.register import as_register

_KIND = {
    "measure": "åtgärd", "continued": "fortsätter", "header": "kolumnrubrik", "instruction": "anvisning",
    "heading": "rubrik", "total": "summa", "blank": "tom", "prose": "text", "hidden": "dold", "doubt": "TVEKSAM",
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 when the document was read, 2 with a Swedish sentence on standard error when it was not."""
    parser = argparse.ArgumentParser(
        prog="python -m loaders", description="Läs en åtgärdsplan och skriv ut registret som JSON."
    )
    parser.add_argument("file", type=Path, help="planen: xlsx, docx, pdf, csv, tsv, md eller txt")
    parser.add_argument("--district", help="stadsdelsområde eller kommun, när dokumentet inte säger det")
    parser.add_argument("--year", type=int, help="planens år, när dokumentet inte säger det")
    parser.add_argument(
        "--known", type=Path, help="ett tidigare dokument av samma plan, till hjälp när tabellen är borta"
    )
    parser.add_argument("--show", action="store_true", help="visa vad varje rad blev i stället för registret")
    chosen = parser.parse_args(arguments)
    try:
        known = tuple(measure.row for measure in _load(chosen.known).measures) if chosen.known else ()
        plan = load(_content(chosen.file), chosen.file.name, chosen.district, chosen.year, known, _progress)
    except UnreadableDocument as error:
        print(f"{chosen.file.name}: {error}", file=sys.stderr)
        return 2
    for warning in plan.warnings:
        print(warning, file=sys.stderr)
    print(show(plan) if chosen.show else json.dumps(as_register(plan), ensure_ascii=False, indent=1))
    return 0


def show(plan: Plan) -> str:
    """What became of every row of the document, and what is in doubt, as plain text."""
    lines = [
        f"{_where(line.place):28} {_KIND[line.kind]:12} {line.text[:110]}  ({line.reason})" for line in plan.account
    ]
    kinds = Counter(line.kind for line in plan.account)
    lines.append("")
    lines.append(
        f"{len(plan.account)} rader: " + ", ".join(f"{_KIND[kind]} {count}" for kind, count in kinds.most_common())
    )
    lines.append(f"{len(plan.measures)} åtgärder, {len(plan.doubts)} frågor")
    lines.extend(f"{_where(doubt.place):28} {doubt.question}  «{doubt.text[:90]}»" for doubt in plan.doubts)
    return "\n".join(lines)


def _load(path: Path) -> Plan:
    return load(_content(path), path.name)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            size = path.stat().st_size / 1024 / 1024
            raise UnreadableDocument(f"Filen är för stor ({size:.0f} MB). Högst 20 MB går att läsa.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument("Filen går inte att öppna. Kontrollera namnet och att du får läsa den.") from error


def _where(place: Place) -> str:
    named = {"blad": place.sheet, "sida": place.page, "tabell": place.table, "rad": place.row, "textrad": place.line}
    return ", ".join(f"{word} {value}" for word, value in named.items() if value is not None)


def _progress(done: int, pages: int) -> None:
    if sys.stderr.isatty():
        print(f"\rSida {done} av {pages}", end="" if done < pages else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
