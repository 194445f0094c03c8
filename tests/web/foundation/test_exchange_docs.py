"""What the documents say about packages is what the code does: another program could be written from them."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from tests.web.foundation.test_exchange_package import LINES, PLAIN

from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange import faults as _faults
from tadasu.web.foundation.exchange._card import written
from tadasu.web.foundation.exchange._package import packed

ROOT = Path(__file__).parents[3]
FORMAT = (ROOT / "docs" / "packages.md").read_text(encoding="utf-8")


def test_the_program_of_the_document_verifies_a_package_and_refuses_a_changed_one(tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", FORMAT, re.DOTALL)
    own = _keys.make(tmp_path, uuid4())
    made = datetime.now(UTC)
    card = own.card(name="Sendara (invented)", name_ja="架空", address="", made=made)
    said = PLAIN.__class__(**{name: getattr(PLAIN, name) for name in PLAIN.__slots__} | {"issuer": own.id})
    frame = packed(said, {"findings": LINES}, own.now.signing)
    (tmp_path / "card.json").write_text(written(card), encoding="utf-8")
    for at in (None, 30, 21 + 300, len(frame) - 3):
        changed = bytearray(frame)
        if at is not None:
            changed[at] ^= 1
        (tmp_path / "one.package").write_bytes(bytes(changed))
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "one.package"), str(tmp_path / "card.json")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode == 0) == (at is None), done.stderr
        assert ("Sendara (invented)" in done.stdout) == (at is None)


def test_every_reason_for_refusing_a_package_is_described() -> None:
    folder = Path(_faults.__file__).parent
    files = [folder / "actions" / "receiving.py", folder / "_package.py", folder / "views" / "post.py"]
    codes = {code for file in files for code in re.findall(r'"(exchange-[a-z-]+)"', file.read_text(encoding="utf-8"))}
    assert len(codes) > 20
    assert {one for one in codes if f"`{one}`" not in FORMAT} == set()


def test_every_name_of_the_forms_is_described() -> None:
    from tadasu.web.foundation.exchange._card import Card, HandOver
    from tadasu.web.foundation.exchange._manifest import Document, Manifest
    from tadasu.web.foundation.exchange._receipt import Receipt

    for form in (Card, HandOver, Manifest, Document, Receipt):
        assert {name for name in form.__dataclass_fields__ if f"`{name}`" not in FORMAT} == set(), form
