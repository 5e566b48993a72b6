"""Words on a picture, by Tesseract with Swedish; kept by what the file holds, so that a scan is read once."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.errors import UnreadableDocument

LANGUAGE = "swe"
SPARSE = "11"
"""Page mode: text wherever it stands. It finds more words in tables than reading the page as columns does."""
_LONGEST = 300
_MISSING = (
    "Filen är inskannad och måste tolkas med Tesseract, som inte finns på datorn. "
    "Installera paketen tesseract-ocr och tesseract-ocr-swe och försök igen, eller ladda upp planen som Word."
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its box in pixels; `top` and `bottom` are its line's. `sure` is Tesseract's own 0..100."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float


def require_tesseract() -> None:
    """Raise UnreadableDocument, naming the packages, when Tesseract or its Swedish is not installed."""
    if LANGUAGE not in _languages():
        raise UnreadableDocument(_MISSING)


def words_on(picture: bytes) -> list[Word]:
    """The words that Tesseract finds on one picture. Raises UnreadableDocument when it fails."""
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", SPARSE, "--dpi", "300", "tsv"]
    # One thread: Tesseract's own threads make a page four times slower.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_LONGEST, env=environment, check=True
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise UnreadableDocument(
            "En inskannad sida kunde inte tolkas. Försök igen, eller ladda upp planen som Word eller Excel."
        ) from fault
    return _parsed(done.stdout.decode("utf-8", errors="replace"))


def _parsed(tsv: str) -> list[Word]:
    lines: dict[tuple[str, str, str], tuple[float, float]] = {}
    words: list[Word] = []
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        key = (row["block_num"], row["par_num"], row["line_num"])
        top, height = float(row["top"]), float(row["height"])
        if row["level"] == "4":
            lines[key] = (top, top + height)
        text = (row["text"] or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, width = float(row["left"]), float(row["width"])
        upper, lower = lines.get(key, (top, top + height))
        words.append(Word(text, left, upper, left + width, lower, float(row["conf"])))
    return words


@cache
def _languages() -> frozenset[str]:
    if shutil.which("tesseract") is None:
        return frozenset()
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return frozenset(listed.stdout.split())


# --- what was read before -------------------------------------------------------------------------------------------


def kept(folder: Path | None, digest: str, page: int) -> list[Word] | None:
    """The words of a page that was read before, or None. A damaged file is as none."""
    if folder is None:
        return None
    try:
        rows = json.loads(_file(folder, digest, page).read_text(encoding="utf-8"))
        return [Word(str(row[0]), *(float(value) for value in row[1:])) for row in rows]
    except (OSError, ValueError, TypeError, IndexError):
        return None


def keep(folder: Path | None, digest: str, page: int, words: list[Word]) -> None:
    """Keep the words of a page for the next time the same file is read; not being able to is no fault."""
    if folder is None:
        return
    file = _file(folder, digest, page)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(
            json.dumps(
                [[word.text, word.x0, word.top, word.x1, word.bottom, word.sure] for word in words], ensure_ascii=False
            ),
            encoding="utf-8",
        )
        part.replace(file)
    except OSError:
        return


def _file(folder: Path, digest: str, page: int) -> Path:
    return folder / digest / f"{page}.json"
