"""Files opened in a process of their own, with a ceiling on time and memory: for a server, and for many files.

Parsing is the one part of the program that strangers' bytes steer. A parser in C that hangs, crashes or eats the
memory can't be stopped from within a thread; a process can. `document(content, name)` is `open_document` there: the
same Document, or UnreadableDocument. What is done with the Document after that is bounded by limits.py.

A reader stays for the next file, so that a start (half a second) is paid once; one that failed, or grew, is let go.
"""

from __future__ import annotations

import os
import pickle
import re
import resource
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from loaders.errors import UnreadableDocument
from loaders.records import Document

Progress = Callable[[int, int], None]

PATIENCE = 120
"""Seconds without a page read before a reader ends itself: Tesseract on a busy machine is slow, and what works is held
to WORK."""
WORK = 10
"""Seconds of the processor's time on one page; what Tesseract does is a process of its own."""
MEMORY = 630 * 1024 * 1024
"""Bytes of address space, of which a reader never comes to hold 512 MB: at least 130 are of programs that it does not
touch. What the largest honest files ask for: 590 scanned pages of A3, 500 of A4, 270 a table of 3,000 rows in Word."""
_GROWN = 400 * 1024
"""Kilobytes that a reader may have held and still stay for the next file."""

_chosen = False
_idle: list[_Reader] = []
_lock = threading.Lock()


class ReadingFailed(Exception):  # noqa: N818 - what happened, as its log line says it
    """The reader met a fault of its own; the message is its traceback."""


def read_apart() -> None:
    """From now on this process opens its files apart. A program decides it once, when it starts."""
    global _chosen  # noqa: PLW0603
    _chosen = True


def is_chosen() -> bool:
    """Whether this process opens its files apart."""
    return _chosen


def document(content: bytes, name: str, progress: Progress | None = None) -> Document:
    """The file's paragraphs and tables. Raises UnreadableDocument, also when the file takes too long or too much."""
    with _lock:
        reader = _idle.pop() if _idle else None
    reader = reader or _Reader()
    try:
        found = reader.read(content, name, progress)
    except UnreadableDocument:
        _stays(reader)
        raise
    except BaseException:
        reader.end()
        raise
    _stays(reader)
    return found


def _stays(reader: _Reader) -> None:
    with _lock:
        if reader.is_sound() and not _idle:
            _idle.append(reader)
            return
    reader.end()


class _Reader:
    """The process, and what is said to and by it."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from loaders.apart import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]),
                "MALLOC_ARENA_MAX": "2",  # else each thread lays hold of 64 MB of addresses that it does not use
            },
        )
        self._held = 0

    def read(self, content: bytes, name: str, progress: Progress | None) -> Document:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            _send(self._process.stdin, (content, name))
            while True:
                kind, *said = _receive(self._process.stdout)
                if kind == "progress":
                    if progress is not None:
                        progress(*said)
                    continue
                self._held = said.pop()
                if kind == "read":
                    found: Document = said[0]
                    return found
                raise (UnreadableDocument if kind == "unreadable" else ReadingFailed)(said[0])
        except (EOFError, BrokenPipeError) as error:
            self._process.wait()
            slow = self._process.returncode in (-signal.SIGALRM, -signal.SIGPROF)
            raise UnreadableDocument(_SLOW if slow else _BROKE) from error

    def is_sound(self) -> bool:
        return self._process.poll() is None and self._held < _GROWN

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


_SLOW = (
    "Filen tar för lång tid att läsa, så läsningen avbröts. Öppna den i programmet som den gjordes i, "
    "spara den på nytt och försök igen."
)
_LARGE = (
    "Filen kräver för mycket minne för att läsas. Spara om dokumentet utan bilder, eller dela upp det, och försök igen."
)
_BROKE = (
    "Filen är skadad på ett sätt som gör att den inte går att läsa. Öppna den i programmet som den gjordes i, "
    "spara den på nytt och försök igen."
)


# --- in the process -------------------------------------------------------------------------------------------------


def serve() -> None:
    """Read files until there are no more. A file that takes too long ends the process, in whatever code it is."""
    from loaders.load import open_document

    given, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not stand among the answers
    with suppress(ValueError, OSError):  # a system that knows no such limit reads without it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def wait() -> None:
        signal.alarm(PATIENCE)
        signal.setitimer(signal.ITIMER_PROF, WORK)

    def progress(done: int, of: int) -> None:
        wait()
        _send(told, ("progress", done, of))

    while True:
        try:
            content, name = _receive(given)
        except EOFError:
            return
        wait()
        answer: tuple[Any, ...]
        try:
            answer = ("read", open_document(content, name, progress))
        except UnreadableDocument as error:
            answer = ("unreadable", str(error))
        except MemoryError:
            answer = ("unreadable", _LARGE)
        except RecursionError:
            answer = ("unreadable", _BROKE)
        except Exception:
            answer = ("failed", traceback.format_exc())
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(told, (*answer, _held()))


def _held() -> int:
    """The most kilobytes that this process has held. (Its ru_maxrss may tell what the server held when it began it.)"""
    status = Path("/proc/self/status")
    peak = re.search(r"VmHWM:\s*(\d+)", status.read_text(encoding="utf-8")) if status.exists() else None
    return int(peak[1]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _send(pipe: Any, message: object) -> None:
    packed = pickle.dumps(message)
    pipe.write(struct.pack("!Q", len(packed)) + packed)
    pipe.flush()


def _receive(pipe: Any) -> Any:
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    packed = pipe.read(struct.unpack("!Q", head)[0])
    return pickle.loads(packed)
