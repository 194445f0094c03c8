"""Which line may pay for a country: assistance only what is on the DAC list of the day. Unknown is never eligible."""

from datetime import date

from tadasu.funds import Eligibility, OdaAnswer, oda_eligible
from tadasu.web.funding.programmes.models import Line


def oda_answer(place: str, day: date) -> OdaAnswer:
    """Whether the country of a place was on the list, how sure, by which source. Raises UsageError `funds-place-unknown`."""
    return oda_eligible(place, day)


def line_eligibility(line: Line, place: str, day: date) -> Eligibility:
    """A line beside assistance may pay for every country; a line of assistance for what is on the list. Raises UsageError
    `funds-place-unknown`."""
    found = oda_eligible(place, day).eligibility
    return found if line.oda else Eligibility.IN


def may_pay(line: Line, place: str, day: date) -> bool:
    """Only a sure yes is one: what is not known, or contradicted, needs a line beside assistance."""
    return line_eligibility(line, place, day) is Eligibility.IN
