#!/usr/bin/env bash
# The second step of action.yml, in a file of its own so that it can be tested: inputs arrive in the environment, where
# no text of theirs can become a command.
set -euo pipefail

arguments=(lint --format github --fail-on "${INPUT_FAIL_ON:-error}")
if [[ -n "${INPUT_SARIF_FILE:-}" ]]; then
    arguments+=(-o "sarif=$INPUT_SARIF_FILE")
fi
arguments+=(--)
while IFS= read -r path; do
    if [[ -n "$path" ]]; then
        arguments+=("$path")
    fi
done <<<"${INPUT_PATHS:-}"

exec postmortem "${arguments[@]}"
