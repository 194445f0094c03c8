"""What is asked about petitions. The browser keeps nothing of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.law import Part
from tadasu.reports import part_text
from tadasu.web.evidence.petition._content import LONGEST, plain
from tadasu.web.evidence.petition.actions import Begun
from tadasu.web.evidence.petition.models import LONGEST_LABEL
from tadasu.web.evidence.petition.words import words
from tadasu.web.foundation.accounts.models import LANGUAGES, User
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Reason, Unremembered
from tadasu.web.ui.parts import Said

Choices = Sequence[tuple[str, Said]]

SHORT = (
    Part.PETITIONER, Part.WHERE, Part.REGION, Part.TARIFF_CLASS, Part.ISSUE, Part.PERIOD, Part.STANDARD, Part.SIGNATURE,
)  # fmt: skip
"""Parts that are a line or two; the others are given room."""


def _label() -> forms.CharField:
    return forms.CharField(
        label=_("What to call it"),
        help_text=_("Your own words. They stand in lists in plain: no names of sources, nothing that a source said."),
        max_length=LONGEST_LABEL,
    )


class Begin(Unremembered):
    """To which authority, from what, and who can open it."""

    label = _label()
    regime = forms.ChoiceField(
        label=_("Under which law"), help_text=_("To whom it goes stands beside it."), widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of what is filled in for you"),
        help_text=_("What you type may be in any language that the authority takes."),
        choices=LANGUAGES,
    )
    inquiries = forms.MultipleChoiceField(
        label=_("Inquiries to fill it from"), required=False, widget=forms.CheckboxSelectMultiple
    )
    findings = forms.MultipleChoiceField(
        label=_("Findings to fill it from"), required=False, widget=forms.CheckboxSelectMultiple
    )
    authors = forms.MultipleChoiceField(
        label=_("Who else can open it"),
        help_text=_("You can, and those whom you choose. A second person has to release it: choose somebody who may."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *arguments: Any,
        regimes: Choices,
        inquiries: Choices,
        findings: Choices,
        people: Sequence[User],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        choose(self, "regime", regimes)
        offered = (
            ("inquiries", inquiries),
            ("findings", findings),
            ("authors", [(str(one.id), str(one)) for one in people]),
        )
        for name, choices in offered:
            if choices:
                choose(self, name, choices)
            else:
                del self.fields[name]

    def begun(self) -> Begun:
        """As the action takes it."""
        said = self.cleaned_data
        return Begun(
            label=said["label"],
            regime=said["regime"],
            language=said["language"],
            inquiries=_ids(said.get("inquiries", ())),
            findings=_ids(said.get("findings", ())),
            authors=_ids(said.get("authors", ())),
        )


class Plain(forms.CharField):
    """A text as it is kept: what a browser makes of the end of a line does not count."""

    def to_python(self, value: Any) -> str:
        """Without what is not kept."""
        return plain(str(value)) if value else ""


class Text(Unremembered):
    """The parts of a petition. Each field is called as its part; `seen` is the version that they were."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *arguments: Any, parts: Iterable[Part], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for part in parts:
            rows = 2 if part in SHORT else 6
            self.fields[part.value] = Plain(
                label=part_text(part, language()),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(
                    attrs={
                        "rows": rows,
                        "dir": "auto",
                        "autocomplete": "off",
                        "autocapitalize": "off",
                        "spellcheck": "false",
                    }
                ),
            )

    def parts(self) -> Mapping[Part, str]:
        """What was typed; of a field that did not come nothing."""
        return {Part(name): text for name, text in self.cleaned_data.items() if name != "seen" and name in self.data}


class Attach(forms.Form):
    """What goes along."""

    items = forms.MultipleChoiceField(label=_("Items of evidence"), required=False, widget=forms.CheckboxSelectMultiple)
    articles = forms.MultipleChoiceField(
        label=_("Published articles"),
        help_text=_("With author, outlet, day, address, licence and the passage that matters."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, items: Choices, articles: Choices, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, choices in (("items", items), ("articles", articles)):
            if choices:
                choose(self, name, choices)
            else:
                del self.fields[name]

    def clean(self) -> None:
        """Something."""
        super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in ("items", "articles")):
            raise forms.ValidationError(_("Choose one thing at least."))

    def chosen(self, name: str) -> tuple[UUID, ...]:
        """The ids."""
        return _ids(self.cleaned_data.get(name, ()))


class Share(Unremembered):
    """Who else can open it."""

    user = forms.ChoiceField(label=_("Person to add"))

    def __init__(self, *arguments: Any, people: Sequence[User], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choose(self, "user", [(str(one.id), str(one)) for one in people])


class Release(Reason):
    """Why it is released, and what was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Send(forms.Form):
    """How and when it was handed in."""

    channel = forms.ChoiceField(label=_("By which way"), widget=forms.RadioSelect)
    day = forms.DateField(label=_("On which day"), widget=Day)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choose(self, "channel", _named("channels"))


class OnDay(forms.Form):
    """When something happened."""

    day = forms.DateField(label=_("On which day"), widget=Day)


class Close(OnDay):
    """What became of it."""

    field_order = ("outcome", "day")

    outcome = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choose(self, "outcome", _named("outcomes"))


class Copy(Unremembered):
    """To which other law."""

    label = _label()
    regime = forms.ChoiceField(label=_("Under which law"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, regimes: Choices, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choose(self, "regime", regimes)


class Nothing(forms.Form):
    """Nothing is asked: the page says what will happen."""


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """The choices of a field."""
    cast(Any, form.fields[name]).choices = choices


def _ids(said: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(UUID(one) for one in said)


def _named(what: str) -> Choices:
    return [(code, names[language()]) for code, names in words(what).items()]
