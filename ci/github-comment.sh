#!/usr/bin/env bash
#
# The step of action.yml that comments: writes the comment of this run over that of an earlier one, which the hidden marker in
# its first line tells apart from all others, or makes one. Needs `gh` and GH_TOKEN, as GitHub's runners have them.

set -euo pipefail

comment=${AUDIT_OUTPUT:-audit-output}/isolation.md
if [ ! -s "$comment" ]; then
  printf 'there is no comment to write: the plan was not judged\n'
  exit 0
fi
pull_request=${PULL_REQUEST:?the pull request is not known}
repository=${GITHUB_REPOSITORY:?the repository is not known}
marker=$(head -n 1 -- "$comment")
case $marker in
  '<!--'*) ;;
  *)
    printf 'the comment has no marker in its first line\n' >&2
    exit 1
    ;;
esac

body=$(mktemp)
trap 'rm -f "$body"' EXIT
python3 -c 'import json, sys; json.dump({"body": open(sys.argv[1], encoding="utf-8").read()}, sys.stdout)' "$comment" >"$body"

earlier=$(gh api --paginate "repos/$repository/issues/$pull_request/comments?per_page=100" |
  MARKER=$marker python3 -c '
import json, os, sys

decoder, text, ids = json.JSONDecoder(), sys.stdin.read().lstrip(), []
while text:  # gh writes a list for each page, one behind the other
    page, end = decoder.raw_decode(text)
    ids += [comment["id"] for comment in page if (comment["body"] or "").startswith(os.environ["MARKER"])]
    text = text[end:].lstrip()
print(ids[0] if ids else "")')

if [ -n "$earlier" ]; then
  gh api --silent --method PATCH "repos/$repository/issues/comments/$earlier" --input "$body"
else
  gh api --silent --method POST "repos/$repository/issues/$pull_request/comments" --input "$body"
fi
