/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
package struct AmazonResourceName: Hashable, Sendable, CustomStringConvertible {
  package let partition: String
  package let service: String
  package let region: String
  /// The 12-digit account, or empty where the service leaves it out (a bucket) or writes `aws` (a managed policy).
  package let account: String
  /// Everything after the fifth colon; it may hold `:` and `/`.
  package let resource: String

  /// Reads an ARN, or nothing when the text does not have six fields that begin with `arn`.
  package init?(_ text: some StringProtocol) {
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, fields[0] == "arn", !fields[1].isEmpty, !fields[2].isEmpty, !fields[5].isEmpty else {
      return nil
    }
    partition = String(fields[1])
    service = String(fields[2])
    region = String(fields[3])
    account = String(fields[4])
    resource = String(fields[5])
  }

  package var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }

  /// The kind of resource: what stands before the first `/` of the last field, such as `role` or `user`.
  package var resourceType: Substring { resource.prefix { $0 != "/" } }

  /// The last part of the last field: the name of a role or user without its path.
  package var resourceName: Substring {
    resource.lastIndex(of: "/").map { resource[resource.index(after: $0)...] } ?? resource[...]
  }

  /// Whether a text is an account number: exactly 12 decimal digits.
  package static func isAccount(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
