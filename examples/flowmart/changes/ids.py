"""Ids of the estate that the small roots are given, taken from its state: ids.py STATE writes JSON for -var-file."""

import json
import sys

# The variable, the module ("" for the root), the type and name of the resource, the attribute, and whether all instances.
WANTED = [
    ("development_vpc", "module.development", "aws_vpc", "this", "id", False),
    ("development_nat_gateway", "module.development", "aws_nat_gateway", "this", "id", False),
    ("development_nat_address", "module.development", "aws_eip", "nat", "public_ip", False),
    ("development_app_subnets", "module.development", "aws_subnet", "app", "id", True),
    ("development_app_route_tables", "module.development", "aws_route_table", "app", "id", True),
    ("development_app_group", "module.development", "aws_security_group", "app", "id", False),
    ("production_vpc", "module.production", "aws_vpc", "this", "id", False),
    ("production_app_subnets", "module.production", "aws_subnet", "app", "id", True),
    ("production_public_subnets", "module.production", "aws_subnet", "public", "id", True),
    ("production_app_group", "module.production", "aws_security_group", "app", "id", False),
    ("production_nlb_group", "module.production", "aws_security_group", "nlb", "id", False),
    ("production_app_hosts", "module.production", "aws_instance", "app", "private_ip", True),
    ("production_client_vpn", "", "aws_ec2_client_vpn_endpoint", "production", "id", False),
    ("anonymiser_subnet", "", "aws_subnet", "anonymiser", "id", False),
    ("anonymiser_group", "", "aws_security_group", "anonymiser", "id", False),
    ("sandbox_vpc", "module.sandbox", "aws_vpc", "this", "id", False),
    ("sandbox_app_route_tables", "module.sandbox", "aws_route_table", "app", "id", True),
    ("transit_gateway", "", "aws_ec2_transit_gateway", "hub", "id", False),
]


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        state = json.load(file)
    values = {}
    for variable, module, kind, name, attribute, whole in WANTED:
        found = [
            instance["attributes"][attribute]
            for resource in state["resources"]
            if (resource.get("module", ""), resource["type"], resource["name"]) == (module, kind, name)
            for instance in sorted(resource["instances"], key=lambda instance: str(instance.get("index_key", "")))
        ]
        values[variable] = found if whole else found[0]
    json.dump(values, sys.stdout, indent=2, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
