"""What is asked about articles. What a page says of itself stands in a form as a guess and is kept only as it is sent."""

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.custody.words import words
from tadasu.web.evidence.press._fetching import LONGEST_ADDRESS
from tadasu.web.evidence.press._writing import LONGEST_PASSAGE, MOST_PASSAGES, Told
from tadasu.web.evidence.press.actions.repeating import VERDICTS
from tadasu.web.evidence.press.models import LONGEST_KEY, LONGEST_LICENCE, LONGEST_LINE, Article
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day

_LANGUAGE = RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", _("Write it as en, ja, my or zh-Hans."))
BETWEEN = "---"
"""A line of these separates passages."""


def _address(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Address of the article"),
        help_text=_("It begins with https:// or http://."),
        max_length=LONGEST_ADDRESS,
        required=required,
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )


class ByAddress(forms.Form):
    """A page that is fetched."""

    url = _address(required=True)


class ByFile(forms.Form):
    """A page as somebody saved it."""

    file = forms.FileField(label=_("Saved page"), help_text=_("HTML, PDF or plain text, at most 20 MB."))
    url = _address(required=False)


class ByText(forms.Form):
    """A text as somebody copied it."""

    text = forms.CharField(
        label=_("Text of the article"),
        help_text=_("All of it, as it was published; it is not changed any more."),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        strip=False,
    )
    url = _address(required=False)


class Said(forms.Form):
    """What a person says of an article."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    author = forms.CharField(
        label=_("Author"),
        help_text=_("As it is printed. Leave it empty where none is named."),
        max_length=LONGEST_LINE,
        required=False,
    )
    outlet = forms.CharField(label=_("Outlet"), help_text=_("Its name as it is printed."), max_length=LONGEST_LINE)
    published_on = forms.DateField(label=_("Published on"), required=False, widget=Day())
    language = forms.CharField(
        label=_("Language it is in"),
        help_text=_("A code, as en, ja, my or zh-Hans."),
        max_length=20,
        required=False,
        validators=[_LANGUAGE],
    )
    licence = forms.CharField(
        label=_("Licence"),
        help_text=_(
            "As it is stated: the address of a Creative Commons licence, its short name, or the words of the page. "
            "Empty means that none is stated: then only passages of it go out of the organisation, as quotations."
        ),
        max_length=LONGEST_LICENCE,
        required=False,
    )
    country = forms.CharField(
        label=_("Country it is about"), help_text=_("By name or code."), max_length=80, required=False
    )
    sector = forms.ChoiceField(label=_("Sector it is about"), required=False)
    outlet_key = forms.CharField(
        label=_("Counts as"),
        help_text=_(
            "Outlets with one owner that rest on one another's work get the same word here: then they count as one source. "
            "Empty: the host of the address, or the outlet's name."
        ),
        max_length=LONGEST_KEY,
        required=False,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        sectors = [(code, names[language()]) for code, names in words("sectors").items()]
        cast(forms.ChoiceField, self.fields["sector"]).choices = [("", gettext("not said")), *sectors]
        for field in self.fields.values():
            field.widget.attrs |= {"dir": "auto"} if isinstance(field.widget, forms.TextInput | forms.Textarea) else {}

    def told(self, url: str = "") -> Told:
        """As the action takes it."""
        said = self.cleaned_data
        return Told(url=url, **{name: said[name] for name in Said.base_fields})


class Confirm(Said):
    """What a page seems to say of itself, to be confirmed, and the passages that matter. `guessed` are fields that were read out
    of the page."""

    passages = forms.CharField(
        label=_("The passage that matters"),
        help_text=_("Copy it out of the text below. Between several of them stands a line with three hyphens: ---"),
        max_length=(LONGEST_PASSAGE + 10) * MOST_PASSAGES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("passages",)

    def __init__(self, *arguments: Any, guessed: frozenset[str] = frozenset(), **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in guessed:
            field = self.fields[name]
            guess = gettext("A guess, read out of the page: check it, correct it.")
            field.help_text = f"{guess} {field.help_text}" if field.help_text else guess

    def said_passages(self) -> list[str]:
        """One by one."""
        found: list[list[str]] = [[]]
        for line in str(self.cleaned_data["passages"]).splitlines():
            if line.strip() == BETWEEN:
                found.append([])
            else:
                found[-1].append(line)
        return ["\n".join(one) for one in found]


class Change(Said):
    """What is said of an article, and how often that had been changed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class OnePassage(forms.Form):
    """One more that matters."""

    text = forms.CharField(
        label=_("The passage that matters"),
        help_text=_("Copy it out of the text. What the text does not hold is marked as typed by hand."),
        max_length=LONGEST_PASSAGE,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class Repeats(forms.Form):
    """Which article it repeats."""

    other = forms.ChoiceField(label=_("It repeats"), required=False)

    def __init__(self, *arguments: Any, others: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast(forms.ChoiceField, self.fields["other"]).choices = [("", gettext("nothing that is here")), *others]


class Verdict(forms.Form):
    """Which of two texts repeats the other."""

    verdict = forms.ChoiceField(label=_("What holds"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, article: Article, other: Article, **named: Any) -> None:
        super().__init__(*arguments, **named)
        names = {"one": f"{article.outlet}: {article.title}", "other": f"{other.outlet}: {other.title}"}
        said = [
            gettext("“%(one)s” repeats “%(other)s”") % names,
            gettext("“%(other)s” repeats “%(one)s”") % names,
            gettext("Neither repeats the other"),
        ]
        cast(forms.ChoiceField, self.fields["verdict"]).choices = list(zip(VERDICTS, said, strict=True))


class Follow(forms.Form):
    """A feed."""

    url = forms.CharField(
        label=_("Address of the feed"),
        help_text=_("RSS or Atom. It begins with https:// or http://."),
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    outlet = forms.CharField(label=_("Outlet"), help_text=_("Its name as it is printed."), max_length=LONGEST_LINE)


class Nothing(forms.Form):
    """Nothing is asked: the page says what will happen."""
