"""Writes a Terraform state without the pre-shared keys that the emulator made up: forget_secrets.py STATE.

They are nobody's, but look like somebody's; what stands in their place cannot be taken for a key.
"""

import json
import re
import sys

PLACEHOLDER = "not-a-real-key-of-anything"


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        state = json.load(file)
    for resource in state["resources"]:
        for instance in resource["instances"]:
            attributes = instance["attributes"]
            for name, value in attributes.items():
                if name.endswith("_preshared_key") and value:
                    attributes[name] = PLACEHOLDER
                if name == "customer_gateway_configuration" and value:
                    attributes[name] = re.sub(
                        r"(<pre_shared_key>)[^<]*(</pre_shared_key>)", rf"\g<1>{PLACEHOLDER}\g<2>", value
                    )
    json.dump(state, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
