"""A part of a Terraform state: part_of_state.py STATE LIST, where LIST has an address of a resource or a module a line."""

import json
import sys


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        state = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        wanted = {line.strip() for line in file if line.strip()}
    kept = []
    for resource in state["resources"]:
        module = resource.get("module", "")
        address = ".".join(filter(None, [module, resource["type"], resource["name"]]))
        if module in wanted or address in wanted:
            kept.append(resource)
    addresses = {".".join(filter(None, [r.get("module", ""), r["type"], r["name"]])) for r in kept}
    for resource in kept:
        for instance in resource["instances"]:
            instance["dependencies"] = [name for name in instance.get("dependencies", []) if name in addresses]
    state["resources"] = kept
    state["outputs"] = {}
    json.dump(state, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
