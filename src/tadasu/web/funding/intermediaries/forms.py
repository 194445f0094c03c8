"""What is asked about intermediaries: codes, counts, sums, months, bands."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said_
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.funding.awards.forms import LEVELS, amount_of
from tadasu.web.funding.awards.words import regions
from tadasu.web.funding.intermediaries._stated import Stated
from tadasu.web.funding.intermediaries.actions import Said
from tadasu.web.funding.intermediaries.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Unremembered
from tadasu.web.ui.parts import Said as Text

Choices = Sequence[tuple[str, Text]]


def named(what: str) -> Choices:
    """Codes and names in the language of the page."""
    return [(code, one[language()]) for code, one in words(what).items()]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """The choices of a field."""
    cast(Any, form.fields[name]).choices = choices


class Month(forms.DateInput):
    """A month, with the picker of the browser; typed as 2026-11 where it has none."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


def _month(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=Month, input_formats=["%Y-%m"])


class SetTerms(forms.Form):
    """What is asked of an intermediary."""

    protection = forms.TypedChoiceField(label=_("Lowest protection level below"), coerce=int, widget=forms.RadioSelect)
    report_days = forms.IntegerField(label=_("It reports every so many days"), min_value=1, max_value=366, initial=90)
    incident_hours = forms.IntegerField(
        label=_("It tells of an incident within hours"), min_value=1, max_value=24, initial=24
    )
    holder = forms.ChoiceField(
        label=_("Its organisation on this server"),
        help_text=_(
            "Its people then see these terms, say yes to them, attest and tell of incidents here. They do not see the award."
        ),
        required=False,
    )
    peer = forms.ChoiceField(
        label=_("Or its own server, known in the exchange"),
        help_text=_("It then attests by signed packages."),
        required=False,
    )

    def __init__(self, *arguments: Any, holders: Sequence[Organisation], peers: Sequence[Peer], **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "protection", [(str(key), text) for key, text in LEVELS.items()])
        none = ("", said_("none"))
        choose(self, "holder", [none, *((str(one.id), one.name) for one in holders)])
        choose(self, "peer", [none, *((str(one.id), one.known_as) for one in peers)])

    def said(self) -> Said:
        """For the act."""
        given = self.cleaned_data
        return Said(
            protection=given["protection"],
            report_days=given["report_days"],
            incident_hours=given["incident_hours"],
            holder=UUID(given["holder"]) if given["holder"] else None,
            peer=UUID(given["peer"]) if given["peer"] else None,
        )


class Acknowledge(forms.Form):
    """What is said yes to."""

    codes = forms.MultipleChoiceField(label=_("What the intermediary says yes to"), widget=forms.CheckboxSelectMultiple)
    letter = forms.IntegerField(label=_("Number of its letter in the box"), min_value=1)

    def __init__(self, *arguments: Any, codes: Sequence[str], ours: bool, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "codes", [one for one in named("duties") if one[0] in codes])
        if not ours:
            del self.fields["letter"]


class Attest(forms.Form):
    """What is stated of sub-grants. There is no field for a name, and none for a text."""

    first = _month(_("From which month"))
    last = _month(_("Until which month"))
    sub_grants = forms.IntegerField(label=_("How many sub-grants"), min_value=0, max_value=100_000)
    amount = forms.CharField(
        label=_("How much together"), max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    due_diligence = forms.BooleanField(
        label=_("Each sub-grantee was looked into, and the proof is kept"), required=False
    )
    screening = forms.BooleanField(
        label=_("Each was held against the binding lists before it was paid"), required=False
    )
    protected = forms.BooleanField(label=_("Each is protected at the level agreed or a higher one"), required=False)

    def __init__(self, *arguments: Any, currency: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        self.currency = currency
        for code, names in regions().items():
            self.fields[f"region_{code}"] = forms.ChoiceField(
                label=said_("Sub-grants in: %(region)s") % {"region": names[language()]},
                required=False,
                choices=[("", said_("none, or not said")), *named("bands")],
            )

    def clean_amount(self) -> int:
        """Minor units; nothing is an amount too."""
        text = str(self.cleaned_data["amount"]).strip()
        return 0 if text in ("0", "０") else amount_of(text, self.currency)

    def stated(self) -> Stated:
        """For the act."""
        said = self.cleaned_data
        return Stated(
            first=said["first"],
            last=said["last"],
            sub_grants=said["sub_grants"],
            amount=said["amount"],
            currency=self.currency,
            regions={code: said[f"region_{code}"] for code in regions() if said.get(f"region_{code}")},
            due_diligence=said["due_diligence"],
            screening=said["screening"],
            protected=said["protected"],
        )


class Judge(forms.Form):
    """Whether an attestation is taken."""

    why = forms.ChoiceField(label=_("Take it, or send it back"), required=False, widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(
            self,
            "why",
            [
                ("", said_("Take it")),
                *((code, said_("Send it back: %(why)s") % {"why": text}) for code, text in named("returns")),
            ],
        )


class Incident(Unremembered):
    """Something that may endanger people or money."""

    code = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    noticed_at = forms.DateTimeField(
        label=_("When it was noticed"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    text = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "code", named("incidents"))


class NoteGrant(forms.Form):
    """A grant from a funder elsewhere."""

    peer = forms.ChoiceField(label=_("Which funder in the exchange"))
    pseudonym = forms.CharField(
        label=_("What it calls the grant"), help_text=_("Two groups of four signs."), max_length=12
    )
    currency = forms.CharField(label=_("Currency"), max_length=3)

    def __init__(self, *arguments: Any, peers: Sequence[Peer], **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "peer", [(str(one.id), one.known_as) for one in peers])

    def clean_currency(self) -> str:
        """In capitals."""
        found = str(self.cleaned_data["currency"]).upper()
        if len(found) != 3 or not found.isascii() or not found.isalpha():
            raise ValidationError(said_("This is no currency that we know."))
        return found


class Nothing(forms.Form):
    """Nothing is asked: the page says what will happen."""
