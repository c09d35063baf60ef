#!/bin/sh
# Make both snapshots: start the emulator, apply the estate, collect, apply the bad month, collect, stop. The plans of
# changes/ are over the state of the first: run changes.sh afterwards.
#
#   ./up.sh                        writes snapshot/ and snapshot-drifted/ beside this file
#
# Environment (all optional):
#   FLOWMART_WORK     folder for states, logs and Terraform's data     (default: a new temporary folder, kept on failure)
#   FLOWMART_OUT      folder that gets the two snapshots and the state (default: this folder)
#   FLOWMART_PORT     port of the emulator on 127.0.0.1                (default: 5600)
#   FLOWMART_NICE     niceness of everything that works hard           (default: 5)
#   PYTHON, TERRAFORM                                                  (default: python3, terraform)
#
# Needs: Terraform with the AWS provider, Python 3.11 with moto[server], boto3 and awscli. No AWS account is touched.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=${FLOWMART_WORK:-$(mktemp -d)}
out=${FLOWMART_OUT:-$here}
port=${FLOWMART_PORT:-5600}
nice="nice -n ${FLOWMART_NICE:-5}"
python=${PYTHON:-python3}
terraform=${TERRAFORM:-terraform}

export AWS_ENDPOINT_URL="http://127.0.0.1:$port"
export AWS_ACCESS_KEY_ID=management AWS_SECRET_ACCESS_KEY=management AWS_DEFAULT_REGION=us-east-1
export AWS_EC2_METADATA_DISABLED=true AWS_PAGER="" CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0
unset AWS_SESSION_TOKEN AWS_PROFILE || true

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

mkdir -p "$work" "$out/terraform"
say "states and logs: $work"
cp -R "$here/terraform" "$work/"

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
"$python" -c "import urllib.request as r; r.urlopen(r.Request('$AWS_ENDPOINT_URL/moto-api/seed?a=42', method='POST'))"

# apply STAGE LOG ARGUMENTS...   A request that was retried under load can leave a resource tainted; a second pass repairs it.
apply() {
    stage=$1 log=$work/$2.log
    shift 2
    $nice "$terraform" -chdir="$work/terraform/$stage" init -no-color >"$log" 2>&1
    $nice "$terraform" -chdir="$work/terraform/$stage" apply -auto-approve -no-color "$@" >>"$log" 2>&1 ||
        $nice "$terraform" -chdir="$work/terraform/$stage" apply -auto-approve -no-color "$@" >>"$log" 2>&1 ||
        { say "terraform failed in $stage, see $log"; exit 1; }
    tail -n 20 "$log" | grep '^Apply complete' || true
}

say "organization"
apply 00-organization organization -parallelism=1 -var emulated=true
"$terraform" -chdir="$work/terraform/00-organization" output -json |
    "$python" -c 'import json, sys; o = json.load(sys.stdin); json.dump({"accounts": o["accounts"]["value"], "organization_id": o["organization_id"]["value"]}, sys.stdout, indent=4)' \
        >"$work/estate.tfvars.json"

say "estate (about six minutes: a Client VPN association alone takes four)"
apply 10-estate estate -var emulated=true -var drifted=false -var-file="$work/estate.tfvars.json"
# The state that the plans of changes/ are made over; it belongs to this snapshot.
"$python" "$here/changes/forget_secrets.py" "$work/terraform/10-estate/terraform.tfstate" >"$work/estate-state.json"
say "snapshot"
$nice "$python" "$here/collect.py" --accounts "$work/estate.tfvars.json" --endpoint "$AWS_ENDPOINT_URL" \
    --complete-moto "$out/snapshot"

say "the bad month"
apply 10-estate drift -var emulated=true -var drifted=true -var-file="$work/estate.tfvars.json"
say "snapshot-drifted"
$nice "$python" "$here/collect.py" --accounts "$work/estate.tfvars.json" --endpoint "$AWS_ENDPOINT_URL" \
    --complete-moto "$out/snapshot-drifted"

cp "$work/estate-state.json" "$work/estate.tfvars.json" "$out/terraform/"
"$python" "$here/check_snapshot.py" "$out/snapshot" "$out/snapshot-drifted"
say "done"
