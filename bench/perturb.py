"""Ways in which company names get changed on their way into a supplier file, for training and for tests.

Written from what suppliers' files, invoices and customs entries do to names; none of the generators that made the
acceptance queries is used. Every function takes a name and a random source and returns a changed name.
"""

import random
import re
from collections.abc import Callable

Change = Callable[[str, random.Random], str]

_NEAR = {
    "a": "qs", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_CONFUSED = [("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("l", "i"), ("0", "o"), ("5", "s"), ("g", "q")]
_LEGAL = re.compile(
    r"[\s,]+(co\.?,?\s*ltd\.?|company limited|limited|ltd\.?|inc\.?|incorporated|corporation|corp\.?"
    r"|llc|plc|gmbh|ag|s\.?a\.?|jsc)\s*$",
    re.IGNORECASE,
)
_LEGAL_FORMS = ["Co., Ltd.", "Co Ltd", "Company Limited", "Ltd", "Limited", "LLC", "Inc.", "Corp", "JSC", "GmbH"]
_SHORT = {
    "international": "Int'l", "technology": "Techn.", "industrial": "Indl", "industry": "Inds", "manufacturing": "Manuf",
    "trading": "Trdg", "company": "Cie", "group": "Gp", "chemical": "Chm", "electronics": "Electr", "textile": "Txtl",
    "development": "Devt", "enterprise": "Ent", "enterprises": "Ents", "holdings": "Hold.", "engineering": "Engg",
    "products": "Prods", "services": "Serv", "agricultural": "Agri", "import": "Imp", "export": "Exp",
}  # fmt: skip
_SOUND = [
    ("zh", "ch"), ("sh", "s"), ("x", "sh"), ("q", "ch"), ("ts", "c"), ("ou", "o"), ("ei", "ey"), ("k", "c"), ("ph", "f"),
    ("y", "i"), ("v", "w"), ("kh", "h"), ("oo", "u"), ("ee", "i"), ("j", "zh"), ("iu", "yu"), ("ng", "n"),
]  # fmt: skip
_TAILS = [
    " (Vietnam)", " - Plant 3", " c/o Purchasing", ", Bldg 7, Export Zone", " No. 12 West Road", " / Warehouse B",
    " (Formerly Registered)", " Sales Office", ", P.O. Box 221", " Unit 5",
]  # fmt: skip


def typing_slip(name: str, rng: random.Random) -> str:
    """One letter wrong, missing, doubled, or swapped with its neighbour."""
    places = [i for i, char in enumerate(name) if char.isalpha() and i > 0]
    if len(places) < 4:
        return name
    i = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:i] + rng.choice(_NEAR.get(name[i].lower(), "e")) + name[i + 1 :]
    if kind == 1:
        return name[:i] + name[i + 1 :]
    if kind == 2:
        return name[:i] + name[i] + name[i:]
    return name[: i - 1] + name[i] + name[i - 1] + name[i + 1 :]


def misread(name: str, rng: random.Random) -> str:
    """What a scanner reads wrong."""
    for good, bad in rng.sample(_CONFUSED, len(_CONFUSED)):
        if good in name.lower()[1:]:
            i = name.lower().index(good, 1)
            return name[:i] + bad + name[i + len(good) :]
    return typing_slip(name, rng)


def other_legal_form(name: str, rng: random.Random) -> str:
    """Another legal form, or none."""
    bare = _LEGAL.sub("", name)
    return bare if rng.random() < 0.4 else f"{bare} {rng.choice(_LEGAL_FORMS)}"


def shortened(name: str, rng: random.Random) -> str:
    """Trade words cut short; one long word cut off if there is none."""
    words = name.split()
    known = [i for i, word in enumerate(words) if word.lower().strip(",.") in _SHORT]
    if known:
        i = rng.choice(known)
        words[i] = _SHORT[words[i].lower().strip(",.")]
        return " ".join(words)
    long = [i for i, word in enumerate(words) if len(word) >= 8]
    if long:
        i = rng.choice(long)
        words[i] = words[i][: rng.randrange(4, 7)]
    return " ".join(words)


def by_ear(name: str, rng: random.Random) -> str:
    """Spelt as heard."""
    for good, bad in rng.sample(_SOUND, len(_SOUND)):
        if good in name.lower()[1:]:
            i = name.lower().index(good, 1)
            return name[:i] + bad + name[i + len(good) :]
    return typing_slip(name, rng)


def reordered(name: str, rng: random.Random) -> str:
    """Two words change places."""
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return name
    i = rng.randrange(len(words) - 1)
    words[i], words[i + 1] = words[i + 1], words[i]
    return " ".join(words)


def word_lost(name: str, rng: random.Random) -> str:
    """One word after the first is gone."""
    words = name.split()
    if len(words) < 4:
        return typing_slip(name, rng)
    del words[rng.randrange(1, len(words))]
    return " ".join(words)


def space_moved(name: str, rng: random.Random) -> str:
    """Two words written as one, or one as two."""
    words = name.split()
    long = [i for i, word in enumerate(words) if len(word) >= 7]
    if long and rng.random() < 0.5:
        i = rng.choice(long)
        cut = rng.randrange(3, len(words[i]) - 2)
        return " ".join([*words[:i], words[i][:cut], words[i][cut:], *words[i + 1 :]])
    if len(words) < 2:
        return name
    i = rng.randrange(len(words) - 1)
    return " ".join([*words[:i], words[i] + words[i + 1], *words[i + 2 :]])


def tail_added(name: str, rng: random.Random) -> str:
    """Address or contact words behind the name."""
    return name + rng.choice(_TAILS)


def initials(name: str, rng: random.Random) -> str:
    """One word becomes its first letter."""
    words = name.split()
    long = [i for i, word in enumerate(words) if len(word) >= 5 and word[0].isalpha()]
    if len(long) < 3:
        return reordered(name, rng)
    i = rng.choice(long)
    words[i] = words[i][0] + "."
    return " ".join(words)


def shouted(name: str, rng: random.Random) -> str:
    """Capitals without punctuation."""
    return re.sub(r"[,.]", " ", name).upper()


SINGLE: dict[str, Change] = {
    change.__name__: change
    for change in (
        typing_slip,
        misread,
        other_legal_form,
        shortened,
        by_ear,
        reordered,
        word_lost,
        space_moved,
        tail_added,
        initials,
        shouted,
    )
}


def two_changes(name: str, rng: random.Random) -> str:
    """Two of the single changes, one after the other."""
    first, second = rng.sample(sorted(SINGLE), 2)
    return SINGLE[second](SINGLE[first](name, rng), rng)


ALL: dict[str, Change] = {**SINGLE, "two_changes": two_changes}
