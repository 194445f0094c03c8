"""Indicators on pages: sums by year with how many awards said anything, in no order of size."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results import queries
from tadasu.web.funding.results.models import Indicator
from tadasu.web.funding.results.queries import Measured
from tadasu.web.funding.results.views._shown import number_text, word
from tadasu.web.ui.days import language

Row = dict[str, object]


def measured_rows(found: Sequence[Measured]) -> list[Row]:
    """Those of a programme."""
    return [
        {
            **_indicator(one.indicator),
            "sums": [
                {
                    "year": each.year,
                    "total": number_text(each.total) if each.total is not None else "",
                    "of": _("%(said)s of %(of)s awards said") % {"said": each.said, "of": each.of},
                }
                for each in one.sums
            ],
        }
        for one in found
    ]


def values_rows(award: Award, *, notes: bool) -> list[Row]:
    """What an award said, and where more can be noted."""
    said = queries.values_of(award)
    return [
        {
            **_indicator(one),
            "values": [
                {"year": each.year, "value": number_text(each.value), "told_by": word("told_by", each.told_by)}
                for each in said
                if each.indicator_id == one.id
            ],
            "address": reverse("results-value", args=[award.id, one.id]) if notes and one.ended_on is None else "",
        }
        for one in queries.indicators_for(award)
    ]


def indicator_name(one: Indicator) -> str:
    """In the language of the page."""
    return one.title_ja if language() == "ja" else one.title


def _indicator(one: Indicator) -> Row:
    baseline = number_text(one.baseline) if one.baseline is not None else _("not known")
    return {
        "row": one,
        "name": indicator_name(one),
        "unit": word("units", one.unit),
        "better": word("better", one.better),
        "baseline": baseline,
    }
