"""An invented world with planted truth: suppliers, official lists, and who is who, for every demo and many tests."""

from tadasu.demo._files import SEED, contents, demo_folder, truth, write
from tadasu.demo._shapes import KINDS, POSITIVE_KINDS, TRAP_KINDS, DemoList, Listed, Planted, StoryFirm, Supplier, World
from tadasu.demo._world import world

__all__ = [
    "KINDS",
    "POSITIVE_KINDS",
    "SEED",
    "TRAP_KINDS",
    "DemoList",
    "Listed",
    "Planted",
    "StoryFirm",
    "Supplier",
    "World",
    "contents",
    "demo_folder",
    "truth",
    "world",
    "write",
]
