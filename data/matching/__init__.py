"""One measure through time: which entries of two documents are the same measure, and what changed between them.

Pure functions over texts: nothing here knows the register.
"""

from __future__ import annotations

from data.matching.carries_on import CarriedOn as CarriedOn
from data.matching.carries_on import Unfollowed as Unfollowed
from data.matching.carries_on import carries_on as carries_on
from data.matching.changes import Change as Change
from data.matching.changes import DateMove as DateMove
from data.matching.changes import State as State
from data.matching.changes import changes as changes
from data.matching.changes import date_moves as date_moves
from data.matching.changes import is_late as is_late
from data.matching.entries import Decision as Decision
from data.matching.entries import Entry as Entry
from data.matching.entries import Matching as Matching
from data.matching.entries import Pair as Pair
from data.matching.entries import Proposal as Proposal
from data.matching.match import match as match
from data.matching.owners import same_owners as same_owners
