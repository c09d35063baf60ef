// `rolesanywhere list-trust-anchors` and `list-profiles`.
extension SnapshotBuilder {
  /// Reads an element of `trustAnchors`; one that does not say so is taken to be in use.
  mutating func trustAnchor(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var anchor = TrustAnchor(
      arn: .empty,
      name: .empty,
      owner: account,
      isEnabled: true,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .trustAnchorArn:
        anchor.arn = try symbol(tape, member)
        let owner = partsOfARN(anchor.arn).account
        if !owner.isEmpty { anchor.owner = owner }
      case .name: anchor.name = try symbol(tape, member)
      case .enabled: anchor.isEnabled = try bool(tape, member)
      default: break
      }
    }
    try require(anchor.arn, .trustAnchorArn, tape, node)
    guard isNew(anchor.arn, tape, node) else { return }
    estate.bind(anchor.arn, to: .trustAnchor(estate.trustAnchors.append(anchor)))
  }

  /// Reads an element of `profiles`; one that does not say so is taken to be in use.
  mutating func rolesAnywhereProfile(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var profile = RolesAnywhereProfile(
      arn: .empty,
      name: .empty,
      owner: account,
      isEnabled: true,
      roles: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .profileArn:
        profile.arn = try symbol(tape, member)
        let owner = partsOfARN(profile.arn).account
        if !owner.isEmpty { profile.owner = owner }
      case .name: profile.name = try symbol(tape, member)
      case .enabled: profile.isEnabled = try bool(tape, member)
      case .roleArns: profile.roles = try symbols(tape, member)
      case .sessionPolicy where tape.kind(member) != .string || tape[member].length > 0:
        let name = estate.symbols.intern("sessionPolicy")
        profile.sessionPolicy = IAMPolicy(
          name: name,
          document: try policyDocument(tape, member),
          provenance: place(tape, member)
        )
      case .managedPolicyArns: profile.managedPolicies = try symbols(tape, member)
      default: break
      }
    }
    try require(profile.arn, .profileArn, tape, node)
    guard isNew(profile.arn, tape, node) else { return }
    estate.bind(profile.arn, to: .rolesAnywhereProfile(estate.rolesAnywhereProfiles.append(profile)))
  }
}
