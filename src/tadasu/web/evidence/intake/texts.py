"""The words of the form by language (`data/texts/<language>.yaml`), and which languages are offered.

Japanese and English are live. A file in any other language is a draft: it is offered when it is whole and somebody who reads it
has signed it, with their name, the day, and the digest of the texts they read. A text that is changed afterwards, in it or in
English, has another digest, and so the language is off again until the file is read and signed anew. Pure: no database.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tadasu.schema import UsageError
from tadasu.web.evidence.intake.questions import DATA, FILE, Form, form
from tadasu.web.foundation.findings.schemas import fault_of

FOLDER = DATA / "texts"
LIVE = ("ja", "en")
"""Languages that are offered without a signature: those in which the whole of this project speaks."""

ENGLISH = "en"

_MARK = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language: its name in itself, its direction, and its texts by place, as `questions.issues.ask`."""

    language: str
    name: str
    direction: str
    texts: Mapping[str, str]
    missing: tuple[str, ...]
    digest: str
    reviewed_by: str = ""
    reviewed_on: date | None = None
    signed: str = ""

    @property
    def offered(self) -> bool:
        """Whether people are asked in it."""
        if self.language in LIVE:
            return True
        return (
            not self.missing and bool(self.reviewed_by) and self.reviewed_on is not None and self.signed == self.digest
        )

    def text(self, place: str, **values: object) -> str:
        """The text at a place, else the English one, else nothing."""
        found = self.texts.get(place) or languages()[ENGLISH].texts.get(place, "")
        return _MARK.sub(lambda mark: str(values.get(mark[0][1:-1], mark[0])), found)


def languages(folder: Path | None = None) -> Mapping[str, Words]:
    """Every language there is a file for, checked; those that are live first. Raises UsageError `intake-schema` (file, fault),
    `intake-text-missing`, `intake-text-unknown`, `intake-text-marks` (file, place)."""
    return _languages(folder or FOLDER)


def offered() -> Mapping[str, Words]:
    """The languages in which people are asked."""
    return {code: one for code, one in languages().items() if one.offered}


def digest_of(name: str, direction: str, texts: Mapping[str, str], english: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal digits, of what a reviewer reads: the texts by place, the English ones that they are compared with,
    how the language is called and written."""
    said = json.dumps([name, direction, sorted(texts.items()), sorted(english.items())], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _languages(folder: Path) -> Mapping[str, Words]:
    english, asked = _said(folder / f"{ENGLISH}.yaml"), form(FILE)
    wanted = _flat(english["texts"])
    _complete(f"{ENGLISH}.yaml", wanted, _needed(asked))
    files = sorted(folder.glob("*.yaml"), key=lambda file: (file.stem not in LIVE, file.stem))
    return {file.stem: _words(file, wanted, asked) for file in files}


def _words(file: Path, wanted: Mapping[str, str], asked: Form) -> Words:
    said = _said(file)
    texts = _flat(said["texts"])
    for place in texts:
        known = place in wanted if file.stem != ENGLISH else _is_asked(place, asked)
        if not known:
            raise UsageError("intake-text-unknown", file=file.name, place=place)
        if sorted(_MARK.findall(texts[place])) != sorted(_MARK.findall(wanted[place])):
            raise UsageError("intake-text-marks", file=file.name, place=place)
    if file.stem in LIVE:
        _complete(file.name, texts, list(wanted))
    return Words(
        language=said["language"],
        name=said["name"],
        direction=said["direction"],
        texts=texts,
        missing=tuple(sorted(set(wanted) - set(texts))),
        digest=digest_of(said["name"], said["direction"], texts, wanted),
        reviewed_by=said["reviewed_by"].strip(),
        reviewed_on=_day(said["reviewed_on"], file),
        signed=said["digest"],
    )


def _day(said: str, file: Path) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise UsageError("intake-schema", file=file.name, fault="/reviewed_on format") from None


def _said(file: Path) -> Any:
    """What stands in a file, if it is as its schema says and named after its language."""
    said: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    schema = json.loads((DATA / "texts.schema.json").read_text(encoding="utf-8"))
    fault = fault_of(said, schema)
    if not fault and said["language"] != file.stem:
        fault = "/language const"
    if fault:
        raise UsageError("intake-schema", file=file.name, fault=fault)
    return said


def _flat(said: Mapping[str, Any], place: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, one in said.items():
        if isinstance(one, str):
            found[place + key] = one
        else:
            found |= _flat(one, f"{place}{key}.")
    return found


def _needed(asked: Form) -> list[str]:
    """Every place at which there must be a text; beside them there may be a hint for each page and each question."""
    pages = [f"pages.{page.id}" for page in asked.pages]
    questions = [
        place
        for one in asked.questions()
        for place in (
            f"questions.{one.id}.ask",
            *(f"questions.{one.id}.choices.{code}" for code in one.choices if one.kind != "answer"),
        )
    ]
    return [*pages, *questions, *(f"answers.{one}" for one in ("yes", "no", "unsure"))]


def _is_asked(place: str, asked: Form) -> bool:
    if place.startswith("page."):
        return True
    return place in _needed(asked) or place in {f"questions.{one.id}.hint" for one in asked.questions()}


def _complete(file: str, texts: Mapping[str, str], wanted: list[str]) -> None:
    for place in wanted:
        if place not in texts:
            raise UsageError("intake-text-missing", file=file, place=place)
