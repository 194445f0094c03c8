"""Where the real data for benchmarks is; it is never shipped."""

import os
from pathlib import Path


def shared_data() -> Path:
    """The folder, from TADASU_SHARED_DATA or beside the checkout.

    Raises SystemExit when it is not there.
    """
    folder = Path(os.environ.get("TADASU_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        raise SystemExit(f"The benchmarks need the shared real data; {folder} is not there (set TADASU_SHARED_DATA).")
    return folder
