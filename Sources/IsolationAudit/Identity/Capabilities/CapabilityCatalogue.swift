/// Which entries of the catalogue of ways are decided, and which are not.
package enum CapabilityCatalogue {
  /// An entry that is not decided, with the reason.
  package struct Undecided: Hashable, Sendable {
    package let id: String
    package let reason: String
  }

  /// The entries that nothing decides, sorted.
  package static let undecided: [Undecided] = [
    Undecided(
      id: "pf:bedrock-002",
      reason: "code interpreters of Bedrock AgentCore and their roles are not read from snapshots"
    ),
    Undecided(id: "pf:ec2-004", reason: "launch templates are not read from snapshots"),
    Undecided(
      id: "x:lambda-resource-policy",
      reason: "who may invoke a function is not who controls it; what its code does with an event is not known"
    ),
    Undecided(
      id: "x:lambda-url",
      reason: "who may invoke a function is not who controls it; what its code does with an event is not known"
    ),
    Undecided(
      id: "x:mfa",
      reason: "conditions about MFA stay with a way whoever can meet them, so enrolling a device opens nothing more"
    ),
    Undecided(
      id: "x:org-policy",
      reason: "what removing a service control or resource control policy would open is not worked out"
    ),
  ]

  /// The kinds of ways and changes of the network that decide an entry, in the order of the tables.
  package static func deciding(_ id: String) -> [String] {
    CapabilityKind.all.map(\.row).filter { $0.catalogue.contains(id) }.map(\.id)
      + NetworkChange.table.filter { $0.catalogue.contains(id) }.map(\.id)
  }
}
