#!/usr/bin/env python3
"""Plays the release build once: one CSV and one XLSX read in a simulated store, and both drills with few persons.

usage: smoke.py FOLDER_OF_THE_RELEASE_BUILD

Prints "skipped: " and the reason where there is no release build, which ctest shows as skipped.
"""
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROWS = [["nir", "nom", "prenom", "date_naissance", "organisme"],
        ["285037511600174", "Exemple", "Alice", "14/03/1985", "Mutuelle Exemple"],
        ["182096912304581", "Modèle", "Bernard", "30/09/1982", "Mutuelle Exemple"]]
WORKBOOK = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""",
}


def write_csv(path):
    path.write_text("".join(";".join(row) + "\n" for row in ROWS), "utf-8")


def write_xlsx(path):
    rows = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in ROWS)
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**WORKBOOK, "xl/worksheets/sheet1.xml": sheet}.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)


class Smoke:
    def __init__(self, tocsin, work):
        self.tocsin, self.work, self.wrong = tocsin, work, 0
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
        self.environment |= {"HOME": str(work), "TOCSIN_STORE": str(work / "store"), "TOCSIN_KEY_DIR": str(work / "keys"), "TOCSIN_ACTOR": "Dana Example"}

    def run(self, *words):
        done = subprocess.run([self.tocsin, *map(str, words)], capture_output=True, cwd=self.work, env=self.environment)
        if done.returncode != 0:
            self.wrong += 1
            print(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout.decode()[-1000:]}{done.stderr.decode()[-1000:]}")
        return done

    def scope(self, file):
        done = self.run("scope", file, "--out", self.work / f"scope-{file.suffix[1:]}", "--plain", "--json")
        counts = {name: json.loads(done.stdout or "{}").get(name) for name in ("records", "rejects", "persons")}
        if counts != {"records": 2, "rejects": 0, "persons": 2}:
            self.wrong += 1
            print(f"scope {file.name}: {counts}")

    def play(self):
        write_csv(self.work / "extract.csv")
        write_xlsx(self.work / "extract.xlsx")
        self.run("init", "--organisation", "Mutuelle Exemple", "--country", "FR", "--origin", "register.example.eu/art33", "--simulated")
        self.scope(self.work / "extract.csv")
        self.scope(self.work / "extract.xlsx")
        for scenario in ("cnpd", "viamedis"):
            self.run("drill", scenario, "--persons", 1000)


def main():
    tocsin = Path(sys.argv[1]).resolve() / "tocsin"
    if not tocsin.is_file():
        print(f"skipped: there is no {tocsin}; `./dev build` makes it")
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-release-") as folder:
        smoke = Smoke(tocsin, Path(folder))
        smoke.play()
    sys.exit(smoke.wrong)


if __name__ == "__main__":
    main()
