#!/usr/bin/env bash
# The second step of action.yml, in its own file so that it can be tested. Inputs come from the environment, so that their
# text cannot become a command.
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
