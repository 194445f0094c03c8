"""What reviewers read: a copy of the application without the names of its parties, looked through by a programme officer, sealed
to those who sit without a tie."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.actions.opening import open_application
from tadasu.web.funding.applications.documents import Content
from tadasu.web.funding.review._blinding import blinded, is_about_who, names_left
from tadasu.web.funding.review._keys import given, prepared_for
from tadasu.web.funding.review._writing import dropped, locked, locked_seat, opened, sealed, write
from tadasu.web.funding.review.access import GIVE_COPY
from tadasu.web.funding.review.actions.seating import names_of
from tadasu.web.funding.review.models import CLEAR, OPEN, Review, Seat

MOST = 400_000
"""Characters of all texts of a copy together."""


def prepare_copy(actor: Actor, *, review: UUID, key: Unlocked, reason: str) -> dict[str, str]:
    """Question -> text with the names of the parties taken out, for the officer to look through. Choices stand as their codes.
    Raises as `open_application`."""
    with transaction.atomic():
        found = locked(actor, review, GIVE_COPY, *OPEN)
        content = _content(actor, found, key, reason)
    return texts_of(content)


def make_copy(actor: Actor, *, review: UUID, texts: Mapping[str, str], key: Unlocked, reason: str) -> Review:
    """Seal what the officer left of each text. A text in which a party's name still stands is refused, and so is one of a
    question that says who it is. An earlier copy is erased.

    Raises Review.DoesNotExist, Refused, UsageError `review-stage`, `review-names-left`, `review-copy-long`, and as
    `open_application`."""
    with transaction.atomic():
        found = locked(actor, review, GIVE_COPY, *OPEN)
        content = _content(actor, found, key, reason)
        asked = texts_of(content)
        kept = {one: texts[one].strip() for one in asked if texts.get(one, "").strip()}
        if sum(map(len, kept.values())) > MOST:
            raise UsageError("review-copy-long", most=f"{MOST:,}")
        names = names_of(content.parties)
        if left := [question for question, text in kept.items() if names_left(text, names)]:
            raise UsageError("review-names-left", questions=", ".join(left))
        before = found.copy
        found.copy = sealed(actor, found, "copy", {"texts": kept}, prepared_for(found))
        found.save(update_fields=["copy"])
        for seat in Seat.objects.filter(
            review=found, state=CLEAR
        ):  # words of eligibility and harm may be older than a seat
            given(actor, found, seat.user_id, key)
            seat.key_given = True
            seat.save(update_fields=["key_given"])
        write(actor, GIVE_COPY, found, texts=len(kept))
        dropped(found, before)
    return found


def give_copy(actor: Actor, *, seat: UUID, key: Unlocked) -> Seat:
    """Let somebody who became clear after the copy was made open it. Raises Seat.DoesNotExist, Refused, UsageError
    `review-no-seat`, `review-no-copy`, and as the vault's `add_reader`."""
    with transaction.atomic():
        found = locked_seat(actor, seat, GIVE_COPY)
        if found.state != CLEAR:
            raise UsageError("review-no-seat")
        if found.review.copy is None:
            raise UsageError("review-no-copy")
        count = given(actor, found.review, found.user_id, key)
        found.key_given = True
        found.save(update_fields=["key_given"])
        write(actor, GIVE_COPY, found.review, seat=str(found.id), records=count)
    return found


def read_copy(actor: Actor, *, review: Review, key: Unlocked, reason: str) -> dict[str, str]:
    """Question -> text, for somebody it is sealed to. Raises Refused, UsageError `review-no-copy`, and as `open_record`."""
    if review.copy is None:
        raise UsageError("review-no-copy")
    texts: dict[str, str] = opened(actor, review.copy, key, purpose="decide", reason=reason)["texts"]
    return texts


def texts_of(content: Content) -> dict[str, str]:
    """Question -> text without names, in the order of the form; nothing that says who it is.

    A mark says which party is meant: the applicant is A, the next party B, people of a party A1, A2."""
    marks: dict[str, str] = {}
    for number, party in enumerate(content.parties):
        letter = chr(ord("A") + number)
        marks |= dict.fromkeys((party.name, *party.names), f"[{letter}]")
        marks |= {name: f"[{letter}{place}]" for place, name in enumerate(party.people, 1)}
    found = {}
    for question, value in content.answers.items():
        if not is_about_who(question):
            text = value if isinstance(value, str) else ", ".join(value)
            found[question] = blinded(text, marks)
    return {question: text for question, text in found.items() if text.strip()}


def _content(actor: Actor, review: Review, key: Unlocked, reason: str) -> Content:
    application = applications.application_of(actor, review.application)
    return open_application(actor, application=application, key=key, purpose="decide", reason=reason)
