#!/usr/bin/env python3
"""Runs the commands of a document: every ```sh block under `<!-- run -->`, in order, as one script in a new folder.

usage: run.py DOCUMENT FOLDER_OF_THE_BINARIES
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^<!-- run -->\n```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main():
    document, binaries = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    blocks = BLOCK.findall(document.read_text("utf-8"))
    if not blocks:
        sys.exit(f"{document}: no block to run")
    with tempfile.TemporaryDirectory(prefix="tocsin-readme-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
        environment |= {"HOME": folder, "PATH": f"{binaries}:{os.environ['PATH']}"}
        done = subprocess.run(["bash", "-euxo", "pipefail", "-c", "\n".join(blocks)], cwd=folder, env=environment)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
