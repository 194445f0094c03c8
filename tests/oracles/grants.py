"""Slow twins of what `tadasu.funds` reads: sums of flows by plain loops over a whole document, and the most values that stay in
order by trying every choice."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree

Key = tuple[str, int, str, str]
"""Donor, year, kind of flow (2, 3, 4), currency."""


def flows_by_donor(document: bytes) -> dict[Key, Decimal]:
    """What each reporter gave others, by its own word, of activities that are there once."""
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    seen: set[str] = set()
    for activity in ElementTree.fromstring(document):
        name = (activity.findtext("iati-identifier") or "").strip()
        reporter = activity.find("reporting-org")
        if name in seen or reporter is None or reporter.get("secondary-reporter") in ("1", "true"):
            continue
        seen.add(name)
        for one in activity.findall("transaction"):
            kind, day, value = one.find("transaction-type"), one.find("transaction-date"), one.find("value")
            if kind is None or day is None or value is None or kind.get("code") not in ("2", "3", "4"):
                continue
            provider, receiver = one.find("provider-org"), one.find("receiver-org")
            donor = str(reporter.get("ref"))
            if provider is not None and provider.get("ref") not in (None, "", donor):
                continue
            if receiver is not None and receiver.get("ref") == donor and kind.get("code") != "4":
                continue
            currency = value.get("currency") or activity.get("default-currency")
            key = (donor, int(str(day.get("iso-date"))[:4]), str(kind.get("code")), str(currency))
            sums[key] += Decimal(str(value.text).strip())
    return dict(sums)


def most_in_order(values: Sequence[Decimal]) -> int:
    """How many of the values can be kept so that they never fall."""
    for size in range(len(values), 0, -1):
        for kept in combinations(values, size):
            if all(a <= b for a, b in pairwise(kept)):
                return size
    return 0
