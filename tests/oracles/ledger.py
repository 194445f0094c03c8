"""Slow twin of `tadasu.funds`' ledger: every balance from its own formula, with no moves and no running state.

An entry that was reversed is left out together with its reversal, as if neither had been written.
"""

from collections.abc import Sequence

from tadasu.funds import Act, Chart, Entry

Balances = dict[tuple[str, int, str, str], int]
"""(Line, year, tranche or nothing, account) -> smallest units."""

FREED = (Act.DECOMMITMENT, Act.RETURN, Act.RECOVERY)


def standing(chart: Chart, entries: Sequence[Entry]) -> Balances:
    """Every balance that is not zero."""
    left = effective(entries)
    found: Balances = {}
    for line in chart.lines:
        years = {one.year + more for one in left for more in (0, 1) if one.line == line}
        for year in years:
            mine = [one for one in left if one.line == line]
            found |= of_a_year(chart, mine, line, year)
            for tranche in {one.tranche for one in mine if one.tranche}:
                found |= of_a_tranche([one for one in mine if one.tranche == tranche], line, year, tranche)
    return {key: minor for key, minor in found.items() if minor}


def effective(entries: Sequence[Entry]) -> list[Entry]:
    """What is left when reversals and what they take back are gone."""
    gone = {one.reverses for one in entries if one.act is Act.REVERSAL}
    return [one for one in entries if one.act is not Act.REVERSAL and one.id not in gone]


def of_a_year(chart: Chart, mine: list[Entry], line: str, year: int) -> Balances:
    last = chart.lines[line].last(year)
    here = [one for one in mine if one.year == year]
    came = of(here, Act.BUDGET) + of(here, Act.RECEIPT)
    freed = sum(one.amount.minor for one in here if one.act in FREED and one.day <= last)
    late = sum(one.amount.minor for one in here if one.act in FREED and one.day > last)
    over = sum(one.amount.minor for one in mine if one.act is Act.CARRY_OVER and not one.tranche and one.year == year)
    before = sum(
        one.amount.minor for one in mine if one.act is Act.CARRY_OVER and not one.tranche and one.year == year - 1
    )
    bound = of(here, Act.COMMITMENT) + of(here, Act.ADJUSTMENT)
    return {
        (line, year, "", "outside"): -came,
        (line, year, "", "available"): came - bound + freed - of(here, Act.LAPSE) - over + before,
        (line, year, "", "surrendered"): of(here, Act.LAPSE) + late,
    }


def of_a_tranche(mine: list[Entry], line: str, year: int, tranche: str) -> Balances:
    here = [one for one in mine if one.year == year]
    paid = of(here, Act.ADVANCE) + of(here, Act.DISBURSEMENT)
    over = of(here, Act.CARRY_OVER)
    before = of([one for one in mine if one.year == year - 1], Act.CARRY_OVER)
    bound = of(here, Act.COMMITMENT) + of(here, Act.ADJUSTMENT) - of(here, Act.DECOMMITMENT)
    return {
        (line, year, tranche, "committed"): bound - paid - over + before,
        (line, year, tranche, "advanced"): of(here, Act.ADVANCE) - of(here, Act.LIQUIDATION) - of(here, Act.RETURN),
        (line, year, tranche, "spent"): of(here, Act.DISBURSEMENT) + of(here, Act.LIQUIDATION) - of(here, Act.RECOVERY),
    }


def of(entries: list[Entry], act: Act) -> int:
    return sum(one.amount.minor for one in entries if one.act is act)


def held(entries: Sequence[Entry], tranche: str) -> int:
    """Committed, advanced and spent of a tranche together, whatever the year."""
    mine = [one for one in effective(entries) if one.tranche == tranche]
    up = of(mine, Act.COMMITMENT) + of(mine, Act.ADJUSTMENT)
    return up - of(mine, Act.DECOMMITMENT) - of(mine, Act.RETURN) - of(mine, Act.RECOVERY)


def covered(chart: Chart, entries: Sequence[Entry], entry: Entry) -> bool:
    """Whether an entry leaves no balance below zero and no tranche above its amount: the rules about money alone."""
    after = [*entries, entry]
    if any(minor < 0 for (*_, account), minor in standing(chart, after).items() if account != "outside"):
        return False
    raises = entry.act in (Act.COMMITMENT, Act.ADJUSTMENT)
    return not raises or held(after, entry.tranche) <= chart.tranches[entry.tranche].amount.minor
