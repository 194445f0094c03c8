"""Is a petition whole? Field by field of what a regime asks: there, partly, missing, and why, as codes.

Whether what is said there is true, enough or convincing no count can tell.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadasu.law._petition_form import FormSigns, Need, Part, PetitionField, Signs
from tadasu.law._regime import Regime, Standing, Status
from tadasu.law._scope import LATEST
from tadasu.schema import UsageError

NOBODY = "none"
"""The word of a model's choice by which nobody may petition."""

TOLD = "open"
"""The word of a model's choice by which the other side is told the name."""

MARKS = frozenset(" \n.,;:-()/'")
"""Marks that are let pass beside letters and digits: the references do not say that a form refuses them."""

MOST_SHOWN = 10
"""Signs that are named one by one."""

LET_PASS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}")
"""Signs that nobody sees, and without which some scripts cannot be written."""


class Held(StrEnum):
    """How much of a field is there."""

    THERE = "there"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Remark:
    """A code, and what belongs into its sentence (`tadasu.wording`, `law.petition.<code>`): `part` and `signs`, or `standing`."""

    code: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHeld:
    """A field and how much of it is there; `lacking` are the parts that are not."""

    field: PetitionField
    held: Held
    lacking: tuple[Part, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """`whole`: something is asked, and every field that is required is there. `remarks` are about the petition as a whole;
    `status` is what the regime is on the day, None before it is anything."""

    fields: tuple[FieldHeld, ...]
    status: Status | None
    remarks: tuple[Remark, ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing that is required is missing, not even a part of it."""
        return bool(self.fields) and not any(
            one.field.need is Need.REQUIRED and one.held is not Held.THERE for one in self.fields
        )


def completeness(regime: Regime, given: Mapping[Part, str], day: date) -> Completeness:
    """What of the regime's fields is there, by the law of a day; `given` are texts by part, a blank one is none.

    Raises UsageError `no-petition` for a regime that asks for none.

    >>> from datetime import date
    >>> from tadasu.law import Part, regime_of
    >>> found = completeness(regime_of("us-s307"), {Part.GOOD: "Cotton yarn"}, date(2026, 11, 26))
    >>> [(one.field.id, one.held.value) for one in found.fields][:2], found.whole
    ([('reasons', 'missing'), ('goods', 'there')], False)
    """
    form = regime.petition
    if form is None:
        raise UsageError("no-petition", value=str(regime.id))
    there = {part: text for part, text in given.items() if text.strip()}
    status = regime.status_on(day, known=LATEST)
    return Completeness(
        fields=tuple(_held(one, there, form.signs) for one in form.fields),
        status=status,
        remarks=tuple(_of_all(regime, there, status, day)),
    )


def foreign_signs(text: str, signs: Signs) -> str:
    """Signs of a text that a form does not take, each once, in their order.

    >>> foreign_signs("紡織 Mill No. 3 – Tezgül", Signs.LETTERS_AND_DIGITS)
    '紡織–ü'
    """
    plain = text.replace("\r\n", "\n")
    if signs is not Signs.LETTERS_AND_DIGITS:
        return ""
    return "".join(dict.fromkeys(one for one in plain if not (one.isascii() and one.isalnum()) and one not in MARKS))


def unseen_signs(text: str) -> str:
    """Signs of a text that nobody sees, each once: they turn a line round, or hide that something stands there.

    >>> [f"U+{ord(one):04X}" for one in unseen_signs("Mill \\u202egpj.exe\\u202e, line\\n3")]
    ['U+202E']
    """
    hidden = (one for one in text if unicodedata.category(one) == "Cf" and one not in LET_PASS)
    return "".join(dict.fromkeys(hidden))


def named_signs(signs: str) -> str:
    """Signs one by one, the first few of them; by its number each that nobody sees.

    >>> named_signs("紡織\\u202eü")
    '紡織 U+202E ü'
    """
    shown = (one if unicodedata.category(one)[0] not in "CZ" else f" U+{ord(one):04X} " for one in signs[:MOST_SHOWN])
    return " ".join("".join(shown).split())


def _held(field: PetitionField, there: Mapping[Part, str], signs: FormSigns | None) -> FieldHeld:
    lacking = tuple(part for part in field.parts if part not in there)
    held = Held.THERE if not lacking else Held.MISSING if len(lacking) == len(field.parts) else Held.PARTLY
    remarks = [Remark(f"lacks-{field.need.value}", {"part": part.value}) for part in lacking]
    for part in field.parts:
        text = there.get(part, "")
        if signs is not None and (foreign := foreign_signs(text, signs.only)):
            remarks.append(Remark("signs-foreign", {"part": part.value, "signs": named_signs(foreign)}))
        if unseen := unseen_signs(text):
            remarks.append(Remark("signs-unseen", {"part": part.value, "signs": named_signs(unseen)}))
    return FieldHeld(field=field, held=held, lacking=lacking, remarks=tuple(remarks))


def _of_all(regime: Regime, there: Mapping[Part, str], status: Status | None, day: date) -> list[Remark]:
    form = regime.petition
    found: list[Remark] = []
    if status is None:
        found.append(Remark("not-yet", {}))
    elif status.standing is not Standing.IN_FORCE:
        found.append(Remark("not-in-force", {"standing": status.standing.value}))
    if form is None:
        return found
    if _word(regime, form.who.choice, day) == NOBODY:
        found.append(Remark("nobody-may", {}))
    name_is = _word(regime, form.who.unnamed_choice, day) or form.who.unnamed.value
    if Part.PETITIONER not in there or name_is == TOLD:
        found.append(Remark(f"name-{name_is}", {}))
    return found


def _word(regime: Regime, choice: str, day: date) -> str:
    """What a choice is set to on a day; nothing where there is no choice, or no value on that day."""
    value = regime.parameters[choice].on(day, known=LATEST) if choice else None
    return str(value.value) if value is not None else ""
