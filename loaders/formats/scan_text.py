"""Words on a picture, by Tesseract with Swedish; kept by what the file holds, so that a scan is read once."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.errors import UnreadableDocument
from loaders.formats.scan_type_size import type_size

LANGUAGE = "swe"
SPARSE = "11"
"""Page mode: text wherever it stands. It finds more words in tables than reading the page as columns does."""
ONE_BLOCK = "6"
"""Page mode: one block of lines, as a cell is."""
ORIENTATION = "0"
"""Page mode: which way the page lies, nothing else."""
_MAKES_SENSE = 55
"""How sure the words of an upright page are at least, 0..100: a turned one has 45 at most, a poor one over 60."""
_SURE_OF_TURN = 5.0
_LONGEST = 300
_READING = 2
"""Raised whenever pages are read otherwise, so that what was kept before is read anew."""
_MISSING = (
    "Filen är inskannad och måste tolkas med Tesseract, som inte finns på datorn. "
    "Installera paketen tesseract-ocr och tesseract-ocr-swe och försök igen, eller ladda upp planen som Word."
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its box in pixels; `top` and `bottom` are its line's, as is `size`, how large the line's letters
    are. `sure` is Tesseract's own 0..100."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    size: float


def require_tesseract() -> None:
    """Raise UnreadableDocument, naming the packages, when Tesseract or its Swedish is not installed."""
    if LANGUAGE not in _languages():
        raise UnreadableDocument(_MISSING)


def words_on(picture: bytes, mode: str = SPARSE) -> list[Word]:
    """The words that Tesseract finds on one picture in a page mode. Raises UnreadableDocument when it fails."""
    try:
        told = _tesseract(picture, "-l", LANGUAGE, "--psm", mode, "--dpi", "300", "tsv")
    except (OSError, subprocess.SubprocessError) as fault:
        raise UnreadableDocument(
            "En inskannad sida kunde inte tolkas. Försök igen, eller ladda upp planen som Word eller Excel."
        ) from fault
    return _parsed(told)


def makes_sense(words: Sequence[Word]) -> bool:
    """Whether what was read is words: of a page that lies on its side or upside down it hardly is."""
    letters = sum(len(word.text) for word in words)
    return letters > 0 and sum(len(word.text) * word.sure for word in words) >= _MAKES_SENSE * letters


def turn_of(picture: bytes) -> int:
    """Degrees clockwise that the page must be turned to stand upright, by Tesseract; 0 when it can't tell."""
    try:
        told = _tesseract(picture, "--psm", ORIENTATION)
    except (OSError, subprocess.SubprocessError):
        return 0
    found = dict(line.partition(": ")[::2] for line in told.splitlines())
    sure = float(found.get("Orientation confidence", 0))
    return int(found.get("Rotate", 0)) if sure >= _SURE_OF_TURN else 0


def _tesseract(picture: bytes, *options: str) -> str:
    # One thread: Tesseract's own threads make a page four times slower.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", "stdin", "stdout", *options]
    done = subprocess.run(command, input=picture, capture_output=True, timeout=_LONGEST, env=environment, check=True)
    return done.stdout.decode("utf-8", errors="replace")


def _parsed(tsv: str) -> list[Word]:
    lines: dict[tuple[str, str, str], tuple[float, float]] = {}
    texts: dict[tuple[str, str, str], str] = {}
    boxes: list[tuple[tuple[str, str, str], str, float, float, float, float, float]] = []
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        key = (row["block_num"], row["par_num"], row["line_num"])
        top, height = float(row["top"]), float(row["height"])
        if row["level"] == "4":
            lines[key] = (top, top + height)
        text = (row["text"] or "").strip()
        if row["level"] != "5" or not text:
            continue
        texts[key] = texts.get(key, "") + text
        left, width = float(row["left"]), float(row["width"])
        boxes.append((key, text, left, *lines.get(key, (top, top + height)), left + width, float(row["conf"])))
    sizes = {key: type_size(text, lines[key][1] - lines[key][0]) for key, text in texts.items() if key in lines}
    return [
        Word(text, left, top, right, bottom, sure, sizes.get(key, bottom - top))
        for key, text, left, top, bottom, right, sure in boxes
    ]


@cache
def _languages() -> frozenset[str]:
    if shutil.which("tesseract") is None:
        return frozenset()
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return frozenset(listed.stdout.split())


# --- what was read before -------------------------------------------------------------------------------------------


def kept(folder: Path | None, digest: str, page: int) -> tuple[list[Word], int] | None:
    """The words of a page that was read before and how it was turned, or None. A damaged file is as none, and so is
    what an earlier version read otherwise."""
    if folder is None:
        return None
    try:
        read = json.loads(_file(folder, digest, page).read_text(encoding="utf-8"))
        if read["reading"] != _READING:
            return None
        words = [Word(str(row[0]), *(float(value) for value in row[1:])) for row in read["words"]]
        return words, int(read["turned"])
    except (OSError, ValueError, TypeError, IndexError, KeyError):
        return None


def keep(folder: Path | None, digest: str, page: int, words: list[Word], turned: int) -> None:
    """Keep the words of a page, and the degrees it was turned, for the next time the same file is read; not being able
    to is no fault."""
    if folder is None:
        return
    file = _file(folder, digest, page)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        rows = [[word.text, word.x0, word.top, word.x1, word.bottom, word.sure, word.size] for word in words]
        part.write_text(
            json.dumps({"reading": _READING, "turned": turned, "words": rows}, ensure_ascii=False), encoding="utf-8"
        )
        part.replace(file)
    except OSError:
        return


def _file(folder: Path, digest: str, page: int) -> Path:
    return folder / digest / f"{page}.json"
