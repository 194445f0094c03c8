"""Text in any script -> comparable names: tokens with readings, meanings and classes."""

from tadasu.names._compiled import kernel, step
from tadasu.names._data import digest
from tadasu.names._fold import fold
from tadasu.names._frequency import background
from tadasu.names._meaning import Meanings, WordClass, known_words, look_up, meanings
from tadasu.names._only_legal_form import is_legal_form
from tadasu.names._other_readings import other_readings
from tadasu.names._pieces import Piece, PieceKind, needs_pieces, pieces
from tadasu.names._scripts import Script
from tadasu.names._tokens import MARKS, Tokens, Words, distinct_words, letters, tokenize
from tadasu.names._tokens_kernel import CYRILLIC, FNV_BASIS, FNV_PRIME, GLOSS, SURFACE_SEED, find
from tadasu.names.scripts import Folded
from tadasu.names.scripts import fold as fold_signs

__all__ = [
    "CYRILLIC",
    "FNV_BASIS",
    "FNV_PRIME",
    "GLOSS",
    "MARKS",
    "SURFACE_SEED",
    "Folded",
    "Meanings",
    "Piece",
    "PieceKind",
    "Script",
    "Tokens",
    "WordClass",
    "Words",
    "background",
    "digest",
    "distinct_words",
    "find",
    "fold",
    "fold_signs",
    "is_legal_form",
    "kernel",
    "known_words",
    "letters",
    "look_up",
    "meanings",
    "needs_pieces",
    "other_readings",
    "pieces",
    "step",
    "tokenize",
]
