"""Whether an applicant may be funded: the international floor, enough evidence, and the test of what its own authorities forbid.

Four-valued in spirit: what is not known makes nothing eligible and nothing ineligible. The status at home opens the test and
counts for nothing else. Pure. Source: model policy, ss. 3 to 5; ICCPR Arts. 19(3), 21, 22(2)."""

from collections.abc import Collection, Mapping, Sequence
from enum import Enum

FORBIDDEN_AT_HOME = frozenset({"refused", "dissolved", "banned", "labelled"})
"""Statuses by which its own authorities say that it may not be, or not do this."""

FLOOR = ("violence", "incitement", "listed", "armed-control", "party-campaign")


class FloorAnswer(Enum):
    """Whether one of the things that exclude holds."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


def tested(
    *,
    floor: Mapping[str, FloorAnswer],
    evidence: Collection[str],
    least: int,
    local: str,
    grounds: Sequence[tuple[str, str, str]],
) -> str:
    """ "eligible", "ineligible" or "undetermined". `grounds` are (legality, aim, necessity) of each article under which the local
    prohibition was tested: it does not count when it fails one of the three under one article.

    >>> clean = dict.fromkeys(FLOOR, FloorAnswer.NO)
    >>> tested(floor=clean, evidence={"law", "case"}, least=2, local="banned", grounds=[("passes", "passes", "fails")])
    'eligible'
    >>> tested(floor=clean, evidence={"law", "case"}, least=2, local="banned", grounds=[])
    'undetermined'
    >>> tested(floor=clean | {"violence": FloorAnswer.YES}, evidence=(), least=2, local="", grounds=[])
    'ineligible'
    """
    answers = [floor.get(one, FloorAnswer.UNKNOWN) for one in FLOOR]
    parts = [
        _floor(answers),
        _prohibition(local, grounds),
        "eligible" if len(set(evidence)) >= least else "undetermined",
    ]
    if "ineligible" in parts:
        return "ineligible"
    return "undetermined" if "undetermined" in parts else "eligible"


def _floor(answers: Sequence[FloorAnswer]) -> str:
    if FloorAnswer.YES in answers:
        return "ineligible"
    return "undetermined" if FloorAnswer.UNKNOWN in answers else "eligible"


def _prohibition(local: str, grounds: Sequence[tuple[str, str, str]]) -> str:
    if local not in FORBIDDEN_AT_HOME:
        return "eligible"
    if any("fails" in one for one in grounds):
        return "eligible"
    if not grounds or any("unknown" in one for one in grounds):
        return "undetermined"
    return "ineligible"
