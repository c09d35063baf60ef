/// Finds the planned changes that a new finding hangs on.
///
/// Nothing is guessed: a set of changes is blamed when the finding is there with these changes alone, and is not with any
/// one of them left out. The search begins with what stands on the path; where a finding is opened by something that is
/// gone, such as a deny or a blackhole, the path names none, and all changes are searched by halves. A change whose rule
/// the finding's cut names lets packets through by itself, and is blamed too.
package struct BlameSearch {
  /// The most audits that are made for one plan; beyond it, what stands on the path is blamed, and the result says so.
  package static let maximumAudits = 160

  private let changes: [AuditChange.PlannedChange]
  private let positions: [String: Int]
  /// The ids of the findings with some of the changes applied.
  private let findings: @Sendable (PlannedStates.Applied) -> Set<String>
  private var known: [PlannedStates.Applied: Set<String>] = [:]
  private var audits = 0
  /// Whether some finding's blame was not narrowed down as far as it could be.
  package private(set) var isCut = false

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - changes: What the plan changes.
  ///   - opened: The ids of the findings that are there with all of it and with nothing of it are not.
  ///   - findings: The ids of the findings with some of the changes applied.
  package init(
    _ changes: [AuditChange.PlannedChange],
    opened: Set<String>,
    findings: @escaping @Sendable (PlannedStates.Applied) -> Set<String>
  ) {
    self.changes = changes
    self.findings = findings
    positions = Dictionary(changes.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
    known[[]] = []
    known[Set(changes.indices)] = opened
  }

  /// The largest plan of which audits are made ahead: all that there could be are fewer than may be made.
  private static let aheadLimit = 7

  /// Makes the audits that the search for some findings is going to need first, on as many cores as there are.
  package mutating func lookAhead(_ findings: [Finding]) {
    guard (2...Self.aheadLimit).contains(changes.count) else { return }
    let onPath = findings.map { finding in
      (id: finding.id, changes: Set(BlameMarks(finding, positions).order.map(\.key)))
    }
    audit(onPath.map(\.changes))
    let there = onPath.filter { known[$0.changes]?.contains($0.id) ?? false }
    audit(there.flatMap { all in all.changes.sorted().map { all.changes.subtracting([$0]) } })
  }

  private mutating func audit(_ applied: [PlannedStates.Applied]) {
    var asked: [PlannedStates.Applied] = []
    for applied in applied where known[applied] == nil && !asked.contains(applied) { asked.append(applied) }
    asked = Array(asked.prefix(Self.maximumAudits - audits))
    audits += asked.count
    for (applied, found) in zip(asked, asked.concurrentMap(findings)) { known[applied] = found }
  }

  /// The changes that a finding hangs on, the most telling first: what its cut names, then what carries the path from one
  /// environment to the other, then other rules on it, then what stands on it no more.
  package mutating func blamed(for finding: Finding) -> [AuditChange.PlannedChange] {
    let marks = BlameMarks(finding, positions)
    if changes.count == 1 { return changes }
    let onPath = marks.order.map(\.key)
    var needed: [Int]
    if let minimal = minimal(finding.id, marks) {
      needed = minimal
    } else {
      isCut = true
      needed = onPath
    }
    for change in onPath where marks.isCut(change) && !needed.contains(change) { needed.append(change) }
    let sorted = needed.sorted { a, b in
      let (x, y) = (marks.rank(a), marks.rank(b))
      return x != y ? x < y : changes[a].address < changes[b].address
    }
    return sorted.map { changes[$0] }
  }

  /// A smallest set of changes with which alone the finding is there; `nil` when the search was ended.
  private mutating func minimal(_ finding: String, _ marks: BlameMarks) -> [Int]? {
    // What is least telling is tried first for being left out.
    let onPath = marks.order.map(\.key)
    let rest = changes.indices.filter { !onPath.contains($0) }
    var kept = onPath
    if isThere(finding, Set(onPath)) != true {
      guard let more = needed(finding, among: rest, with: Set(onPath), changed: false) else { return nil }
      kept += more
    }
    for change in kept.reversed() where kept.count > 1 {
      let others = kept.filter { $0 != change }
      guard let isThere = isThere(finding, Set(others)) else { return nil }
      if isThere { kept = others }
    }
    return kept
  }

  /// The changes of a list that a finding needs besides others, found by halves.
  ///
  /// The algorithm is QuickXplain (Junker, "Preferred Explanations and Relaxations for Over-Constrained Problems", 2004).
  private mutating func needed(
    _ finding: String,
    among list: [Int],
    with others: Set<Int>,
    changed: Bool
  ) -> [Int]? {
    if changed {
      guard let isThere = isThere(finding, others) else { return nil }
      if isThere { return [] }
    }
    if list.count <= 1 { return list }
    let (first, second) = (Array(list.prefix(list.count / 2)), Array(list.dropFirst(list.count / 2)))
    guard let ofSecond = needed(finding, among: second, with: others.union(first), changed: true),
      let ofFirst = needed(finding, among: first, with: others.union(ofSecond), changed: !ofSecond.isEmpty)
    else { return nil }
    return ofFirst + ofSecond
  }

  /// Whether a finding is there with some of the changes applied; `nil` when too many audits were made.
  private mutating func isThere(_ finding: String, _ applied: PlannedStates.Applied) -> Bool? {
    if let result = known[applied] { return result.contains(finding) }
    guard audits < Self.maximumAudits else { return nil }
    audits += 1
    let result = findings(applied)
    known[applied] = result
    return result.contains(finding)
  }
}

/// Which planned changes a finding's evidence names, and how telling that is.
private struct BlameMarks {
  /// How telling a mark is; less is more.
  private enum Rank {
    static let cut = 0
    static let bottleneck = 1
    static let path = 2
    static let alternative = 3
    static let none = 4
  }

  private var ranks: [Int: (rank: Int, order: Int)] = [:]

  init(_ finding: Finding, _ positions: [String: Int]) {
    let carriers = Set(finding.via.map(\.id))
    var order = 0
    func mark(_ location: SourceLocation?, _ rank: Int, _ ranks: inout [Int: (rank: Int, order: Int)]) {
      guard let address = location?.address, let change = positions[address] else { return }
      order += 1
      if let known = ranks[change], known.rank <= rank { return }
      ranks[change] = (rank, order)
    }
    // A Deny that is added names nothing that lets anybody through.
    for element in finding.cut?.elements ?? [] where element.statement == nil {
      mark(element.location, Rank.cut, &ranks)
    }
    let legs = finding.legs + finding.chain.compactMap(\.leg)
    let hops = finding.hops + finding.returnHops + legs.flatMap { $0.hops + $0.returnHops }
    for hop in hops { mark(hop.location, carriers.contains(hop.resource.id) ? Rank.bottleneck : Rank.path, &ranks) }
    for step in finding.chain { for evidence in step.allowedBy { mark(evidence.location, Rank.path, &ranks) } }
    for element in finding.cut?.alternatives ?? [] where element.statement == nil {
      mark(element.location, Rank.alternative, &ranks)
    }
  }

  /// The changes that are named, the most telling first.
  var order: [(key: Int, value: (rank: Int, order: Int))] {
    ranks.sorted { ($0.value.rank, $0.value.order, $0.key) < ($1.value.rank, $1.value.order, $1.key) }
  }

  /// Whether the cut names a change.
  func isCut(_ change: Int) -> Bool { ranks[change]?.rank == Rank.cut }

  /// How telling a change is, by what names it and where.
  func rank(_ change: Int) -> Int {
    guard let mark = ranks[change] else { return Rank.none * 10_000 }
    return mark.rank * 10_000 + min(mark.order, 9_999)
  }
}
