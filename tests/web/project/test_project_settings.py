"""Settings: each is read, each is described."""

import os
import re
import subprocess
import sys
from pathlib import Path

import tadasu.web
from tadasu.web.project import settings

ROOT = Path(__file__).parents[3]


def test_what_the_address_of_a_database_says_is_kept() -> None:
    """A server elsewhere is reached as its address asks, with its certificate checked."""
    address = "postgresql://tadasu_web:secret@db.example:5433/tadasu?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    program = """
from tadasu.web.project.settings import DATABASES
one = DATABASES["default"]
print(*(one[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")))
print(one["OPTIONS"]["sslmode"], one["OPTIONS"]["sslrootcert"])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"TADASU_DATABASE_URL": address}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["db.example", "5433", "tadasu", "tadasu_web", "secret", "verify-full", "/etc/ca.pem"]


def test_every_setting_from_the_environment_is_described() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in Path(tadasu.web.__path__[0], "project").rglob("*.py"))
    named = set(re.findall(r"\bTADASU_[A-Z_]+\b", code))
    page = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    assert named
    assert {one for one in named if f"`{one}`" not in page} == set()


def test_passwords_are_hashed_by_argon2_as_django_sets_it_up() -> None:
    """In earnest; these tests hash in no time (`tests.web.quick`)."""
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
