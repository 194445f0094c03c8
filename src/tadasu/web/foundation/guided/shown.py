"""Questions and answers in words, for pages: a desk brings the words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.http import QueryDict

from tadasu.web.foundation.guided.plain import plain
from tadasu.web.foundation.guided.questions import Answers, Page, Question, Value


class Words(Protocol):
    """The words of a form in one language, by place: `pages.<page>`, `questions.<question>.ask`, `.hint`, `.choices.<code>`,
    `answers.yes`, and `page.…` for what stands around them (templates of this package)."""

    @property
    def language(self) -> str: ...

    @property
    def direction(self) -> str: ...

    def text(self, place: str, **values: object) -> str:
        """The text at a place; nothing where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a question."""

    code: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as a page draws it."""

    question: Question
    ask: str
    hint: str
    most: str
    words: str = field(default="", repr=False)
    choices: Sequence[Choice] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question and what was answered; `own` for words of whoever answered."""

    ask: str
    texts: Sequence[str] = field(repr=False)
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A page of answers."""

    page: str
    title: str
    answers: Sequence[Answered]


def typed(page: Page, sent: QueryDict) -> dict[str, Value]:
    """What was answered on a page: words as they were typed, choices there are. What was left out is not in it."""
    found: dict[str, Value] = {}
    for one in page.questions:
        if one.several:
            given = set(sent.getlist(one.field))
            if chosen := tuple(code for code in one.choices if code in given):
                found[one.id] = chosen
            continue
        said = str(sent.get(one.field, "")).replace("\r\n", "\n")
        if said.strip() if one.in_words else said in one.choices:
            found[one.id] = said
    return found


def asked(page: Page, answers: Answers, words: Words, *, problem: str = "", says: str = "") -> list[Asked]:
    """A page's questions with what was answered. `problem` is the id of one that is not answered as it should be, `says` what is
    wrong: else that its words are too long."""
    return [_asked(one, answers.get(one.id, ""), words, one.id == problem, says) for one in page.questions]


def _asked(one: Question, answer: Value, words: Words, wrong: bool, says: str) -> Asked:
    place = f"questions.{one.id}"
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return Asked(
        question=one,
        ask=words.text(f"{place}.ask"),
        hint=words.text(f"{place}.hint"),
        most=words.text("page.most", most=one.most) if one.kind == "long" else "",
        words=answer if one.in_words and isinstance(answer, str) else "",
        choices=[
            Choice(code=code, text=choice_text(one, code, words), chosen=code in chosen)
            for code in one.choices
            if not one.in_words
        ],
        problem=(says or words.text("page.too-long", most=one.most)) if wrong else "",
    )


def choice_text(one: Question, code: str, words: Words) -> str:
    """What a choice says; the code where it has no words any more."""
    place = f"answers.{code}" if one.kind == "answer" else f"questions.{one.id}.choices.{code}"
    return words.text(place) or code


def matters(answers: Answers, words: Words, pages: Iterable[Page]) -> Iterator[Matter]:
    """The pages with what was answered on each."""
    for page in pages:
        found = [_answered(one, answers[one.id], words) for one in page.questions if one.id in answers]
        yield Matter(page=page.id, title=words.text(f"pages.{page.id}"), answers=found)


def answered_pages(answers: Answers, pages: Iterable[Page]) -> list[Page]:
    """Those on which something was answered."""
    return [page for page in pages if any(one.id in answers for one in page.questions)]


def _answered(one: Question, answer: Value, words: Words) -> Answered:
    if one.in_words:
        texts = [plain(answer)] if isinstance(answer, str) else []
    else:
        codes = answer if isinstance(answer, tuple) else (answer,)
        texts = [choice_text(one, code, words) for code in codes]
    return Answered(ask=words.text(f"questions.{one.id}.ask"), texts=texts, own=one.in_words)
