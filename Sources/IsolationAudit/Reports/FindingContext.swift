/// What a result says about its findings besides the findings: waivers, ages, whether they are new.
struct FindingContext {
  /// Whether a finding was there in the state that the result is compared with.
  enum Novelty {
    /// It was not.
    case new
    /// It was.
    case unchanged
  }

  private let waivers: [String: WaiverRecord]
  private let ages: [String: FindingHistory.Age]
  private let opened: [String: AuditChange.OpenedFinding]
  private let remaining: Set<String>

  init(_ result: AuditResult) {
    waivers = Self.table(result.waivers?.waivers ?? [], by: \.id)
    ages = Self.table(result.history?.findings ?? [], by: \.finding)
    opened = Self.table(result.change?.opened ?? [], by: \.finding)
    remaining = Set(result.change?.remaining ?? [])
  }

  /// The waiver that permits a finding, as far as the register has it.
  func waiver(of finding: Finding) -> WaiverRecord? { finding.waiver.flatMap { waivers[$0] } }

  /// Since when a finding has been there; `nil` without a history.
  func age(of finding: Finding) -> FindingHistory.Age? { ages[finding.id] }

  /// Whether a finding is new; `nil` when nothing was compared.
  func novelty(of finding: Finding) -> Novelty? {
    if opened[finding.id] != nil { return .new }
    return remaining.contains(finding.id) ? .unchanged : nil
  }

  /// The planned changes that a new finding hangs on, the most telling first.
  func blamed(for finding: Finding) -> [AuditChange.PlannedChange] { opened[finding.id]?.blamed ?? [] }

  /// What a waiver says in one line: `waived until 2026-12-15 by ciso@example.com (SEC-1234)`; `nil` for what is not waived.
  func waived(_ finding: Finding) -> String? {
    guard let id = finding.waiver else { return nil }
    return waivers[id].map { "waived \($0.term)" } ?? "waived by \(id)"
  }

  /// Since when, in one line: `since 2026-11-22, reopened twice`.
  func since(_ finding: Finding) -> String? {
    guard let age = ages[finding.id] else { return nil }
    var text = "since \(age.since.prefix(10))"
    if age.firstSeen != age.since { text += ", first seen \(age.firstSeen.prefix(10))" }
    switch age.reopened {
    case ..<1: break
    case 1: text += ", reopened once"
    case let count: text += ", reopened \(count.grouped) times"
    }
    return text
  }

  private static func table<Value>(_ values: [Value], by id: (Value) -> String) -> [String: Value] {
    Dictionary(values.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}
