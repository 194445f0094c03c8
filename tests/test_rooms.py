"""The rooms of the house: each has a face, the others see nothing but the face, and the contracts about imports see all."""

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "tadasu"
ROOMS = sorted(folder.name for folder in HOUSE.iterdir() if (folder / "__init__.py").is_file())

MAY_REACH = {
    "contract:plain": {"cli", "web"},
    "contract:network": {"cli", "cluster", "lists", "web"},
    "contract:spark": {"cluster", "web"},
}
"""Contract of .importlinter -> the rooms that may import what it forbids."""


def imported(file: Path) -> Iterator[tuple[str, str]]:
    """Module and name of everything that a file imports from the house."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tadasu"):
            yield from ((node.module, alias.name) for alias in node.names)


def test_every_folder_with_code_is_a_package_that_the_contracts_see() -> None:
    folders = {file.parent for file in HOUSE.rglob("*.py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_a_room_sees_only_the_faces_of_others() -> None:
    seen = []
    for file in HOUSE.rglob("*.py"):
        own = file.relative_to(HOUSE).parts[0]
        for module, name in imported(file):
            room, *inside = module.split(".")[1:] or [""]
            if room in ROOMS and room != own and (inside or name.startswith("_")):
                seen.append(f"{file.relative_to(ROOT)}: {module} {name}")
    assert seen == []


def test_a_private_package_is_seen_by_its_face_alone() -> None:
    seen = []
    for file in HOUSE.rglob("*.py"):
        folders = file.relative_to(HOUSE).parts[:-1]
        for module, name in imported(file):
            way = module.split(".")[1:]
            for depth, part in enumerate(way):
                outside = list(folders[: depth + 1]) != way[: depth + 1]
                beyond = way[depth + 1 :] or name.startswith("_")
                if part.startswith("_") and (HOUSE / "/".join(way[: depth + 1])).is_dir() and outside and beyond:
                    seen.append(f"{file.relative_to(ROOT)}: {module} {name}")
    assert seen == []


def test_every_room_stands_in_every_contract_about_what_it_may_reach() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    for name, rooms in MAY_REACH.items():
        held = set(contracts[f"importlinter:{name}"]["source_modules"].split())
        assert {f"tadasu.{room}" for room in ROOMS if room not in rooms} == held, name
