"""Words for rows.py: what a value must look like, and what a row is."""
import re
from dataclasses import dataclass, field


class Wrong(Exception):
    pass


def named(name, test):
    def check(value, where):
        if not test(value):
            raise Wrong(f"{where}: {value!r} is not {name}")

    return check


def pattern(name, regex):
    return named(name, lambda value: isinstance(value, str) and re.fullmatch(regex, value) is not None)


DAY_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?"

text = named("text", lambda value: isinstance(value, str))
bool_ = named("true or false", lambda value: isinstance(value, bool))
number = named("a number", lambda value: isinstance(value, (int, float)) and not isinstance(value, bool))
count = named("a count", lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0)
id_ = pattern("an id", r"[0-9a-f]{32}")
hash_ = pattern("64 hex digits", r"[0-9a-f]{64}")
utc = pattern("a time in UTC", DAY_TIME + "Z")
time = pattern("a time with its offset", DAY_TIME + r"(Z|[+-]\d\d:\d\d)")


def one_of(*words):
    return named("one of " + " ".join(words), lambda value: value in words)


def maybe(shape):
    return lambda value, where: None if value is None else fits(shape, value, where)


def each(shape):
    def check(value, where):
        if not isinstance(value, list):
            raise Wrong(f"{where}: {value!r} is not a list")
        for place, one in enumerate(value):
            fits(shape, one, f"{where}/{place}")

    return check


def fits(shape, value, where=""):
    if callable(shape):
        return shape(value, where)
    if not isinstance(value, dict):
        raise Wrong(f"{where}: {value!r} is not an object")
    for name, inner in shape.items():
        if name not in value:
            raise Wrong(f"{where}: the field {name} is missing")
        fits(inner, value[name], f"{where}/{name}")


def at(document, path):
    """The value at a path. In a list a word chooses the obligation of that name."""
    for step in path.split("/"):
        if isinstance(document, list):
            document = document[int(step)] if step.isdigit() else next(one for one in document if one["obligation"] == step)
        else:
            document = document[step]
    return document


@dataclass
class Group:
    name: str
    actor: str | None = None
    simulated: bool | None = True  # the answers say so; None: nobody asks


@dataclass
class Answer:
    command: str
    shape: dict
    values: dict = field(default_factory=dict)  # path -> value that must stand there
    stdin: str = ""
    save: dict = field(default_factory=dict)  # name for later rows -> path
    files: list = field(default_factory=list)  # that must be there afterwards, under {work}
    reads: bool = False  # a reading command: also tried with --as-of and as text


@dataclass
class Step:
    name: str  # of a function in contract.py


@dataclass
class Said:
    """What a person reads, on either output."""
    command: str
    says: list
    exit: int = 0
    language: str = ""  # TOCSIN_LANG


@dataclass
class Refusal:
    command: str
    exit: int | tuple
    kind: str = ""
    stdin: str = ""
    not_said: str = ""  # must not be repeated in the error
