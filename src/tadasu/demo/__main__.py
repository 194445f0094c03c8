"""Write the invented world: `python -m tadasu.demo [FOLDER] [SEED]`; without arguments the committed files.

A trade of any size: `python -m tadasu.demo trade FOLDER DECLARATIONS [SEED] [csv|parquet]`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from tadasu.demo import SEED, demo_folder, trade, world, write, write_trade


def _world(folder: str = "", seed: str = str(SEED)) -> Sequence[Path]:
    return write(world(int(seed)), Path(folder) if folder else demo_folder())


def _trade(folder: str, declarations: str, seed: str = str(SEED), form: str = "parquet") -> Sequence[Path]:
    made = trade(int(seed), declarations=int(declarations))
    return write_trade(Path(folder), made, form="csv" if form == "csv" else "parquet")


if __name__ == "__main__":
    words = sys.argv[1:]
    for path in _trade(*words[1:]) if words[:1] == ["trade"] else _world(*words):
        print(path)
