"""What a box shows its holder of results: whether there is a grant of which something may be told."""

from django import template

from tadasu.web.foundation.access import acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results._writing import NOT_YET

register = template.Library()


@register.simple_tag
def has_grant(box: Box) -> bool:
    """An agreed one."""
    with acting(steward(box.organisation)), holding(str(box.digest)):
        return Award.objects.filter(box=box.id).exclude(state__in=NOT_YET).exists()
