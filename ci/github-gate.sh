#!/usr/bin/env bash
#
# The step of action.yml that judges: turns the action's inputs, which are lines of text, into arguments. Inputs come through
# the environment, so that none of them is ever read as shell.

set -euo pipefail

project=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

arguments=(--fail-on "${FAIL_ON:-info}" --gate "${GATE:-new}" --inconclusive "${INCONCLUSIVE:-fail}")
while IFS= read -r line; do
  [ -z "${line//[[:space:]]/}" ] || arguments+=(--policy "$line")
done <<<"${POLICY-}"
[ -z "${SNAPSHOT-}" ] || arguments+=(--snapshot "$SNAPSHOT")
[ -z "${TERRAFORM_ROOT-}" ] || arguments+=(--terraform-root "$TERRAFORM_ROOT")
while IFS= read -r line; do
  [ -z "${line//[[:space:]]/}" ] || arguments+=("$line")
done <<<"${ARGUMENTS-}"

status=0
"$project/script/gate" "${PLAN:?the plan is not named}" "${arguments[@]}" || status=$?

output=${AUDIT_OUTPUT:-audit-output}
{
  printf 'status=%s\n' "$status"
  printf 'report=%s\n' "$output/isolation.json"
} >>"${GITHUB_OUTPUT:-/dev/null}"
# GitHub takes at most 1 MiB of a step's summary; the comment is far below.
if [ -f "$output/isolation.md" ]; then
  cat -- "$output/isolation.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
exit "$status"
