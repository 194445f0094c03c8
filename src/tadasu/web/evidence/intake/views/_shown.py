"""What of reports is shown besides what every guided form shows: questions of before, permissions."""

from collections.abc import Iterator, Mapping

from tadasu.web.evidence.intake.questions import form
from tadasu.web.evidence.intake.texts import Words
from tadasu.web.foundation.guided.plain import plain
from tadasu.web.foundation.guided.questions import Answers, Value
from tadasu.web.foundation.guided.shown import Answered, Choice, Matter


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


def permission_choices(now: Mapping[str, bool], words: Words) -> list[Choice]:
    """Who may be told, with what is allowed now."""
    return [
        Choice(code=use, text=words.text(f"questions.permissions.choices.{use}"), chosen=given)
        for use, given in now.items()
    ]
