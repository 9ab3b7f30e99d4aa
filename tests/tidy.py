#!/usr/bin/env python3
"""The tidy test: words that do not belong into this repository, each with the better word.

A finding is `file:line: what: the better word`. Rules are data; a file is exempt only by the path in its rule.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = r"^(src|tools|tests|bench|fuzz)/.*\.(h|cc)$"
ANY = r"^(?!tests/tidy\.py$|LICENSE$)"

# (name, files looked at, files exempt, pattern, the better word)
BANNED = [
    ("clock", CODE, r"^src/adapters/", r"\b(system_clock|high_resolution_clock|utc_clock)::now\b|\bgettimeofday\s*\(|\btime\s*\(\s*(nullptr|NULL|0)\s*\)",
     "take `now` as an argument; only an adapter asks the clock"),
    ("rand", CODE, r"^src/(adapters|cli)/", r"\bs?rand\s*\(|\brandom_device\b", "take a seed as an argument, or base/ids.h for an id"),
    ("stdout", r"^src/.*\.(h|cc)$", r"^src/cli/|/main\.cc$", r"\bstd::cout\b|\bprintf\s*\(|\bputs\s*\(", "return the answer; only the door prints"),
    ("relative include", CODE, r"^$", r'#\s*include\s+"\.\./', 'write "module/file.h" and list the module under DEPS'),
    ("std::expected", r"^src/.*\.(h|cc)$", r"^src/base/result\.h$", r"\bstd::expected\b", "Result<T> of base/result.h"),
    ("assert", CODE, r"^$", r"(?<![\w_])assert\s*\(", "check() of base/check.h: it is on in release builds too"),
    ("todo", ANY, r"^$", r"\b(TODO|FIXME|XXX)\b(?!\([a-z])", "TODO(name): what, or do it now"),
    ("machine path", ANY, r"^$", r"(?<![\w.])/(work|farm|home|root|Users)/[a-z.]", "a path inside the repository, or an argument"),
    ("registry host", ANY, r"^$",
     "|".join(rf"\b{name}\.{end}\b" for name, end in (("npm" "js", "org"), ("debian", "org/debian"), ("py" "pi", "org"), ("python" "hosted", "org"), ("crates", "io"), ("golang", "org"))),
     "nothing: the machine's own configuration names the registry"),
    ("lock file", r"package-lock\.json$", r"^$", r'"resolved"\s*:', "omit-lockfile-registry-resolved=true in .npmrc"),
    ("merge mark", ANY, r"^$", r"^(<{7}|>{7}) ", "resolve it"),
]


def files():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    return sorted(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def text_of(name):
    try:
        return (ROOT / name).read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # binary data


def banned(names):
    for name in names:
        rules = [rule for rule in BANNED if re.search(rule[1], name) and not re.search(rule[2], name)]
        compiled = [(rule[0], re.compile(rule[3]), rule[4]) for rule in rules]
        for number, line in enumerate(text_of(name).splitlines(), 1):
            for what, pattern, better in compiled:
                if pattern.search(line):
                    yield f"{name}:{number}: {what}: {better}"


def unbuilt(names):
    """A .cc file that no CMakeLists.txt of its folder, or of one above, mentions is built by nobody."""
    for name in names:
        if not re.search(CODE, name) or not name.endswith(".cc"):
            continue
        folders = [folder / "CMakeLists.txt" for folder in (ROOT / name).parents if folder.is_relative_to(ROOT)]
        word = re.compile(rf"(?<![\w]){re.escape(Path(name).stem)}(?![\w])")
        if not any(word.search(lists.read_text()) for lists in folders if lists.is_file()):
            yield f"{name}:1: nobody builds it: name it in its folder's CMakeLists.txt, or delete it"


def main():
    names = files()
    findings = [*banned(names), *unbuilt(names)]
    print("\n".join(findings) if findings else f"tidy: {len(names)} files, nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
