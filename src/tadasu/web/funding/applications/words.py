"""The words of the form in English and Japanese: our own (`data/texts`), and those of the form of a call. Pure: no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from tadasu.schema import UsageError
from tadasu.web.funding.applications.asking import DATA, all_standard

FOLDER = DATA / "texts"
LANGUAGES = ("ja", "en")
NAMES: Mapping[str, str] = {"ja": "日本語", "en": "English"}

_MARK = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language: texts by place, as `questions.level.ask`. `values` are for marks of the call, as its currency."""

    language: str
    texts: Mapping[str, str]
    values: Mapping[str, object] = field(default_factory=dict)
    direction: str = "ltr"

    def text(self, place: str, **values: object) -> str:
        """The text at a place; nothing where there is none."""
        known = {**self.values, **values}
        return _MARK.sub(lambda mark: str(known.get(mark[0][1:-1], mark[0])), self.texts.get(place, ""))

    def of_call(self, texts: Mapping[str, str], **values: object) -> "Words":
        """With those of a call."""
        return Words(language=self.language, texts={**self.texts, **texts}, values={**self.values, **values})


@cache
def languages() -> Mapping[str, Words]:
    """Both. Raises UsageError `applications-texts` (file, place) where one lacks a text or has one that nothing asks for."""
    found = {one: _flat(yaml.safe_load((FOLDER / f"{one}.yaml").read_text(encoding="utf-8"))) for one in LANGUAGES}
    for language, texts in found.items():
        for place in sorted(_needed() - set(texts)):
            raise UsageError("applications-texts", file=f"{language}.yaml", place=place)
        for place in sorted(set(texts) ^ set(found["en"])):
            raise UsageError("applications-texts", file=f"{language}.yaml", place=place)
        for place, text in texts.items():
            if sorted(_MARK.findall(text)) != sorted(_MARK.findall(found["en"][place])):
                raise UsageError("applications-texts", file=f"{language}.yaml", place=place)
    return {language: Words(language=language, texts=texts) for language, texts in found.items()}


def _needed() -> set[str]:
    needed = {f"pages.{page.id}" for page in all_standard()}
    for page in all_standard():
        for one in page.questions:
            needed.add(f"questions.{one.id}.ask")
            if one.kind != "answer" and not one.in_words:
                needed |= {f"questions.{one.id}.choices.{code}" for code in one.choices}
    return needed


def _flat(said: Mapping[str, Any], place: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, one in said.items():
        if isinstance(one, str):
            found[f"{place}{key}"] = one
        else:
            found |= _flat(one, f"{place}{key}.")
    return found
