"""Write a call, as long as it is a draft."""

from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.calls._terms import CallSaid, checked
from tadasu.web.funding.calls.access import WRITE
from tadasu.web.funding.calls.models import DRAFT, Call, FormVersion
from tadasu.web.funding.programmes.models import Line

WRITTEN = (
    *("line", "kind", "title", "title_ja", "about", "about_ja", "texts", "languages", "regime", "tier"),
    *("opens_on", "closes_on", "currency", "least", "most", "applicants", "conflicts", "form", "changed"),
)


def begin_call(actor: Actor, *, organisation: UUID, said: CallSaid) -> Call:
    """A draft. Raises Refused, UsageError `calls-…` for what does not fit (`_terms.checked`)."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, WRITE.name, place)
    made = Call(organisation=place, made_by_id=person(actor))
    with transaction.atomic():
        _say(made, said)
        made.save(force_insert=True)
        _write(actor, WRITE, made)
    return made


def write_call(actor: Actor, *, call: UUID, said: CallSaid, seen: int) -> Call:
    """Change a draft; `seen` is the number of changes that the actor saw. Raises Call.DoesNotExist, Refused, UsageError
    `calls-state`, `calls-changed` where somebody else wrote meanwhile, and as `begin_call`."""
    with transaction.atomic():
        found = Call.objects.select_for_update(of=("self",), no_key=True).get(id=call)
        allow(actor, WRITE.name, found)
        if found.state != DRAFT:
            raise UsageError("calls-state")
        if found.changed != seen:
            raise UsageError("calls-changed")
        _say(found, said)
        found.changed = seen + 1
        found.save(update_fields=WRITTEN)
        _write(actor, WRITE, found)
    return found


def _say(call: Call, said: CallSaid) -> None:
    line = Line.objects.select_related("fund").filter(id=said.line, organisation=call.organisation_id).first()
    form = FormVersion.objects.filter(id=said.form, organisation=call.organisation_id).first()
    if line is None:
        raise UsageError("calls-line")
    if form is None:
        raise UsageError("calls-no-form")
    terms = checked(said, line, form)
    call.line, call.regime, call.form = line.id, line.fund.regime, form
    call.kind, call.tier, call.currency = said.kind, said.tier, said.currency
    call.title, call.title_ja, call.about, call.about_ja = terms.title, terms.title_ja, terms.about, terms.about_ja
    call.texts, call.languages = terms.texts, list(terms.languages)
    call.opens_on, call.closes_on, call.least, call.most = said.opens_on, said.closes_on, said.least, said.most
    call.applicants, call.conflicts = list(terms.applicants), list(terms.conflicts)


def _write(actor: Actor, act: Act, call: Call) -> None:
    write_down(
        actor,
        act=act.name,
        subject="calls.call",
        subject_id=call.id,
        organisation=call.organisation_id,
        detail={"kind": call.kind, "tier": call.tier},
    )
