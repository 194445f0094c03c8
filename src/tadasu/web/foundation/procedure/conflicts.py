"""Somebody else acted meanwhile: nothing of what was asked is done, and what happened is told."""

from collections.abc import Sequence

from tadasu.schema import UsageError
from tadasu.web.foundation.procedure.models import Run, Step


class Conflict(UsageError):
    """`steps` are those that whoever acts had not seen, in their order."""

    def __init__(self, run: Run, steps: Sequence[Step]) -> None:
        self.run = run
        self.steps = tuple(steps)
        super().__init__("run-conflict", seen=str(steps[0].number - 1), last=str(steps[-1].number))
