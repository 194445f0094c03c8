"""By which settings an assessment was made, in words: what was assessed, what leads to a hold, what must be seen."""

from collections.abc import Callable, Mapping
from math import exp
from types import MappingProxyType

from tadasu.reports._assessed import AssessmentReport, percent
from tadasu.reports._html_parts import sentence, text
from tadasu.reports._path_strength import strength_text
from tadasu.reports._path_words import country_text
from tadasu.schema import MILLINATS
from tadasu.wording import Language, say


def settings_html(report: AssessmentReport) -> str:
    """A table with a row a setting; nothing where the report names none."""
    if not report.settings:
        return ""
    language = report.language
    heads = "".join(
        f'<th scope="col" role="columnheader">{text(say(f"assess.settings.{part}", {}, language))}</th>'
        for part in ("name", "value")
    )
    rows = "\n".join(
        f'<tr role="row"><th scope="row" role="rowheader">{text(say(f"assess.setting.{code}", {}, language))}</th>'
        f'<td role="cell">{sentence(setting_text(code, value, language))}</td></tr>'
        for code, value in report.settings
    )
    return f"""<section aria-labelledby="settings-title">
<h2 id="settings-title">{text(say("assess.settings", {}, language))}</h2>
<table class="fold" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody></table>
</section>"""


def setting_text(code: str, value: str, language: Language) -> str:
    """The value of a setting in words; an empty one sets no bound.

    >>> setting_text("flow", "import", "en"), setting_text("country", "", "en"), setting_text("least-strength", "-2303", "en")
    ('imports', 'all', '0.1 (-2.303)')
    """
    if not value:
        return say("assess.setting.all", {}, language)
    return _WORDS[code](value, language) if code in _WORDS else value


def _flow(value: str, language: Language) -> str:
    return say(f"flow.{value}", {}, language)


def _issues(value: str, language: Language) -> str:
    return _joined([say(f"issue.{each}", {}, language) for each in value.split("|")], language)


def _kinds(value: str, language: Language) -> str:
    return _joined([say(f"finding.kind.{each}", {}, language) for each in value.split("|")], language)


def _about(value: str, language: Language) -> str:
    pairs = (each.rpartition("=") for each in value.split("|"))
    return _joined(
        [
            say("assess.setting.about.one", {"list": file, "issue": say(f"issue.{issue}", {}, language)}, language)
            for file, _, issue in pairs
        ],
        language,
    )


def _strength(value: str, language: Language) -> str:
    part = {"part": f"{exp(int(value) / MILLINATS):.3g}", "strength": strength_text(int(value))}
    return say("assess.setting.strength", part, language)


def _share(value: str, language: Language) -> str:
    return say("assess.setting.percent", {"share": percent(int(value))}, language)


def _use(value: str, language: Language) -> str:
    return say(f"assess.setting.{value}", {}, language)


def _joined(words: list[str], language: Language) -> str:
    return say("list.separator", {}, language).join(words)


_WORDS: Mapping[str, Callable[[str, Language], str]] = MappingProxyType(
    {
        "about": _about,
        "contested": _use,
        "country": country_text,
        "extended": _use,
        "flow": _flow,
        "goods-at-risk": _use,
        "issues": _issues,
        "kinds": _kinds,
        "least-origin": _share,
        "least-seen": _share,
        "least-strength": _strength,
        "parts": _use,
    }
)
"""Setting -> its words; the others are numbers."""
