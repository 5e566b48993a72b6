"""`python -m data`: import plans, read them again, ask the register, correct it and decide what is the same by hand."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from tqdm import tqdm  # type: ignore[import-untyped]

from data import backup, corrections, decisions, intake, person_decisions, questions, store
from data.filters import Filters

_TOLD = (
    store.RegisterError,
    intake.UnreadableDocument,
    intake.RefusedDocument,
    corrections.RefusedCorrection,
    decisions.RefusedDecision,
    backup.RefusedBackup,
    questions.UnknownQuestion,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 2 after one Swedish sentence on standard error when something is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.command == "restore":
            return _restore(chosen)
        con = store.open(chosen.register, create=chosen.command == "import")
        try:
            intake.keep_up(con)
            return int(chosen.run(con, chosen))
        finally:
            con.close()
    except _TOLD as error:
        print(error, file=sys.stderr)
        return 2


def _import(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    files = [(path.name, path.read_bytes) for path in chosen.files]
    with _bar("Läser planer") as progress:
        outcome = intake.import_many(con, files, chosen.who, chosen.district, chosen.year, progress=progress)
    for one in outcome:
        if isinstance(one, intake.Failed):
            print(f"{one.name}: {one.message}", file=sys.stderr)
            continue
        print(f"{one.plan}: {one.message}")
        if one.doubts and one.new:
            unsure = "1 sak är osäker" if one.doubts == 1 else f"{one.doubts} saker är osäkra"
            print(f'  {unsure}: .venv/bin/python -m data ask doubts --plan "{one.plan}"')
        for warning in one.warnings:
            print(f"  {warning}", file=sys.stderr)
    failed = sum(isinstance(one, intake.Failed) for one in outcome)
    if failed and len(outcome) > 1:
        print(f"{failed} av {len(outcome)} filer gick inte att läsa.", file=sys.stderr)
    return 2 if failed else 0


def _rebuild(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    with _bar("Läser om") as progress:
        rebuilt = intake.rebuild(con, chosen.who, progress)
    values = [d for d in rebuilt.differences if intake.is_value(d)]
    for d in values:
        print(f"{d.document}, åtgärd {d.row} «{_cell(d.measure)}», {intake.named(d.field)}: «{d.before}» → «{d.after}»")
    for failure in rebuilt.failed:
        print(f"{failure.name}: {failure.message} Det som lästes förut är kvar.", file=sys.stderr)
    for field, number in intake.counted(rebuilt.differences):
        print(f"{number:6} {field}")
    print(f"{rebuilt.documents} dokument lästa på nytt. {len(values)} värden läses annorlunda.")
    return 2 if rebuilt.failed else 0


def _backup(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    told = backup.write_file(con, chosen.file)
    print(f"Säkerhetskopian är sparad i {chosen.file}: {_holds(told)}.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    """Without a connection: the register may be one that cannot be opened."""
    where = Path(chosen.register) if chosen.register else store.default_path()
    try:
        file = chosen.file.open("rb")
    except OSError as error:
        raise backup.RefusedBackup(f"Filen {chosen.file} går inte att öppna: {error.strerror}.") from error
    with file:
        try:
            with store.open(where) as con:
                restored = backup.restore(con, file)
                intake.keep_up(con)
        except store.DamagedRegister:
            restored = backup.restore_damaged(where, file)
    print(f"Registret är återläst: {_holds(restored.backup)}.")
    if restored.before:
        print(f"Som det var förut ligger det i {restored.before}.")
    return 0


def _holds(told: backup.Backup) -> str:
    parts = (
        (told.documents, "dokument", "dokument"),
        (told.measures, "åtgärd", "åtgärder"),
        (told.corrections, "rättelse", "rättelser"),
    )
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in parts)


def _remove(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    print(intake.remove(con, chosen.document, chosen.who))
    return 0


def _list(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    print(_table(questions.ask(con, chosen.what)))
    return 0


def _ask(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    answer = questions.ask(con, chosen.question, _filters(con, chosen))
    if chosen.json:
        print(json.dumps([_plain(row) for row in answer.to_dict("records")], ensure_ascii=False, indent=1))
    elif chosen.csv:
        print(answer.map(_harmless).to_csv(index=False, date_format="%Y-%m-%d"), end="")
    else:
        print(_table(answer))
    return 0


def _correct(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    number = corrections.correct(con, chosen.measure, chosen.field, chosen.value, chosen.why, chosen.who, chosen.as_of)
    print(f"Rättelse {number} är sparad. Ångra den med: python -m data undo {number}")
    return 0


def _undo(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    intake.undo_correction(con, chosen.correction, chosen.who)
    print(f"Rättelse {chosen.correction} är ångrad.")
    return 0


def _decide(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    number = decisions.decide(con, chosen.before, chosen.after, chosen.same, chosen.who)
    print(f"Beslut {number} är sparat. Ångra det med: python -m data undecide {number}")
    return 0


def _undecide(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    decisions.undo(con, chosen.decision)
    print(f"Beslut {chosen.decision} är ångrat.")
    return 0


def _decide_person(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    number = person_decisions.decide(con, chosen.district, chosen.first, chosen.second, chosen.same, chosen.who)
    said = "samma person" if chosen.same else "olika personer"
    print(f"Beslut {number} är sparat: {said}. Ångra det med: python -m data undecide-person {number}")
    return 0


def _undecide_person(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> int:
    person_decisions.undo(con, chosen.decision, chosen.who)
    print(f"Beslut {chosen.decision} om personer är ångrat.")
    return 0


# --- the command line ----------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Registret över åtgärdsplaner.")
    parser.add_argument("--register", help="registrets fil, om inte den som ATGARDSPLAN_REGISTER anger")
    commands = parser.add_subparsers(dest="command", required=True, metavar="KOMMANDO")

    command = _command(commands, "import", "läs planer in i registret", _import)
    command.add_argument("files", nargs="+", type=Path, metavar="FIL")
    command.add_argument("--district", help="stadsdel eller kommun, när filen inte säger det")
    command.add_argument("--year", type=int, help="planens år, när filen inte säger det")
    _signed(command)

    command = _command(commands, "rebuild", "läs alla sparade original på nytt; rättelser är kvar", _rebuild)
    _signed(command)

    command = _command(commands, "backup", "spara hela registret, med original och rättelser, i en fil", _backup)
    command.add_argument("file", type=Path, metavar="FIL")

    command = _command(commands, "restore", "läs tillbaka en säkerhetskopia i stället för registret", None)
    command.add_argument("file", type=Path, metavar="FIL")

    command = _command(commands, "remove", "ångra en import", _remove)
    command.add_argument("document", metavar="DOKUMENT", help="dokumentets nummer eller sha256, se: list documents")
    _signed(command)

    command = _command(commands, "list", "visa vad som finns", _list)
    command.add_argument("what", nargs="?", default="plans", choices=("plans", "documents", "corrections"))

    command = _command(commands, "ask", "ställ en fråga till registret", _ask)
    command.add_argument("question", metavar="FRÅGA", help=", ".join(questions.names()))
    command.add_argument("--plan", action="append", default=[], metavar="PLAN", help="till exempel «Södermalm 2024»")
    command.add_argument("--district", action="append", default=[])
    command.add_argument("--year", action="append", default=[], type=int)
    command.add_argument("--as-of", type=date.fromisoformat, metavar="DATUM", help="bedöm per detta datum")
    command.add_argument("--document", action="append", default=[], help="för frågor om enskilda dokument")
    for flag in ("area", "subarea", "status", "light", "timing", "actor", "party", "measure"):
        command.add_argument(f"--{flag}", action="append", default=[])
    command.add_argument("--from", dest="period_from", type=date.fromisoformat, metavar="DATUM")
    command.add_argument("--to", dest="period_to", type=date.fromisoformat, metavar="DATUM")
    command.add_argument("--text", default="", help="alla orden ska finnas någonstans i åtgärden")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")

    command = _command(commands, "correct", "rätta hur en åtgärd är läst", _correct)
    command.add_argument("measure", metavar="ÅTGÄRD", help="åtgärdens id, se: ask measures")
    command.add_argument("field", metavar="FÄLT", help=", ".join(corrections.FIELDS))
    command.add_argument("value", metavar="VÄRDE")
    command.add_argument("--why", required=True, help="varför")
    command.add_argument("--as-of", type=date.fromisoformat, metavar="DATUM", help="så som planen var känd denna dag")
    _signed(command)

    command = _command(commands, "undo", "ångra en rättelse", _undo)
    command.add_argument("correction", type=int, metavar="NUMMER")
    _signed(command)

    command = _command(commands, "decide", "avgör om två rader är samma åtgärd, se: ask proposals", _decide)
    command.add_argument("before", metavar="FÖRE", help="radens id i det tidigare dokumentet")
    command.add_argument("after", metavar="EFTER", help="radens id i det senare dokumentet")
    said = command.add_mutually_exclusive_group(required=True)
    said.add_argument("--same", action="store_true", help="samma åtgärd; i två års planer: den fortsätter")
    said.add_argument("--different", action="store_false", dest="same", help="två olika åtgärder")
    _signed(command)

    command = _command(commands, "undecide", "ångra ett beslut, se: ask identity_decisions", _undecide)
    command.add_argument("decision", type=int, metavar="NUMMER")

    command = _command(
        commands, "decide-person", "avgör om två namn är samma person, se: ask person_questions", _decide_person
    )
    command.add_argument("district", metavar="DISTRIKT", help="vars planer namnen står i")
    command.add_argument("first", metavar="NAMN", help="så som det står i planen")
    command.add_argument("second", metavar="NAMN")
    said = command.add_mutually_exclusive_group(required=True)
    said.add_argument("--same", action="store_true", help="samma person")
    said.add_argument("--different", action="store_false", dest="same", help="olika personer")
    _signed(command)

    command = _command(
        commands, "undecide-person", "ångra ett beslut om personer, se: ask person_decisions", _undecide_person
    )
    command.add_argument("decision", type=int, metavar="NUMMER")
    _signed(command)
    return parser


def _command(
    commands: Any, name: str, does: str, run: Callable[[duckdb.DuckDBPyConnection, argparse.Namespace], int] | None
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=does, description=does)
    command.set_defaults(run=run)
    return command


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--who", default=_user(), help="vem som gör det (annars den inloggade användaren)")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "okänd"


def _filters(con: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> Filters:
    """The filters of the flags; --district and --year choose among the plans that there are."""
    plans = list(chosen.plan)
    if chosen.district or chosen.year:
        there = questions.ask(con, "plans")
        wanted = {district.casefold() for district in chosen.district}
        found = [
            plan
            for plan, district, year in zip(there["plan"], there["district"], there["plan_year"], strict=True)
            if (not wanted or district.casefold() in wanted) and (not chosen.year or year in chosen.year)
        ]
        if not found:
            raise questions.UnknownQuestion(
                f"Ingen sådan plan finns. Planerna är: {', '.join(there['plan']) or 'inga än'}."
            )
        plans += found
    return Filters(
        plans=tuple(plans),
        as_of=chosen.as_of,
        areas=tuple(chosen.area),
        subareas=tuple(chosen.subarea),
        statuses=tuple(chosen.status),
        lights=tuple(chosen.light),
        timings=tuple(chosen.timing),
        actors=tuple(chosen.actor),
        parties=tuple(chosen.party),
        period_from=chosen.period_from,
        period_to=chosen.period_to,
        text=chosen.text,
        measures=tuple(chosen.measure),
        documents=tuple(chosen.document),
    )


# --- on screen -----------------------------------------------------------------------------------------------------


class _bar:  # noqa: N801 - reads as the verb it is: with _bar("Läser") as progress
    """A progress bar on standard error for many files; silent for one."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.bar: tqdm[Any] | None = None

    def __enter__(self) -> intake.Progress:
        return self.show

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def show(self, done: int, of: int, name: str) -> None:
        if of < 2:
            return
        if self.bar is None:
            self.bar = tqdm(total=of, desc=self.doing, unit="fil", file=sys.stderr)
        self.bar.set_postfix_str(name)
        self.bar.update(done - self.bar.n)


def _table(answer: pd.DataFrame) -> str:
    """The answer as aligned columns, numbers to the right, long texts cut with « …»."""
    if answer.empty:
        return f"{' '.join(answer.columns)}\n(inga rader)"
    cells = [[str(column) for column in answer.columns]]
    cells += [[_cell(value) for value in _plain(row).values()] for row in answer.to_dict("records")]
    right = [pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind) for kind in answer.dtypes]
    widths = [max(len(row[column]) for row in cells) for column in range(len(right))]
    lines = [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join(lines)


def _harmless(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it, so that it stays text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    text = " ".join(str(value).split())
    return text if len(text) <= 48 else text[:46].rsplit(" ", 1)[0] + " …"


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A row's values as JSON has them: ISO dates, None for what is missing."""
    plain: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, list | tuple | np.ndarray):
            plain[str(key)] = list(value)
        elif pd.isna(value):
            plain[str(key)] = None
        elif isinstance(value, datetime):
            plain[str(key)] = (
                value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "seconds")
            )
        elif hasattr(value, "item"):
            plain[str(key)] = value.item()
        else:
            plain[str(key)] = value
    return plain


if __name__ == "__main__":
    intake.read_apart()
    sys.exit(main())
