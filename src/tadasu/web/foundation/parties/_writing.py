"""What acts on parties share: reasons, locks, the search index, asking for a screening, the entry in the record."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.parties._entities import title_of
from tadasu.web.foundation.parties._grams import grams
from tadasu.web.foundation.parties._values import folded
from tadasu.web.foundation.parties.models import Gram, Party, Statement
from tadasu.web.foundation.parties.properties import NAMES, kinds
from tadasu.web.foundation.parties.tasks import screen_one
from tadasu.web.ui.forms import MOST_REASON

PARTY, JUDGEMENT, HIT = "parties.party", "parties.judgement", "parties.hit"
"""What the record calls them."""


def held(party: UUID) -> Party:
    """A party, locked against changes of itself. Raises Party.DoesNotExist for one that the actor does not see."""
    return Party.objects.select_for_update(of=("self",), no_key=True).get(id=party)


def reason_of(reason: str) -> str:
    """A reason, without blanks around it. Raises UsageError `reason-missing`, `parties-reason-long`."""
    said = reason.strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if not said:
        raise UsageError("reason-missing")
    if len(said) > MOST_REASON:
        raise UsageError("parties-reason-long", most=str(MOST_REASON))
    return said


def index_names(statements: Sequence[Statement]) -> None:
    """Make names findable by any two signs of them."""
    Gram.objects.bulk_create(
        Gram(organisation_id=one.organisation_id, statement=one, party_id=one.party_id, gram=gram)
        for one in statements
        if one.property in NAMES
        for gram in sorted(grams(folded(one.value)))
    )


def forget_name(statement: Statement) -> None:
    """A name that was withdrawn is not found any more."""
    Gram.objects.filter(organisation=statement.organisation_id, statement=statement).delete()


def changed(party: Party) -> None:
    """After what is stated of a locked party changed: its title, and a screening that is asked for in this transaction."""
    party.title = title_of(party.statements.filter(withdrawn_at=None, property__in=NAMES)) or party.title
    party.asked += 1
    party.save(update_fields=["title", "asked"])
    ask(party)


def ask(party: Party) -> None:
    """A job for the worker, which is there when this transaction is; it carries an id and nothing else."""
    if kinds()[party.kind].screened:
        screen_one.defer(party=str(party.id))


def write_down(
    actor: Actor,
    act: Act,
    subject: str,
    subject_id: UUID,
    organisation: UUID,
    *,
    reason: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """The entry in the record: ids and codes, no value that was stated."""
    record(
        actor,
        act=act.name,
        subject=subject,
        subject_id=subject_id,
        organisation=organisation,
        reason=reason,
        detail=detail,
    )
