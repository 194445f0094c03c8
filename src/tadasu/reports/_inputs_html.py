"""The part of a page that says which files a result was made from."""

from collections.abc import Sequence

from tadasu.reports._html_parts import name, text
from tadasu.wording import Language, say


def inputs_html(inputs: Sequence[tuple[str, str]], language: Language) -> str:
    """The table of what was read, with the digest of each; nothing where nothing was."""
    if not inputs:
        return ""
    rows = "\n".join(
        f'<tr role="row"><th scope="row" role="rowheader">{name(file)}</th><td role="cell"><code>{text(digest)}</code></td></tr>'
        for file, digest in inputs
    )
    heads = "".join(
        f'<th scope="col" role="columnheader">{text(say(code, {}, language))}</th>'
        for code in ("assess.inputs.file", "report.lists.digest")
    )
    return f"""<section aria-labelledby="inputs-title">
<h2 id="inputs-title">{text(say("assess.inputs", {}, language))}</h2>
<table class="fold" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody></table>
</section>"""
