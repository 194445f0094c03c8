"""Which desks run here. A desk that is off has neither tables nor addresses."""

import os
from collections.abc import Mapping

from tadasu.schema import UsageError

DESKS: Mapping[str, tuple[str, ...]] = {
    "public": ("tadasu.web.portal",),
    "evidence": (
        "tadasu.web.evidence.custody",
        "tadasu.web.evidence.hearing",
        "tadasu.web.evidence.incidents",
        "tadasu.web.evidence.intake",
        "tadasu.web.evidence.library",
        "tadasu.web.evidence.petition",
        "tadasu.web.evidence.press",
        "tadasu.web.evidence.verification",
    ),
    "funding": (
        "tadasu.web.funding.applications",
        "tadasu.web.funding.awards",
        "tadasu.web.funding.calls",
        "tadasu.web.funding.demonstration",
        "tadasu.web.funding.feedback",
        "tadasu.web.funding.intermediaries",
        "tadasu.web.funding.need",
        "tadasu.web.funding.programmes",
        "tadasu.web.funding.publishing",
        "tadasu.web.funding.results",
        "tadasu.web.funding.review",
        "tadasu.web.funding.winddown",
    ),
}
"""Desk -> its apps, as modules ("tadasu.web.evidence"). Every desk can run as an instance of its own."""


def desks(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Those that `TADASU_DESKS` names, else all. Raises UsageError `no-such-desk`."""
    wanted = [one.strip() for one in environment.get("TADASU_DESKS", "").split(",") if one.strip()]
    for one in wanted:
        if one not in DESKS:
            raise UsageError("no-such-desk", value=one[:80], known=", ".join(DESKS) or "-")
    return tuple(one for one in DESKS if one in wanted or not wanted)


def desk_apps(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The apps of the desks that run here. Each brings its addresses in `urls`, with a word of its own at their head. Raises
    UsageError `no-such-desk`."""
    return tuple(app for desk in desks(environment) for app in DESKS[desk])
