"""What is asked about funds, lines and money."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.funds import currencies
from tadasu.law import Family, regimes
from tadasu.reports import in_words
from tadasu.schema import UsageError
from tadasu.web.funding.programmes.actions import FundSaid, LineSaid
from tadasu.web.funding.programmes.models import CARRY_OVER, FIRST_YEAR, FUND, LAST_YEAR, LONGEST_NAME, Line
from tadasu.web.funding.programmes.money import parsed
from tadasu.web.funding.programmes.words import purpose_name, purposes, words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Reason
from tadasu.web.ui.parts import Said
from tadasu.web.ui.sentences import sentence

OFTEN = ("JPY", "EUR", "USD", "GBP", "CHF")
"""Currencies that are offered first."""


def choices(what: str) -> list[tuple[str, str]]:
    """Codes of `data/words.yaml` in the language of the page."""
    return [(code, names[language()]) for code, names in words(what).items()]


def currency_choices() -> list[tuple[str, Said]]:
    """Every currency, those used often first."""
    return [(one, one) for one in (*OFTEN, *(code for code in currencies() if code not in OFTEN))]


class FundName(forms.Form):
    """What a fund is called, and until when it lasts."""

    name = forms.CharField(label=_("Name of the fund"), max_length=LONGEST_NAME)
    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=LONGEST_NAME, required=False)
    closes_on = forms.DateField(
        label=_("Sunset: the last day on which money may be committed"),
        help_text=_("A fund of several years has one. What is not committed by then goes back."),
        required=False,
        widget=Day,
    )


class MakeFund(FundName):
    """A new fund."""

    vehicle = forms.ChoiceField(label=_("Budget vehicle"), widget=forms.RadioSelect)
    currency = forms.ChoiceField(label=_("Currency of its books"))
    regime = forms.ChoiceField(
        label=_("Policy that binds it"), help_text=_("Whether it is law or a model stands on its page.")
    )
    opens_on = forms.DateField(label=_("First day"), widget=Day)

    field_order = ("name", "name_ja", "vehicle", "currency", "regime", "opens_on", "closes_on")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offered = [
            (str(key), in_words(one.names, language()))
            for key, one in regimes().items()
            if one.family is Family.FUNDING
        ]
        _choose(self, "vehicle", choices("vehicles"))
        _choose(self, "currency", currency_choices())
        _choose(self, "regime", offered)

    def said(self) -> FundSaid:
        """As the action takes it."""
        return FundSaid(**self.cleaned_data)


class ChangeFund(FundName, Reason):
    """Another name, another sunset."""

    field_order = ("name", "name_ja", "closes_on", "reason")


class LineForm(forms.Form):
    """A line of a fund."""

    code = forms.CharField(label=_("Code of the line"), max_length=20)
    name = forms.CharField(label=_("Name of the line"), max_length=LONGEST_NAME)
    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=LONGEST_NAME, required=False)
    purpose = forms.ChoiceField(label=_("What for (purpose code of the DAC)"), widget=forms.RadioSelect)
    oda = forms.ChoiceField(
        label=_("Does it count as official development assistance?"),
        help_text=_(
            "For a country that is not on the list of recipients, or of which that is not known, a line beside it is needed."
        ),
        choices=[("yes", _("Yes: for countries on the list only")), ("no", _("No: for every country"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "purpose", [(code, purpose_name(code, language())) for code in purposes()])

    def said(self) -> LineSaid:
        """As the action takes it."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "reason"}
        return LineSaid(**{**values, "oda": values["oda"] == "yes"})


class ChangeLine(LineForm, Reason):
    """What a line is called; what it is for, before anything was entered."""

    field_order = ("code", "name", "name_ja", "purpose", "oda", "reason")


class Amounted(forms.Form):
    """A form with an amount in the currency of the fund, or in one that is asked."""

    amount = forms.CharField(
        label=_("Amount"), help_text=_("Digits, with a dot before decimals: 1,250,000 or 1250.50"), max_length=40
    )

    def __init__(self, *arguments: Any, line: Line, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.line = line
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": line.fund.currency}

    def clean(self) -> dict[str, Any]:
        """The amount in whole minor units."""
        found: dict[str, Any] = super().clean() or {}
        if "amount" in found:
            try:
                found["amount"] = parsed(found["amount"], found.get("currency") or self.line.fund.currency)
            except UsageError as error:
                self.add_error("amount", ValidationError(sentence(error)))
        return found


class Yearly(forms.Form):
    """A form that asks for a fiscal year."""

    year = forms.IntegerField(
        label=_("Fiscal year"),
        help_text=_("By the year in which it begins: 2026 is April 2026 to March 2027."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )


class SetBudget(Amounted, Yearly, Reason):
    """What a line may commit in a year."""

    field_order = ("year", "amount", "reason")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed where the year has a budget already.")


class MakeEntry(Amounted):
    """An entry that no award makes by itself."""

    kind = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    currency = forms.ChoiceField(
        label=_("Currency"), help_text=_("Another than that of the fund needs a rate of the last days.")
    )
    day = forms.DateField(label=_("On which day"), widget=Day)

    field_order = ("kind", "amount", "currency", "day")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["amount"].label = _("Amount")
        self.fields["day"].initial = timezone.localdate()
        _choose(self, "kind", [one for one in choices("kinds") if one[0] != CARRY_OVER])
        _choose(self, "currency", sorted(currency_choices(), key=lambda one: one[0] != self.line.fund.currency))


class CarryOver(Amounted, Yearly, Reason):
    """Money of a year that goes to the next."""

    ground = forms.ChoiceField(label=_("By which rule"), widget=forms.RadioSelect)

    field_order = ("year", "amount", "ground", "reason")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        several = self.line.fund.vehicle == FUND
        _choose(self, "ground", [one for one in choices("grounds") if (one[0] == FUND) == several])


class SetRate(forms.Form):
    """A rate of a day, typed in."""

    currency = forms.ChoiceField(label=_("One unit of"))
    base = forms.ChoiceField(label=_("is so much in"))
    per_unit = forms.CharField(
        label=_("How many units"), help_text=_("Digits, with a dot before decimals: 163.52"), max_length=30
    )
    on = forms.DateField(label=_("On which day"), widget=Day)
    source = forms.CharField(label=_("Where it was read"), max_length=200)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("currency", "base"):
            _choose(self, name, currency_choices())
        self.fields["on"].initial = timezone.localdate()
        self.fields["base"].initial, self.fields["currency"].initial = "JPY", "EUR"


class LoadRates(forms.Form):
    """Rates from a file."""

    file = forms.FileField(
        label=_("File of rates"),
        help_text=_(
            "CSV in UTF-8 with the columns currency, base, per_unit, on (2026-11-22), source. All rows are taken, or none."
        ),
    )


def _choose(form: forms.Form, name: str, offered: Sequence[tuple[str, Said]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = offered
