"""The texts of pages and their translations: `python -m tools.messages`.

Without an option it says which texts of src/tadasu/web have no Japanese and which Japanese belongs to no text any more, and
fails if there is any. `--merge FILE ...` takes translations from other .po files, `--write` writes the catalogue again:
sorted, with the files that use a text, without what is used no more, with an empty place for what is missing. The English
catalogue holds only what is borrowed from Django and said otherwise; here it is checked and not written.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

from tadasu.web.ui._po import Entry, entries

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "tadasu" / "web"
CATALOGUE = WEB / "ui" / "locale" / "ja" / "LC_MESSAGES" / "django.po"
ENGLISH = WEB / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEAD = (
    "Language: ja\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)

_PARTS: Mapping[str, tuple[str, ...]] = {
    "gettext": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}
"""Function -> what its first arguments are. `_lazy` and `_noop` take the same."""

_CALL = re.compile(r"(?<!\w)(n?p?gettext|_)\(\s*((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"),?\s*)+)")
"""A call in what Django makes of a template: everything else there is blanked out."""

Key = tuple[str | None, str]


@dataclass(slots=True)
class Used:
    """A text of the code: with its plural, and the files that use it."""

    msgid: str
    plural: str | None = None
    context: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What a translation is found by."""
        return self.context, self.msgid


class NoText(ValueError):
    """A call whose text is not written there: it could never be found."""


def used(web: Path = WEB) -> dict[Key, Used]:
    """All texts of templates and of Python below a folder. Raises NoText."""
    found: dict[Key, Used] = {}
    for file in sorted(web.rglob("*")):
        if file.suffix == ".py" and "migrations" not in file.parts:
            texts = python_texts(file.read_text(encoding="utf-8"), file.name)
        elif file.suffix in (".html", ".txt") and "templates" in file.parts:
            texts = template_texts(file.read_text(encoding="utf-8"))
        else:
            continue
        for one in texts:
            kept = found.setdefault(one.key, one)
            kept.plural = kept.plural or one.plural
            kept.files.add(file.relative_to(web).as_posix())
    return found


def template_texts(source: str) -> Iterator[Used]:
    """The texts of a template, as Django's own reader of templates finds them."""
    for function, arguments in _CALL.findall(templatize(source)):
        texts = ast.literal_eval(f"[{arguments}]")
        yield _used("gettext" if function == "_" else function, texts)


def python_texts(source: str, name: str = "") -> Iterator[Used]:
    """The texts of a module: first arguments of what it imports from `django.utils.translation`."""
    tree = ast.parse(source)
    functions = {
        alias.asname or alias.name: re.sub("_(lazy|noop)$", "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        function = functions.get(node.func.id, "")
        if function in _PARTS:
            wanted = node.args[: len(_PARTS[function])]
            texts = [one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(texts) < len(_PARTS[function]):
                raise NoText(f"{name}:{node.lineno}")
            yield _used(function, texts)


def _used(function: str, texts: Iterable[str]) -> Used:
    said = dict(zip(_PARTS[function], texts, strict=False))
    return Used(said["msgid"], said.get("plural"), said.get("context"))


def problems(texts: Mapping[Key, Used], catalogue: Iterable[Entry], *, whole: bool = True) -> list[str]:
    """What is out of use, there twice, or has other placeholders than its text; and, of a catalogue that must be whole, what
    is missing or not confirmed: a line each."""
    held: dict[Key, Entry] = {}
    said = []
    for entry in catalogue:
        if entry.msgid and entry.key in held:
            said.append(f"twice: {entry.msgid!r}")
        held[entry.key] = entry
    for key, one in sorted(texts.items(), key=lambda pair: pair[1].msgid):
        found = held.get(key)
        if found is None or not found.done:
            said += [f"missing: {one.msgid!r} ({', '.join(sorted(one.files))})"] if whole else []
        elif found.plural != one.plural:
            said.append(f"plural differs: {one.msgid!r}")
        elif any(_holes(text) != _holes(one.plural or one.msgid) for text in found.translations.values()):
            said.append(f"placeholders differ: {one.msgid!r}")
    unused = sorted(msgid for context, msgid in held.keys() - texts.keys() if msgid)
    return [*said, *(f"out of use: {msgid!r}" for msgid in unused)]


def _holes(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[a-z]|%%", text))


def merged(texts: Mapping[Key, Used], *catalogues: Iterable[Entry]) -> list[Entry]:
    """One entry for each text that is used, from the first catalogue that has it, else empty; sorted."""
    held: dict[Key, Entry] = {}
    for catalogue in catalogues:
        for entry in catalogue:
            if entry.done:
                held.setdefault(entry.key, entry)
    made = []
    for key, one in sorted(texts.items(), key=lambda pair: (pair[1].msgid, pair[1].context or "")):
        found = held.get(key)
        comments = [f"#: {file}" for file in sorted(one.files)]
        flag = ["#, python-format"] if re.search(r"%\(\w+\)", one.msgid) else []
        made.append(
            Entry(one.msgid, one.plural, one.context, dict(found.translations if found else {0: ""}), comments + flag)
        )
    return made


def po_text(catalogue: Iterable[Entry], head: str = HEAD) -> str:
    """The catalogue as a file."""
    return "\n".join(_entry_text(one) for one in [Entry(translations={0: head}), *catalogue])


def _entry_text(entry: Entry) -> str:
    lines = [*entry.comments]
    if entry.context is not None:
        lines.append(f"msgctxt {_quoted(entry.context)}")
    lines.append(f"msgid {_quoted(entry.msgid)}")
    if entry.plural is None:
        lines.append(f"msgstr {_quoted(entry.translations.get(0, ''))}")
    else:
        lines.append(f"msgid_plural {_quoted(entry.plural)}")
        lines += [f"msgstr[{form}] {_quoted(text)}" for form, text in sorted(entry.translations.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """In quotes; a text of several lines has one row for each."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    rows = [row + "\\n" for row in text.split("\\n")[:-1]] + text.split("\\n")[-1:]
    rows = [row for row in rows if row]
    return f'"{text}"' if len(rows) < 2 else "\n".join(['""', *(f'"{row}"' for row in rows)])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=str(__doc__).splitlines()[0])
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar="FILE", help="take translations from there"
    )
    parser.add_argument("--write", action="store_true", help="write the catalogue again")
    asked = parser.parse_args(arguments)
    texts = used()
    catalogue = _read(CATALOGUE)
    if asked.merge or asked.write:
        catalogue = merged(texts, catalogue, *map(_read, asked.merge))
        CATALOGUE.write_text(po_text(catalogue), encoding="utf-8")
    said = problems(texts, catalogue) + problems(texts, _read(ENGLISH), whole=False)
    print("\n".join([*said, f"{len(texts)} texts, {len(said)} problems"]))
    return 1 if said else 0


def _read(file: Path) -> list[Entry]:
    return entries(file.read_text(encoding="utf-8")) if file.exists() else []


if __name__ == "__main__":
    sys.exit(main())
