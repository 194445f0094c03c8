"""Sign a text; with the second signature it is public."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tadasu.release import Problem
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.publication._checking import checked
from tadasu.web.foundation.publication._kept import locked, write_down
from tadasu.web.foundation.publication.access import SIGN
from tadasu.web.foundation.publication.models import Proposal, Signature
from tadasu.web.foundation.publication.queries import signers

NEEDED = 2
"""People who sign; the database asks for as many."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of it: `problems` that speak against publishing today, then nothing was signed; the `number` once public."""

    number: int | None = None
    problems: tuple[Problem, ...] = ()


def sign(actor: Actor, *, proposal: UUID, digest: str) -> Signed:
    """Sign the text of which `digest` is. The rules are asked again, because days pass and other things come out.

    Two different people sign; one of them may have proposed it. Whoever no longer has the role does not count. Raises Refused,
    UsageError `publication-closed`, `publication-changed`, `publication-signed-already`, and what the desk says that built it.
    """
    found = locked(actor, SIGN.name, proposal, digest=digest)
    if Signature.objects.filter(proposal=found, user=actor.user, digest=found.digest).exists():
        raise UsageError("publication-signed-already")
    problems = checked(found)
    if problems:
        return Signed(problems=problems)
    _write(actor, found)
    write_down(actor, SIGN.name, found)
    if len(signers(found)) < NEEDED:
        return Signed()
    number = _publish(found)
    write_down(actor, "publication.publish", found, number=number)
    return Signed(number=number)


def _write(actor: Actor, proposal: Proposal) -> None:
    """Where a desk does not let them sign what it built, its code says why."""
    try:
        with transaction.atomic():
            Signature.objects.create(
                proposal=proposal,
                organisation_id=proposal.organisation_id,
                user_id=person(actor),
                digest=proposal.digest,
            )
    except IntegrityError as error:
        raise UsageError(_code(error)) from None


def _publish(proposal: Proposal) -> int:
    """By the one door of the database, which asks everything once more."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT published.publish(%s)", [proposal.id])
            (number,) = cursor.fetchone()
    except IntegrityError as error:  # something else came out between the check and now
        raise UsageError(_code(error)) from None
    return int(number)


def _code(error: IntegrityError) -> str:
    """What a trigger of a desk gives as the name of a constraint: the code of a sentence."""
    said = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    return said if "-" in said else "publication-changed"
