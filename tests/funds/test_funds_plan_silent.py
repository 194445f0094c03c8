"""Planning says nothing but its answer: whoever pipes a command's output gets no greeting of the solver."""

import subprocess
import sys

PLANNING = """
from random import Random
from tests.funds.worlds import problem_of
from tadasu.funds import Plan, plan
assert isinstance(plan(problem_of(Random(3))), Plan)
"""


def test_the_solver_writes_nothing_to_the_standard_output() -> None:
    """In a process of its own: the solver greets once in each."""
    ran = subprocess.run([sys.executable, "-c", PLANNING], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("", "")
