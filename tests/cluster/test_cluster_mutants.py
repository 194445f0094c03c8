"""The comparison with one machine bites: a level without one of its conditions is found out."""

import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.cluster.worlds import collected, random_worlds

from tadasu.cluster import _trace as subject
from tadasu.tracing import Rules

UNTIL = 'until = Window.partitionBy(key).orderBy("day")'
MUTANTS = {
    "nothing": ("", ""),
    "product": (".where(bit == 1)", ".where(bit >= 0)"),
    "time": (UNTIL, "until = Window.partitionBy(key)"),
    "tie": (UNTIL, f"{UNTIL}.rangeBetween(Window.unboundedPreceding, -1)"),
    "running greatest": ("before is null or potential > before", "before is null"),
    "ageing": ('sf.col("day").cast("long") * rules.ageing\n', "sf.lit(0)\n"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_only_the_level_as_it_is_equals_the_kernel(local: Any, tmp_path: Path, name: str) -> None:
    right, wrong = MUTANTS[name]
    source = inspect.getsource(subject)
    assert right in source
    mutant = ModuleType("mutant")
    exec(compile(source.replace(right, wrong) if right else source, "mutant", "exec"), mutant.__dict__)
    worlds, rules = random_worlds(60, seed=3), Rules(tiers=2, ageing=3)
    found = mutant.trace(*worlds.frames(local), worlds.allowed, checkpoint=str(tmp_path), rules=rules)
    assert (collected(found, rules) == worlds.kernel(rules)) == (name == "nothing")
