"""The page about releases of grants says what the code does."""

import doctest
import re
from pathlib import Path

from tests.release.known_bad import KNOWN_BAD
from tests.release.test_release_attack import PROTECTING

PAGE = Path(__file__).parents[2] / "docs" / "safe-publication.md"


def test_the_example_of_the_page_gives_what_it_says() -> None:
    text = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
    assert len(test.examples) >= 8


def test_every_step_that_protects_and_the_number_of_known_bad_releases_stand_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert {one for one in PROTECTING if f"`{one}`" not in text} == set()
    assert f"{len(KNOWN_BAD)} kinds of known-bad" in text
