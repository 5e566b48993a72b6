"""One measure through time: which entries of two documents are the same measure, and which carry one on.

Pure functions over texts: nothing here knows the register.
"""

from __future__ import annotations

from data.matching.carries_on import CarriedOn as CarriedOn
from data.matching.carries_on import Unfollowed as Unfollowed
from data.matching.carries_on import carries_on as carries_on
from data.matching.entries import Decision as Decision
from data.matching.entries import Entry as Entry
from data.matching.entries import Matching as Matching
from data.matching.entries import Pair as Pair
from data.matching.entries import Proposal as Proposal
from data.matching.match import match as match
from data.matching.owners import same_owners as same_owners
