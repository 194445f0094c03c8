"""What is asked before an act on a run.

`told` is what the page has said will happen, in short: when what was chosen is something else, the page says anew what will
happen, and nothing is done yet.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.law import CalendarId, Clock, Unit, calendars
from tadasu.reports import in_words
from tadasu.web.foundation.procedure.models import LONGEST_REASON
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Reason

_UNITS = [
    (Unit.WORKING_DAY.value, _("working days")),
    (Unit.DAY.value, _("days")),
    (Unit.WEEK.value, _("weeks")),
    (Unit.MONTH.value, _("months")),
]
_MOST = 3650
"""Of whatever unit: ten years of days."""


class Act(Reason):
    """The step that was seen, what was told, the reason. `MATTERS` are the fields that change what will happen."""

    MATTERS: ClassVar[Sequence[str]] = ()
    field_order = ("day", "until", "count", "unit", "calendar", "to", "reason")

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who takes part in the case can read it. Write no name that must stay secret."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    told = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def values(self) -> Mapping[str, Any]:
        """What was chosen, of a form that holds; of one that was not sent yet, what it proposes."""
        return self.cleaned_data if self.is_bound else self.initial

    @property
    def chosen(self) -> str:
        """What matters of it, in short."""
        return "|".join(str(self.values.get(name) or "") for name in self.MATTERS)

    @property
    def as_told(self) -> bool:
        """Whether the page has said what will happen."""
        return bool(self.cleaned_data["told"] == self.chosen)


class DayAct(Act):
    """With the day on which it happens, which may be before today: a letter that came on Friday."""

    MATTERS: ClassVar[Sequence[str]] = ("day",)

    day = forms.DateField(
        label=_("Day on which it happens"),
        help_text=_("Times are counted from this day. Not later than today."),
        widget=Day,
    )


class Suspension(DayAct):
    """From a day, to a day where that is known."""

    MATTERS: ClassVar[Sequence[str]] = ("day", "until")

    until = forms.DateField(
        label=_("Last day of the suspension"),
        help_text=_("Leave it empty when it is not known: the time stands still until somebody resumes."),
        widget=Day,
        required=False,
    )


class Extension(DayAct):
    """By how much."""

    MATTERS: ClassVar[Sequence[str]] = ("day", "count", "unit", "calendar")

    count = forms.IntegerField(label=_("By how much longer"), min_value=1, max_value=_MOST)
    unit = forms.ChoiceField(label=_("Counted in"), choices=_UNITS)
    calendar = forms.ChoiceField(label=_("By the calendar of"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(str(one.id), in_words(one.names, language())) for one in calendars().values()]
        cast(forms.ChoiceField, self.fields["calendar"]).choices = choices

    @property
    def clock(self) -> Clock:
        """The time to be added, of a form that holds."""
        said = self.cleaned_data
        return Clock(count=said["count"], unit=Unit(said["unit"]), calendar=CalendarId(said["calendar"]))


class HandOver(Act):
    """To whom."""

    to = forms.ChoiceField(label=_("Hand over to"), required=False)

    def __init__(self, *arguments: Any, people: Sequence[tuple[UUID, str]] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        everybody = [("", _("Everybody who may do it"))]
        chosen = [(str(key), name) for key, name in people]
        cast(forms.ChoiceField, self.fields["to"]).choices = [*everybody, *chosen]

    @property
    def person(self) -> UUID | None:
        """The person, of a form that holds."""
        return UUID(self.cleaned_data["to"]) if self.cleaned_data["to"] else None


AnyAct = TypeVar("AnyAct", bound=Act)


def started(form: type[AnyAct], *, seen: int, today: date, told: bool = True, **named: Any) -> AnyAct:
    """A form as it is first shown, with what is proposed; `told` when the page says at once what that will lead to."""
    made = form(initial={"seen": seen, "day": today, **named.pop("initial", {})}, **named)
    made.initial["told"] = made.chosen if told else ""
    return made
