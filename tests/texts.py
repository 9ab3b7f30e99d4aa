#!/usr/bin/env python3
"""Texts and code agree: every message id that the code says exists, and every text is said by somebody.

Commands: ids are the literals in `say("...")`; a literal with {} or one that ends in "." stands for all ids that fit.
Errors: as with gettext, the English wording in the code is the id. Every `what` and `remedy` stands in
texts/en/errors.toml, with {1}, {2} for what the code fills in, and nothing stands there that the code does not say.

`--write` adds the errors that are missing to errors.toml, with an id of their first words: choose a better one. Where a
wording changed, give the id that it had to the new one.
"""
import re
import sys
import tomllib
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|//[^\n]*|/\*.*?\*/|[A-Za-z_][\w]*|\d[\w.\']*|::|->|&&|\|\||<<|>>|\s+|.', re.S)
HOLE = "\0"
OPEN, CLOSE = "({[", ")}]"
# Functions that make an error of their arguments: name -> places of `what` and `remedy`.
MAKERS = {"failure": (1, 3), "Error": (1, 3), "wrong": (-1,), "bad": (0,), "fault": (0,), "nonsense": (0,), "RegisterFault": (1,)}
# Wordings of libraries and of programs that speak before there are texts.
LIBRARY = "library."


def tokens(text):
    return [one for one in TOKEN.findall(text) if not one.isspace() and not one.startswith(("//", "/*"))]


def literal(token):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), token[1:-1])


def split(these, at):
    """The parts between the top-level tokens `at`."""
    parts, depth = [[]], 0
    for one in these:
        depth += (one in OPEN) - (one in CLOSE)
        if one == at and depth == 0:
            parts.append([])
        else:
            parts[-1].append(one)
    return parts


def closing(these, begin):
    depth = 0
    for at in range(begin, len(these)):
        depth += (these[at] in OPEN) - (these[at] in CLOSE)
        if depth == 0:
            return at
    return len(these) - 1


def choice(these):
    """condition ? a : b -> (a, b)"""
    depth = nested = 0
    question = None
    for at, one in enumerate(these):
        depth += (one in OPEN) - (one in CLOSE)
        if depth:
            continue
        if one == "?":
            question, nested = (at, 0) if question is None else (question, nested + 1)
        elif one == ":" and question is not None:
            if nested == 0:
                return these[question + 1:at], these[at + 1:]
            nested -= 1
    return None


def formatted(these, constants):
    args = split(these, ",")
    shapes = wordings(args[0], constants)
    out = []
    for shape in shapes:
        shape = shape.replace("{{", "\1").replace("}}", "\2")
        out.append(re.sub(r"\{[^{}]*\}", HOLE, shape).replace("\1", "{").replace("\2", "}"))
    return out


def wordings(these, constants):
    """Every text that an expression may be; a hole for what is not known before it runs."""
    if these and all(one.startswith('"') for one in these):
        return ["".join(literal(one) for one in these)]
    if chosen := choice(these):
        return wordings(chosen[0], constants) + wordings(chosen[1], constants)
    parts = split(these, "+")
    if len(parts) > 1 and all(parts):
        return ["".join(one) for one in product(*(wordings(part, constants) for part in parts))]
    if these and these[0] == "(" and closing(these, 0) == len(these) - 1:
        return wordings(these[1:-1], constants)
    if these[:3] == ["fmt", "::", "format"] and closing(these, 3) == len(these) - 1:
        return formatted(these[4:-1], constants)
    if these[:2] == ["std", "::"] and these[2:3] in (["string"], ["string_view"], ["move"]) and len(these) > 3 and closing(these, 3) == len(these) - 1:
        return wordings(these[4:-1], constants) if len(these) > 5 else [""]
    if len(these) == 1 and these[0] in constants:
        return constants[these[0]]
    return [HOLE]


def constants_of(these):
    """const char* x = "..."; constexpr std::string_view x = ...; also where the text is chosen."""
    found = {}
    for at, one in enumerate(these):
        if one == "=" and at and re.fullmatch(r"[a-z_]\w*", these[at - 1]) and any(word in these[max(0, at - 8):at] for word in ("const", "constexpr", "std")):
            end = at + 1
            while end < len(these) and these[end] != ";":
                end += 1
            said = wordings(these[at + 1:end], {})
            if any(HOLE != text for text in said):
                found[these[at - 1]] = found.get(these[at - 1], []) + said
    return found


def numbered(text):
    parts = re.sub(f"{HOLE}+", HOLE, text).split(HOLE)
    return "".join(part + (f"{{{number}}}" if number < len(parts) else "") for number, part in enumerate(parts, 1))


