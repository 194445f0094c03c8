"""How forms look and what many of them ask."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

MOST_REASON = 2000
"""Characters of a reason."""


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.field.as_field_group }}` as this design draws them."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class Day(forms.DateInput):
    """A day, with the picker of the browser; typed as 2026-11-22 where it has none."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Reason(forms.Form):
    """Why something is done. Subclass it where an act asks for more."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept with the act and can be read by those who may read the record of this case."),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Unremembered(forms.Form):
    """A form of frightened people: the browser keeps, completes, corrects and sends nothing of it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.widget.attrs |= {
                "autocomplete": "off",
                "autocapitalize": "off",
                "autocorrect": "off",
                "spellcheck": "false",
            }
