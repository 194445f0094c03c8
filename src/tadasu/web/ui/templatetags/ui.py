"""The components as tags: each takes a value of `parts` or `tables` and draws its template. docs/ui.md shows them all."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BaseForm, FileInput, PasswordInput
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tadasu.web.ui import _table
from tadasu.web.ui.days import day_text, language, moment_text
from tadasu.web.ui.parts import Answer, CaseHead, Clock, Event, KeptFile, Pair, Said, State, Way
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.sizes import size_text
from tadasu.web.ui.tables import Shown

register = template.Library()

Values = Mapping[str, Any]


@register.inclusion_tag("ui/state.html")
def state(which: State | str, word: Said = "") -> Values:
    """Shape and word of a state; `word` stands in place of its own."""
    found = State(which)
    return {"state": found, "word": word or found.word}


@register.simple_block_tag
def notice(content: str, which: State | str = "", title: Said = "") -> SafeString:
    """Something to know before going on. With a state it has the state's shape and word before its title."""
    found = State(which) if which else None
    values = {"content": content, "state": found, "word": found.word if found else "", "title": title}
    return render_to_string("ui/notice.html", values)


@register.inclusion_tag("ui/clock.html")
def clock(clock: Clock, *, short: bool = False) -> Values:
    """Days left, last day, rule; short: on one line, for tables."""
    return {"clock": clock, "short": short}


@register.inclusion_tag("ui/case.html")
def case_header(case: CaseHead, *, level: int = 1) -> Values:
    """What, who, stage, clock. Its title is the page's h1, unless another level is given."""
    return {"case": case, "level": level}


@register.inclusion_tag("ui/timeline.html")
def timeline(events: Sequence[Event]) -> Values:
    """What happened, in the order given."""
    return {"events": events}


@register.inclusion_tag("ui/pairs.html")
def pairs(pairs: Sequence[Pair]) -> Values:
    """Words and what they stand for."""
    return {"pairs": pairs}


@register.inclusion_tag("ui/answers.html")
def answers(answers: Sequence[Answer]) -> Values:
    """Everything that was answered, before it is sent."""
    return {"answers": answers}


@register.inclusion_tag("ui/files.html")
def files(files: Sequence[KeptFile]) -> Values:
    """Files with kind and size."""
    return {"files": files}


@register.inclusion_tag("ui/picture.html")
def picture(picture: Picture) -> Values:
    """A picture with its source, and the same as a table."""
    return {"picture": picture}


@register.inclusion_tag("ui/rail.html")
def rail(label: Said, ways: Sequence[Way]) -> Values:
    """The left rail of a desk, for the block `aside`."""
    return {"label": label, "ways": ways}


@register.inclusion_tag("ui/table.html")
def table(shown: Shown) -> Values:
    """A page of a table with its search, filters, order, pages and file."""
    return _table.values(shown)


@register.inclusion_tag("ui/summary.html")
def error_summary(form: BaseForm) -> Values:
    """What has to be put right, each a link to its field. `{{ form }}` draws it by itself."""
    problems = [("", "", text) for text in form.non_field_errors()]
    problems += [("", "", text) for field in form.hidden_fields() for text in field.errors]
    for field in form.visible_fields():
        grouped = field.field.widget.use_fieldset or not field.id_for_label
        address = f"{field.auto_id}_0" if grouped else str(field.id_for_label)
        problems += [(address, str(field.label), text) for text in field.errors]
    widgets = [field.field.widget for field in form.visible_fields()]
    return {"problems": problems, "forgotten": any(isinstance(one, FileInput | PasswordInput) for one in widgets)}


@register.inclusion_tag("ui/reason_link.html")
def reason_link(address: str, label: Said, *, grave: bool = True) -> Values:
    """A way to a page that asks for a reason (`ui/reason.html`); where scripts run it opens as a dialog."""
    return {"address": address, "label": label, "grave": grave}


@register.inclusion_tag("ui/language.html", takes_context=True)
def language_switch(context: Context) -> Values:
    """The other languages of this page; nothing where there is no request."""
    request = context.get("request")
    return {
        "address": request.get_full_path() if request is not None else "",
        "token": context.get("csrf_token", ""),
        "languages": settings.LANGUAGES,
        "language": get_language(),
    }


@register.simple_tag
def leave_address() -> str:
    """Where quick exit leads: a page that nobody wonders at."""
    return str(settings.LEAVE_ADDRESS)


@register.simple_tag
def leave_host() -> str:
    """The name of the server where it leads."""
    return urlsplit(settings.LEAVE_ADDRESS).hostname or ""


@register.filter
def day(value: date | None) -> str:
    """A day in words."""
    return day_text(value, language()) if value is not None else ""


@register.filter
def law_day(value: date | None) -> str:
    """A day in words, in Japanese with the year of the era."""
    return day_text(value, language(), era=True) if value is not None else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time in words."""
    return moment_text(value, language()) if value is not None else ""


@register.filter
def machine(value: date) -> str:
    """A day or a moment for the attribute `datetime`, a moment in the zone in which it is shown."""
    if not isinstance(value, datetime):
        return value.isoformat()
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.isoformat(timespec="minutes")


@register.filter
def size(value: int) -> str:
    """Bytes in words."""
    return size_text(value)
