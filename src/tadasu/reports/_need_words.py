"""Needs and plans in words: parts, reasons, and the tables that say the same as their pictures."""

from collections.abc import Mapping, Sequence

from tadasu.funds import Component, CountryNeed, Plan, Reason
from tadasu.reports._path_words import country_text
from tadasu.reports._simulation_tables import Shown
from tadasu.wording import Language, say

_BETWEEN: Mapping[Language, str] = {"en": "; ", "ja": "／"}


def funding_reason_text(reason: Reason, language: Language) -> str:
    """The sentence of a reason of a need or a plan.

    >>> funding_reason_text(Reason(code="need.unknown", params=(("part", "money"),)), "en")
    'months of money left, the fewest: unknown'
    """
    words = dict(reason.params)
    if "part" in words:
        words["part"] = part_name(words["part"], language)
    if "country" in words:
        words["country"] = country_text(words["country"], language)
    if words.get("band") == "unknown":
        words["band"] = say("need.picture.unknown", {}, language)
    return say(reason.code, words, language)


def part_name(part: str, language: Language) -> str:
    """What a part is called."""
    return say(f"need.part.{part}", {}, language)


def level_text(level: str, language: Language) -> str:
    """What a level of a plan is called."""
    name, _, band = level.partition(".")
    shown = say("need.picture.unknown", {}, language) if band == "unknown" else band
    return say(f"plan.level.{name}", {"band": shown}, language)


def bounds_text(component: Component) -> str:
    """The number of a part, as it stands on a tile and in a table: a number, two bounds, or nothing where it is unknown.

    >>> bounds_text(Component(name="money", low=-6, high=-3)), bounds_text(Component(name="cells", low=1, high=1))
    ('3–6', '1')
    """
    low, high = component.low, component.high
    if component.name in ("money", "funders"):
        low, high = (None if high is None else -high), (None if low is None else -low)
    if low is None and high is None:
        return ""
    if low == high:
        return str(low)
    return f"{low or 0}–{'' if high is None else high}"


def need_table(needs: Sequence[CountryNeed], language: Language) -> Shown:
    """A row a country, a column a part: what the picture says, with unknown as a word."""
    unknown = say("need.picture.unknown", {}, language)
    parts = [one.name for one in needs[0].components] if needs else []
    return Shown(
        key="need",
        title=say("need.picture.title", {}, language),
        heads=(
            say("need.picture.country", {}, language),
            say("need.picture.asked", {}, language),
            *(part_name(one, language) for one in parts),
        ),
        rows=tuple(
            (
                country_text(one.id, language),
                say("need.picture.known", {"asked": str(one.asked), "known": str(one.known)}, language),
                *(bounds_text(part) or unknown for part in one.components),
            )
            for one in needs
        ),
        right=tuple(range(1, len(parts) + 2)),
        notes=(say("need.picture.note", {}, language),),
    )


def plan_table(plan: Plan, language: Language) -> Shown:
    """Every candidate, those that are in first: line, units, and why; of those that are out also what stands against them."""
    order = sorted(plan.decisions, key=lambda one: (not one.option, one.candidate))
    state = {True: say("plan.picture.in", {}, language), False: say("plan.picture.out", {}, language)}
    return Shown(
        key="plan",
        title=say("plan.picture.title", {"count": str(len(plan.taken)), "of": str(len(plan.decisions))}, language),
        heads=tuple(
            say(f"plan.picture.{one}", {}, language)
            for one in ("candidate", "country", "state", "line", "units", "reasons")
        ),
        rows=tuple(
            (
                one.candidate,
                country_text(one.country, language),
                state[bool(one.option)],
                one.line,
                f"{one.total:,}" if one.option else "",
                _BETWEEN[language].join(
                    funding_reason_text(each, language) for each in (*one.reasons, *one.blocked, *one.upholds)
                ),
            )
            for one in order
        ),
        right=(4,),
        notes=(say("plan.picture.note", {}, language), *(funding_reason_text(one, language) for one in plan.warnings)),
    )
