"""What is in memory shall not reach the disk when a process breaks: no core file. Swap is the operator's (docs/vault.md)."""

import resource


def leave_no_core() -> None:
    """For this process and those it starts."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
