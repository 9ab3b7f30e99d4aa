#!/usr/bin/env python3
"""tocsin identify beside Presidio (pattern recognisers) and DataFog (regex engine): who recognises what, and how fast.

    python3 -m venv V && V/bin/pip install presidio-analyzer datafog
    V/bin/python tests/judges/identify.py build/release/tocsin

Values are made up here, with check digits computed here and not by tocsin. A tool gets a point for a right value that it
recognises as anything that names a person or their account (generous to all), and a false alarm for a value of the
same length and signs whose check digits are wrong. Skips itself, with the reason, what is not installed.
"""
import json
import logging
import random
import subprocess
import sys
import time

N = 300
RANDOM = random.Random(11)
SKIPPED = 77


def digits(count):
    return "".join(RANDOM.choice("0123456789") for _ in range(count))


def date(form="{y:04}{m:02}{d:02}", first=1930, last=2004):
    y, m, d = RANDOM.randint(first, last), RANDOM.randint(1, 12), RANDOM.randint(1, 28)
    return form.format(y=y, m=m, d=d, yy=y % 100)


def luhn(body):
    total = sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(body)))
    return str(-total % 10)


def verhoeff(body):
    d = [[(i + j) % 5 if i < 5 and j < 5 else 0 for j in range(10)] for i in range(10)]
    for i in range(10):
        for j in range(10):
            d[i][j] = (i + j) % 5 if i < 5 and j < 5 else (i + j) % 5 + 5 if i < 5 <= j else (i - j) % 5 + 5 if j < 5 <= i else (i - j) % 5
    p = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9]
    check = 0
    for i, c in enumerate(reversed(body)):
        value = int(c)
        for _ in range((i + 1) % 8):
            value = p[value]
        check = d[check][value]
    return str(inverse[check])


def fr_nir():
    body = RANDOM.choice("12") + date("{yy:02}{m:02}") + f"{RANDOM.randint(1, 95):02}" + f"{RANDOM.randint(1, 900):03}" + f"{RANDOM.randint(1, 999):03}"
    return body + f"{97 - int(body) % 97:02}"


def lu_matricule():
    body = date() + digits(3)
    return body + luhn(body) + verhoeff(body)


def nl_bsn():
    while True:
        body = RANDOM.choice("123456789") + digits(7)
        rest = sum(int(c) * w for c, w in zip(body, range(9, 1, -1))) % 11
        if rest < 10:
            return body + str(rest)


def de_kvnr():
    letter, body = RANDOM.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits(8)
    line = f"{ord(letter) - 64:02}" + body
    return letter + body + str(sum(sum(divmod(int(c) * (1 + i % 2), 10)) for i, c in enumerate(line)) % 10)


def de_steuer_id():
    while True:
        signs = RANDOM.sample("0123456789", 9)
        signs.insert(RANDOM.randrange(9), RANDOM.choice(signs))
        if signs[0] == "0":
            continue
        rest = 10
        for c in signs:
            total = (int(c) + rest) % 10 or 10
            rest = total * 2 % 11
        return "".join(signs) + str((11 - rest) % 10)


def be_nn():
    born = date("{y:04}{m:02}{d:02}", 1930, 1999)
    body = born[2:] + f"{RANDOM.randint(1, 997):03}"
    return body + f"{97 - int(body) % 97:02}"


def iban():
    country, bban = RANDOM.choice([("LU", "001" + digits(13)), ("DE", digits(18)), ("NL", "TEST" + digits(10)), ("BE", digits(12)), ("FR", digits(23))])
    number = "".join(str(int(c, 36)) for c in bban + country + "00")
    return f"{country}{98 - int(number) % 97:02}{bban}"


def card():
    body = "4" + digits(14)
    return body + luhn(body)


def email():
    return f"{RANDOM.choice(['anna', 'jean.luc', 'p+tag', 'j_de-vries'])}{digits(3)}@{RANDOM.choice(['example.org', 'mail.example.lu', 'example.co.uk'])}"


def phone():
    prefix, rest = RANDOM.choice([("+352 621", (3, 3)), ("+33 6", (2, 2, 2, 2)), ("+49 151", (4, 4)), ("+31 6", (4, 4)), ("+32 475", (2, 2, 2))])
    return " ".join([prefix] + [RANDOM.choice("123456789") + digits(n - 1) for n in rest])


KINDS = {"fr_nir": fr_nir, "lu_matricule": lu_matricule, "nl_bsn": nl_bsn, "de_kvnr": de_kvnr, "de_steuer_id": de_steuer_id, "be_nn": be_nn, "iban": iban,
         "card": card, "email": email, "phone": phone}


