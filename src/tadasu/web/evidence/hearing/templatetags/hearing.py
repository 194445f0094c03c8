"""What the box shows its holder of the notice: the last day, its rule, how far it has come."""

from collections.abc import Mapping
from typing import Any

from django import template

from tadasu.web.evidence.hearing import queries
from tadasu.web.evidence.hearing.words import named
from tadasu.web.ui.days import language

register = template.Library()


@register.simple_tag(takes_context=True)
def notice_of_box(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """`state` in words, `due` and `rule` while a time runs; empty where there is no notice (any more)."""
    found = queries.for_holder(context["box"])
    if found is None:
        return {}
    notice, run = found
    return {
        "state": named("states", notice.state, language()),
        "due": run.due_on,
        "rule": queries.rule_text(notice, run, language()),
    }
