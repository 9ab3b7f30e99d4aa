#!/usr/bin/env python3
"""Takes everything out of package-lock.json but the packages we name: we read files from them and run none.

Their own dependencies (some hundred packages that build or load a Node add-on) are never needed here. npm's
`overrides` would say so in package.json, but the npm of Debian 12 (9.2) does not read a lock file with them.
After a version change: npm install --package-lock-only --ignore-scripts && ./prune.py && npm ci --ignore-scripts
"""
import json
from pathlib import Path

LOCK = Path(__file__).resolve().parent / "package-lock.json"

lock = json.loads(LOCK.read_text())
root = lock["packages"][""]
named = {f"node_modules/{name}" for key in ("dependencies", "optionalDependencies") for name in root.get(key, {})}
lock["packages"] = {path: entry for path, entry in lock["packages"].items() if path == "" or path in named}
for path in named:
    for key in ("dependencies", "hasInstallScript"):
        lock["packages"][path].pop(key, None)
LOCK.write_text(json.dumps(lock, indent=2) + "\n")
