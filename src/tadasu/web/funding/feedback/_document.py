"""What is published of a round: its counts and the reply, in both languages. No part, no free answer. Pure."""

from typing import Any

from tadasu.web.funding.feedback.models import Round
from tadasu.web.funding.feedback.questions import LANGUAGES, form
from tadasu.web.funding.feedback.words import text

KIND = "feedback"


def document(round: Round) -> dict[str, Any]:
    """As the kind `feedback` of tadasu.release has it."""
    results = round.results or {}
    return {
        "title": text("title", number=round.number),
        "about": text(
            "about", answered=results["answered"], taken=round.taken, invited=round.invited, least=form().least
        ),
        "answers": {
            "columns": [text("question"), text("answer"), text("count")],
            "rows": [row for id, counts in results["questions"].items() for row in _rows(id, counts)],
        },
        "reply": dict(zip(LANGUAGES, (round.reply, round.reply_ja), strict=True)),
    }


def _rows(question: str, counts: list[int]) -> list[list[Any]]:
    words = dict(form().questions[question][1])
    return [[words, dict(names), count] for names, count in zip(form().steps(question).values(), counts, strict=True)]
