"""Which names of one district are the same person, and what has to be asked of a human.

Pure functions over names as they were read and what people have said of them: nothing here knows the register.
"""

from __future__ import annotations

from data.persons.grouping import Group as Group
from data.persons.grouping import Grouping as Grouping
from data.persons.grouping import Question as Question
from data.persons.grouping import Said as Said
from data.persons.grouping import Spelling as Spelling
from data.persons.grouping import group_persons as group_persons
