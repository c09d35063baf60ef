import IsolationAudit

/// Reads snapshots that tests write down as text.
struct SnapshotReading {
  /// What was read.
  let snapshot: AWSSnapshot

  /// Reads one file of account 111111111111 in us-east-1.
  init(_ text: String) throws {
    try self.init(["accounts/111111111111/us-east-1/ec2.json": text])
  }

  /// Reads several files.
  init(_ files: [String: String]) throws {
    snapshot = try AWSSnapshot.read(files: files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
  }

  var estate: Estate { snapshot.estate }

  /// The diagnostics as they are printed, without the folders of the default file.
  var diagnostics: [String] {
    snapshot.diagnostics.map { $0.description.replacing("accounts/111111111111/us-east-1/", with: "") }
  }

  /// The errors among the diagnostics.
  var errors: [String] { diagnostics.filter { $0.contains(": error: ") } }

  /// The text of a symbol.
  func callAsFunction(_ symbol: Symbol) -> String { estate.symbols[symbol] }

  /// The texts of symbols.
  func callAsFunction(_ symbols: [Symbol]) -> [String] { symbols.map { estate.symbols[$0] } }

  /// The texts of a set of security groups, sorted.
  func callAsFunction(_ groups: GroupSetID) -> [String] { self(estate.groups(groups)).sorted() }

  /// Tags as `key=value`.
  func callAsFunction(_ tags: TagSetID) -> [String] { estate.tags(tags).map { "\(self($0.key))=\(self($0.value))" } }

  /// The rules of a slice, in words.
  func rules(_ slice: TableSlice) -> [String] {
    slice.range.map { index in
      let rule = estate.securityGroupRules[index]
      let peer =
        switch rule.peer {
        case .prefix(let prefix): "\(prefix)"
        case .prefixList(let id), .securityGroup(let id): self(id)
        }
      let codes = rule.codes == .all ? "" : " code \(rule.codes.text)"
      return "\(self(rule.id)) \(rule.protocols.text) \(rule.destinationPorts.text)\(codes) \(peer)"
    }
  }

  /// How a call ended, for the default account and Region.
  func status(_ list: String, account: String = "111111111111", region: String = "us-east-1") -> Completeness.Status {
    guard let account = estate.symbols.find(account), let region = estate.symbols.find(region) else { return .absent }
    return estate.completeness.status(Completeness.Call(account: account, region: region, list: list))
  }
}
