"""What is asked about calls, forms and invitations."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadasu.schema import UsageError
from tadasu.web.funding.calls.actions import CallSaid
from tadasu.web.funding.calls.definitions import MOST_BYTES, parse, said_in, starting
from tadasu.web.funding.calls.models import LONGEST_ABOUT, LONGEST_TITLE, Call, FormVersion
from tadasu.web.funding.calls.words import words
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.money import parsed, shown
from tadasu.web.funding.programmes.words import purpose_name
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Reason
from tadasu.web.ui.sentences import sentence

CURRENCIES = ("JPY", "EUR", "USD", "GBP", "CHF")


def _choices(what: str) -> list[tuple[str, str]]:
    return [(code, names[language()]) for code, names in words(what).items()]


class WriteCall(forms.Form):
    """What a call says."""

    kind = forms.ChoiceField(label=_("Kind of call"), widget=forms.RadioSelect)
    line = forms.ChoiceField(label=_("Line of a fund from which it is paid"), widget=forms.RadioSelect)
    tier = forms.ChoiceField(
        label=_("Tier of the policy"),
        help_text=_("It says how much at most, and how soon a decision is due."),
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title in English"), max_length=LONGEST_TITLE)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=LONGEST_TITLE)
    about = forms.CharField(
        label=_("What is funded, in English"),
        help_text=_("Plain words: people who are in danger read it. A blank line begins a paragraph."),
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    about_ja = forms.CharField(
        label=_("What is funded, in Japanese"), max_length=LONGEST_ABOUT, widget=forms.Textarea(attrs={"rows": 8})
    )
    opens_on = forms.DateField(label=_("First day"), widget=Day)
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("An emergency lane has none; every other call has one."),
        required=False,
        widget=Day,
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])
    least = forms.CharField(label=_("Least amount"), max_length=40)
    most = forms.CharField(label=_("Highest amount"), max_length=40)
    applicants = forms.MultipleChoiceField(
        label=_("Who may apply"),
        help_text=_("Status at home is no bar, and no form asks for it. Individuals can apply in emergencies only."),
        widget=forms.CheckboxSelectMultiple,
    )
    conflicts = forms.MultipleChoiceField(
        label=_("Conflicts of interest: who does not read or decide"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    form = forms.ChoiceField(label=_("Form that it asks with"), widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *arguments: Any, lines: Sequence[Line], versions: Sequence[FormVersion], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.choose("kind", _choices("kinds"))
        self.choose("tier", _choices("tiers"))
        self.choose("applicants", _choices("applicants"))
        self.choose("conflicts", _choices("conflicts"))
        self.choose(
            "line", [(str(one.id), f"{one.fund}: {one} ({purpose_name(one.purpose, language())})") for one in lines]
        )
        self.choose(
            "form",
            [
                (str(one.id), f"{said_in(one.definition['title'], language())} ({one.key} {one.number})")
                for one in versions
            ],
        )

    def choose(self, name: str, offered: Sequence[tuple[str, str]]) -> None:
        """Set what a field offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def clean(self) -> dict[str, Any]:
        """Amounts in whole minor units."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("least", "most"):
            if name in found and "currency" in found:
                try:
                    found[name] = parsed(found[name], found["currency"])
                except UsageError as error:
                    self.add_error(name, ValidationError(sentence(error)))
        return found

    def said(self, texts: Mapping[str, Mapping[str, str]]) -> CallSaid:
        """As the action takes it."""
        values = dict(self.cleaned_data)
        del values["seen"]
        return CallSaid(
            **values
            | {
                "line": UUID(values["line"]),
                "form": UUID(values["form"]),
                "applicants": tuple(values["applicants"]),
                "conflicts": tuple(values["conflicts"]),
                "texts": texts,
            }
        )


def before(call: Call) -> dict[str, Any]:
    """What a draft says, as its form shows it."""
    plain = ("kind", "tier", "title", "title_ja", "about", "about_ja", "opens_on", "closes_on", "currency")
    return {
        **{name: getattr(call, name) for name in plain},
        "line": str(call.line),
        "form": str(call.form_id),
        "least": shown(call.least, call.currency),
        "most": shown(call.most, call.currency),
        "applicants": call.applicants,
        "conflicts": call.conflicts,
        "seen": call.changed,
    }


class SayIn(forms.Form):
    """A call in a further language."""

    language = forms.CharField(label=_("Language"), help_text=_("Its code: my, ug, bo, zh, fa"), max_length=12)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    about = forms.CharField(
        label=_("What is funded"), max_length=LONGEST_ABOUT, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class Extend(Reason):
    """A later last day."""

    closes_on = forms.DateField(label=_("New last day"), widget=Day)

    field_order = ("closes_on", "reason")


class Close(Reason):
    """Why a call closes; not needed after its last day."""

    def __init__(self, *arguments: Any, needed: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reason"].required = needed


class Invite(forms.Form):
    """An invitation."""

    ends_on = forms.DateField(label=_("The code can be used until"), widget=Day)


class LoadForm(forms.Form):
    """A form of ours, or one from a file."""

    start = forms.ChoiceField(label=_("Begin with"), required=False, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Or a definition from a file"),
        help_text=_("YAML or JSON in UTF-8, of at most 200 kB. docs/calls.md says what it holds."),
        required=False,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, said_in(one["title"], language())) for key, one in starting().items()]

    def clean(self) -> dict[str, Any]:
        """`said`: the definition. One of the two, not both."""
        found: dict[str, Any] = super().clean() or {}
        file, start = found.get("file"), found.get("start")
        if bool(file) == bool(start):
            raise ValidationError(_("Choose one of our forms or a file, not both."))
        if start:
            return {**found, "said": starting()[start]}
        assert file is not None
        try:
            return {**found, "said": parse(file.read(MOST_BYTES + 1))}
        except UsageError as error:
            raise ValidationError(sentence(error)) from None
