"""Tell the applicant: a letter in plain words into the box, and, of a refusal, until when an appeal may come. The reasons of the
panel stay with the panel; what stands in the letter, whoever writes it takes from them."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.actions.letters import tell as send_letter
from tadasu.web.funding.applications.actions.states import set_state
from tadasu.web.funding.applications.models import DECIDED, REVIEWING
from tadasu.web.funding.review._writing import locked, said, write
from tadasu.web.funding.review.access import TELL
from tadasu.web.funding.review.models import AGAIN, REFERRED, REFUSED, Decision, Told
from tadasu.web.funding.review.words import number


def tell(actor: Actor, *, decision: UUID, texts: Mapping[str, str]) -> Told:
    """A letter by language (English and Japanese always); with it the application is decided for its holder, and the hour of
    receipt is gone. Raises Decision.DoesNotExist, Refused, UsageError `review-not-decided`, `review-told`, `review-words`,
    and as the letter's."""
    with transaction.atomic():
        row = Decision.objects.get(id=decision)
        found = locked(actor, row.review_id, TELL)
        if row.decided_on is None:
            raise UsageError("review-not-decided")
        if Told.objects.filter(decision=row).exists():
            raise UsageError("review-told")
        letters = {language: said(text, least=20) for language, text in texts.items() if text.strip()}
        if not letters:
            raise UsageError("review-words", most="")
        application = applications.application_of(actor, found.application)
        state = REVIEWING if row.outcome in (REFERRED, AGAIN) else DECIDED
        if application.state == state:
            send_letter(actor, application, letters)
        else:
            set_state(actor, application=application, state=state, texts=letters)
        today = timezone.localdate()
        days = number("appeal_days", today)
        made = Told.objects.create(
            decision=row,
            organisation_id=found.organisation_id,
            languages=sorted(letters),
            appeal_until=today + timedelta(days=days) if row.outcome == REFUSED else None,
            user_id=person(actor),
        )
        write(actor, TELL, found, decision=str(row.id))
    return made
