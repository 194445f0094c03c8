"""The words of the form in templates."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def said(context: Mapping[str, Any], place: str) -> str:
    """The text at a place, in the language of the form."""
    found: str = context["words"].text(place)
    return found
