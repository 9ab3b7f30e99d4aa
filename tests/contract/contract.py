#!/usr/bin/env python3
"""Holds the built program against its contract (rows.py): what each command answers, and how it refuses.

usage: contract.py FOLDER_OF_THE_BINARIES

For every row but what is said to people: --json prints one document on standard output and nothing else; a refusal prints nothing there, ends
standard error with one {"error": ...} line that names the problem, the place and the remedy, and leaves the register
as it was; a reading command also takes --as-of and also answers in text; a simulated store says so everywhere.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rows import ROWS
from shapes import Answer, Group, Refusal, Said, Wrong, at, fits

SOURCE = Path(__file__).resolve().parents[2]
EXTRACT = """nir;nom;prenom;date_naissance;organisme
285037511600174;Exemple;Alice;14/03/1985;Mutuelle Exemple
285037511600174;Exemple;Zoé;02/09/2015;Mutuelle Exemple
182096912304581;Modèle;Bernard;30/09/1982;Mutuelle Exemple
182096912304581;MODELE;Bernard;30/09/1982;Mutuelle Exemple
"""
FACTS = """{"kind": "became_aware", "at": "2026-11-23T12:00:00+01:00", "basis": "call"}
{"kind": "breach_described", "text": "An attacker read the portal."}
{"kind": "cause_established", "cause": "account_takeover", "origin": "external_malicious"}
{"kind": "nature_established", "nature": ["confidentiality"], "confidentiality": "exfiltrated_or_disclosed"}
{"kind": "data_exposed", "kinds": ["name", "birth_data", "national_id"]}
{"kind": "persons_counted", "min": 20000, "max": 60000, "state": "estimated", "basis": "first word"}
{"kind": "records_counted", "state": "unknown_yet"}
{"kind": "consequences_assessed", "text": "Letters that pretend to come from the insurer.", "impacts": ["phishing"]}
{"kind": "measure_taken", "phase": "containment", "text": "The portal was cut off."}
{"kind": "contact_named", "name": "Dana", "function": "DPO", "email": "dpo@mutuelle.example"}
{"kind": "risk_assessed", "risk": "risk", "reason": "numbers that never change"}
"""


class Contract:
    def __init__(self, binaries, work):
        self.binaries, self.work = binaries, work
        self.names = {"work": str(work), "source": str(SOURCE)}
        self.group = Group("")
        self.before = None  # the register before a run of refusals
        self.failures, self.rows = [], 0
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
        self.environment |= {"HOME": str(work), "TOCSIN_STORE": str(work / "store"), "TOCSIN_KEY_DIR": str(work / "keys")}

    def words(self, command):
        return [word.format(**self.names) for word in command.split(" ") if word]

    def run(self, words, stdin="", program="tocsin", language=""):
        actor = {"TOCSIN_ACTOR": self.group.actor} if self.group.actor else {}
        actor |= {"TOCSIN_LANG": language} if language else {}
        return subprocess.run([os.fsencode(word) for word in [self.binaries / program, *words]], input=stdin.encode(), capture_output=True,
                              cwd=self.work, env=self.environment | actor)

    def document(self, words, stdin=""):
        done = self.run([*words, "--json"], stdin)
        if done.returncode != 0:
            raise Wrong(f"exit {done.returncode}: {done.stderr.decode().strip()}")
        return json.loads(done.stdout)  # one document: json.loads refuses anything after it

    def answer(self, row):
        words = self.words(row.command)
        document = self.document(words, row.stdin)
        fits(row.shape, document)
        for path, value in row.values.items():
            if at(document, path) != value:
                raise Wrong(f"{path} is {at(document, path)!r}, not {value!r}")
        if self.group.simulated is not None and document.get("simulated", False) != self.group.simulated:
            raise Wrong("the answer does not say rightly whether the store is simulated")
        for name, path in row.save.items():
            self.names[name] = at(document, path)
        for file in row.files:
            if not (self.work / file).is_file():
                raise Wrong(f"{file} is not there")
        if row.reads:
            fits(row.shape, self.document([*words, "--as-of", "2026-11-20T18:30:00+01:00"]))
            said = self.run(words).stdout.decode()
            if self.group.simulated and not said.startswith("SIMULATED"):
                raise Wrong("the text does not say SIMULATED")

    def said(self, row):
        done = self.run(self.words(row.command), language=row.language)
        text = (done.stdout + done.stderr).decode()
        if done.returncode != row.exit:
            raise Wrong(f"exit {done.returncode}: {text[:300]}")
        for phrase in row.says:
            if phrase not in text:
                raise Wrong(f"does not say {phrase!r}: {text[:1500]}")

    def refusal(self, row):
        done = self.run([*self.words(row.command), "--json"], row.stdin)
        said = done.stderr.decode()
        expected = row.exit if isinstance(row.exit, tuple) else (row.exit,)
        if done.returncode not in expected:
            raise Wrong(f"exit {done.returncode}: {said.strip() or done.stdout.decode()[:300]}")
        if done.stdout:
            raise Wrong(f"something stands on standard output: {done.stdout[:80]}")
        error = json.loads(said.strip().splitlines()[-1])["error"]
        for name in ("kind", "what", "where", "remedy"):
            if not error[name]:
                raise Wrong(f"the error has no {name}: {error}")
        if "id" not in error or not (error["id"] is None or isinstance(error["id"], str)):
            raise Wrong(f"the error does not say which wording it is: {error}")
        if row.kind and error["kind"] != row.kind:
            raise Wrong(f"the error is of the kind {error['kind']}")
        if row.not_said and row.not_said in said:
            raise Wrong(f"the error repeats {row.not_said}")

    def register(self):
        if not (self.work / "store" / "store.db").exists():
            return None
        verdict = self.document(["register", "verify"])
        return verdict["ok"], verdict["entries"], verdict["root"]

    def watch(self, row):
        """Between the first refusal of a run and the next answer the register does not change."""
        if isinstance(row, Refusal) and self.before is None:
            self.before = self.register()
        elif not isinstance(row, Refusal) and self.before is not None:
            before, self.before = self.before, None
            if self.register() != before:
                raise Wrong("a refused command before this row changed the register")

    def do(self, row):
        if isinstance(row, Group):
            self.group = row
        elif isinstance(row, Answer):
            self.answer(row)
        elif isinstance(row, Refusal):
            self.refusal(row)
        elif isinstance(row, Said):
            self.said(row)
        else:
            getattr(self, row.name)()

    def play(self):
        for row in ROWS:
            self.rows += 1
            try:
                self.watch(row)
                self.do(row)
            except (Wrong, LookupError, ValueError, StopIteration) as error:
                self.failures.append(f"{self.group.name}: {getattr(row, 'command', row)!r}: {type(error).__name__} {error}")

    # Steps.
    def keep_checkpoint(self):
        (self.work / "checkpoint.txt").write_text(self.names["checkpoint"], "utf-8")
        (self.work / "checkpoint-longer.txt").write_text(self.names["checkpoint"] + "\n", "utf-8")

    def verify_dossiers(self):
        key, other = str(self.work / "store" / "register.vkey"), str(self.work / "other.vkey")
        checkpoint = ["--checkpoint", str(self.work / "checkpoint-longer.txt")]
        forged = "register.example.eu/art33+00000000+AdqcLGMVnSQw2wZHIbBBcTjmnTULyV+GFMRgKFrRrKNQ"
        Path(other).write_text(forged + "\n", "utf-8")
        for exit_code, words in [(0, [self.work / "dossier", "--key", key]), (0, [self.work / "dossier", "--key", key, *checkpoint]),
                                 (0, [self.work / "export", "--key", key]), (2, [self.work / "scope", "--key", key]),
                                 (2, [self.work / "nothing-here", "--key", key]), (2, [self.work / "dossier"]),
                                 (2, [self.work / "dossier", "--key", other])]:
            done = self.run([str(word) for word in words], program="tocsin-verify")
            if done.returncode != exit_code:
                raise Wrong(f"tocsin-verify {words}: exit {done.returncode}, {done.stdout.decode()} {done.stderr.decode()}")
        changed = min((self.work / "dossier" / "entries").iterdir())
        whole = changed.read_bytes()
        changed.write_bytes(whole[:len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1:])
        if self.run([str(self.work / "dossier"), "--key", key], program="tocsin-verify").returncode != 1:
            raise Wrong("tocsin-verify does not see a changed byte")

    def nothing_is_open_to_others(self):
        for folder in ("store", "keys"):
            for path in [self.work / folder, *(self.work / folder).rglob("*")]:
                if path.lstat().st_mode & 0o077 and not path.is_symlink():
                    raise Wrong(f"others may read {path.relative_to(self.work)}")


def main():
    with tempfile.TemporaryDirectory(prefix="tocsin-contract-") as folder:
        work = Path(folder)
        (work / "extract.csv").write_text(EXTRACT, "utf-8")
        (work / "facts.jsonl").write_text(FACTS, "utf-8")
        (work / "broken.yaml").write_text("cases: [\n", "utf-8")
        (work / "broken.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
        (work / "noise.xlsx").write_bytes(bytes(range(256)) * 20)
        contract = Contract(Path(sys.argv[1]).resolve(), work)
        contract.play()
    for failure in contract.failures:
        print(failure)
    print(f"{contract.rows} rows, {len(contract.failures)} wrong")
    sys.exit(bool(contract.failures))


if __name__ == "__main__":
    main()
