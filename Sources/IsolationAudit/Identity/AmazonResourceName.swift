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
    var rest = Substring(text)
    var fields: [Substring] = []
    while fields.count < 5, let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) {
      fields.append(rest[..<colon])
      rest = rest[rest.utf8.index(after: colon)...]
    }
    guard fields.count == 5, fields[0] == "arn", !fields[1].isEmpty, !fields[2].isEmpty, !rest.isEmpty else {
      return nil
    }
    partition = String(fields[1])
    service = String(fields[2])
    region = String(fields[3])
    account = String(fields[4])
    resource = String(rest)
  }

  package var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }

  /// The kind of resource: what stands before the first `/` of the last field, such as `role` or `user`.
  package var resourceType: Substring {
    resource.utf8.firstIndex(of: UInt8(ascii: "/")).map { resource[..<$0] } ?? resource[...]
  }

  /// The last part of the last field: the name of a role or user without its path.
  package var resourceName: Substring {
    resource.utf8.lastIndex(of: UInt8(ascii: "/")).map { resource[resource.utf8.index(after: $0)...] } ?? resource[...]
  }

  /// Whether a text is an account number: exactly 12 decimal digits.
  package static func isAccount(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
