"""What is asked about parties."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.schema import Certainty
from tadasu.web.foundation.parties._values import MOST_NAME, MOST_SOURCE, MOST_TEXT, MOST_URL
from tadasu.web.foundation.parties.actions import Said
from tadasu.web.foundation.parties.models import DIFFERENT, OPEN, SAME
from tadasu.web.foundation.parties.properties import (
    confidence_name,
    confidences,
    kinds,
    properties,
    properties_of,
    schemes,
)
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Reason


def _text(label: Any, most: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """One line that the browser does not complete."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


class Sourced(forms.Form):
    """Who says it, where, for which day, how sure."""

    source = _text(
        _("Source"),
        MOST_SOURCE,
        hint=_("Who says so: a register, a list and its entry, a letter. Everybody in your organisation can read it."),
    )
    source_url = _text(_("Address of the source"), MOST_URL, required=False)
    as_of = forms.DateField(
        label=_("As of"), help_text=_("The day for which the source says it."), widget=Day, required=False
    )
    confidence = forms.ChoiceField(label=_("How sure"), initial=Certainty.REPORTED.value)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        grades = [(one.value, confidence_name(weight, language())) for one, weight in confidences().items()]
        _choices(self, "confidence", grades)

    def said(self, property: str, value: str, **more: str) -> Said:
        """A statement of a form that holds."""
        told = self.cleaned_data
        return Said(
            property=property,
            value=value,
            source=told["source"],
            source_url=told["source_url"],
            as_of=told["as_of"],
            confidence=Certainty(told["confidence"]),
            **more,
        )

    def field_of(self, property: str) -> str:
        """The field in which a property was told, or whatever else an error is about."""
        return property


class AddParty(Sourced):
    """A new party: what most sources say at once."""

    field_order = ("kind", "name", "language", "alias", "country", "scheme", "number", "source")

    kind = forms.ChoiceField(label=_("What it is"))
    name = _text(_("Name"), MOST_NAME, hint=_("As the source writes it, in its own script."))
    language = _text(
        _("Language of the name"),
        20,
        required=False,
        hint=_("For example ja, en, zh-Hans. Leave it empty when unsure."),
    )
    alias = _text(_("Other name"), MOST_NAME, required=False)
    country = _text(_("Country"), 100, required=False)
    scheme = forms.ChoiceField(label=_("Register of the number"), required=False)
    number = _text(_("Registration number"), 100, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choices(self, "kind", [(key, one.names[language()]) for key, one in kinds().items()])
        _choices(self, "scheme", _schemes())

    def clean(self) -> dict[str, Any]:
        """A register without a number says nothing."""
        told = super().clean() or {}
        if told.get("scheme") and not told.get("number") and "number" not in self.errors:
            self.add_error("number", _("You chose a register. Write the number too, or choose no register."))
        return told

    def field_of(self, property: str) -> str:
        """Each has its own."""
        return "number" if property == "registrationNumber" else property

    @property
    def statements(self) -> Sequence[Said]:
        """What is told, of a form that holds."""
        told = self.cleaned_data
        found = [self.said("name", told["name"], language=told["language"])]
        if told["alias"]:
            found.append(self.said("alias", told["alias"]))
        if told["country"]:
            found.append(self.said("country", told["country"]))
        if told["number"]:
            found.append(self.said("registrationNumber", told["number"], scheme=told["scheme"]))
        return found


class State(Sourced):
    """One more statement of a party of a kind."""

    field_order = ("property", "value", "scheme", "language", "source")

    property = forms.ChoiceField(label=_("What is said"))
    value = _text(
        _("Value"),
        MOST_TEXT,
        hint=_("A country by name or code, a date as 2026-11-22, a good by its HS code, a place by name or id."),
    )
    scheme = forms.ChoiceField(label=_("Register, of a registration number"), required=False)
    language = _text(_("Language, of a name"), 20, required=False)

    def __init__(self, *arguments: Any, kind: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choices(self, "property", [(key, one.names[language()]) for key, one in properties_of(kind).items()])
        _choices(self, "scheme", _schemes())

    def clean(self) -> dict[str, Any]:
        """A register goes with a registration number and with nothing else."""
        told = super().clean() or {}
        if told.get("scheme") and told.get("property") not in (None, "registrationNumber"):
            self.add_error("scheme", _("Only a registration number has a register. Choose none here."))
        return told

    def field_of(self, property: str) -> str:
        """One for every property."""
        return "value" if property in properties() else property

    def statement(self) -> Said:
        """What is told, of a form that holds."""
        told = self.cleaned_data
        return self.said(told["property"], told["value"], scheme=told["scheme"], language=told["language"])


class Seen(Reason):
    """Why, and what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)


class Decide(Seen):
    """What is decided about a hit."""

    field_order = ("verdict", "reason")

    verdict = forms.ChoiceField(label=_("The listed party is"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, decided: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(SAME, _("ours: it is the same")), (DIFFERENT, _("another one: it is not the same"))]
        _choices(
            self, "verdict", [*choices, *([(OPEN, _("undecided: the question is open again"))] if decided else [])]
        )


def _schemes() -> list[tuple[str, Any]]:
    return [("", "–"), *((key, names[language()]) for key, names in schemes().items())]


def _choices(form: forms.Form, field: str, choices: Sequence[tuple[str, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[field]).choices = list(choices)
