"""What a box shows its holder of grants: which run, and what is due."""

from typing import Any

from django import template

from tadasu.web.foundation.access import acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.funding.awards.models import IN_FORCE, Award
from tadasu.web.funding.awards.queries import reports_of
from tadasu.web.funding.awards.words import named
from tadasu.web.ui.days import day_text, language

register = template.Library()


@register.simple_tag
def grants_of_box(box: Box) -> list[dict[str, Any]]:
    """Agreed ones: name, state, the day of the next report."""
    with acting(steward(box.organisation)), holding(str(box.digest)):
        rows = Award.objects.filter(box=box.id).exclude(state__in=("draft", "dropped")).order_by("signed_on", "id")
        return [_shown(one) for one in rows]


def _shown(award: Award) -> dict[str, Any]:
    due = reports_of(award).filter(state__in=("due", "more")).first() if award.state in IN_FORCE else None
    return {
        "pseudonym": award.pseudonym,
        "state": named("states", award.state, language()),
        "due": day_text(due.due_on, language()) if due is not None else "",
    }
