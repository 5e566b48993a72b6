"""Documents into the register: the only place where data meets loaders.

A document is read first, outside any transaction, and kept afterwards in ONE: either all that it brings is there, or
nothing is.
"""

from __future__ import annotations

from data.intake.differing import counted as counted
from data.intake.differing import is_value as is_value
from data.intake.differing import named as named
from data.intake.documents import already as already
from data.intake.documents import day_in_words as day_in_words
from data.intake.documents import import_document as import_document
from data.intake.documents import import_many as import_many
from data.intake.documents import keep as keep
from data.intake.documents import original as original
from data.intake.documents import remove as remove
from data.intake.known import known_rows as known_rows
from data.intake.offers import other_times as other_times
from data.intake.outcomes import Difference as Difference
from data.intake.outcomes import Failed as Failed
from data.intake.outcomes import Given as Given
from data.intake.outcomes import Imported as Imported
from data.intake.outcomes import Progress as Progress
from data.intake.outcomes import Reader as Reader
from data.intake.outcomes import Rebuilt as Rebuilt
from data.intake.outcomes import RefusedDocument as RefusedDocument
from data.intake.pictures import has_pictures as has_pictures
from data.intake.pictures import picture as picture
from data.intake.reading import lacks as lacks
from data.intake.reading import loader_version as loader_version
from data.intake.reading import open_document as open_document
from data.intake.reading import read as read
from data.intake.reading import understand as understand
from data.intake.reading import why as why
from data.intake.rebuilding import rebuild as rebuild
from data.intake.texts import keep_up as keep_up
from data.intake.undoing import undo_correction as undo_correction
from loaders.apart import read_apart as read_apart
from loaders.errors import UnreadableDocument as UnreadableDocument
from loaders.records import Document as Document
from loaders.records import Plan as Plan
