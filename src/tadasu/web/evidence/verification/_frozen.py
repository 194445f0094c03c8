"""A conclusion as bytes: what was claimed, the graded pieces, what weighing gave, by which rules. Pure.

Canonical JSON: keys sorted, no blanks, UTF-8. Ids and codes, no text but the names of the party that it is about. Whoever has the
content computes the result again and gets the same bytes, as long as the rules are those whose digest stands in it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tadasu.schema import Issue
from tadasu.web.evidence.verification._grades import AGAINST
from tadasu.weighing import (
    INDICATOR,
    STANDARDS,
    Claim,
    Credibility,
    Element,
    Independence,
    Kind,
    Piece,
    Reliability,
    Standing,
    Weighed,
    independence,
    weigh,
)

FORM = "tadasu-conclusion-1"

Content = dict[str, Any]


def canonical(content: Content) -> str:
    """The text whose bytes are kept."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> bytes:
    """SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def basis_of(
    *,
    issue: str,
    elements: Iterable[str],
    heard: str,
    heard_on: date | None,
    about: Mapping[str, Any],
    start: date | None,
    end: date | None,
    party: str,
    pieces: Iterable[Piece],
    differs: Mapping[str, Iterable[str]],
) -> Content:
    """What is weighed, before it is: a conclusion holds the same."""
    return {
        "form": FORM,
        "claim": {
            "issue": issue,
            "elements": sorted(elements),
            "heard": heard,
            "heard_on": heard_on.isoformat() if heard_on else "",
            "about": dict(about),
            "start": start.isoformat() if start else "",
            "end": end.isoformat() if end else "",
            "party": party,
        },
        "pieces": [_piece_kept(one) for one in sorted(pieces, key=lambda one: one.id)],
        "differs": {item: sorted(grades) for item, grades in sorted(differs.items()) if grades},
    }


def weighed_of(content: Mapping[str, Any], *, second: bool) -> Weighed:
    """What the pieces give for the claim; `second`: as it is once a second person has signed."""
    return weigh(_claim(content, second=second), [_piece(one) for one in content["pieces"]])


def frozen(basis: Content, **more: str | int) -> str:
    """The whole content: what was weighed, what that gave with and without a signature, and what is said beside it."""
    signed, alone = (weighed_of(basis, second=second) for second in (True, False))
    return canonical(
        {
            **basis,
            **more,
            "result": _result(signed, independent(basis, signed)),
            "unsigned": alone.standard,
            "rules": signed.rules,
        }
    )


def rests_on(content: Content, basis: Content) -> bool:
    """Whether a conclusion froze just this."""
    return all(content[name] == value for name, value in basis.items())


def computed_again(text: str) -> str:
    """The content, its result computed anew from its claim and pieces."""
    held = json.loads(text)
    for name in ("result", "unsigned", "rules"):
        held.pop(name)
    return frozen(held)


def independent(content: Mapping[str, Any], weighed: Weighed) -> Independence:
    """How many independent origins all that bears on the claim has: an item that was weighed as two pieces is one."""
    pieces = [_piece(one) for one in content["pieces"]]
    return independence(
        one for one in pieces if not one.id.endswith(AGAINST) and one.bears.keys() & weighed.elements.keys()
    )


def at_most(standard: str, other: str | None) -> bool:
    """Whether a standard asks no more than the other, which may be none."""
    return other is not None and STANDARDS.index(standard) <= STANDARDS.index(other)


def indicators_met(content: Mapping[str, Any], standard: str) -> tuple[str, ...]:
    """The ILO's indicators whose evidence reaches a standard."""
    return tuple(
        name.removeprefix(INDICATOR)
        for name, one in content["result"]["elements"].items()
        if name.startswith(INDICATOR) and at_most(standard, one["standard"])
    )


def is_contradicted(weighed: Weighed) -> bool:
    """Whether anything contradicts an element of the claim."""
    return any(one.contradicts for one in weighed.elements.values())


HEARD = ("asked-and-answered", "asked-and-silent")
"""What counts as heard."""


def _claim(content: Mapping[str, Any], *, second: bool) -> Claim:
    claim = content["claim"]
    return Claim(
        issue=Issue(claim["issue"]),
        elements=frozenset(claim["elements"]),
        heard=claim["heard"] in HEARD,
        second=second,
    )


def _piece_kept(piece: Piece) -> Content:
    return {
        "id": piece.id,
        "kind": piece.kind.value,
        "reliability": piece.reliability.value,
        "credibility": piece.credibility.value,
        "firsthand": piece.firsthand,
        "origins": sorted(piece.origins),
        "bears": {element: standing.value for element, standing in sorted(piece.bears.items())},
    }


def _piece(kept: Mapping[str, Any]) -> Piece:
    return Piece(
        id=kept["id"],
        kind=Kind(kept["kind"]),
        reliability=Reliability(kept["reliability"]),
        credibility=Credibility(kept["credibility"]),
        firsthand=kept["firsthand"],
        origins=frozenset(kept["origins"]),
        bears={element: Standing(standing) for element, standing in kept["bears"].items()},
    )


def _result(weighed: Weighed, found: Independence) -> Content:
    return {
        "standard": weighed.standard,
        "strength": weighed.strength,
        "weakest": weighed.weakest,
        "elements": {name: _element(one) for name, one in weighed.elements.items()},
        "origins": found.count,
        "most_origins": found.most,
        "counted": list(found.counted),
        "echoes": [
            {"piece": one.piece, "because": list(one.because), "origins": list(one.origins)} for one in found.echoes
        ],
        "circles": [list(one) for one in found.circles],
    }


def _element(one: Element) -> Content:
    return {
        "standard": one.standard,
        "strength": one.strength,
        "origins": one.origins,
        "kinds": one.kinds,
        "firsthand": one.firsthand,
        "contrary": one.contrary,
        "exact": one.exact,
        "supports": list(one.supports),
        "contradicts": list(one.contradicts),
    }
