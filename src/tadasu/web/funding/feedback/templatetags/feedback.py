"""What a box shows its holder of rounds: how many ask, and whether the funder answered one lately."""

from django import template

from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.funding.feedback.queries import replies_to, running_for
from tadasu.web.ui.days import day_text, language

register = template.Library()


@register.simple_tag
def feedback_of_box(box: Box) -> dict[str, object]:
    """Last days of rounds that run and ask, and whether there is a reply."""
    return {
        "until": [day_text(round.closes_on, language()) for round, _due in running_for(box)],
        "replied": bool(replies_to(box)),
    }
