"""Where money is needed: what the newsroom's packages say rests on whom, what an officer notes of sources, what was given before,
and a plan, which the worker works out. Nothing where no evidence desk runs here."""

import json

from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.actions import (
    confirm,
    open_exchange,
    propose,
    receive,
    save_file,
    send,
    take_receipt,
)
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import kinds
from tadasu.web.foundation.exchange.models import Identity, Peer
from tadasu.web.funding.demonstration._stage import KEEPS, NEWSROOM, OFFICER, ORGANISER, SPEAKS, Stage, told
from tadasu.web.funding.need.actions import FactSaid, FileSaid, PlanSaid, ask, begin, load, note
from tadasu.web.funding.need.queries import needs_of
from tadasu.web.funding.programmes.models import Fund, Line, fiscal_year

KINDS = ("coverage", "dependence")
FINDINGS = "findings"
"""Given too, and carried when results are told of (`_resulting`)."""


def needs(stage: Stage) -> None:
    """All of it."""
    newsroom = organisations().get(NEWSROOM)
    if newsroom is None or not set(KINDS) <= {one.name for one in kinds() if one.makes}:
        return
    for who, place in ((KEEPS, newsroom), (ORGANISER, stage.place)):
        if not Identity.objects.filter(organisation=place).exists():
            stage.does(who, open_exchange, organisation=place)
    _knows(stage, (KEEPS, SPEAKS), newsroom, stage.place, gives=(*KINDS, FINDINGS))
    _knows(stage, (ORGANISER, OFFICER), stage.place, newsroom, takes=(*KINDS, FINDINGS))
    for kind in KINDS:
        _carried(stage, newsroom, kind)
    _noted(stage)
    _given_before(stage)
    _planned(stage)


def _knows(
    stage: Stage,
    by: tuple[str, str],
    here: Organisation,
    other: Organisation,
    *,
    takes: tuple[str, ...] = (),
    gives: tuple[str, ...] = (),
) -> None:
    """One takes the card of the other, a second confirms it."""
    card = stage.does(by[0], lambda actor: Identity.objects.get(organisation=other).card)
    terms = stage.does(by[0], propose, organisation=here, card=card, takes=takes, gives=gives)
    stage.does(by[1], confirm, terms=terms)


def _carried(stage: Stage, newsroom: Organisation, kind: str) -> None:
    """Made, carried over as a file, taken, and the receipt carried back."""
    instance = stage.does(ORGANISER, lambda actor: Identity.objects.get(organisation=stage.place).instance)
    peer = stage.does(SPEAKS, lambda actor: Peer.objects.get(organisation=newsroom, instance=instance))
    for sending in stage.does(SPEAKS, send, peer=peer, kind=kind):
        data = stage.does(SPEAKS, save_file, sending=sending)
        receipt = stage.does(OFFICER, receive, organisation=stage.place.id, data=data)
        if receipt.code:
            raise Fault(receipt.code)
        stage.does(SPEAKS, take_receipt, peer=peer, data=receipt.written())


def _noted(stage: Stage) -> None:
    """Of the sources that are needed most something is known; of the others nothing."""
    sources = [one.id for one in stage.does(OFFICER, needs_of, stage.place.id).sources]
    for source, said in zip(sources, told()["need"]["facts"], strict=False):
        stage.does(OFFICER, note, organisation=stage.place.id, source=source, said=FactSaid(**said))


def _given_before(stage: Stage) -> None:
    said = told()["need"]["given"]
    file = FileSaid(kind="crs", year=said["year"], source=said["source"], sure="inferred")
    content = json.dumps(said["rows"]).encode()
    stage.does(OFFICER, load, organisation=stage.place.id, said=file, content=content)


def _planned(stage: Stage) -> None:
    said = told()["need"]["plan"]
    fund = stage.does(OFFICER, lambda actor: Fund.objects.get(organisation=stage.place).id)
    lines = stage.does(
        OFFICER,
        lambda actor: list(Line.objects.filter(fund=fund, code__in=said["lines"]).values_list("id", flat=True)),
    )
    wish = PlanSaid(
        fund=fund,
        lines=frozenset(lines),
        first_year=fiscal_year(stage.today),
        budget=said["budget"],
        bridge=said["bridge"],
        lot=said["lot"],
        reserve=said["reserve"],
    )
    plan = stage.does(OFFICER, begin, organisation=stage.place.id, said=wish)
    stage.does(OFFICER, ask, plan=plan.id)
