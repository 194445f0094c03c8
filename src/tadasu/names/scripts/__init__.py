"""One reader a script: folded text -> known words and sounds. `names._pieces` puts them together again."""

from tadasu.names.scripts._families import reader, stretches
from tadasu.names.scripts._fold import Folded, fold, fold_term
from tadasu.names.scripts._found import Found
from tadasu.names.scripts._kana import hepburn, loan_reading
from tadasu.names.scripts._variants import sound_readings, spoken

__all__ = [
    "Folded",
    "Found",
    "fold",
    "fold_term",
    "hepburn",
    "loan_reading",
    "reader",
    "sound_readings",
    "spoken",
    "stretches",
]
