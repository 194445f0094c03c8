"""Whether the terms of a call fit together, and the policy: what is wrong is said before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tadasu.funds import exponent
from tadasu.schema import UsageError
from tadasu.web.funding.calls.definitions import read
from tadasu.web.funding.calls.models import EMERGENCY, LONGEST_ABOUT, LONGEST_TITLE, FormVersion
from tadasu.web.funding.calls.words import words
from tadasu.web.funding.programmes.models import Line
from tadasu.web.ui.signs import plain_text, unseen_sign

LANGUAGES = ("ja", "en")
"""In which every call speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSaid:
    """What a call says. `texts`: further language -> {"title", "about"}."""

    line: UUID
    kind: str
    title: str
    title_ja: str
    about: str
    about_ja: str
    tier: str
    opens_on: date
    closes_on: date | None = None
    currency: str
    least: int
    most: int
    applicants: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ja", "en")
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    form: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is kept of what was said."""

    title: str
    title_ja: str
    about: str
    about_ja: str
    texts: Mapping[str, Mapping[str, str]]
    languages: tuple[str, ...]
    applicants: tuple[str, ...]
    conflicts: tuple[str, ...]


def checked(said: CallSaid, line: Line, form: FormVersion) -> Terms:
    """Raises UsageError `calls-kind`, `calls-tier`, `calls-title`, `calls-about`, `calls-days`, `calls-sunset`, `calls-amounts`,
    `calls-applicants`, `calls-conflicts`, `calls-languages`, `funds-currency-unknown`."""
    _refuse_unknown(said)
    if said.kind == EMERGENCY and said.tier != "emergency":
        raise UsageError("calls-tier")
    if said.kind == EMERGENCY:
        if said.closes_on is not None:
            raise UsageError("calls-days")
    elif said.closes_on is None or said.closes_on < said.opens_on:
        raise UsageError("calls-days")
    sunset = line.fund.closes_on
    if sunset is not None and (said.closes_on or said.opens_on) > sunset:
        raise UsageError("calls-sunset", day=sunset.isoformat())
    if not 0 < said.least <= said.most:
        raise UsageError("calls-amounts")
    exponent(said.currency)
    return Terms(
        title=title_of(said.title),
        title_ja=title_of(said.title_ja),
        about=about_of(said.about),
        about_ja=about_of(said.about_ja),
        texts={
            code: {"title": title_of(one.get("title", "")), "about": about_of(one.get("about", ""))}
            for code, one in said.texts.items()
        },
        languages=_languages(said, form),
        applicants=_applicants(said, form),
        conflicts=tuple(one for one in words("conflicts") if one in said.conflicts),
    )


def _refuse_unknown(said: CallSaid) -> None:
    if said.kind not in words("kinds"):
        raise UsageError("calls-kind")
    if said.tier not in words("tiers"):
        raise UsageError("calls-tier")
    if not said.applicants or not set(said.applicants) <= set(words("applicants")):
        raise UsageError("calls-applicants")
    if not set(said.conflicts) <= set(words("conflicts")):
        raise UsageError("calls-conflicts")


def _languages(said: CallSaid, form: FormVersion) -> tuple[str, ...]:
    """In which one applies: those in which the form is whole and the call has its texts; English and Japanese always."""
    whole = read(form.definition).languages()
    wanted = dict.fromkeys((*LANGUAGES, *said.languages))
    if missing := [one for one in wanted if one not in whole or (one not in LANGUAGES and one not in said.texts)]:
        raise UsageError("calls-languages", value=missing[0][:12])
    return tuple(wanted)


def _applicants(said: CallSaid, form: FormVersion) -> tuple[str, ...]:
    """Individuals in an emergency only; and nobody whom the form does not ask for."""
    asked = read(form.definition).bound("applicant-type")
    could = {one.code for one in asked.choices} if asked is not None else set()
    if not set(said.applicants) <= could or ("individual" in said.applicants and said.tier != "emergency"):
        raise UsageError("calls-applicants")
    return tuple(one for one in words("applicants") if one in said.applicants)


def title_of(text: str) -> str:
    """As it is kept. Raises UsageError `calls-title`."""
    plain = plain_text(text)
    if not 0 < len(plain) <= LONGEST_TITLE or unseen_sign(plain):
        raise UsageError("calls-title", most=str(LONGEST_TITLE))
    return plain


def about_of(text: str) -> str:
    """As it is kept, with its lines. Raises UsageError `calls-about`."""
    lines = "\n".join(plain_text(one) for one in text.replace("\r\n", "\n").split("\n")).strip()
    if not 0 < len(lines) <= LONGEST_ABOUT or any(unseen_sign(one) for one in lines.split("\n")):
        raise UsageError("calls-about", most=str(LONGEST_ABOUT))
    return lines
