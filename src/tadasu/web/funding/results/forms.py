"""What is asked about results. The browser keeps nothing of what is sealed."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tadasu.schema import UsageError
from tadasu.web.funding.publishing.forms import no_year_again
from tadasu.web.funding.results._sealed import LONGEST
from tadasu.web.funding.results.actions import IndicatorSaid, Said
from tadasu.web.funding.results.models import LONGEST_LINK, LONGEST_TITLE, Result
from tadasu.web.funding.results.periods import When, typed, when_said
from tadasu.web.funding.results.words import choices
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Unremembered
from tadasu.web.ui.sentences import sentence

Choices = Sequence[tuple[str, str]]

_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


class WhenField(forms.CharField):
    """A day, a month or a quarter."""

    def __init__(self) -> None:
        super().__init__(
            label=_("When it was"),
            max_length=40,
            help_text=_("A day (2026-11-22), a month (2026-11) or a quarter (2026-Q4)."),
        )

    def clean(self, value: Any) -> When:
        """Raises ValidationError with the sentence of what is wrong."""
        try:
            return when_said(super().clean(value))
        except UsageError as error:
            raise ValidationError(sentence(error)) from error


class NumberField(forms.DecimalField):
    """A number in narrow or wide signs, with commas between thousands or none."""

    def __init__(self, **named: Any) -> None:
        typed_as = forms.TextInput(
            attrs={"inputmode": "decimal"}
        )  # a field of numbers loses wide digits in the browser
        super().__init__(max_digits=18, decimal_places=2, required=False, widget=typed_as, **named)

    def to_python(self, value: Any) -> Any:
        """A Decimal, or None for nothing. Raises ValidationError for what is no number."""
        plain = unicodedata.normalize("NFKC", str(value or "")).replace("\u2212", "-").strip()
        return super().to_python(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain)


class Write(Unremembered):
    """A result in codes; words that are sealed. Of what is protected no finding is offered: it would stand beside the award."""

    kind = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    when = WhenField()
    contribution = forms.ChoiceField(label=_("How the funding contributed"), widget=forms.RadioSelect)
    told_by = forms.ChoiceField(label=_("Who says so"), widget=forms.RadioSelect)
    sure = forms.ChoiceField(label=_("How sure is it"), widget=forms.RadioSelect)
    after = forms.ChoiceField(label=_("It followed another result"), required=False)
    finding = forms.ChoiceField(label=_("A finding it refers to"), required=False)
    publication = forms.IntegerField(
        label=_("Or the number of a publication of ours"), required=False, min_value=1, localize=False
    )
    link = forms.CharField(label=_("Or the address of a page"), required=False, max_length=LONGEST_LINK)
    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *arguments: Any, after: Choices, findings: Choices, protected: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("contribution", "told_by", "sure"):
            _offer(self, name, choices(name if name != "contribution" else "contributions", language()))
        _offer(self, "kind", choices("kinds", language()))
        _offer(self, "after", [("", _now("none")), *after])
        _offer(self, "finding", [("", _now("none")), *findings])
        if protected:
            del self.fields["finding"], self.fields["publication"]
            self.fields["link"].label = _("The address of a page (sealed)")
        elif not findings:
            del self.fields["finding"]
        if not after:
            del self.fields["after"]

    def said(self) -> Said:
        """As the action takes it."""
        found = self.cleaned_data
        return Said(
            kind=found["kind"],
            when=found["when"],
            contribution=found["contribution"],
            told_by=found["told_by"],
            sure=found["sure"],
            finding=_id(found.get("finding")),
            publication=found.get("publication"),
            link=found["link"],
            after=_id(found.get("after")),
            words=found["words"],
        )


def as_typed(result: Result) -> dict[str, Any]:
    """What a form of a correction begins with; words are not shown."""
    return {
        "kind": result.kind,
        "when": typed(When(on=result.on, precision=result.precision)),
        "contribution": result.contribution,
        "told_by": result.told_by,
        "sure": result.sure,
        "after": str(result.after or ""),
        "finding": str(result.finding or ""),
        "publication": result.publication,
        "link": result.link,
    }


class PrepareTelling(forms.Form):
    """Whether years that were told before are told again; asked only where there are some."""

    def __init__(self, sent: QueryDict | None, *, told: str) -> None:
        super().__init__(sent)
        if told:
            self.fields["anew"] = no_year_again(told)


class Coded(forms.Form):
    """One code is chosen."""

    code = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, what: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "code", choices(what, language()))


class StateIndicator(forms.Form):
    """Something that a programme wants to count."""

    title = forms.CharField(label=_("Name, in English"), max_length=LONGEST_TITLE)
    title_ja = forms.CharField(
        label=_("Name, in Japanese"), max_length=LONGEST_TITLE, help_text=_("Write no grantee and no person.")
    )
    unit = forms.ChoiceField(label=_("Unit"), widget=forms.RadioSelect)
    better = forms.ChoiceField(label=_("Which direction is better"), widget=forms.RadioSelect)
    baseline = NumberField(label=_("Before the programme"), help_text=_("Leave it empty where it is not known."))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "unit", choices("units", language()))
        _offer(self, "better", choices("better", language()))

    def said(self) -> IndicatorSaid:
        """As the action takes it."""
        return IndicatorSaid(**self.cleaned_data)


class NoteValue(forms.Form):
    """What an award said of a fiscal year."""

    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int)
    value = NumberField(
        label=_("Value"), help_text=_("Leave it empty to take back what was said. Nothing said is not zero.")
    )
    told_by = forms.ChoiceField(label=_("Who says so"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, years: range, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "year", [(str(one), _now("fiscal %(year)s") % {"year": one}) for one in reversed(years)])
        _offer(self, "told_by", choices("told_by", language()))


class Tell(Unremembered):
    """What a grantee tells, in its own words."""

    text = forms.CharField(
        label=_("What came of your work"),
        help_text=_("A sentence is enough. Names of people are not needed. That nothing came of it is an answer too."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _offer(form: forms.Form, name: str, of: Choices) -> None:
    cast(Any, form.fields[name]).choices = of


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None
