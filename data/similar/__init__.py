"""Which measures of other districts are near in meaning: what others do about the same cause.

Pure Python on texts: no database, no pandas. `features.py` says what a measure is about, `near.py` compares.
"""

from data.similar.features import Text
from data.similar.near import Near, nearest

__all__ = ["Near", "Text", "nearest"]
