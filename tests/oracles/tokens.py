"""Slow twin of the bulk tokenizer `tadasu.names._tokens_kernel`, for text without private-use marks."""

from collections.abc import Mapping
from typing import NamedTuple

from tadasu.names._fold import BMP, fold_table

FNV_BASIS = 1469598103934665603
FNV_PRIME = 1099511628211
MASK = (1 << 64) - 1
CYRILLIC = 1


class Token(NamedTuple):
    """Folded letters, 1 when a letter of it was Cyrillic, and the identity of the word."""

    letters: str
    mark: int
    key: int


def cut(name: str) -> list[Token]:
    """Tokens of one name.

    Characters fold to letters, to nothing, or part words; the dots of initials written together (A.B.C.) part nothing.
    """
    tokens: list[Token] = []
    word, mark, initials = "", 0, False
    for at, char in enumerate(name):
        folded = letters_of(char)
        if folded is None:
            if char == "." and (len(word) == 1 or initials) and _one_letter_follows(name, at):
                initials = True
                continue
            initials = False
            if word:
                tokens.append(Token(word, mark, key(word)))
            word, mark = "", 0
        elif folded:
            word += folded
            mark = CYRILLIC if 0x400 <= ord(char) < 0x530 else mark
    if word:
        tokens.append(Token(word, mark, key(word)))
    return tokens


def merge(tokens: list[Token], phrases: Mapping[str, str], late: Mapping[str, str]) -> list[Token]:
    """From left to right, the longest known phrase of two to eight words becomes its one word; no `late` one begins a name."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        known = {**late, **phrases} if at else phrases
        said = [token.letters for token in tokens[at : at + 8]]
        length = next((n for n in range(len(said), 1, -1) if " ".join(said[:n]) in known), 1)
        word = known[" ".join(said[:length])] if length > 1 else said[0]
        out.append(Token(word, tokens[at].mark, key(word)))
        at += length
    return out


def letters_of(char: str) -> str | None:
    """The letters a character folds to, "" when it is silent, None when it parts words; beyond the table it is a letter."""
    if ord(char) >= BMP:
        return char
    row = [int(letter) for letter in fold_table()[ord(char)]]
    if row[0] in (0, 2):
        return None
    return "" if row[0] == 1 else "".join(chr(letter) for letter in row if letter)


def key(letters: str) -> int:
    """FNV-1a over the code points."""
    hashed = FNV_BASIS
    for letter in letters:
        hashed = ((hashed ^ ord(letter)) * FNV_PRIME) & MASK
    return hashed


def _one_letter_follows(name: str, at: int) -> bool:
    """Is the character after a dot a letter and the one behind it none (the end of the name is none)?"""
    if at + 1 >= len(name):
        return False
    behind = letters_of(name[at + 2]) if at + 2 < len(name) else None
    return bool(letters_of(name[at + 1])) and not behind
