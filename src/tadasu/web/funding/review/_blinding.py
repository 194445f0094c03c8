"""A text without the names of the parties: what reviewers read. Pure.

Whatever a name is written like, in wide or narrow letters, capitals or small ones, it is found by its folded signs. A name
that is paraphrased is not: a person looks through the text before it is sealed."""

import unicodedata
from collections.abc import Iterable, Mapping

LEAST = 2
"""Signs of a name that is looked for; a shorter one would take letters out of words."""

PARTY_FIELDS = ("name", "other-names", "people", "country", "contact")
"""Answers that are about who it is: none of them is in a copy. A question of a sponsor or co-applicant ends with the same
word."""


NOT_SHOWN = ("intermediary", "reference", "local-status")
"""Through whom it comes tells who it is; the status at home shall colour no score."""


def is_about_who(question: str) -> bool:
    """Whether an answer to it is left out of a copy.

    >>> is_about_who("name"), is_about_who("other-1-people"), is_about_who("call-summary")
    (True, True, False)
    """
    return any(question == one or question.endswith(f"-{one}") for one in PARTY_FIELDS) or question in NOT_SHOWN


def blinded(text: str, marks: Mapping[str, str]) -> str:
    """The text with each name (key) replaced by what stands for it (value); longer names first.

    >>> blinded("ＬＡＮＴＥＲＮ press, and Lantern Press again", {"Lantern Press": "[A]"})
    '[A], and [A] again'
    """
    for name in sorted((one for one in marks if len(_bare(one)) >= LEAST), key=len, reverse=True):
        text = _without(text, _bare(name), marks[name])
    return text


def names_left(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names still stands in a text."""
    signs = _bare(text)
    return any(len(_bare(one)) >= LEAST and _bare(one) in signs for one in names)


def _without(text: str, name: str, mark: str) -> str:
    signs, at = _folded(text)
    while (start := signs.find(name)) >= 0:
        first, last = at[start], at[start + len(name) - 1]
        text = text[:first] + mark + text[last + 1 :]
        signs, at = _folded(text)
        if name in _bare(mark):
            break
    return text


def _folded(text: str) -> tuple[str, list[int]]:
    """Folded signs without blanks, and of each the place in the text that it comes from."""
    signs, at = [], []
    for place, sign in enumerate(text):
        for one in _bare(sign):
            signs.append(one)
            at.append(place)
    return "".join(signs), at


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in folded if not one.isspace() and not unicodedata.combining(one))
