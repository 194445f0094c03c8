"""What a page asks, and what may be answered. Pure: no words, no database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = (YES, NO, UNSURE)

REVIEW = "review"
"""The page on which all answers are shown."""

Value = str | tuple[str, ...]
Answers = Mapping[str, Value]
"""Question -> what was answered: words as they were typed, a code, or codes. What was not answered is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`short`, `long` and `number` are answered in words of at most `most` signs, `answer` with yes, no or unsure, `one`, `many`
    and `uses` by `choices`, which are codes. `asks` says which codes of the project they are."""

    id: str
    kind: str
    asks: str = ""
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def in_words(self) -> bool:
        """Whether it is answered in words of one's own."""
        return self.kind in ("short", "long", "number")

    @property
    def several(self) -> bool:
        """Whether several choices may be made."""
        return self.kind in ("many", "uses")

    @property
    def field(self) -> str:
        """Its name in a form of HTML."""
        return f"q-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One matter."""

    id: str
    questions: tuple[Question, ...]


AnyPage = TypeVar("AnyPage", bound=Page)


def questions_of(pages: Iterable[Page]) -> Iterator[Question]:
    """Of all pages, in order."""
    for page in pages:
        yield from page.questions


def fitting(answers: Mapping[str, object], questions: Iterable[Question]) -> dict[str, Value]:
    """What was kept of answers, as far as these questions still take it: a form may have changed meanwhile."""
    found: dict[str, Value] = {}
    for one in questions:
        said = answers.get(one.id)
        if isinstance(said, (list, tuple)) and one.several:
            if chosen := tuple(code for code in one.choices if code in said):
                found[one.id] = chosen
        elif isinstance(said, str) and (one.in_words or said in one.choices) and not one.several:
            found[one.id] = said
    return found


def too_long(questions: Iterable[Question], answers: Answers) -> Question | None:
    """The first that was answered in more signs than it takes."""
    for one in questions:
        if one.in_words and len(answers.get(one.id, "")) > one.most:
            return one
    return None


def page_after(act: str, *, page: str, shown: Sequence[Page], order: Sequence[Page]) -> str:
    """Where one goes from a page by `next`, `back` or `review`, by the id of another; any other act stays. `order` is of all
    pages: what was answered may have taken this one out of those `shown`."""
    if act == REVIEW:
        return REVIEW
    ids = [one.id for one in order]
    at = ids.index(page)
    if act == "next":
        return next((one.id for one in shown if ids.index(one.id) > at), REVIEW)
    if act == "back":
        return next((one.id for one in reversed(shown) if ids.index(one.id) < at), shown[0].id)
    return page
