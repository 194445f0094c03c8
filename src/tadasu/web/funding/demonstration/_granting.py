"""A grant, step by step, as officers and a payer do it."""

from collections.abc import Sequence
from uuid import UUID

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Agreement, Arrived, Asked, Looked, Part, Way
from tadasu.web.funding.awards.models import Award, Payment
from tadasu.web.funding.awards.words import must
from tadasu.web.funding.demonstration._stage import OFFICER, PAYER, SECOND, WHY, Stage, told
from tadasu.web.funding.review.by_hand import japans

_COST = "salaries"


def agreed(stage: Stage, award: Award, parts: Sequence[Part], by: tuple[str, str] = (OFFICER, SECOND)) -> Award:
    """Written by one with what the decision asks for, read by the other, signed by both: last by who wrote it. What it asks for
    is met."""
    writes, reads = by
    texts = {"text": told()["awards"]["agreement"]}
    conditions = [Asked(code=one) for one in stage.does(writes, actions.conditions_decided, award)]
    agreement = Agreement(texts=texts, clauses=tuple(must()), parts=parts, conditions=conditions)
    written = stage.does(writes, actions.write_agreement, award=award.id, agreement=agreement)
    opened(stage, reads, written.record)
    stage.does(reads, actions.sign, award=award.id)
    signed = stage.does(writes, actions.sign, award=award.id)
    for number in range(1, len(conditions) + 1):
        stage.does(writes, actions.meet, award=award.id, number=number)
    return signed


def screened(stage: Stage, award: Award, by: str = OFFICER) -> None:
    """Who it is, held against the lists by somebody who opened it."""
    opened(stage, by, stage.does(by, _identity, award.id))
    looked = Looked(lists=japans(stage.today))
    stage.does(by, actions.check, award=award.id, key=stage.key(by), by_hand=looked)


def prepared(stage: Stage, award: Award, number: int, route: str = "bank", by: str = OFFICER) -> Payment:
    """By an officer."""
    said = told()["awards"]
    texts = {"payee": said["payee"], "account": said["account"]}
    way = Way(route=route, basis="host-law" if route == "host" else "ordinary", tested=True, texts=texts)
    return stage.does(by, actions.prepare_payment, award=award.id, number=number, way=way)


def paid(stage: Stage, award: Award, number: int, route: str = "bank", by: tuple[str, str] = (OFFICER, PAYER)) -> None:
    """Prepared by one, released by another, and arrived."""
    prepares, releases = by
    payment = prepared(stage, award, number, route, prepares)
    opened(stage, releases, payment.record, purpose="pay")
    stage.does(releases, actions.release_payment, payment=payment.id, key=stage.key(releases))
    arrived = Arrived(on=stage.today, amount=payment.amount, currency=payment.currency)
    stage.does(releases, actions.note_paid, payment=payment.id, arrived=arrived)


def accounted(stage: Stage, award: Award, amount: int) -> None:
    """What shows spending, looked at by somebody else."""
    made = stage.does(
        OFFICER, actions.note_receipt, award=award.id, evidence="host-accounts", cost=_COST, amount=amount
    )
    stage.does(SECOND, actions.judge_receipt, award=award.id, number=made.number, accepted=True)


def reported(stage: Stage, award: Award, words: str) -> None:
    """Everything that it had to report, in another way than by its box, and it was enough."""
    for number in stage.does(OFFICER, _reports, award.id):
        stage.does(OFFICER, actions.note_report, award=award.id, number=number, words=words)
        stage.does(SECOND, actions.judge_report, award=award.id, number=number, accepted=True)


def opened(stage: Stage, who: str, record: UUID | None, purpose: str = "decide") -> None:
    """Somebody opens something sealed, with a reason."""
    assert record is not None
    stage.does(who, open_record, record=record, key=stage.key(who), purpose=purpose, reason=WHY)


def _identity(actor: Actor, award: UUID) -> UUID | None:
    return Award.objects.select_related("grantee").get(id=award).grantee.record


def _reports(actor: Actor, award: UUID) -> list[int]:
    return list(Award.objects.get(id=award).reports.order_by("number").values_list("number", flat=True))
