"""Close a round: all answers are opened at once, counted, and destroyed, in one transaction. Of fewer than are told of none is
opened. Nothing of it can be half done: killed at any point it has not begun."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.feedback import _sealing, asked
from tadasu.web.funding.feedback._mixed import clear
from tadasu.web.funding.feedback._rounds import held, officers, write_down
from tadasu.web.funding.feedback.access import CLOSE, READ
from tadasu.web.funding.feedback.actions.beginning import erase_key
from tadasu.web.funding.feedback.counting import Answered, counted, shuffled, words_of
from tadasu.web.funding.feedback.models import CLOSED, OPEN, Round, Sealed
from tadasu.web.funding.feedback.questions import form

WORDS = "feedback.words"
"""What the vault calls free answers."""

AT_ONCE = 200
"""Free answers in one record of the vault."""

PURPOSE = "decide"


def close_round(actor: Actor, *, round: UUID, key: Unlocked, reason: str) -> Round:
    """After its last day. Raises Round.DoesNotExist, Refused, UsageError `feedback-state`, `feedback-not-over`, and as
    `open_record`, where there are answers to be opened."""
    with transaction.atomic():
        found = held(actor, round, CLOSE, OPEN)
        if timezone.localdate() <= found.closes_on:
            raise UsageError("feedback-not-over")
        with acting(steward(found.organisation)):
            sizes = asked.sizes(found.organisation_id, found.asked, found.funds)
            rows = [bytes(one) for one in Sealed.objects.filter(round=found).values_list("sealed", flat=True)]
        room = _room(found, sizes)
        found.invited = max(found.invited, sum(sizes.values()))
        answers: Sequence[Answered] = ()
        record = found.record
        if len(rows) >= form().least and record is not None:
            private = vault.open_record(actor, record=record, key=key, purpose=PURPOSE, reason=reason).content
            answers = _known(found, rows, private, room)
        found.results = counted(answers, form())
        if found.results["answered"] is not None:
            found.words = list(_kept(actor, found, words_of(answers, form())))
        found.taken = min(found.taken, found.invited)
        found.state, found.record, found.closed_on = CLOSED, None, timezone.localdate()
        found.save(update_fields=["invited", "results", "words", "taken", "state", "record", "closed_on"])
        with acting(steward(found.organisation)):
            clear(found.id)
        if record is not None:
            erase_key(found, record)
        write_down(actor, CLOSE, found)
    return found


def open_words(actor: Actor, *, round: UUID, key: Unlocked, purpose: str, reason: str) -> None:
    """Free answers, to be read for half an hour (`read_words`). Raises as `held` and `open_record`."""
    with transaction.atomic():
        for record in _left(held(actor, round, READ, CLOSED)):
            vault.open_record(actor, record=record, key=key, purpose=purpose, reason=reason)


def read_words(actor: Actor, *, round: Round, key: Unlocked) -> Mapping[str, Sequence[str]] | None:
    """Question -> free answers, for somebody who opened them less than half an hour ago; None for everybody else. Raises Refused,
    and as `open_again`."""
    allow(actor, READ.name, round)
    found: dict[str, list[str]] = {id: [] for id in form().free}
    for record in _left(round):
        content = vault.open_again(actor, record=record, key=key)
        if content is None:
            return None
        said = json.loads(content)
        found.setdefault(said["question"], []).extend(said["texts"])
    return found


def _left(round: Round) -> Sequence[UUID]:
    """Records of free answers that nobody erased."""
    rows = SealedRecord.objects.filter(id__in=round.words, erased_at=None)
    gone = set(round.words) - set(rows.values_list("id", flat=True))
    return [one for one in round.words if one not in gone]


def _room(round: Round, sizes: Mapping[str, int]) -> Counter[str]:
    """Group -> how many answers may be counted in it: as many as we may count in it now, or could when it began. What is in no
    group that is told of is together."""
    now: Counter[str] = Counter()
    for group, size in sizes.items():
        now[group if group in round.groups else ""] += size
    begun = Counter(dict(zip(round.groups, round.sizes, strict=True)))
    begun[""] = round.invited - begun.total()
    return now | begun


def _known(round: Round, rows: Sequence[bytes], private: bytes, room: Counter[str]) -> Sequence[Answered]:
    """What opens, in an order of chance. Where more answered than we may count, in all or in a group, some are left out by
    chance: else their number would tell that there is somebody who is withheld."""
    found: list[Answered] = []
    for one in shuffled([one for row in rows if (one := _sealing.opened(round, row, private)) is not None]):
        if room[one.group] > 0:
            room[one.group] -= 1
            found.append(one)
    return found[: round.invited]


def _kept(actor: Actor, round: Round, words: Mapping[str, Sequence[str]]) -> Iterator[UUID]:
    """Sealed to the officers, by question."""
    readers = officers(round.organisation_id)
    for question, texts in words.items():
        for at in range(0, len(texts), AT_ONCE):
            content = json.dumps({"question": question, "texts": list(texts[at : at + AT_ONCE])}, ensure_ascii=False)
            yield vault.seal(
                actor,
                organisation=round.organisation_id,
                kind=WORDS,
                content=content.encode(),
                readers=readers,
                about=round.id,
            )
