"""The questions, as the data says: steps of a scale, and free answers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tadasu.web.funding.feedback.words import DATA, Names

LANGUAGES = ("en", "ja")
SOURCE = "own"
"""Nobody else's questions are in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`scales`: scale -> step -> names, from one end to the other. `questions`: id -> its scale and its words; `free`: id -> its
    words. Of fewer than `least` answers nothing is told."""

    version: str
    least: int
    longest: int
    scales: Mapping[str, Mapping[str, Names]]
    questions: Mapping[str, tuple[str, Names]]
    free: Mapping[str, Names]

    def steps(self, question: str) -> Mapping[str, Names]:
        """The steps of a question's scale, in order."""
        return self.scales[self.questions[question][0]]


@cache
def form() -> Form:
    """Raises ValueError for data that is not as it should be."""
    return read(yaml.safe_load((DATA / "questions.yaml").read_text(encoding="utf-8")))


def read(said: Mapping[str, Any]) -> Form:
    """Of what a file says. Raises ValueError."""
    questions, free = said["questions"], said["open"]
    for id, one in {**questions, **free}.items():
        if one.get("source") != SOURCE or not all(one.get(language) for language in LANGUAGES):
            raise ValueError(f"questions.yaml: {id}: a source and words in both languages are needed")
    for id, one in questions.items():
        if one["scale"] not in said["scales"]:
            raise ValueError(f"questions.yaml: {id}: there is no scale {one['scale']}")
    if said["least"] < 2 or list(questions) != sorted(questions) or list(free) != sorted(free):
        raise ValueError("questions.yaml: at least two answers, and questions in the order of their ids")
    return Form(
        version=said["version"],
        least=said["least"],
        longest=said["longest"],
        scales=said["scales"],
        questions={id: (one["scale"], _names(one)) for id, one in questions.items()},
        free={id: _names(one) for id, one in free.items()},
    )


def _names(one: Mapping[str, str]) -> Names:
    return {language: one[language] for language in LANGUAGES}
