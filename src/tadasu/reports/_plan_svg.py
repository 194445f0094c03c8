"""A plan as a picture: by country what it takes of each budget line, with the name of the line and the units at every bar."""

from collections import Counter

from tadasu.funds import Plan
from tadasu.reports._bars_svg import Bar, bars_svg
from tadasu.reports._need_words import level_text
from tadasu.reports._path_words import country_text
from tadasu.reports._path_wrap import plain
from tadasu.wording import Language, say


def plan_svg(plan: Plan, *, language: Language = "en", key: str = "plan") -> str:
    """Countries with most first, then by their code. `plan_table` says the same and more."""
    bars = plan_bars(plan, language)
    title = say("plan.picture.title", {"count": str(len(plan.taken)), "of": str(len(plan.decisions))}, language)
    told = [say("plan.picture.note", {}, language)]
    told += [f"{one.group}, {one.label}: {one.said}" for one in bars]
    told += [f"{level_text(one.name, language)}: {one.value:,}" for one in plan.levels]
    return bars_svg(bars, title=title, told="\n".join(map(plain, told)), key=key, language=language)


def plan_bars(plan: Plan, language: Language) -> tuple[Bar, ...]:
    """Units by country and line, all years together, the closing of grants included."""
    units: Counter[tuple[str, str]] = Counter()
    for one in plan.decisions:
        if one.option:
            units[one.country, one.line] += one.total
    whole: Counter[str] = Counter()
    for (country, _), value in units.items():
        whole[country] += value
    order = sorted(units, key=lambda one: (-whole[one[0]], one[0], one[1]))
    return tuple(
        Bar(
            group=country_text(country, language),
            label=plain(line),
            value=units[country, line],
            said=say("plan.picture.amount", {"units": f"{units[country, line]:,}"}, language),
        )
        for country, line in order
    )
