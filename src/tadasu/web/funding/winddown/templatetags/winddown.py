"""What a box shows its holder of an end that was announced."""

from django import template

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.funding.winddown.queries import announced
from tadasu.web.ui.days import day_text, language

register = template.Library()


@register.simple_tag
def end_of_funder(box: Box) -> str:
    """The day after which nothing is here; nothing where none was announced."""
    with acting(steward(box.organisation)):
        told = announced(box.organisation_id)
    return day_text(told.on, language()) if told is not None else ""
