#!/bin/sh
# Make the plans of changes/ again: plan each change over the applied state of the estate. Nothing is applied.
#
#   ./changes.sh [NAME ...]        writes changes/NAME/plan.json; all changes when no name is given
#
# A change is either change.patch, applied to terraform/10-estate, or a root of its own (*.tf) beside terraform.tfvars.
# What such a root takes over of the estate's state is listed in its state.txt: addresses, and modules with all that is in
# them. `fresh` is the estate without any state. Every plan is made offline (-refresh=false); the emulator only answers
# the providers that assume a role.
#
# Environment (all optional):
#   FLOWMART_WORK     folder for copies and logs                       (default: a new temporary folder, kept on failure)
#   FLOWMART_PORT     port of the emulator on 127.0.0.1                (default: 5601)
#   FLOWMART_NICE     niceness of everything that works hard           (default: 5)
#   PYTHON, TERRAFORM                                                  (default: python3, terraform)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=${FLOWMART_WORK:-$(mktemp -d)}
port=${FLOWMART_PORT:-5601}
nice="nice -n ${FLOWMART_NICE:-5}"
python=${PYTHON:-python3}
terraform=${TERRAFORM:-terraform}
state=$here/terraform/estate-state.json
variables=$here/terraform/estate.tfvars.json

export AWS_ENDPOINT_URL="http://127.0.0.1:$port"
export AWS_ACCESS_KEY_ID=management AWS_SECRET_ACCESS_KEY=management AWS_DEFAULT_REGION=us-east-1
export AWS_EC2_METADATA_DISABLED=true AWS_PAGER="" CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0
unset AWS_SESSION_TOKEN AWS_PROFILE || true

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

mkdir -p "$work"
say "copies and logs: $work"
$nice "$python" "$here/moto_server.py" -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
trap 'exit 1' INT TERM
tries=0
until "$python" -c "import urllib.request as r; r.urlopen('$AWS_ENDPOINT_URL/moto-api/data.json', timeout=2)" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { say "the emulator does not answer, see $work/moto.log"; exit 1; }
    sleep 1
done

"$python" "$here/changes/ids.py" "$state" >"$work/ids.tfvars.json"

# make NAME: plans one change in a copy that has the same folders.
make() {
    name=$1 copy=$work/$1 log=$work/$1.log files=
    rm -rf "$copy"
    mkdir -p "$copy"
    cp -R "$here/terraform" "$here/changes" "$copy/"
    if [ "$name" = fresh ]; then
        root=$copy/terraform/10-estate
    elif [ -f "$here/changes/$name/change.patch" ]; then
        root=$copy/terraform/10-estate
        patch -s -d "$root" -p1 <"$here/changes/$name/change.patch"
        cp "$state" "$root/terraform.tfstate"
    else
        root=$copy/changes/$name
        files="-var-file=$work/ids.tfvars.json"
        cp "$here/terraform/10-estate/providers.tf" "$here/changes/common/variables.tf" "$root/"
        if [ -f "$root/state.txt" ]; then
            "$python" "$here/changes/part_of_state.py" "$state" "$root/state.txt" >"$root/terraform.tfstate"
        fi
    fi
    {
        $nice "$terraform" -chdir="$root" init -no-color &&
            $nice "$terraform" -chdir="$root" plan -refresh=false -no-color -out=plan.tfplan \
                -var emulated=true -var-file="$variables" ${files:+"$files"} &&
            $nice "$terraform" -chdir="$root" show -json plan.tfplan >"$copy/plan.json"
    } >"$log" 2>&1 || { say "$name: terraform failed, see $log"; exit 1; }
    mkdir -p "$here/changes/$name"
    cp "$copy/plan.json" "$here/changes/$name/plan.json"
    say "$name: $(grep -E '^(Plan:|No changes)' "$log" | head -n 1)"
}

if [ "$#" -eq 0 ]; then
    for expected in "$here"/changes/*/expected.json; do
        set -- "$@" "$(basename "$(dirname "$expected")")"
    done
fi
for name in "$@"; do
    make "$name"
done
say "done"
