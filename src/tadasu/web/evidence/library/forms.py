"""What is typed on the pages of the library."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tadasu.release import place_name
from tadasu.web.evidence.custody.models import LONGEST_LABEL
from tadasu.web.evidence.custody.words import words as shared
from tadasu.web.evidence.library.actions import Chosen, Telling
from tadasu.web.evidence.library.actions.publishing import COUNTRY, REGION
from tadasu.web.evidence.library.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason, Unremembered

LEAST_PEOPLE, MOST_TEXT = 10, 5000
KEPT = "keep"


class AskAbout(forms.Form):
    """Countries and sectors."""

    countries = forms.CharField(
        label=_("Countries"),
        help_text=_("Codes of two letters (ISO 3166-1), with blanks between them, as: cn uz vn"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    sectors = forms.MultipleChoiceField(label=_("Sectors"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["sectors"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, names[language()]) for code, names in shared("sectors").items()]

    def clean_countries(self) -> list[str]:
        """As codes."""
        return sorted({one.lower() for one in self.cleaned_data["countries"].replace(",", " ").split()})


class Publish(Reason):
    """What whoever proposes a finding decides of it."""

    names = forms.ChoiceField(label=_("Is the company named?"), widget=forms.RadioSelect)
    finest = forms.ChoiceField(label=_("How finely is the place told?"), widget=forms.RadioSelect)
    people = forms.IntegerField(
        label=_("People concerned"),
        help_text=_("Leave it empty for fewer than 10, and where it is not known."),
        required=False,
        min_value=LEAST_PEOPLE,
        max_value=100_000_000,
    )
    text_en = forms.CharField(
        label=_("What is said of it (English)"),
        help_text=_("No names of people, no days, no spots. Both languages or neither."),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    text_ja = forms.CharField(
        label=_("What is said of it (Japanese)"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    changed_en = forms.CharField(label=_("What was changed (English)"), required=False, max_length=1000)
    changed_ja = forms.CharField(label=_("What was changed (Japanese)"), required=False, max_length=1000)
    field_order = ("names", "finest", "people", "text_en", "text_ja", "changed_en", "changed_ja", "reason")

    def __init__(
        self, *arguments: Any, company: str, places: Mapping[str, str], corrects: int | None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.corrects = corrects
        choices = {"no": now("No, it is not named")} | (
            {"yes": now("Yes: %(company)s") % {"company": company}} if company else {}
        )
        _choose(self, "names", choices)
        _choose(self, "finest", {level: place_name(place, language()) for level, place in places.items()})
        if corrects is None:
            del self.fields["changed_en"], self.fields["changed_ja"]

    def telling(self) -> Telling:
        """What was decided."""
        said = self.cleaned_data
        return Telling(
            names=said["names"] == "yes",
            finest=said["finest"],
            people=said["people"],
            text={"en": said["text_en"], "ja": said["text_ja"]},
            corrects=self.corrects,
            changed={"en": said.get("changed_en", ""), "ja": said.get("changed_ja", "")} if self.corrects else {},
        )


class Redact(Unremembered):
    """Beside the passages, which the page draws: words that go everywhere, for which ground, and what the new item is called."""

    words = forms.CharField(
        label=_("Names and words to take out everywhere"),
        help_text=_(
            "One in a line. They go in every writing: capitals, width, accents, traditional and simplified signs, "
            "hiragana or katakana, with or without blanks; of a name each part too: write 種本 郁美 with a blank. Another "
            "script needs a line of its own. They are kept nowhere."
        ),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    ground = forms.ChoiceField(label=_("Why these words"))
    label = forms.CharField(
        label=_("Label of the redacted text"),
        help_text=_("It stands in lists unsealed: no names, nothing of what it says."),
        max_length=LONGEST_LABEL,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "ground", grounds())

    def chosen(self) -> Chosen:
        """Words and marked passages."""
        lines = [" ".join(one.split()) for one in self.cleaned_data["words"].splitlines()]
        return Chosen(
            taken=marked_in(self.data),
            words=tuple(dict.fromkeys(one for one in lines if one)),
            ground=self.cleaned_data["ground"],
        )


def grounds() -> Mapping[str, str]:
    """Why something is taken out."""
    return {code: names[language()] for code, names in words("grounds").items()}


def marked_in(sent: Mapping[str, Any]) -> Mapping[int, str]:
    """Passages that are to go, with why."""
    return {
        int(name[1:]): sent[name]
        for name in sent
        if name.startswith("p") and name[1:].isdecimal() and len(name) < 6 and sent[name] not in ("", KEPT)
    }


def _choose(form: forms.Form, name: str, choices: Mapping[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices.items())


__all__ = ["COUNTRY", "REGION", "AskAbout", "Publish", "Redact", "grounds", "marked_in"]
