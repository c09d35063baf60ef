/// The result in the AWS Security Finding Format, as requests of `BatchImportFindings`, one a line.
///
/// A request holds at most 100 findings of one account and Region, which is what Security Hub takes from a caller. Ids do
/// not change between runs, so an import updates what it brought before; findings that are gone are archived.
public struct ASFFReport: Sendable {
  /// Where findings go when not to the account and Region of what they are about: a delegated administrator, for example.
  public struct Hub: Hashable, Sendable {
    /// The account, twelve digits.
    public let account: String
    /// The Region.
    public let region: String

    /// Reads `account/region`, such as `666666666666/us-east-1`.
    ///
    /// - Throws: ``ReportError`` when it is neither.
    public init(argument: String) throws(ReportError) {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, Self.isAccount(parts[0]), Self.isRegion(parts[1]) else {
        throw ReportError(
          message: "'\(argument.visible(limit: 80))' is no account and Region, expected such as 666666666666/us-east-1"
        )
      }
      (account, region) = (parts[0], parts[1])
    }

    init(account: String, region: String) { (self.account, self.region) = (account, region) }

    /// The ARN under which an account imports findings of its own.
    var productARN: String { "arn:\(partition):securityhub:\(region):\(account):product/\(account)/default" }

    /// The partition of AWS that the Region belongs to.
    var partition: String {
      if region.hasPrefix("cn-") { return "aws-cn" }
      return region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    }

    static func isAccount(_ text: String) -> Bool {
      text.utf8.count == 12 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    /// At most 16 characters, in the form `us-east-1`.
    static func isRegion(_ text: String) -> Bool {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard text.utf8.count <= 16, parts.count >= 3, let last = parts.last, Int(last) != nil else { return false }
      return parts.dropLast().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x61...0x7A ~= $0 } }
    }
  }

  /// The findings that Security Hub takes in one request.
  static let batchSize = 100
  /// The resources that it takes of a finding.
  static let maximumResources = 32

  let result: AuditResult
  let digest: ResultDigest
  let context: FindingContext
  let time: ReportTime
  private let hub: Hub?
  private let fallback: Hub
  private let homes: [String: Hub]

  /// Creates the report of a result.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - hub: Where all findings go; `nil` sends each to the account and Region of what it is about.
  public init(_ result: AuditResult, hub: Hub? = nil) {
    (self.result, self.hub) = (result, hub)
    (digest, context, time) = (ResultDigest(result), FindingContext(result), ReportTime(result.generated))
    var homes: [String: Hub] = [:]
    for environment in result.environments {
      guard let account = environment.accounts.first(where: Hub.isAccount) else { continue }
      let region = environment.regions.first(where: Hub.isRegion) ?? "us-east-1"
      homes[environment.name] = homes[environment.name] ?? Hub(account: account, region: region)
    }
    self.homes = homes
    let first = result.environments.lazy.compactMap { homes[$0.name] }.first
    fallback = first ?? Hub(account: "000000000000", region: "us-east-1")
  }

  /// The report in UTF-8: JSON Lines, each `{"Findings":[…]}`.
  public func render() -> [UInt8] { document.text }

  var document: JSONText {
    var order: [Hub] = []
    var records: [Hub: [(inout JSONText) -> Void]] = [:]
    func add(_ hub: Hub, _ write: @escaping (inout JSONText) -> Void) {
      if records[hub] == nil { order.append(hub) }
      records[hub, default: []].append(write)
    }
    for assertion in result.assertions {
      let home = home(of: assertion)
      add(home) { json in write(assertion, home, to: &json) }
    }
    for finding in digest.findings {
      let subjects = finding.subjects
      let home = home(of: finding, subjects)
      add(home) { json in write(finding, subjects, home, to: &json) }
    }
    for closed in result.closedFindings {
      let home = hub ?? homes[closed.to] ?? fallback
      add(home) { json in write(closed, home, to: &json) }
    }
    var json = JSONText(isIndented: false)
    for hub in order {
      let all = records[hub] ?? []
      for start in stride(from: 0, to: all.count, by: Self.batchSize) {
        json.object { json in
          json.array("Findings") { json in
            for write in all[start..<min(start + Self.batchSize, all.count)] { json.object(write) }
          }
        }
        json.endLine()
      }
    }
    return json
  }

  /// Where a finding belongs: to what is reached, else to whoever reaches it.
  private func home(of finding: Finding, _ subjects: [ResourceReference]) -> Hub {
    if let hub { return hub }
    guard let account = subjects.lazy.compactMap(\.account).first(where: Hub.isAccount) else {
      return homes[finding.to] ?? homes[finding.from] ?? fallback
    }
    let own = subjects.lazy.filter { $0.account == account }.compactMap(\.region).first(where: Hub.isRegion)
    return Hub(account: account, region: own ?? homes[finding.to]?.region ?? "us-east-1")
  }

  private func home(of assertion: AssertionResult) -> Hub {
    if let hub { return hub }
    return assertion.pairs.lazy.compactMap { homes[$0.to] ?? homes[$0.from] }.first ?? fallback
  }
}
