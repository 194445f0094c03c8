"""Answer once, by a voucher: no account, no box, no day. The record of acts says nothing of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.funding.feedback import _sealing, vouchers
from tadasu.web.funding.feedback._mixed import add
from tadasu.web.funding.feedback.access import ANSWER
from tadasu.web.funding.feedback.counting import Answered
from tadasu.web.funding.feedback.models import OPEN, Round, Sealed, Spent
from tadasu.web.funding.feedback.questions import form


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A voucher that may be used, and its round."""

    round: Round
    group: str
    voucher: str = field(repr=False)
    mark: str = field(repr=False)


def enter(typed: str) -> Entered:
    """What a voucher opens. One that was used, one whose round is over and one that never was get the same answer.

    Raises UsageError `box-code-…` for what can be none, `feedback-voucher`."""
    allow(ANONYMOUS, ANSWER.name)
    voucher = vouchers.read(typed)
    mark = vouchers.digest_of(voucher)  # first, so that every try costs as much
    with acting(ANONYMOUS):
        running = [one for one in Round.objects.filter(state=OPEN).select_related("organisation") if one.runs]
    for one in running:
        number = vouchers.group_of(one.id, voucher)
        if number is not None:
            group = one.groups[number - 1] if 0 < number <= len(one.groups) else ""
            found = Entered(round=one, group=group, voucher=voucher, mark=mark)
            with acting(steward(one.organisation)):
                _refuse_used(found)
            return found
    raise UsageError("feedback-voucher")


def answer(typed: str, *, steps: Mapping[str, str], texts: Mapping[str, str], language: str) -> None:
    """Kept sealed until the round is closed. Raises as `enter`, UsageError `feedback-nothing-said`."""
    questions = form()
    said = Answered(
        steps={id: step for id, step in steps.items() if id in questions.questions and step in questions.steps(id)},
        texts={
            id: text.strip()[: questions.longest] for id, text in texts.items() if id in questions.free and text.strip()
        },
        language=language,
    )
    if not said.steps and not said.texts:
        raise UsageError("feedback-nothing-said")
    entered = enter(typed)
    sealed = _sealing.sealed(entered.round, said, group=entered.group)
    with transaction.atomic(), acting(steward(entered.round.organisation)):
        found = Round.objects.select_for_update(of=("self",), no_key=True).get(id=entered.round.id)
        if not found.runs:
            raise UsageError("feedback-voucher")
        _refuse_used(entered)
        add(Spent, found, entered.mark)
        add(Sealed, found, sealed)


def _refuse_used(entered: Entered) -> None:
    if Spent.objects.filter(mark=entered.mark).exists():
        raise UsageError("feedback-voucher")
