"""What stands on top of a simulation: the finding as its title, and what must be read before any number."""

from tadasu.law import Standing
from tadasu.reports._ban_words import touched_params
from tadasu.reports._law_words import in_words
from tadasu.reports._path_wrap import plain
from tadasu.reports._set_words import set_notes
from tadasu.reports._simulation import SimulationReport, standing_of
from tadasu.wording import date_text, say

_LAW = frozenset({Standing.IN_FORCE, Standing.ADOPTED})


def title_of(report: SimulationReport) -> str:
    """The finding: of a ban what it touches, otherwise whom the regime binds."""
    name = in_words(report.simulation.regime.names, report.language)
    if report.ban is not None and report.ban.ban.banned.forbids:
        code = "simulate.title.ban.none" if report.ban.ban.lines.is_empty() else "simulate.title.ban"
        return _with_day(
            say(code, {"name": name, **touched_params(report.ban.ban, report.language)}, report.language), report
        )
    total = report.simulation.total
    params = {
        "name": name,
        "bound": report.number(total["in"]),
        "all": report.number(total["companies"]),
        "open": report.number(total["undetermined"] + total["conflict"]),
    }
    code = "simulate.title.counted" if report.exact else "simulate.title"
    open_ = ".open" if total["undetermined"] + total["conflict"] else ""
    return say(code + open_, params, report.language)


def _with_day(said: str, report: SimulationReport) -> str:
    """What is said of a ban, and from when it applies where that is to come."""
    asked = report.simulation.asked
    first = report.simulation.regime.applies_from(asked.on, known=asked.known)
    if first is None or first <= asked.on:
        return said
    return say("simulate.title.applies", {"said": said, "day": date_text(first, report.language)}, report.language)


def cautions(report: SimulationReport) -> list[str]:
    """What must be read before any number: what kind of thing this is, of what standing, of whom."""
    language, out = report.language, [say("simulate.caution", {}, report.language)]
    asked = (report.simulation, *report.others)
    not_law = [one for one in asked if standing_of(one) not in _LAW]
    for name in dict.fromkeys(in_words(one.regime.names, language) for one in not_law):
        out.append(say("simulate.caution.not-law", {"name": name}, language))
    if any(one.asked.chosen and standing_of(one) in _LAW for one in asked):
        out.append(say("simulate.caution.set", {}, language))
    if report.ban is not None and not report.ban.ban.banned.forbids:
        name = in_words(report.simulation.regime.names, language)
        out.append(say("simulate.caution.no-ban", {"name": name}, language))
    out += dict.fromkeys(set_notes(report))
    if report.file:
        out.append(say("simulate.caution.file", {"file": plain(report.file)}, language))
    else:
        rows = f"{report.simulation.sample.size:,}"
        out.append(say("simulate.caution.population", {"rows": rows}, language))
    return out
