"""The kernel lab: small AWS estates realised in Linux network namespaces, and the audit compared with real packets."""
