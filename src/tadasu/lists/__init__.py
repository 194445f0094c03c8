"""Official lists and registers, each a folder with what is known about it (`source.yaml`) and its reader (`reader.py`).

A reader turns the publisher's file into entities or stakes and notes what it could not use; a file that does not look
like the list is refused. Nothing here decides anything about an entity.
"""

from tadasu.lists._diff import Change, ListDiff, diff
from tadasu.lists._fetch import Fetched, fetch
from tadasu.lists._ftm import entity_to_ftm, ftm_to_entity
from tadasu.lists._problems import PROBLEMS
from tadasu.lists._read import ListRead, companions, detect, read_list
from tadasu.lists._source import Source, sources
from tadasu.lists._stake_problems import STAKE_PROBLEMS
from tadasu.lists._stakes import StakeFile, read_stakes, stake_lists

__all__ = [
    "PROBLEMS",
    "STAKE_PROBLEMS",
    "Change",
    "Fetched",
    "ListDiff",
    "ListRead",
    "Source",
    "StakeFile",
    "companions",
    "detect",
    "diff",
    "entity_to_ftm",
    "fetch",
    "ftm_to_entity",
    "read_list",
    "read_stakes",
    "sources",
    "stake_lists",
]
