"""How much is asked for in return, by size and risk, as `tadasu.funds` has it: in euro, by the rate that is known last."""

from fractions import Fraction

from django.utils import timezone

from tadasu.funds import SCALE_CURRENCY, Amount, converted_by, report_form
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.programmes.queries import rate_at

WITHOUT_RATE = ("short", 90)
"""The middle of what there is, where no rate is known: our own choice."""


def form_for(award: Award) -> tuple[str, int]:
    """The form of its reports, and how many days after its time each is due."""
    amount = _in_euro(award)
    if amount is None:
        return WITHOUT_RATE
    found = report_form(amount, risk=award.risk)
    return found.form, found.days


def _in_euro(award: Award) -> Amount | None:
    given, today = Amount(award.amount, award.currency), timezone.localdate()
    if award.currency == SCALE_CURRENCY:
        return given
    if there := rate_at(award.organisation_id, award.currency, SCALE_CURRENCY, today):
        return converted_by(given, SCALE_CURRENCY, Fraction(there.per_unit))
    if back := rate_at(award.organisation_id, SCALE_CURRENCY, award.currency, today):
        return converted_by(given, SCALE_CURRENCY, 1 / Fraction(back.per_unit))
    return None