def spoilt(value):
    """The last digit is another one: same signs, wrong check."""
    return value[:-1] + str((int(value[-1]) + RANDOM.randint(1, 9)) % 10)


class Tocsin:
    name = "tocsin"

    def __init__(self, binary):
        self.binary = binary

    def judge(self, values, kind):
        done = subprocess.run([self.binary, "identify", "-", "--json"], input="\n".join(values), capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout)["values"]
        # Alone, a number of nine digits is many things; what counts is whether its kind is among those that are right.
        return [any(k["valid"] and (k["kind"] == kind) for k in value["kinds"]) for value in answer]


class Presidio:
    name = "presidio"

    def __init__(self):
        import inspect
        import presidio_analyzer.predefined_recognizers as predefined
        from presidio_analyzer import PatternRecognizer
        self.recognizers = []
        for name, kind in inspect.getmembers(predefined, inspect.isclass):
            if name.startswith(("Us", "Au", "In", "Sg", "Kr", "Th", "Ng", "Za", "PhP", "PhT", "PhU", "Ca", "Tr", "Aba", "Uuid", "Date", "Url", "Ip", "Mac", "Crypto", "Medical")):
                continue  # other continents; and what is no number of a person
            try:
                if issubclass(kind, PatternRecognizer) or name == "PhoneRecognizer":
                    self.recognizers.append(kind(supported_regions=["LU", "FR", "DE", "NL", "BE"]) if name == "PhoneRecognizer" else kind())
            except Exception:  # one that wants a model
                pass

    def judge(self, values, _kind):
        out = []
        for value in values:
            hit = False
            for recognizer in self.recognizers:
                for result in recognizer.analyze(value, recognizer.supported_entities, None) or []:
                    hit = hit or (result.score >= 0.3 and result.end - result.start >= 0.8 * len(value))
            out.append(hit)
        return out


class DataFog:
    name = "datafog"

    def __init__(self):
        from datafog import DataFog as Tool
        self.tool = Tool()

    def judge(self, values, _kind):
        person = ("EMAIL", "PHONE", "SSN", "CREDIT_CARD")
        return [any(len(found) >= 0.8 * len(value) for kind in person for found in self.tool.detect(value).get(kind, [])) for value in values]


def main():
    logging.disable(logging.CRITICAL)  # Presidio's list of domains would come from the network; it has one of its own
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    tools, reasons = [Tocsin(sys.argv[1])], []
    for tool in (Presidio, DataFog):
        try:
            tools.append(tool())
        except ImportError as missing:
            reasons.append(f"{tool.name}: not installed ({missing.name})")
    print("\n".join(reasons))
    if len(tools) == 1:
        return SKIPPED
    right = {kind: [make() for _ in range(N)] for kind, make in KINDS.items()}
    wrong = {kind: [spoilt(value) for value in values] for kind, values in right.items() if values[0][-1].isdigit() and kind not in ("phone", "email")}
    print(f"{N} invented values a kind: recognised when right / when the check digits are wrong, in per cent")
    print(f"{'':14}" + "".join(f"{tool.name:>22}" for tool in tools))
    totals = {tool.name: [0, 0, 0.0, 0] for tool in tools}
    for kind, values in right.items():
        line = f"{kind:14}"
        for tool in tools:
            begin = time.perf_counter()
            found = sum(tool.judge(values, kind)) / N * 100
            totals[tool.name][2] += time.perf_counter() - begin
            totals[tool.name][3] += N
            alarm = sum(tool.judge(wrong[kind], kind)) / N * 100 if kind in wrong else 0
            totals[tool.name][0] += found
            totals[tool.name][1] += alarm
            line += f"{found:14.1f} / {alarm:5.1f}"
        print(line)
    print(f"{'all':14}" + "".join(f"{totals[t.name][0] / len(right):14.1f} / {totals[t.name][1] / max(1, len(wrong)):5.1f}" for t in tools))
    many = [value for values in right.values() for value in values] * 10
    begin = time.perf_counter()
    tools[0].judge(many, "")
    totals["tocsin"][2], totals["tocsin"][3] = time.perf_counter() - begin, len(many)  # a process started once, as it is used
    print(f"{'values/s':14}" + "".join(f"{totals[t.name][3] / totals[t.name][2]:22,.0f}" for t in tools))
    return 0


if __name__ == "__main__":
    sys.exit(main())
