"""What is asked about awards. The browser keeps nothing of what is sealed."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said_
from django.utils.translation import gettext_lazy as _

from tadasu.funds import currencies
from tadasu.schema import UsageError
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards._content import AGREEMENT, FIELDS, GRANTEE, LONGEST, ROUTE
from tadasu.web.funding.awards.actions import Agreement, Arrived, Asked, Begun, Part, Way
from tadasu.web.funding.awards.models import HIDDEN, OURS, Grantee
from tadasu.web.funding.awards.words import costs, must, regions, words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Unremembered
from tadasu.web.ui.parts import Said
from tadasu.web.ui.sentences import sentence

Choices = Sequence[tuple[str, Said]]
PLACES = 6
"""Rows of tranches and conditions on the page of an agreement; more than these a grant seldom has."""

LEVELS: Mapping[int, Said] = {
    0: _("0: its name may be public"),
    1: _("1: its region only"),
    2: _("2: the intermediary alone knows who it is"),
    3: _("3: that it exists is withheld"),
}


def named(what: str) -> Choices:
    """Codes and names in the language of the page."""
    return [(code, one[language()]) for code, one in words(what).items()]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """The choices of a field."""
    cast(Any, form.fields[name]).choices = choices


class Nothing(forms.Form):
    """Nothing is asked: the page says what will happen."""


class MoneyField(forms.CharField):
    """An amount in the unit people use. `currency` is known before, or asked beside it."""

    def __init__(self, *, currency: str = "", **named: Any) -> None:
        self.currency = currency
        super().__init__(max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **named)

    def clean(self, value: Any) -> Any:
        """Minor units where the currency is known; else the text."""
        text = super().clean(value)
        return amount_of(text, self.currency) if text and self.currency else text


def amount_of(text: str, currency: str) -> int:
    """Raises ValidationError with the sentence of what is wrong."""
    try:
        return money.typed(text, currency)
    except UsageError as error:
        raise ValidationError(sentence(error)) from error


class Coded(forms.Form):
    """One code is chosen, and perhaps words are sealed beside it."""

    code = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, what: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "code", named(what))


class Words(Unremembered):
    """Words that are sealed."""

    words = forms.CharField(label=_("In words (sealed)"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))


class OptionalWords(Unremembered):
    """Words that are sealed, where there are any."""

    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


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
            self.fields[f"who_{field}"] = _sealed_field(field)
        if fixed:
            for name in ("amount", "currency", "level", "region", "grantee"):
                self.fields[name].disabled = True

    def clean(self) -> None:
        """The amount in its currency; a name, unless the intermediary alone knows it."""
        super().clean()
        said = self.cleaned_data
        currency = str(said.get("currency", "")).upper()
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
            self.fields[field] = _sealed_field(field, rows=8 if field == "text" else 3)
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
            self.fields[field] = _sealed_field(field, rows=2)

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
        currency = str(said.get("currency", "")).upper()
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


class AskReport(forms.Form):
    """One more report."""

    form = forms.ChoiceField(label=_("In which form"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("Until which day"), widget=Day)

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "form", named("forms"))


class OnDay(forms.Form):
    """A day."""

    due_on = forms.DateField(label=_("Until which day"), widget=Day)


class Came(Unremembered):
    """A report that came: as a letter or file in the box, or in another way."""

    letter = forms.IntegerField(
        label=_("Number of the letter or file in the box"),
        required=False,
        min_value=1,
        help_text=_("Empty where it came in another way."),
    )
    words = forms.CharField(
        label=_("What it said (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )


class Change(Unremembered):
    """Why something is changed."""

    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "reason", named("amendment_reasons"))


class ChangeAmount(Change):
    """Another amount."""

    field_order = ("amount", "reason", "words")
    amount = MoneyField(label=_("New amount"))

    def __init__(self, *arguments: Any, currency: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        cast(MoneyField, self.fields["amount"]).currency = currency


class ChangeDates(Change):
    """Another last day."""

    field_order = ("ends_on", "reason", "words")
    ends_on = forms.DateField(label=_("New last day"), widget=Day)


class LowerLevel(Change):
    """Less protection, as the grantee agreed."""

    field_order = ("level", "letter", "reason", "words")
    level = forms.TypedChoiceField(label=_("New protection level"), coerce=int, widget=forms.RadioSelect)
    letter = forms.IntegerField(
        label=_("Number of the letter in which the grantee agreed"),
        help_text=_("Open it before. Without such a letter a level never falls."),
        min_value=1,
    )

    def __init__(self, *arguments: Any, below: int, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "level", [(str(key), text) for key, text in LEVELS.items() if key < below and key != OURS])


class RaiseLevel(forms.Form):
    """More protection."""

    level = forms.TypedChoiceField(label=_("New protection level"), coerce=int, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, above: int, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        levels = [(str(key), text) for key, text in LEVELS.items() if above < key <= HIDDEN and key != OURS]
        choose(self, "level", levels)
        choose(self, "reason", named("amendment_reasons"))


class Found(forms.Form):
    """What an inspection found."""

    found = forms.MultipleChoiceField(label=_("What was found"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("On which day"), widget=Day)

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "found", named("inspected"))


class One(forms.Form):
    """One code."""

    code = forms.ChoiceField(label=_("Choose"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, what: str, but: str = "", **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "code", [one for one in named(what) if one[0] != but])


class Judged(forms.Form):
    """Whether a report is enough."""

    code = forms.ChoiceField(
        label=_("Is it enough?"),
        choices=[("accepted", _("It is enough")), ("more", _("Ask for more"))],
        widget=forms.RadioSelect,
    )
    due_on = forms.DateField(label=_("Where more is asked: until which day"), required=False, widget=Day)


class Tell(Unremembered):
    """What the grantee sends."""

    text = forms.CharField(
        label=_("Your report"),
        help_text=_("A few sentences are enough. Names of people are not needed."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    letter = forms.TypedChoiceField(
        label=_("Or a file that you sent before"),
        help_text=_("A recording of your voice counts as a report."),
        required=False,
        coerce=lambda value: int(value) if value else None,
        empty_value=None,
    )

    def __init__(self, *arguments: Any, files: Sequence[int], **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        if files:
            numbered = [(str(one), said_("file %(number)s") % {"number": one}) for one in files]
            choose(self, "letter", [("", said_("none")), *numbered])
        else:
            del self.fields["letter"]

    def clean(self) -> None:
        """One of the two."""
        super().clean()
        if not self.errors and not self.cleaned_data.get("text", "").strip() and not self.cleaned_data.get("letter"):
            raise ValidationError(_("Write something, or choose a file."))


def _sealed_field(field: str, *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=words("sealed")[field][language()],
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": rows,
                "autocomplete": "off",
                "autocapitalize": "off",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )
