"""Words that mix Cyrillic and Latin letters of one look, by a slip of the keyboard or to escape a search.

The pairs are those that Unicode Technical Standard 39 calls confusable and that names are written with.
"""

import re

_LATIN = "ABCEHIKMOPTXYaceiopxyjs"
_CYRILLIC = "АВСЕНІКМОРТХУасеіорхујѕ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def one_script(text: str) -> str:
    """Each word in the script of most of its letters, Latin when they are even; a word where that fails stays as it is.

    >>> one_script("Kалинка Trаding") == "Калинка Trading"
    True
    """
    if not (_CYRILLIC_LETTER.search(text) and _LATIN_LETTER.search(text)):
        return text
    return _WORD.sub(_one, text)


def _one(match: re.Match[str]) -> str:
    word = match.group()
    cyrillic, latin = len(_CYRILLIC_LETTER.findall(word)), len(_LATIN_LETTER.findall(word))
    if not cyrillic or not latin:
        return word
    if cyrillic > latin:
        turned, strange = word.translate(_TO_CYRILLIC), _LATIN_LETTER
    else:
        turned, strange = word.translate(_TO_LATIN), _CYRILLIC_LETTER
    return word if strange.search(turned) else turned
