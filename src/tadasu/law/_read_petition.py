"""`petition:` of a regime as it is written -> PetitionForm."""

from collections.abc import Mapping

from tadasu.law._basis import BASIS, Source, read_basis, source_of
from tadasu.law._cursor import Cursor
from tadasu.law._petition_form import (
    Addressee,
    FormSigns,
    Help,
    Need,
    Part,
    Petitioner,
    PetitionField,
    PetitionForm,
    Signs,
    Unnamed,
)
from tadasu.law._read_parameter import no_parameter
from tadasu.law._read_scope import Known
from tadasu.law._regime import Measure


def read_petition(at: Cursor, known: Known) -> PetitionForm:
    """The form; a field twice, a part nobody knows, a choice that is none are noted."""
    at.only("to", "who", "signs", "fields")
    fields = tuple(_field(one, known.sources) for one in at.need("fields").items())
    if at.has("fields") and not fields:
        at.get("fields").problem("law-empty")
    ids = [one.id for one in fields]
    for n, each in enumerate(ids):
        if each and each in ids[:n]:
            at.get("fields").nth(n).problem("law-id-twice", value=each)
    return PetitionForm(
        to=_to(at.need("to"), known.sources),
        who=_who(at.need("who"), known),
        fields=fields,
        signs=_signs(at.get("signs"), known.sources) if at.has("signs") else None,
    )


def _to(at: Cursor, sources: Mapping[str, Source]) -> Addressee:
    at.only("name", *BASIS)
    return Addressee(names=at.need("name").both(), basis=read_basis(at, sources))


def _who(at: Cursor, known: Known) -> Petitioner:
    at.only("name", "unnamed", "choice", "unnamed_choice", *BASIS)
    return Petitioner(
        names=at.need("name").both(),
        unnamed=at.need("unnamed").closed(Unnamed),
        basis=read_basis(at, known.sources),
        choice=_choice(at.get("choice"), known),
        unnamed_choice=_choice(at.get("unnamed_choice"), known),
    )


def _choice(at: Cursor, known: Known) -> str:
    """A parameter that is a choice; of another, and of none, a note."""
    name = at.maybe_text()
    if not name:
        return ""
    parameter = known.parameters.get(name)
    if parameter is None:
        no_parameter(at, name, known.parameters)
    elif parameter.unit is not Measure.CHOICE:
        at.problem("law-no-choice", parameter=name, unit=parameter.unit.value)
    return name


def _signs(at: Cursor, sources: Mapping[str, Source]) -> FormSigns:
    at.only("only", "name", *BASIS)
    return FormSigns(only=at.need("only").closed(Signs), names=at.need("name").both(), basis=read_basis(at, sources))


def _field(at: Cursor, sources: Mapping[str, Source]) -> PetitionField:
    at.only("id", "name", "asked", "from", "helps", *BASIS)
    return PetitionField(
        id=at.need("id").text(),
        names=at.need("name").both(),
        need=at.need("asked").closed(Need),
        parts=_parts(at.need("from")),
        basis=read_basis(at, sources),
        helps=tuple(_help(one, sources) for one in at.get("helps").items()),
    )


def _parts(at: Cursor) -> tuple[Part, ...]:
    """Each once, one at least."""
    found: list[Part] = []
    for one in at.items():
        part = one.closed(Part)
        if part in found and one.value == part.value:
            one.problem("law-twice")
        found.append(part)
    if isinstance(at.value, list) and not found:
        at.problem("law-empty")
    return tuple(found)


def _help(at: Cursor, sources: Mapping[str, Source]) -> Help:
    """Advice of our own says so; what is not is of a source."""
    at.only("what", "source", "ours")
    ours = at.get("ours").flag()
    if ours and at.has("source"):
        at.problem("law-ours")
    return Help(what=at.need("what").both(), source=None if ours else source_of(at.need("source"), sources))
