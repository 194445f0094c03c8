"""How it is paid, what arrived, what shows spending, what came back."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said_
from django.utils.translation import gettext_lazy as _

from tadasu.funds import currencies
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards._content import FIELDS, LONGEST, ROUTE
from tadasu.web.funding.awards.actions import Arrived, Way
from tadasu.web.funding.awards.forms._fields import MoneyField, amount_of, choose, named, sealed_field
from tadasu.web.funding.awards.words import costs
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Unremembered


class Route(Unremembered):
    """How it is paid."""

    route = forms.ChoiceField(label=_("By which way"), widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("On what legal ground"), widget=forms.RadioSelect)
    tested = forms.BooleanField(
        label=_("What the payee's statement will say was tried before, and points to nobody"), required=False
    )

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "route", named("routes"))
        choose(self, "basis", named("bases"))
        for field in FIELDS[ROUTE]:
            self.fields[field] = sealed_field(field, rows=2)

    def way(self) -> Way:
        """For the act."""
        said = self.cleaned_data
        return Way(
            route=said["route"],
            basis=said["basis"],
            tested=said["tested"],
            texts={field: said.get(field, "") for field in FIELDS[ROUTE]},
        )


class Paid(forms.Form):
    """What arrived."""

    on = forms.DateField(label=_("On which day"), widget=Day)
    amount = MoneyField(label=_("How much arrived"))
    currency = forms.CharField(label=_("In which currency"), max_length=3)
    rate = forms.DecimalField(
        label=_("Rate of the bank: units of it for one of the award's currency"),
        help_text=_("Only where another currency arrived."),
        required=False,
        min_value=Decimal("0.000000000001"),
        max_digits=24,
        decimal_places=12,
    )

    def clean(self) -> None:
        """The amount in its currency."""
        super().clean()
        said = self.cleaned_data
        currency = money.narrow(str(said.get("currency", ""))).upper()
        if currency not in currencies():
            self.add_error("currency", said_("This is no currency that we know."))
        elif "amount" in said:
            try:
                said["minor"] = amount_of(said["amount"], currency)
            except ValidationError as error:
                self.add_error("amount", error)
        said["currency"] = currency

    def arrived(self) -> Arrived:
        """For the act."""
        said = self.cleaned_data
        return Arrived(on=said["on"], amount=said["minor"], currency=said["currency"], rate=said["rate"])


class Spent(Unremembered):
    """What shows that money was spent."""

    evidence = forms.ChoiceField(
        label=_("What shows it"),
        help_text=_("Nobody has to keep a paper that endangers somebody."),
        widget=forms.RadioSelect,
    )
    cost = forms.ChoiceField(label=_("Spent on"))
    amount = MoneyField(label=_("Amount"))
    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *arguments: Any, currency: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        cast(MoneyField, self.fields["amount"]).currency = currency
        choose(self, "evidence", named("evidence"))
        choose(self, "cost", [(code, names[language()]) for code, names in costs().items()])


class Back(forms.Form):
    """Money that came back."""

    amount = MoneyField(label=_("Amount"))
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    came_on = forms.DateField(label=_("On which day"), widget=Day)

    def __init__(self, *arguments: Any, currency: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        cast(MoneyField, self.fields["amount"]).currency = currency
        choose(self, "reason", named("returns"))
