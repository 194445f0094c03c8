"""The re-identification test: an adversary who has a release and what the world knows tries to single somebody out.

It shares no reasoning with the making of a release (`_steps`, `_cover`, `_records`): it reads the release alone, counts over the
true grants by itself, and sets up its own linear programmes. So it can find what those forgot. What it finds is judged by the
true
grants: a group of at least the policy's size, paid by enough intermediaries, that nobody dominates, is no finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tadasu.release._attack_figures import attack_figures
from tadasu.release._attack_records import attack_records
from tadasu.release._attack_view import View
from tadasu.release._exclusion import ExclusionPolicy
from tadasu.release._grant import Grant, TheirFile
from tadasu.release._problem import Problem
from tadasu.release._released import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Raid:
    """News: in this month (`2026-05`) an outlet of this country was raided for foreign money."""

    country: str
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What an adversary has. `earlier`: all releases before, withdrawn ones too. `theirs`: what intermediaries published.
    `raids`: news. `insiders`: keys of grantees that take their own amounts off. `leaked`: keys of grantees on a leaked list.

    `grants` are the true ones at every level, as they were counted; `identifiers` says which record is whose. They are for
    judging, no adversary has them. Without them only what follows from the release is judged.
    """

    grants: Sequence[Grant] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    earlier: Sequence[Release] = ()
    theirs: Sequence[TheirFile] = ()
    raids: Sequence[Raid] = ()
    insiders: Sequence[str] = ()
    leaked: Sequence[str] = ()


def attack(release: Release, knowledge: Knowledge, policy: ExclusionPolicy) -> tuple[Problem, ...]:
    """Every singling-out that succeeds, in a fixed order; empty when none does. `at` is an entry (`programme/region/year`, `*`
    for all) or the identifier of a record."""
    view = View(
        release=release,
        policy=policy,
        grants=tuple(knowledge.grants),
        owners={id: key for key, id in knowledge.identifiers.items()},
        earlier=tuple(knowledge.earlier),
        theirs=tuple(knowledge.theirs),
        raids=tuple((one.country, one.month) for one in knowledge.raids),
        insiders=tuple(knowledge.insiders),
        leaked=frozenset(knowledge.leaked),
    )
    found = dict.fromkeys([*attack_figures(view), *attack_records(view)])
    return tuple(sorted(found, key=lambda one: (one.code, one.at, one.params)))
