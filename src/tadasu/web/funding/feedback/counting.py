"""From answers to what may be told of them: counts by step, of all and of parts, and free answers in an order of chance. Pure.

What is told survives subtraction: of a question all answers are counted together or not at all, and a part is told only where
it, what is left beside the told parts, and so every sum and difference of told counts, is of at least `least` answers. Parts of
two kinds (programme, language) are never crossed.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tadasu.web.funding.feedback.questions import Form

PARTS = ("group", "language")
"""By what answers are parted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer. `steps`: question -> step; `texts`: free question -> what was written. An empty `group` is none."""

    steps: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    group: str = ""
    language: str = ""


def counted(answers: Sequence[Answered], form: Form) -> dict[str, Any]:
    """As JSON: `answered`, None where it is fewer than told of; `questions`: id -> counts by step, in the order of the scale,
    only where enough answered; `parts`: kind -> part -> the same."""
    if len(answers) < form.least:
        return {"answered": None, "questions": {}, "parts": {}}
    parts: dict[str, dict[str, dict[str, list[int]]]] = {kind: {} for kind in PARTS}
    questions: dict[str, list[int]] = {}
    for id in form.questions:
        given = [one for one in answers if one.steps.get(id) in form.steps(id)]
        if len(given) < form.least:
            continue
        questions[id] = _by_step(given, id, form)
        for kind in PARTS:
            for part in _told(Counter(getattr(one, kind) for one in given), form.least):
                of_part = [one for one in given if getattr(one, kind) == part]
                parts[kind].setdefault(part, {})[id] = _by_step(of_part, id, form)
    return {"answered": len(answers), "questions": questions, "parts": parts}


def words_of(answers: Sequence[Answered], form: Form) -> dict[str, list[str]]:
    """Free question -> what was written, each question in an order of chance of its own, so that neither the order nor a line
    tells which two belong together, or to which steps."""
    found: dict[str, list[str]] = {}
    for id in form.free:
        given = [text for one in answers if (text := one.texts.get(id, "").strip())]
        found[id] = shuffled(given)
    return found


def shuffled(given: Sequence[Any]) -> list[Any]:
    """In an order of chance that nobody can work out."""
    return secrets.SystemRandom().sample(given, len(given))


def middle(counts: Sequence[int]) -> tuple[int, int] | None:
    """The step in the middle, or the two between which the middle lies; never an average of steps.

    >>> middle([0, 1, 4, 0, 0]), middle([3, 0, 0, 0, 3]), middle([0, 0])
    ((2, 2), (0, 4), None)
    """
    every = [step for step, count in enumerate(counts) for _ in range(count)]
    return (every[(len(every) - 1) // 2], every[len(every) // 2]) if every else None


def _by_step(answers: Sequence[Answered], question: str, form: Form) -> list[int]:
    found = Counter(one.steps[question] for one in answers)
    return [found[step] for step in form.steps(question)]


def _told(sizes: Mapping[str, int], least: int) -> list[str]:
    """Parts that may be told: of those large enough the smallest are kept back until what is not told is large enough too. A part
    that is all there is says nothing more than the whole."""
    told = sorted(
        (part for part, size in sizes.items() if part and size >= least), key=lambda part: (-sizes[part], part)
    )
    while told and sum(sizes.values()) - sum(sizes[part] for part in told) < least:
        if _leave_nothing(told, sizes):
            break
        told.pop()
    return sorted(told)


def _leave_nothing(told: Sequence[str], sizes: Mapping[str, int]) -> bool:
    """Whether two parts or more are all there is: then each is the complement of the others, and large enough."""
    return len(told) > 1 and sum(sizes[part] for part in told) == sum(sizes.values())
