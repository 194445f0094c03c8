"""Load files with iatikit and say what it read, as one JSON object a line. Runs in the peer's environment only:

    run.py FILE ...

The working folder holds `__iatikitcache__/standard`, where iatikit looks for schemas and code lists. It is given no network: a
socket that is opened ends the run. Its `activity.sector` is not asked: it needs a code list of IATI 1 that is not at hand.
"""

import json
import sys
from collections import defaultdict
from decimal import Decimal
from importlib.metadata import version
from typing import Any


def main() -> int:
    sys.addaudithook(_refuse)
    for name in sys.argv[1:]:
        print(json.dumps(read(name), sort_keys=True))
    return 0


def read(name: str) -> dict[str, Any]:
    """Validity, as iatikit sees it, and what its activities, organisations and their transactions come to."""
    import iatikit  # only in the peer's environment

    dataset = iatikit.Dataset(name)
    checks = {
        "xml": dataset.validate_xml(),
        "schema": dataset.validate_iati(),
        "codes": dataset.validate_codelists(),
    }
    activities = list(dataset.activities)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    transactions = [one for activity in activities for one in activity.etree.findall("transaction")]
    for one in transactions:
        value = one.find("value")
        kind = one.find("transaction-type").get("code")
        sums[f"{kind} {value.get('currency')}"] += Decimal(value.text)
    return {
        "iatikit": version("iatikit"),
        "filetype": dataset.filetype,
        "version": dataset.version,
        "valid": {key: bool(found) for key, found in checks.items()},
        "problems": {key: len(found.errors) for key, found in checks.items()},
        "activities": len(dataset.activities),
        "organisations": len(dataset.organisations),
        "identifiers": [one.id for one in activities],
        "titles": sum(len(one.title) for one in activities),
        "starts": [one.start.isoformat() for one in activities],
        "sectors": sorted({str(sector.get("code")) for one in activities for sector in one.etree.findall("sector")}),
        "humanitarian": sum(one.humanitarian for one in activities),
        "transactions": len(transactions),
        "sums": {key: str(value) for key, value in sorted(sums.items())},
    }


def _refuse(event: str, _: object) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise SystemExit("iatikit asked for the network")


if __name__ == "__main__":
    raise SystemExit(main())
