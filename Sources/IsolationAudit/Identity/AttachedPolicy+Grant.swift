extension AttachedPolicy {
  /// A grant of a KMS key in the form of a policy of the key: one statement that allows the grantee the operations.
  ///
  /// A grant with constraints holds only for requests that carry an encryption context, so the statement asks for one.
  /// Nothing where the grantee cannot be read: what such a grant allows is unknown.
  package init?(_ grant: KeyGrant, in estate: Estate) {
    let grantee = estate.symbols[grant.grantee]
    let isService = grantee.hasSuffix(".amazonaws.com") || grantee.hasSuffix(".amazonaws.com.cn")
    guard let principal = isService ? PolicyPrincipal.service(grantee) : PolicyPrincipal(awsElement: grantee) else {
      return nil
    }
    var conditions: [ConditionClause] = []
    if grant.isConstrained, let null = ConditionOperator("Null"),
      let value = ConditionValue("false", for: .null, version: .v2012)
    {
      conditions.append(ConditionClause(null, key: "kms:EncryptionContextKeys", values: [value]))
    }
    let statement = PolicyStatement(
      pointer: "",
      sid: nil,
      effect: .allow,
      principals: .init(patterns: [principal], isNegated: false),
      actions: .init(
        patterns: grant.operations.map { WildcardPattern("kms:" + estate.symbols[$0].lowercased()) },
        isNegated: false
      ),
      resources: nil,
      conditions: conditions
    )
    self.init(
      PolicyDocument(version: .v2012, id: nil, statements: [statement]),
      origin: PolicyOrigin(.resource, name: "grant \(estate.symbols[grant.id])", provenance: grant.provenance)
    )
  }
}
