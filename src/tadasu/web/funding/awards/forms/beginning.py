"""What an award begins with, what is agreed, who reads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said_
from django.utils.translation import gettext_lazy as _

from tadasu.funds import currencies
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards._content import AGREEMENT, FIELDS, GRANTEE
from tadasu.web.funding.awards.actions import Agreement, Asked, Begun, Part
from tadasu.web.funding.awards.forms._fields import LEVELS, Choices, MoneyField, amount_of, choose, named, sealed_field
from tadasu.web.funding.awards.models import OURS, Grantee
from tadasu.web.funding.awards.words import costs, must, regions
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Unremembered

PLACES = 6
"""Rows of tranches and conditions on the page of an agreement; more than these a grant seldom has."""


class Begin(Unremembered):
    """What an award begins with."""

    line = forms.ChoiceField(label=_("Budget line"))
    amount = MoneyField(label=_("Amount"))
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="JPY")
    starts_on = forms.DateField(label=_("First day"), widget=Day)
    ends_on = forms.DateField(label=_("Last day"), widget=Day)
    lane = forms.ChoiceField(label=_("Kind of grant"), widget=forms.RadioSelect)
    risk = forms.ChoiceField(
        label=_("How closely it is followed"),
        help_text=_("By the danger for people, not by doubt: the greater the danger, the less is asked for on paper."),
        widget=forms.RadioSelect,
    )
    level = forms.TypedChoiceField(label=_("Protection level"), coerce=int, widget=forms.RadioSelect)
    region = forms.ChoiceField(label=_("Region"))
    delay = forms.TypedChoiceField(
        label=_("Published after"), required=False, coerce=lambda value: int(value) if value else None, empty_value=None
    )
    passes_on = forms.BooleanField(label=_("It passes money on to others"), required=False)
    overhead = forms.DecimalField(
        label=_("Overhead that it may keep of what it passes on, per cent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    grantee = forms.ChoiceField(label=_("For whom"), required=False)
    applicant_type = forms.ChoiceField(label=_("What it is"), required=False)
    readers = forms.MultipleChoiceField(
        label=_("Who else can open what is sealed"),
        help_text=_(
            "Whoever is to sign, and whoever pays, has to be among them. At level 3 they alone see that there is an award."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *arguments: Any,
        lines: Choices,
        people: Sequence[User],
        grantees: Sequence[Grantee],
        fixed: bool = False,
        **named_: Any,
    ) -> None:
        super().__init__(*arguments, **named_)
        for name, what in (("lane", "lanes"), ("risk", "risks")):
            choose(self, name, named(what))
        choose(self, "line", lines)
        choose(self, "level", [(str(key), text) for key, text in LEVELS.items()])
        choose(self, "region", [(code, one[language()]) for code, one in regions().items()])
        choose(
            self,
            "delay",
            [("", said_("never")), *((str(one), said_("%(count)s months") % {"count": one}) for one in (12, 24, 36))],
        )
        choose(self, "grantee", [("", said_("somebody new")), *((str(one.id), one.pseudonym) for one in grantees)])
        choose(self, "applicant_type", named("applicants"))
        choose(self, "readers", [(str(one.id), str(one)) for one in people])
        for field in FIELDS[GRANTEE]:
            self.fields[f"who_{field}"] = sealed_field(field)
        if fixed:
            for name in ("amount", "currency", "level", "region", "grantee"):
                self.fields[name].disabled = True

    def clean(self) -> None:
        """The amount in its currency; a name, unless the intermediary alone knows it."""
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
        if not said.get("grantee") and said.get("level") != OURS and not said.get("who_names", "").strip():
            self.add_error("who_names", said_("Say who it is for. It is sealed."))

    def begun(self) -> Begun:
        """For the act."""
        said = self.cleaned_data
        new = not said.get("grantee")
        level = int(said["level"])
        return Begun(
            line=UUID(said["line"]),
            amount=said["minor"],
            currency=said["currency"],
            level=level,
            lane=said["lane"],
            risk=said["risk"],
            region=said["region"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            applicant_type=said.get("applicant_type") or "organisation",
            readers=tuple(UUID(one) for one in said["readers"]),
            identity={field: said.get(f"who_{field}", "") for field in FIELDS[GRANTEE]}
            if new and level != OURS
            else {},
            grantee=None if new else UUID(said["grantee"]),
            passes_on=said["passes_on"],
            overhead_points=int((said.get("overhead") or 0) * 100) if said["passes_on"] else 0,
            delay=said["delay"],
        )


class Agree(Unremembered):
    """What is agreed: text, clauses, tranches, costs, conditions. Rows left empty are no rows."""

    clauses = forms.MultipleChoiceField(label=_("Clauses"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, currency: str, amount: int, first: date, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        self.currency, self.amount = currency, amount
        choose(self, "clauses", named("clauses"))
        self.fields["clauses"].initial = list(must())
        for field in FIELDS[AGREEMENT]:
            self.fields[field] = sealed_field(field, rows=8 if field == "text" else 3)
        for place in range(1, PLACES + 1):
            self._row(place, first)
        for code, names in costs().items():
            self.fields[f"cost_{code}"] = MoneyField(label=names[language()], currency=currency, required=False)
        for place in range(1, PLACES):
            self.fields[f"condition_{place}"] = forms.ChoiceField(
                label=said_("Condition %(number)s") % {"number": place},
                required=False,
                choices=[("", said_("none")), *named("conditions")],
            )
            self.fields[f"before_{place}"] = forms.IntegerField(
                label=said_("Condition %(number)s: before tranche (empty: before any)") % {"number": place},
                required=False,
                min_value=1,
                max_value=PLACES,
            )

    def _row(self, place: int, first: date) -> None:
        number = {"number": place}
        self.fields[f"amount_{place}"] = MoneyField(
            label=said_("Tranche %(number)s: amount") % number, currency=self.currency, required=False
        )
        self.fields[f"due_{place}"] = forms.DateField(
            label=said_("Tranche %(number)s: on which day") % number,
            required=False,
            widget=Day,
            initial=first if place == 1 else None,
        )
        self.fields[f"milestone_{place}"] = forms.ChoiceField(
            label=said_("Tranche %(number)s: or at which milestone") % number,
            required=False,
            choices=[("", said_("on a day")), *named("milestones")],
        )

    def agreement(self) -> Agreement:
        """For the act."""
        said = self.cleaned_data
        parts = [
            Part(
                amount=said[f"amount_{place}"],
                due_on=None if said.get(f"milestone_{place}") else said.get(f"due_{place}"),
                milestone=said.get(f"milestone_{place}", ""),
            )
            for place in range(1, PLACES + 1)
            if said.get(f"amount_{place}")
        ]
        return Agreement(
            texts={field: said.get(field, "") for field in FIELDS[AGREEMENT]},
            clauses=tuple(said["clauses"]),
            parts=parts,
            costs={code: said[f"cost_{code}"] for code in costs() if said.get(f"cost_{code}")},
            conditions=[
                Asked(code=said[f"condition_{place}"], before=said.get(f"before_{place}"))
                for place in range(1, PLACES)
                if said.get(f"condition_{place}")
            ],
        )


class Consent(forms.Form):
    """What may be published."""

    fields_ = forms.MultipleChoiceField(
        label=_("What the grantee allowed to be published"), required=False, widget=forms.CheckboxSelectMultiple
    )
    public_name = forms.CharField(
        label=_("Its public name"),
        help_text=_("At level 0 only, and only where it consented to its name."),
        required=False,
        max_length=200,
    )

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "fields_", named("fields"))


class Person(forms.Form):
    """A colleague."""

    user = forms.ChoiceField(label=_("Person to add"))

    def __init__(self, *arguments: Any, people: Sequence[User], **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "user", [(str(one.id), str(one)) for one in people])
