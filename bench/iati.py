"""Do the files we publish load in iatikit? `python -m bench.iati [--activities N]`.

Writes an activity file, an organisation file and one that is broken on purpose, with invented content; gives iatikit (an
environment of its own, bench/peer_iati) schemas and code lists from the shared data where it looks for them; and compares what it
read with what was written. Ends with 1 when anything differs.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree
from tests.funds.made_grants import NOW, activity, identifier, organisation

from bench.peer.environment import PeerError
from bench.peer_iati.environment import RUN, iatikit_python
from bench.shared import shared_data
from tadasu.funds import IatiActivity, iati_activities, iati_organisation

ACTIVITIES = 500
VERSION = "203"
CACHE = Path("__iatikitcache__", "standard")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.iati", description=__doc__)
    parser.add_argument("--activities", type=int, default=ACTIVITIES)
    args = parser.parse_args()
    made = [activity(identifier=identifier(number)) for number in range(1, args.activities + 1)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        give_standard(shared_data() / "iati", folder / CACHE)
        written = {
            "activities.xml": iati_activities(made, generated=NOW),
            "organisation.xml": iati_organisation(organisation(), generated=NOW),
            "broken.xml": broken(iati_activities(made[:1], generated=NOW)),
        }
        for file, data in written.items():
            (folder / file).write_bytes(data)
        try:
            found = asked(folder, list(written))
        except PeerError as error:
            print(error)
            return 1
    wrong = differences(made, found)
    print(json.dumps({file: _short(report) for file, report in found.items()}, indent=2, sort_keys=True))
    print("\n".join(wrong) or "iatikit reads what was written, finds it valid, and finds the broken file broken.")
    return 1 if wrong else 0


def asked(folder: Path, names: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What iatikit says of each file."""
    command = [str(iatikit_python()), str(RUN), *names]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        raise PeerError(f"iatikit stopped: {done.stderr[-2000:]}")
    return dict(zip(names, map(json.loads, done.stdout.splitlines()), strict=True))


def differences(made: Sequence[IatiActivity], found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Where it read something else than was written; empty when nowhere."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in made:
        for each in one.transactions:
            sums[f"{each.flow} {each.money.currency}"] += each.money.amount
    whole = {"xml": True, "schema": True, "codes": True}
    wanted: dict[str, dict[str, Any]] = {
        "activities.xml": {
            "filetype": "activity",
            "valid": whole,
            "activities": len(made),
            "identifiers": sorted(one.identifier for one in made),
            "titles": sum(len(one.title) for one in made),
            "starts": [str(one.actual_start) for one in made],
            "sectors": sorted({share.code for one in made for share in one.purposes}),
            "humanitarian": 0,
            "transactions": sum(len(one.transactions) for one in made),
        },
        "organisation.xml": {"filetype": "organisation", "valid": whole, "organisations": 1},
        "broken.xml": {"valid": {"xml": True, "schema": False, "codes": False}},
    }
    wrong = [
        f"{file}: {key} is {found[file][key]!r}, not {value!r}"
        for file, values in wanted.items()
        for key, value in values.items()
        if found[file][key] != value
    ]
    read = {key: Decimal(value) for key, value in found["activities.xml"]["sums"].items()}
    return wrong if read == dict(sums) else [*wrong, f"activities.xml: sums are {read}, not {dict(sums)}"]


def broken(data: bytes) -> bytes:
    """Without a title, and with a region that is none."""
    root = etree.fromstring(data)
    title, region = root.find("iati-activity/title"), root.find("iati-activity/recipient-region")
    assert title is not None
    assert region is not None
    root[0].remove(title)
    region.set("code", "12345")
    return etree.tostring(root)


def give_standard(source: Path, cache: Path) -> None:
    """Schemas, code lists and the places where codes stand, in the form in which iatikit downloads them."""
    schemas, lists, mappings = cache / "schemas" / VERSION, cache / "codelists", cache / "codelist_mappings" / VERSION
    for folder in (schemas, lists, mappings):
        folder.mkdir(parents=True)
    for path in source.glob("*.xsd"):
        (schemas / path.name).write_bytes(path.read_bytes())
    names = {}
    for path in source.joinpath("codelists").glob("*.xml"):
        (lists / f"{path.stem}.json").write_text(json.dumps(_code_list(path)), encoding="utf-8")
        names[path.stem] = ["2.03"]
    (lists / "codelists.json").write_text(json.dumps(names), encoding="utf-8")
    table = files("tadasu.funds").joinpath("data", "iati_codes.csv").read_text(encoding="utf-8")
    rows = [{"path": row["path"], "codelist": row["list"]} for row in csv.DictReader(table.splitlines())]
    for kind in ("activity", "organisation"):
        (mappings / f"{kind}-mappings.json").write_text(json.dumps(rows), encoding="utf-8")


def _code_list(path: Path) -> dict[str, Any]:
    root = etree.parse(path).getroot()
    items = root.iterfind("codelist-items/codelist-item")
    data = {
        code: {"code": code, "status": one.get("status", "active")} for one in items if (code := one.findtext("code"))
    }
    return {"attributes": {"complete": root.get("complete")}, "metadata": {"name": path.stem, "url": ""}, "data": data}


def _short(report: Mapping[str, Any]) -> dict[str, Any]:
    """Without the long lists."""
    return {key: len(value) if isinstance(value, list) and len(value) > 5 else value for key, value in report.items()}


if __name__ == "__main__":
    raise SystemExit(main())
