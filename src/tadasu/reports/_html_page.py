"""The frame of every page: head, banner, main, foot. The policy in its head allows the inline style and, by its digest, the
one inline script that sorts the queue; no request leaves the page.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from tadasu.reports._html_parts import text
from tadasu.wording import Language, say


def page(
    *,
    title: str,
    body: str,
    foot: str,
    language: Language,
    invented: bool,
    main: tuple[str, str] = ("queue", "report.skip"),
) -> str:
    """A whole page; `body` and `foot` are HTML already, `title` is not. `invented` puts it above everything else; `main` is
    the id of what the page is for and the code of the words that lead there."""
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{text(title)}</title>
<style>{_style()}</style>
</head>
<body>
{_banner(language) if invented else ""}<a class="skip" href="#{main[0]}">{text(say(main[1], {}, language))}</a>
<main>
<h1>{text(title)}</h1>
{body}
</main>
<footer>
{foot}
</footer>
<script>{_script()}</script>
</body>
</html>
"""


@cache
def _style() -> str:
    return files("tadasu.reports").joinpath("data/report.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    return files("tadasu.reports").joinpath("data/report.js").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _banner(language: Language) -> str:
    return f'<p class="banner" role="note">{text(say("report.invented", {}, language))}</p>\n'
