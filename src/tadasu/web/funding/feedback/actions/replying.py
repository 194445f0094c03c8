"""Answer the answers: what was heard, and what changes. It stands in every box; and two sign it to the public."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.publication.actions import propose
from tadasu.web.funding.feedback import _document
from tadasu.web.funding.feedback._rounds import handed_over, held, write_down
from tadasu.web.funding.feedback.access import HAND_OVER, REPLY
from tadasu.web.funding.feedback.models import CLOSED, Round


def reply(actor: Actor, *, round: UUID, english: str, japanese: str) -> Round:
    """Until it is handed to those who sign it can be written anew, and again once they refused it. Raises Round.DoesNotExist,
    Refused, UsageError `feedback-state`, `feedback-handed-over`, `feedback-two-languages`."""
    with transaction.atomic():
        found = held(actor, round, REPLY, CLOSED)
        if handed_over(found):
            raise UsageError("feedback-handed-over")
        if not english.strip() or not japanese.strip():
            raise UsageError("feedback-two-languages")
        found.reply, found.reply_ja = english.strip(), japanese.strip()
        found.replied_by_id, found.replied_on, found.proposal = person(actor), timezone.localdate(), None
        found.save(update_fields=["reply", "reply_ja", "replied_by", "replied_on", "proposal"])
        write_down(actor, REPLY, found)
    return found


def hand_over(actor: Actor, *, round: UUID, reason: str) -> UUID:
    """Propose summary and reply to publication; the proposal. Raises Round.DoesNotExist, Refused, UsageError `feedback-state`,
    `feedback-handed-over`, `feedback-few`, `feedback-no-reply`, and as `propose`."""
    with transaction.atomic():
        found = held(actor, round, HAND_OVER, CLOSED)
        if handed_over(found):
            raise UsageError("feedback-handed-over")
        if found.results is None or found.results["answered"] is None:
            raise UsageError("feedback-few")
        if not found.reply:
            raise UsageError("feedback-no-reply")
        found.proposal = propose(
            actor,
            organisation=found.organisation_id,
            kind=_document.KIND,
            document=_document.document(found),
            reason=reason,
        )
        found.save(update_fields=["proposal"])
        write_down(actor, HAND_OVER, found)
    return found.proposal
