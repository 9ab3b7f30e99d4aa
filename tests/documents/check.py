#!/usr/bin/env python3
"""What the documents name must exist: paths of this repository, and kinds of facts.

A finding is `file:line: what`. `--write` renews the tables that are taken from the source: the kinds of facts in
docs/formats/facts.md, the keys in docs/configuration.md.
"""
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VOCABULARY = tomllib.loads((ROOT / "src/facts/vocabulary.toml").read_text("utf-8"))
KINDS = VOCABULARY["kinds"]
CONFIG = ROOT / "src/app/config.cc"

# A path is what begins with a folder of this repository, or a link of Markdown.
TOP = "bench|cmake|docs|fuzz|law|scenarios|src|tests|texts|third_party|tools|web"
PATH = re.compile(rf"(?<![\w./-])(?:{TOP})/[\w./*{{}},<>-]*")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
# A kind of fact is named where a fact is recorded: `fact add INCIDENT KIND`, {"kind": "KIND"}, or by the register's type.
NAMED_KINDS = [re.compile(r"\bfact add \S+ ([a-z][a-z_]*)"), re.compile(r'"kind":\s*"([a-z_]+)"'), re.compile(r"\bfact\.([a-z_]+)\b(?!\.)"),
               re.compile(r"\bfact kinds ([a-z_]+)")]


def documents():
    """The tracked and the new ones; in an archive without git all but those of the builds."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"], cwd=ROOT, capture_output=True, check=True)
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*.md") if not {"build", "out", "node_modules", ".git"} & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def alternatives(text):
    """x.{h,cc} -> x.h, x.cc"""
    found = re.search(r"\{([^{}]*)\}", text)
    if not found:
        return [text]
    return [one for word in found[1].split(",") for one in alternatives(text[:found.start()] + word + text[found.end():])]


def exists(path, beside):
    pattern = re.sub(r"<[^>]*>", "*", path.rstrip("."))
    if "*" in pattern:
        return any(True for _ in ROOT.glob(pattern))
    return (ROOT / pattern).exists() or (beside / pattern).exists()


def missing_paths(document):
    for number, line in enumerate(document.read_text("utf-8").splitlines(), 1):
        named = [*PATH.findall(line), *LINK.findall(line)]
        for path in (one for text in named for one in alternatives(text.rstrip(",.;:"))):
            if not exists(path, document.parent):
                yield f"{document.relative_to(ROOT)}:{number}: there is no {path}"


def unknown_kinds(document):
    for number, line in enumerate(document.read_text("utf-8").splitlines(), 1):
        for pattern in NAMED_KINDS:
            for kind in pattern.findall(line):
                if kind not in KINDS:
                    yield f"{document.relative_to(ROOT)}:{number}: there is no fact kind {kind}"


def table_of_kinds():
    rows = ["| kind | says | source | fields |", "|---|---|---|---|"]
    for name, kind in KINDS.items():
        fields = []
        for field, spec in kind.items():
            if field == "options" or not isinstance(spec, dict):
                continue
            kind_of_field = spec["type"] if spec["type"] not in ("text", field, f"[{field}]") else ("[]" if spec["type"].startswith("[") else "")
            fields.append(f"`{field}`{'*' if spec.get('required') else ''}{' ' + kind_of_field if kind_of_field else ''}")
        rows.append(f"| `{name}` | {kind['says']} | {kind['source']} | {', '.join(fields)} |")
    return "\n".join(rows) + "\n"


def table_of_keys():
    keys = re.findall(r'^    \{"([a-z_]+)\.([a-z_]+)", (text|texts|number), "([^"]*)"\},$', CONFIG.read_text("utf-8"), re.MULTILINE)
    says = tomllib.loads((ROOT / "texts/en/commands.toml").read_text("utf-8"))["config_key"]
    types = {"text": "text", "texts": "list of texts", "number": "whole number"}
    rows = ["| key | type | default | meaning |", "|---|---|---|---|"]
    rows += [f"| `{section}.{name}` | {types[kind]} | {f'`{standard}`' if standard else ''} | {says[section][name]} |"
             for section, name, kind, standard in keys]
    return "\n".join(rows) + "\n"


# document -> name of its marks, and what stands between them
TABLES = {ROOT / "docs/formats/facts.md": ("kinds", table_of_kinds), ROOT / "docs/configuration.md": ("keys", table_of_keys)}
TABLES = {document: table for document, table in TABLES.items() if document.is_file()}


def with_table(document):
    name, table = TABLES[document]
    text = document.read_text("utf-8")
    mark = f"<!-- {name}: begin -->\n"
    begin, end = text.index(mark) + len(mark), text.index(f"<!-- {name}: end -->")
    return text[:begin] + table() + text[end:]


def main():
    if "--write" in sys.argv:
        for document in TABLES:
            document.write_text(with_table(document), "utf-8")
        return 0
    findings = [finding for document in documents() for check in (missing_paths, unknown_kinds) for finding in check(document)]
    for document in TABLES:
        if with_table(document) != document.read_text("utf-8"):
            findings.append(f"{document.relative_to(ROOT)}: its table is not the source's: tests/documents/check.py --write")
    print("\n".join(findings) if findings else f"documents: {len(documents())} read, nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
