print("audit-cli")
