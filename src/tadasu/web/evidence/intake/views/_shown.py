"""Questions and answers in words, for pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from tadasu.web.evidence.intake.plain import plain
from tadasu.web.evidence.intake.questions import Answers, Page, Question, Value, form
from tadasu.web.evidence.intake.texts import Words


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


def asked(page: Page, answers: Answers, words: Words, *, problem: str = "") -> list[Asked]:
    """A page's questions with what was answered. `problem` is the id of one whose words are too long."""
    return [_asked(one, answers.get(one.id, ""), words, one.id == problem) for one in page.questions]


def _asked(one: Question, answer: Value, words: Words, too_long: bool) -> Asked:
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
        problem=words.text("page.too-long", most=one.most) if too_long else "",
    )


def choice_text(one: Question, code: str, words: Words) -> str:
    """What a choice says; the code where it has no words any more."""
    place = f"answers.{code}" if one.kind == "answer" else f"questions.{one.id}.choices.{code}"
    return words.text(place) or code


def matters(answers: Answers, words: Words, shown: Sequence[Page]) -> Iterator[Matter]:
    """The pages with what was answered on each."""
    for page in shown:
        found = [_answered(one, answers[one.id], words) for one in page.questions if one.id in answers]
        yield Matter(page=page.id, title=words.text(f"pages.{page.id}"), answers=found)


def not_asked(answers: Answers, words: Words) -> Iterator[Matter]:
    """What was answered to questions that the form does not ask any more."""
    asked_now = {one.id for one in form().questions()}
    found = [_answered_once(key, one, words) for key, one in answers.items() if key not in asked_now]
    if found:
        yield Matter(page="", title=words.text("page.not-asked"), answers=found)


def _answered_once(question: str, answer: Value, words: Words) -> Answered:
    place = f"questions.{question}"
    said = answer if isinstance(answer, tuple) else (answer,)
    texts = [words.text(f"{place}.choices.{one}") or plain(one) for one in said]
    return Answered(ask=words.text(f"{place}.ask") or question, texts=texts, own=True)


def answered_pages(answers: Answers) -> list[Page]:
    """Those on which something was answered."""
    return [page for page in form().pages if any(one.id in answers for one in page.questions)]


def _answered(one: Question, answer: Value, words: Words) -> Answered:
    if one.in_words:
        texts = [plain(answer)] if isinstance(answer, str) else []
    else:
        codes = answer if isinstance(answer, tuple) else (answer,)
        texts = [choice_text(one, code, words) for code in codes]
    return Answered(ask=words.text(f"questions.{one.id}.ask"), texts=texts, own=one.in_words)


def permission_choices(now: Mapping[str, bool], words: Words) -> list[Choice]:
    """Who may be told, with what is allowed now."""
    return [
        Choice(code=use, text=words.text(f"questions.permissions.choices.{use}"), chosen=given)
        for use, given in now.items()
    ]
