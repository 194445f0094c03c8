"""Write the invented world: `python -m tadasu.demo [FOLDER] [SEED]`; without arguments the committed files."""

import sys
from pathlib import Path

from tadasu.demo import SEED, demo_folder, world, write

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_folder()
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    for path in write(world(seed), folder):
        print(path)
