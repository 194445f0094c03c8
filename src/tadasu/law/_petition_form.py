"""What a regime asks a petition (submission, allegation) to hold: to whom, from whom, field by field, each with its article."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tadasu.law._basis import Basis, Source


class Need(StrEnum):
    """Whether a petition can do without a field."""

    REQUIRED = "required"
    WHERE_KNOWN = "where-known"
    HELPFUL = "helpful"
    """Nobody asks for it, and it helps."""


class Part(StrEnum):
    """What is said in a petition, whichever law it goes to: a finding, its evidence or the petitioner fills it."""

    PETITIONER = "petitioner"
    CONTACT = "contact"
    CONFIDENTIALITY = "confidentiality"
    WHO = "who"
    PRODUCER_ADDRESS = "producer-address"
    REGION = "region"
    WHERE = "where"
    GOOD = "good"
    TARIFF_CLASS = "tariff-class"
    SPECIFICATIONS = "specifications"
    ISSUE = "issue"
    PERIOD = "period"
    LEGAL_GROUNDS = "legal-grounds"
    STANDARD = "standard"
    FACTS = "facts"
    HOW_KNOWN = "how-known"
    EVIDENCE = "evidence"
    SIGNATURE = "signature"


class Unnamed(StrEnum):
    """Whether a petition may come from somebody who is not named."""

    ALLOWED = "allowed"
    SEALED = "sealed"
    """The authority knows the name, and keeps it."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """Our references do not say."""


class Signs(StrEnum):
    """Which signs a form takes."""

    LETTERS_AND_DIGITS = "letters-and-digits"
    """The Latin ones; of other marks the references do not say which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What helps with a field, in plain words; without a source it is advice of our own."""

    what: Mapping[str, str]
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionField:
    """One field of the law's own, in the parts that fill it: it is whole when all of them are there."""

    id: str
    names: Mapping[str, str]
    need: Need
    parts: tuple[Part, ...]
    basis: Basis
    helps: tuple[Help, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Who takes petitions."""

    names: Mapping[str, str]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Petitioner:
    """Who may petition, and whether unnamed. In a model `choice` is the parameter whose word says who may, `unnamed_choice` the
    one that says whether the name is kept; else they are empty."""

    names: Mapping[str, str]
    unnamed: Unnamed
    basis: Basis
    choice: str = ""
    unnamed_choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSigns:
    """What the authority's own form takes."""

    only: Signs
    names: Mapping[str, str]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionForm:
    """Fields in the order in which the law names them."""

    to: Addressee
    who: Petitioner
    fields: tuple[PetitionField, ...]
    signs: FormSigns | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part that some field is filled by, once, in the order of the parts."""
        wanted = {part for one in self.fields for part in one.parts}
        return tuple(part for part in Part if part in wanted)