def sources():
    for path in sorted((ROOT / "src").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in (".cc", ".h") or re.search(r"_test\.cc$|/test_|/sample_|store_contract|_program\.cc$|src/verify/", name):
            continue
        yield name, tokens(path.read_text("utf-8"))


def said_errors():
    """wording -> the modules that say it"""
    said = {}
    for name, these in sources():
        constants = constants_of(these)
        module = "/".join(name.split("/")[1:-1]).replace("adapters/", "").split("/")[-1]
        for at, one in enumerate(these):
            texts = []
            if one in MAKERS and at + 1 < len(these) and these[at + 1] in "({":
                args = split(these[at + 2:closing(these, at + 1)], ",")
                places = [place for place in MAKERS[one] if -len(args) <= place < len(args)]
                texts = [args[place] for place in places]
            elif one in ("what", "remedy") and these[at + 1:at + 2] == ["="] and these[at - 1] in (".", "->"):
                end = these.index(";", at)
                texts = [these[at + 2:end]]
            elif one == "push_back" and these[at - 2:at - 1] == ["warnings"]:
                texts = [these[at + 2:closing(these, at + 1)]]
            for text in texts:
                for wording in wordings(text, constants):
                    if re.search(r"[a-z]{2}", wording.replace(HOLE, "")) and " " in wording.strip():  # a word alone is a name
                        said.setdefault(numbered(wording), set()).add(module)
    return said


def flat(table, path=""):
    out = {}
    for key, value in table.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            out |= flat(value, f"{path}{key}.")
        else:
            out[path + key] = value
    return out


def read(name):
    return flat(tomllib.loads((ROOT / "texts/en" / name).read_text("utf-8")))


def command_findings():
    ids, used = read("commands.toml"), set()
    for name, these in sources():
        literals = {literal(one) for one in these if one.startswith('"')}
        for one in literals:
            if one in ids:
                used.add(one)
            elif re.match(r"[a-z_]+\.", one) and (one.endswith(".") or "{}" in one):
                pattern = re.compile(".+".join(re.escape(part) for part in one.split("{}")) + (".+" if one.endswith(".") else ""))
                used |= {known for known in ids if pattern.fullmatch(known)}
        for at, one in enumerate(these):
            if one == "say" and these[at + 1:at + 2] == ["("] and at + 2 < len(these):
                for text in wordings(split(these[at + 2:closing(these, at + 1)], ",")[0], {}):
                    if HOLE not in text and "." in text and text not in ids:
                        yield f'{name}: there is no text "{text}" in texts/en/commands.toml'
    settings = ("language.", "help.")  # asked for by the path of a command or an option
    for unused in sorted(known for known in set(ids) - used if not known.startswith(settings)):
        yield f'texts/en/commands.toml: nobody says "{unused}"'


def help_findings():
    """Every command and every word of it is explained; nothing is explained that is not there."""
    ids = {known for known in read("commands.toml") if known.startswith("help.")}
    needed = {known for known in ids if known.startswith(("help.tocsin.", "help.label.", "help.group."))}
    every = {known.removeprefix("help.every.") for known in ids if known.startswith("help.every.")}
    used = set()
    for name, these in sources():
        for at, one in enumerate(these):
            if one != "CommandSpec" or these[at + 1:at + 2] == [] or not these[at + 1].endswith("_command") or these[at + 4:at + 5] != ["{"]:
                continue
            spec = these[at + 5:closing(these, at + 4)]
            args = split(spec[spec.index("{") + 1:closing(spec, spec.index("{"))], ",")
            command = literal(args[0][0])
            needed.add(f"help.{command}.summary")
            for word in split(args[1][1:-1], ","):
                if not word:
                    continue
                said = literal(word[1]) if word[0] == "{" else {"incident_word": "incident", "campaign_word": "--campaign"}[word[0]]
                own = f"help.{command}.{said}"
                needed.add(own if own in ids or said not in every else f"help.every.{said}")
    for missing in sorted(needed - ids):
        yield f'texts/en/commands.toml: "{missing}" is missing'
    for unused in sorted(ids - needed):
        yield f'texts/en/commands.toml: nothing is explained by "{unused}"'


def error_findings(missing_only=False):
    said, known = said_errors(), {text: id for id, text in read("errors.toml").items()}
    for wording in sorted(said, key=lambda text: (sorted(said[text])[0], text)):
        if wording not in known:
            yield (sorted(said[wording])[0] if len(said[wording]) == 1 else "common", wording) if missing_only \
                else f"texts/en/errors.toml: {sorted(said[wording])}: not in the catalogue: {wording!r}"
    if not missing_only:
        for text, id in known.items():
            if text not in said and not id.startswith(LIBRARY):
                yield f"texts/en/errors.toml: nobody says {id} any more: {text!r}"


def toml_text(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write_missing():
    path = ROOT / "texts/en/errors.toml"
    lines = path.read_text("utf-8").splitlines()
    for group, wording in error_findings(missing_only=True):
        if f"[{group}]" not in lines:
            lines += ["", f"[{group}]"]
        begin = lines.index(f"[{group}]") + 1
        end = next((at for at in range(begin, len(lines)) if not lines[at].strip()), len(lines))
        taken = {line.split(" = ")[0] for line in lines[begin:end]}
        name = "_".join(re.findall(r"[a-z]+", re.sub(r"\{\d+\}", "", wording.lower()))[:6])
        free = next(one for one in (name, *(f"{name}_{number}" for number in range(2, 1000))) if one not in taken)
        lines.insert(end, f"{free} = {toml_text(wording)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main():
    if "--write" in sys.argv:
        write_missing()
    findings = [*command_findings(), *help_findings(), *error_findings()]
    print("\n".join(findings) if findings else "texts: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
