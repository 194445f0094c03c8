"""The funding desk of the demonstration, in steps: each is made whole or not at all, and a start that was killed is finished by
the next. All by the acts of invented people (`_stage`), with the words and figures of `data/demo.yaml`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.demo import demo_code_shown
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.demonstration import (
    _applying,
    _asking_back,
    _awarding,
    _books,
    _needing,
    _portfolio,
    _resulting,
    _reviewing,
)
from tadasu.web.funding.demonstration._lists import list_in_force
from tadasu.web.funding.demonstration._stage import OFFICER, Stage, passphrase, stage, told
from tadasu.web.funding.feedback.models import Round
from tadasu.web.funding.need.models import Plan
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.funding.publishing.models import Release
from tadasu.web.funding.results.models import Result

GRANT = 6_000_000
"""What the outlet gets, as the letter says."""

SCORED = 2
"""Reviewers who have scored the application that is being scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What there is to come back to: codes of boxes by the names of the data, and the passphrase of the people's keys."""

    codes: Mapping[str, str] = field(repr=False)
    passphrase: str = field(repr=False)


def demo_funding() -> Shown | None:
    """Make what is not there yet. None where there are no such invented people."""
    found = stage()
    if found is None:
        return None
    list_in_force()
    for there, make in _STEPS:
        with transaction.atomic():
            if not found.does(OFFICER, there, found.place):
                make(found)
    codes = {name: demo_code_shown(_applying.CODE + name) for name in told()["applications"]}
    return Shown(codes=codes, passphrase=passphrase())


def _story(stage: Stage) -> None:
    """The fund, its calls, and applications as far as each has come, with what became of the one that was awarded."""
    books = _books.set_up(stage)
    _reviewing.declare_all(stage)
    sent = _applying.applied(books)
    _reviewing.begun(stage, sent["waiting"])
    _reviewing.scoring(stage, _reviewing.begun(stage, sent["scored"]), SCORED)
    _reviewing.refused(stage, _reviewing.begun(stage, sent["refused"]))
    _reviewing.on_duty(stage, _reviewing.begun(stage, sent["urgent"]))
    _reviewing.awarded(stage, _reviewing.begun(stage, sent["outlet"]), GRANT)
    top, *_ = _awarding.chain(stage, books)
    _awarding.beside(stage, books)
    _awarding.outlet(stage, books, sent["outlet"], top, GRANT)
    _awarding.hidden(stage, books)


def _has_fund(actor: Actor, place: Organisation) -> bool:
    return Fund.objects.filter(organisation=place).exists()


def _has_portfolio(actor: Actor, place: Organisation) -> bool:
    return Award.objects.filter(organisation=place, state="closed").exists()


def _has_release(actor: Actor, place: Organisation) -> bool:
    return Release.objects.filter(organisation=place).exists()


def _has_plan(actor: Actor, place: Organisation) -> bool:
    return Plan.objects.filter(organisation=place).exists()


def _has_results(actor: Actor, place: Organisation) -> bool:
    return Result.objects.filter(organisation=place).exists()


def _has_round(actor: Actor, place: Organisation) -> bool:
    return Round.objects.filter(organisation=place).exists()


_STEPS: tuple[tuple[Callable[[Actor, Organisation], bool], Callable[[Stage], object]], ...] = (
    (_has_fund, _story),
    (_has_portfolio, _portfolio.portfolio),
    (_has_release, _portfolio.released),
    (_has_plan, _needing.needs),
    (_has_results, _resulting.results),
    (_has_round, _asking_back.asked),
)
"""Whether it is there, and how it is made; in this order."""
