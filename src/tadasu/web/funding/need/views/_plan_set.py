"""What was set for a plan, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tadasu.web.funding.need._asked import chosen_of
from tadasu.web.funding.need.models import DONE, DRAFT, Plan
from tadasu.web.funding.need.views._shown import (
    country_said,
    names_said,
)
from tadasu.web.funding.need.words import named
from tadasu.web.funding.programmes.money import with_currency
from tadasu.web.ui.days import language, moment_text
from tadasu.web.ui.parts import Pair


def facts(held: Plan, asked: Mapping[str, Any]) -> list[Pair]:
    rows = [
        Pair(term=_("State"), text=named("states", held.state, language())),
        Pair(term=_("Asked by"), text=str(held.made_by)),
        Pair(term=_("Asked"), text=moment_text(held.made_at, language())),
        Pair(term=_("What comes first"), text=named("orders", asked["setting"]["order"], language())),
        Pair(term=_("Text of the lot"), text=asked["setting"]["lot"]),
    ]
    if held.state != DRAFT:
        told = [f"{name} ({month})" for name, month in sorted(asked["told"].items())]
        rows += [
            Pair(term=_("Told by"), text=names_said(told)),
            Pair(term=_("Unit"), text=_("1 unit is %(amount)s") % {"amount": amount_said(asked, 1)}),
            Pair(term=_("Worked out with"), text=asked["solver"]),
            Pair(term=_("Digest of what it is made from"), text=held.digest),
        ]
    if held.state == DONE:
        rows.append(Pair(term=_("Digest of the result"), text=held.result_digest))
    return rows


def constraints(asked: Mapping[str, Any]) -> list[str]:
    """What was set, in words."""
    setting, currency = asked["setting"], asked["currency"]

    def amount(minor: int) -> str:
        return with_currency(minor, currency)

    said = [
        _("Line %(line)s, fiscal year %(year)s: at most %(amount)s")
        % {"line": room["code"], "year": year, "amount": amount(value)}
        for room in setting["rooms"]
        for year, value in sorted(room["years"].items())
    ]
    said += [
        _("Line %(line)s is official aid: for countries that surely are on the list of recipients alone")
        % {"line": room["code"]}
        for room in setting["rooms"]
        if room["oda"]
    ]
    said += [
        f"{named('tiers', tier, language())}: " + _("%(amount)s a year") % {"amount": amount(value)}
        for tier, value in sorted(setting["yearly"].items())
    ]
    said += [
        _("Kept for emergencies: %(share)s per cent of each line and year") % {"share": setting["reserve"]},
        _("At most %(share)s per cent of what goes through intermediaries for one of them")
        % {"share": setting["share"]},
        _("At least %(count)s intermediaries, as soon as there is one") % {"count": setting["intermediaries"]},
        _("A grant of several years sets aside %(days)s days of its dearest year for its end")
        % {"days": setting["closing_days"]},
    ]
    for name, sentence in (
        ("caps", _("At most %(amount)s for %(country)s")),
        ("floors", _("At least %(amount)s for %(country)s")),
    ):
        said += [
            sentence % {"amount": amount(value), "country": country_said(country)}
            for country, value in sorted(setting[name].items())
        ]
    said.append(
        _("Money that ends within: %(time)s; of whom nobody knows is taken to close too")
        % {"time": named("horizons", str(asked["months"]), language())}
    )
    return said


def candidates(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Those of a draft."""
    return [
        (key, named("standing", one.standing, language())) for key, one in sorted(chosen_of(asked["chosen"]).items())
    ]


def amount_said(asked: Mapping[str, Any], units: int) -> str:
    return with_currency(units * asked["unit"], asked["currency"])
