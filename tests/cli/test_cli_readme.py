"""What README.md quotes is what the command line prints and what was measured."""

from tools.readme import PAGE, written


def test_the_readme_quotes_the_demo_a_comparison_and_the_figures_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run: .venv/bin/python -m tools.readme"
