extension PolicyDocument {
  /// The keys that, compared with fixed values, keep a bucket policy from being public (S3 user guide, "The meaning of
  /// public").
  private static let fixingKeys: Set<String> = [
    "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:userid",
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:sourceorgid",
    "s3:dataaccesspointarn", "s3:dataaccesspointaccount", "s3:x-amz-server-side-encryption-aws-kms-key-id",
  ]

  /// Whether the policy, as that of a bucket, is public: it lets everybody in without a condition that fixes whom.
  package var isPublic: Bool {
    statements.contains { statement in
      guard statement.effect == .allow, let principals = statement.principals else { return false }
      let letsEverybody = principals.isNegated || principals.patterns.contains(.everyone)
      return letsEverybody && !statement.conditions.contains(where: Self.fixesWhom)
    }
  }

  private static func fixesWhom(_ clause: ConditionClause) -> Bool {
    let conditionOperator = clause.conditionOperator
    guard !conditionOperator.base.isNegated, !conditionOperator.ifExists, conditionOperator.quantifier != .forAllValues
    else { return false }
    switch conditionOperator.base {
    case .ipAddress:
      return clause.canonicalKey == "aws:sourceip" && clause.valueTexts.allSatisfy(isNarrowRange)
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .arnEquals, .arnLike:
      return fixingKeys.contains(clause.canonicalKey)
        && clause.valueTexts.allSatisfy { !$0.contains("*") && !$0.contains("?") && !$0.contains("${") }
    default: return false
    }
  }

  /// A range of more than 2^24 IPv4 or 2^96 IPv6 addresses names nobody in particular.
  private static func isNarrowRange(_ text: String) -> Bool {
    guard let slash = text.firstIndex(of: "/") else { return true }
    let length = Int(text[text.index(after: slash)...]) ?? 0
    return length >= (text.contains(":") ? 32 : 8)
  }
}
