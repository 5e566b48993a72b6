"""Opening the zip packages that Excel and Word files are, and telling what a file that is none of them is.

Shared by xlsx and docx. Nothing is unpacked before the package's own directory has been judged: a bomb is refused by
the sizes it declares, and each part is read with a ceiling in case the directory lies.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree  # type: ignore[import-untyped]

from loaders.errors import UnreadableDocument

MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 400
"""Unpacked bytes per packed byte; spreadsheets of empty formatted rows reach some 100, bombs 1000."""
MAX_PARTS = 5000

OleKind = Literal["encrypted", "excel", "word", "other", ""]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION_TAIL = re.compile(r"/relationships/(.+)$")


def is_zip(content: bytes) -> bool:
    """Whether the content begins as a zip archive does."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def has_part(content: bytes, path: str) -> bool:
    """Whether a zip archive holds the part; of a broken archive, whether the part's name stands in it at all."""
    if not is_zip(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return path in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        folder = path.split("/", 1)[0] + "/"
        return folder.encode() in content


def ole_kind(content: bytes) -> OleKind:
    """What an OLE2 file (Office before 2007, or a modern one behind a password) is; "" when it is none."""
    if not content.startswith(_OLE):
        return ""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") in content:
        return "word"
    if "Workbook".encode("utf-16-le") in content or "Book\0".encode("utf-16-le") in content:
        return "excel"
    return "other"


def what_it_is(content: bytes) -> str:
    """A Swedish clause saying what content that is not the promised form looks like."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        return "Filen är tom."
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head or b"<table" in head:
        return "Filen innehåller en webbsida (HTML), inte ett dokument."
    if head.startswith(b"%pdf-"):
        return "Filen är en PDF."
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"ii*\0", b"mm\0*")):
        return "Filen är en bild."
    if is_zip(content):
        return "Filen är ett zip-arkiv av annat slag."
    if b"\0" not in content[:4096]:
        return "Filen innehåller vanlig text."
    return "Filens innehåll är inte av någon känd sort."


@dataclass
class Package:
    """An opened package: its parts by path, read at need and never more than the ceiling in all."""

    archive: zipfile.ZipFile
    paths: dict[str, str]
    damaged: str
    _unpacked: int = field(default=0)

    def has(self, path: str) -> bool:
        """Whether there is such a part (case is ignored, as Office does)."""
        return path.lower() in self.paths

    def read(self, path: str) -> bytes:
        """The part's bytes. Raises UnreadableDocument when it is absent, damaged or too large."""
        return b"".join(self.chunks(path))

    def chunks(self, path: str, size: int = 1 << 20) -> Any:
        """The part's bytes piece by piece, under the same ceiling as `read`."""
        stored = self.paths.get(path.lower())
        if stored is None:
            raise UnreadableDocument(self.damaged)
        try:
            with self.archive.open(stored) as part:
                while piece := part.read(size):
                    self._unpacked += len(piece)
                    if self._unpacked > MAX_UNPACKED:
                        raise UnreadableDocument(_TOO_LARGE)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as fault:
            raise UnreadableDocument(self.damaged) from fault

    def xml(self, path: str) -> Any:
        """The part's root element. External entities are not resolved and no network is reached."""
        try:
            return etree.fromstring(self.read(path), parser=xml_parser())
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise UnreadableDocument(self.damaged) from fault

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Relation id to (kind, path of the part it leads to) for one part; external targets are left out."""
        folder, name = posixpath.split(path)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        found: dict[str, tuple[str, str]] = {}
        if not self.has(rels):
            return found
        for relation in self.xml(rels):
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            kind = _RELATION_TAIL.search(relation.get("Type", ""))
            target = relation.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (kind.group(1) if kind else "", whole)
        return found


_TOO_LARGE = (
    "Filen är orimligt stor när den packas upp och läses därför inte. "
    "Spara om dokumentet utan bilder och tomma rader och ladda upp det igen."
)


def xml_parser() -> Any:
    """An lxml parser that resolves no entities, loads no DTD and reaches no network."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )


def open_package(content: bytes, main: str, program: str, endings: str) -> Package:
    """Open an Office package after judging its sizes.

    `main` is the part that makes it the right form ("xl/workbook.xml"), `program` and `endings` name the form in the
    sentences ("Excel", ".xlsx"). Raises UnreadableDocument with a Swedish sentence for anything else than a sound one.
    """
    if not content:
        raise UnreadableDocument(f"Filen är tom. Kontrollera att den är en {program}-fil med innehåll och försök igen.")
    kind = ole_kind(content)
    if kind == "encrypted":
        raise UnreadableDocument("Filen är låst med lösenord. Ta bort lösenordet och ladda upp den igen.")
    if kind:
        raise UnreadableDocument(
            f"Filen är sparad i ett äldre Office-format som inte kan läsas. "
            f"Öppna den i {program}, spara den som {endings} och ladda upp den igen."
        )
    if not is_zip(content):
        raise UnreadableDocument(
            f"{what_it_is(content)} Den kan inte läsas som en {program}-fil. "
            f"Öppna den i rätt program, spara den som {endings} och ladda upp den igen."
        )
    damaged = (
        f"Filen är skadad eller avbruten och kan inte läsas. Öppna den i {program}, spara den på nytt som {endings} "
        f"och ladda upp den igen."
    )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise UnreadableDocument(damaged) from fault
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED or len(infos) > MAX_PARTS or unpacked > MAX_RATIO * max(len(content), 65536):
        raise UnreadableDocument(_TOO_LARGE)
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableDocument("Filen är låst med lösenord. Ta bort lösenordet och ladda upp den igen.")
    package = Package(archive, {info.filename.replace("\\", "/").lower(): info.filename for info in infos}, damaged)
    if not package.has(main):
        raise UnreadableDocument(
            f"Filen är ett zip-arkiv men inte en {program}-fil. "
            f"Ladda upp själva dokumentet, sparat som {endings}, i stället."
        )
    return package


def local(element: Any) -> str:
    """An element's name without its namespace; "" for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
