"""What each number or choice that was set did here: in words, so that none is shown as set that nothing asks for."""

from collections.abc import Iterator, Sequence

from tadasu.assessment import SetHere
from tadasu.law import Measure, Simulation, Use, rates_missing
from tadasu.reports._law_words import in_words, set_text
from tadasu.reports._simulation import SimulationReport
from tadasu.wording import say


def settings_of(report: SimulationReport) -> Sequence[tuple[Simulation, Sequence[SetHere]]]:
    """Every simulation with what its settings did."""
    return tuple(zip((report.simulation, *report.others), report.set_here, strict=True))


def charged(one: SetHere, simulation: Simulation, report: SimulationReport) -> bool:
    """Whether a setting is a tier that the table of exports exposed charges: one of the first setting, where there is such a
    tariff on the day."""
    there = report.ban is not None and report.ban.tariff is not None
    return one.tariff and there and simulation is report.simulation


def set_here_text(one: SetHere, simulation: Simulation, report: SimulationReport) -> str:
    """Where a value is from that was set, and what that did."""
    return say("simulate.set-here", {"did": did_text(one, simulation, report)}, report.language)


def did_text(one: SetHere, simulation: Simulation, report: SimulationReport) -> str:
    """What a setting did: moved companies or declarations, or nothing, and why it could not."""
    if one.usual:
        return say("simulate.set.usual", {}, report.language)
    return say("list.separator", {}, report.language).join(_did(one, simulation, report))


def set_notes(report: SimulationReport) -> Iterator[str]:
    """What must be read before any number: the settings that move none, and rates that are missing."""
    language = report.language
    for simulation, settings in settings_of(report):
        for one in settings:
            if not one.moves and not charged(one, simulation, report):
                parameter = simulation.regime.parameters[one.parameter]
                params = {
                    "name": f"{in_words(parameter.names, language)} ({one.parameter})",
                    "value": set_text(parameter, one.value, language),
                    "did": did_text(one, simulation, report),
                }
                yield say("simulate.caution.moves-nothing", params, language)
        for missing in rates_missing(simulation):
            given = {
                "currency": missing.currency,
                "target": missing.target,
                "year": str(missing.year),
                "count": report.number(missing.companies),
            }
            yield say("simulate.caution.rate", given, language)


def _did(one: SetHere, simulation: Simulation, report: SimulationReport) -> Iterator[str]:
    language = report.language
    if one.companies is not None:
        params = {
            "moved": report.number(one.companies.moved),
            "now": report.number(one.companies.now),
            "before": report.number(one.companies.before),
        }
        yield say(f"simulate.set.companies{'' if one.companies.moved else '.none'}", params, language)
    if one.declarations is not None:
        params = {
            "moved": f"{one.declarations.moved:,.0f}",
            "now": f"{one.declarations.now:,.0f}",
            "before": f"{one.declarations.before:,.0f}",
        }
        yield say(f"simulate.set.declarations{'' if one.declarations.moved else '.none'}", params, language)
    elif one.bans:
        yield say("simulate.set.no-trade", {}, language)
    elif one.tariff:
        yield say(f"simulate.set.{_of_tariff(one, simulation, report)}", {}, language)
    elif one.companies is None:
        yield say(f"simulate.set.cannot.{_why(one, simulation)}", {}, language)


def _of_tariff(one: SetHere, simulation: Simulation, report: SimulationReport) -> str:
    """What a tier does: it is charged, or would be, or cannot be."""
    if simulation is not report.simulation:
        return "tariff.second"
    if report.ban is None:
        return "no-trade"
    return "tariff" if charged(one, simulation, report) else "cannot.number"


def _why(one: SetHere, simulation: Simulation) -> str:
    """Why nothing that is counted asks for it."""
    for use in (Use.CLOCK, Use.DAY, Use.RULE):
        if use in one.uses:
            return use.value
    is_choice = simulation.regime.parameters[one.parameter].unit is Measure.CHOICE
    return "case" if is_choice else "number"
