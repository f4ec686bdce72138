#!/usr/bin/env python3
"""What other tools find in a report with one common fault, and how long they take for a thousand reports.

Compares `postmortem lint` with what teams have today: a report in Markdown under markdownlint, and a report in YAML under
yamllint and under a JSON Schema. Each fault is planted alone into a report in which every tool finds nothing, so a tool has
found a fault if it finds anything at all.

Needs Python, Node and network access for the other tools. From the project's folder:

    cargo build --release && python3 docs/comparison/measure.py
"""

import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
POSTMORTEM = ROOT / "target/release/postmortem"
FILES = 1000

YAML = """\
---
title: Checkout fails for an hour
status: final
severity: SEV2
date: 2024-05-30
timezone: Europe/Berlin
published: 2024-06-03
owner: payments
authors: [A. Writer]
services: [checkout]
summary: >-
  Checkout was down for 60 minutes after a configuration was pushed.
impact:
  description: Customers could not pay.
  users: "about 3,100 customers"
detection:
  source: monitoring
  description: The alert on the error rate fired.
timeline:
  - {at: "10:05", event: A configuration is pushed, milestone: impact-start}
  - {at: "10:12", event: The alert fires, milestone: detected}
  - {at: "10:40", event: The push is identified as the cause, milestone: identified}
  - {at: "11:05", event: The push is rolled back, milestone: resolved}
root_cause: A weight of zero means unlimited to the new version.
resolution: The configuration was rolled back.
lessons:
  went_well: [The alert fired within seven minutes]
  went_wrong: [The push reached all servers at once]
actions:
  - title: Reject a weight of zero in the validator
    type: prevent
    priority: P1
    owner: payments
    due: 2024-06-30
    done_when: the validator's test suite refuses a weight of zero
"""

MARKDOWN = """\
# Checkout fails for an hour

- **Status:** Final
- **Severity:** SEV2
- **When:** 2024-05-30, times in Europe/Berlin
- **Owner:** payments

## Summary

Checkout was down for 60 minutes after a configuration was pushed.

## Impact

Customers could not pay: about 3,100 customers.

## Timeline

- 10:05 A configuration is pushed
- 10:12 The alert fires
- 10:40 The push is identified as the cause
- 11:05 The push is rolled back

## Root cause

A weight of zero means unlimited to the new version.

## Action items

- [ ] Reject a weight of zero in the validator (owner: payments, due: 2024-06-30)
"""

CAUSE = "A weight of zero means unlimited to the new version."
TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
DONE_WHEN = "    done_when: the validator's test suite refuses a weight of zero\n"
TITLE = "Reject a weight of zero in the validator"

# The fault; the text that it replaces in YAML, and in Markdown, and the replacement.
FAULTS = [
    ("a misspelt field or heading", {"severity: SEV2": "severty: SEV2"}, {"## Impact": "## Imapct"}),
    ("a time that does not exist", {'"10:40"': '"10:75"'}, {"10:40": "10:75"}),
    ("a local time that clocks skipped", {"2024-05-30\ntimezone": "2024-03-31\ntimezone", '"10:05"': '"02:30"'},
     {"2024-05-30": "2024-03-31", "10:05": "02:30"}),
    ("times without a zone", {"timezone: Europe/Berlin\n": ""}, {", times in Europe/Berlin": ""}),
    ("a timeline out of order", {'"10:12"': '"10:52"'}, {"10:12": "10:52"}),
    ("a duration that contradicts the timeline", {"for 60 minutes": "for 90 minutes"}, {"for 60 minutes": "for 90 minutes"}),
    ("no root cause", {f"root_cause: {CAUSE}\n": ""}, {f"## Root cause\n\n{CAUSE}\n\n": ""}),
    ("a person as the cause", {CAUSE: "Human error during the push."}, {CAUSE: "Human error during the push."}),
    ("an action without an owner", {"    owner: payments\n": ""}, {"owner: payments, due": "due"}),
    ("an action without a measurable end", {TITLE: "Improve the validator", DONE_WHEN: ""}, {TITLE: "Improve the validator"}),
    ("a placeholder", {"Customers could not pay.": "TODO"}, {"Customers could not pay": "TODO"}),
    ("a secret in the text", {"was rolled back.": f"was rolled back with {TOKEN}."}, {"is rolled back": f"is rolled back with {TOKEN}"}),
]


def tools(folder):
    """Name, format of the report, and command of each tool; installs what is missing."""
    venv.create(folder / "venv", with_pip=True)
    binaries = folder / "venv/bin"
    run([binaries / "pip", "install", "--quiet", "yamllint", "check-jsonschema"])
    run(["npm", "install", "--silent", "--prefix", folder, "markdownlint-cli2"])
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.run([POSTMORTEM, "schema"], check=True, stdout=subprocess.PIPE).stdout)
    (folder / ".markdownlint.yaml").write_text("MD013: false\n")
    relaxed = "{extends: default, rules: {line-length: disable, braces: {max-spaces-inside: 1}}}"
    return [
        ("Markdown, markdownlint", "md", [folder / "node_modules/.bin/markdownlint-cli2", "--config", folder / ".markdownlint.yaml"]),
        ("YAML, yamllint", "yaml", [binaries / "yamllint", "--strict", "-d", relaxed]),
        ("YAML, a JSON Schema", "yaml", [binaries / "check-jsonschema", "--schemafile", schema]),
        ("postmortem lint", "yaml", [POSTMORTEM, "lint", "--no-config", "--fail-on", "info", "--now", "2024-06-10T00:00:00Z"]),
    ]


def run(command, **options):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, **options)


def finds(command, files):
    """Whether the tool finds anything in the files."""
    done = subprocess.run([str(part) for part in command + files], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if os.environ.get("VERBOSE"):
        print(done.stdout.decode(), file=sys.stderr)
    return done.returncode != 0


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        all_tools = tools(folder)
        texts = {"yaml": YAML, "md": MARKDOWN}
        print("| fault | " + " | ".join(name for name, _, _ in all_tools) + " |")
        print("| :-- |" + " :-: |" * len(all_tools))
        found = dict.fromkeys((name for name, _, _ in all_tools), 0)
        for fault, in_yaml, in_markdown in [("none", {}, {}), *FAULTS]:
            cells = []
            for name, form, command in all_tools:
                text = texts[form]
                for old, new in (in_yaml if form == "yaml" else in_markdown).items():
                    assert old in text, (fault, form)
                    text = text.replace(old, new, 1)
                file = folder / f"2024-05-30-checkout.{form}"
                file.write_text(text)
                is_found = finds(command, [file])
                assert fault != "none" or not is_found, f"{name} finds something in a sound report"
                found[name] += is_found
                cells.append("found" if is_found else "–")
            if fault != "none":
                print(f"| {fault} | " + " | ".join(cells) + " |")
        print(f"| **of {len(FAULTS)}** | " + " | ".join(f"**{found[name]}**" for name, _, _ in all_tools) + " |")
        walls = []
        for _, form, command in all_tools:
            files = [folder / f"many-{index:04}.{form}" for index in range(FILES)]
            for file in files:
                file.write_text(texts[form])
            start = time.perf_counter()
            finds(command, files)
            walls.append(time.perf_counter() - start)
        print(f"| {FILES:,} reports | " + " | ".join(f"{wall:.2f} s" for wall in walls) + " |")


main()
