/// A firewall policy in normal form: disjoint boxes of headers, each with what becomes of its packets.
///
/// Stateless rules judge every packet by priority: pass, drop, or on to the stateful engine. That one judges the packet that
/// opens a connection: in strict order rule by rule, otherwise all pass rules before all drop rules. A rule that looks at
/// more than the header may match or not, so both are kept for the packets that it covers (Network Firewall Developer
/// Guide, "Stateless and stateful rules engines", "Evaluation order for stateful rule groups").
package struct CompiledFirewall: Sendable {
  /// What may become of packets.
  struct Outcomes: OptionSet, Sendable {
    let rawValue: UInt8
    /// They go on.
    static let pass = Outcomes(rawValue: 1)
    /// They are dropped.
    static let drop = Outcomes(rawValue: 2)
    /// Those that open a connection go on, those of an established one are dropped.
    static let opening = Outcomes(rawValue: 4)
    /// The stateful engine decides.
    static let forward = Outcomes(rawValue: 8)
    /// A rule group that is not in the snapshot decides, or rules behind a bound that was met.
    static let missing = Outcomes(rawValue: 16)
  }

  /// What becomes of packets.
  package enum Verdict: UInt8, Hashable, Sendable, Comparable {
    /// They go on.
    case pass
    /// Those that open a connection go on, those of an established one are dropped (`aws:drop_established`).
    case opening
    /// They may go on: a rule that is not evaluated decides.
    case may
    /// A fact that decides is missing.
    case unknown
    /// They are dropped.
    case drop

    package static func < (lhs: Verdict, rhs: Verdict) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// A rule, or another part of a policy, that decided or might.
  package struct Note: Sendable {
    /// What it is, in words.
    package var text: String
    /// Where it is declared.
    package var provenance: Provenance?
    /// The ARN of what it belongs to.
    package var resource: Symbol
    /// What is missing, where packets with ``Verdict/unknown`` hang on it.
    package var code = ExplanationCode.resourceUnknown
  }

  /// Packets that share a fate.
  package struct Region: Sendable {
    /// The packets.
    package var box: HeaderBox
    var outcomes: Outcomes
    /// Whether the stateful engine saw them, and so knows their connection.
    package var isStateful: Bool
    /// What decided; with ``Verdict/may`` and ``Verdict/unknown`` the first rule that might.
    package var note: Int32

    /// What becomes of them.
    package var verdict: Verdict {
      if outcomes.contains(.missing) { return .unknown }
      switch outcomes {
      case .pass: return .pass
      case .drop: return .drop
      case .opening: return .opening
      default: return .may
      }
    }
  }

  /// The most regions that a policy is cut into; what is left over is ``Verdict/unknown``.
  static let maximumRegions = 32_768

  /// What decided.
  package private(set) var notes: [Note] = []
  /// What becomes of packets that open a connection.
  private(set) var regions: [Region] = []
  /// What the stateless rules alone make of packets; `forward` where the stateful engine decides.
  private(set) var stateless: [Region] = []
  /// Whether the rules judge packets of a connection whose beginning was not seen.
  let continuesBrokenStreams: Bool

  /// Works out a policy for a firewall whose VPC has some CIDR blocks.
  package init(_ policy: FirewallPolicy, deployment: [IPPrefix]?, in estate: Estate) {
    continuesBrokenStreams = policy.continuesBrokenStreams
    let everything = [HeaderBox.all(.ipv4), .all(.ipv6)].map { Open(box: $0, outcomes: [], doubt: -1) }
    let statelessSteps = statelessSteps(policy, deployment, estate)
    let defaultNote = note("stateless default action", policy.provenance, policy.arn)
    stateless = run(statelessSteps, everything, Self.outcomes(policy.statelessDefault), defaultNote, isStateful: false)

    var open: [Open] = []
    for region in stateless {
      guard region.outcomes.contains(.forward) else {
        regions.append(region)
        continue
      }
      let rest = region.outcomes.subtracting(.forward)
      open.append(Open(box: region.box, outcomes: rest, doubt: rest.isEmpty ? -1 : region.note))
    }
    guard !open.isEmpty else { return }
    let (steps, last, lastNote) = statefulSteps(policy, deployment, estate)
    regions += run(steps, open, last, lastNote, isStateful: true)
  }

  private static func outcomes(_ action: FirewallRule.Action) -> Outcomes {
    switch action {
    case .pass: .pass
    case .drop: .drop
    case .forward: .forward
    case .alert: []
    case .passOrDrop: [.pass, .drop]
    case .undecided: [.pass, .drop, .forward]
    }
  }

  mutating func note(_ text: String, _ provenance: Provenance?, _ resource: Symbol) -> Int32 {
    notes.append(Note(text: text, provenance: provenance, resource: resource))
    return Int32(notes.count - 1)
  }

  // MARK: - Rules in order

  private static func repeated(_ priorities: [Int]) -> Set<Int> {
    var seen: Set<Int> = []
    return Set(priorities.filter { !seen.insert($0).inserted })
  }

  private mutating func statelessSteps(
    _ policy: FirewallPolicy,
    _ deployment: [IPPrefix]?,
    _ estate: Estate
  ) -> [Step] {
    var steps: [Step] = []
    let repeatedGroups = Self.repeated(policy.statelessGroups.map(\.priority))
    for reference in policy.statelessGroups.sorted(by: { ($0.priority, $0.provenance) < ($1.priority, $1.provenance) })
    {
      guard let id = estate.firewallRuleGroup(reference.group) else {
        steps.append(missing(reference, estate))
        continue
      }
      let group = estate.firewallRuleGroups[id]
      let scope = FirewallScope(group: group, policy: policy, deployment: deployment, estate: estate)
      let repeatedRules = Self.repeated(group.rules.map(\.priority))
      for rule in group.rules.sorted(by: { ($0.priority, $0.provenance) < ($1.priority, $1.provenance) }) {
        let isAmbiguous = repeatedGroups.contains(reference.priority) || repeatedRules.contains(rule.priority)
        steps.append(step(rule, Self.outcomes(rule.action), in: scope, isAmbiguous: isAmbiguous))
      }
    }
    return steps
  }

  private mutating func missing(_ reference: FirewallPolicy.GroupReference, _ estate: Estate) -> Step {
    let everything = [HeaderBox.all(.ipv4), .all(.ipv6)]
    let arn = estate.symbols[reference.group]
    if arn.contains(":aws-managed:") {
      // AWS does not show the rules of the groups that it manages; they drop or note known threats.
      let note = note(
        "rule group \(arn), which AWS manages; not evaluated: its rules are not shown",
        reference.provenance,
        reference.group
      )
      return Step(boxes: everything, outcomes: reference.dropsAreAlerts ? [] : .drop, isExact: false, note: note)
    }
    let note = note("rule group \(arn), which is not in the snapshot", reference.provenance, reference.group)
    return Step(boxes: everything, outcomes: .missing, isExact: false, note: note)
  }

  /// The stateful rules in the order in which they decide, and what becomes of packets that none decides.
  private mutating func statefulSteps(
    _ policy: FirewallPolicy,
    _ deployment: [IPPrefix]?,
    _ estate: Estate
  ) -> (steps: [Step], last: Outcomes, note: Int32) {
    var steps: [Step] = []
    if !policy.tlsInspection.isEmpty {
      let tls = note(
        "TLS inspection configuration \(estate.symbols[policy.tlsInspection]); not evaluated",
        policy.provenance,
        policy.tlsInspection
      )
      let boxes = [AddressFamily.ipv4, .ipv6].map { HeaderBox(family: $0, protocols: .tcp) }
      steps.append(Step(boxes: boxes, outcomes: .drop, isExact: false, note: tls))
    }
    var groups = policy.statefulGroups
    let repeatedGroups = policy.isStrictOrder ? Self.repeated(groups.map(\.priority)) : []
    if policy.isStrictOrder { groups.sort { ($0.priority, $0.provenance) < ($1.priority, $1.provenance) } }
    var rules: [Step] = []
    for reference in groups {
      guard let id = estate.firewallRuleGroup(reference.group) else {
        rules.append(missing(reference, estate))
        continue
      }
      let group = estate.firewallRuleGroups[id]
      let scope = FirewallScope(group: group, policy: policy, deployment: deployment, estate: estate)
      for rule in group.rules where rule.action != .alert {
        if reference.dropsAreAlerts, rule.action == .drop { continue }
        var outcomes = Self.outcomes(rule.action)
        if rule.action == .undecided { outcomes = [.pass, .drop] }
        if reference.dropsAreAlerts { outcomes.remove(.drop) }
        rules.append(
          step(rule, outcomes, in: scope, isAmbiguous: repeatedGroups.contains(reference.priority))
        )
      }
    }
    if policy.isStrictOrder {
      steps += rules
    } else {
      // Exact pass rules, then what might pass, then groups that are missing, then what drops: within an action the order
      // changes nothing.
      func rank(_ step: Step) -> Int {
        if step.outcomes.contains(.missing) { return 2 }
        if step.outcomes.contains(.pass) { return step.isExact ? 0 : 1 }
        return step.isExact ? 3 : 4
      }
      for wanted in 0...4 { steps += rules.filter { rank($0) == wanted } }
    }
    switch policy.isStrictOrder ? policy.statefulDefault : .pass {
    case .pass:
      return (steps, .pass, note("stateful default: what no rule drops passes", policy.provenance, policy.arn))
    case .dropStrict: return (steps, .drop, note("stateful default aws:drop_strict", policy.provenance, policy.arn))
    case .dropEstablished:
      let text = "stateful default aws:drop_established, which lets packets pass that open a connection"
      return (steps, .opening, note(text, policy.provenance, policy.arn))
    case .undecided:
      let text = "a stateful default action that is not known; not evaluated"
      return (steps, [.pass, .drop], note(text, policy.provenance, policy.arn))
    }
  }

  // MARK: - Cutting

  /// Packets that no rule has decided yet.
  private struct Open {
    var box: HeaderBox
    /// What rules that are not evaluated may make of them.
    var outcomes: Outcomes
    /// The first of those rules; -1 for none.
    var doubt: Int32
  }

  /// Applies rules in order; what none decides gets the default.
  private mutating func run(
    _ steps: [Step],
    _ start: [Open],
    _ last: Outcomes,
    _ lastNote: Int32,
    isStateful: Bool
  ) -> [Region] {
    var open = start
    var decided: [Region] = []
    func close(_ part: Open, _ outcomes: Outcomes, _ note: Int32) {
      let all = part.outcomes.union(outcomes)
      // One outcome from several rules is as sure as from one; the rule that decides it is named.
      let deciding = all == outcomes || part.doubt < 0 ? note : part.doubt
      decided.append(Region(box: part.box, outcomes: all, isStateful: isStateful, note: deciding))
    }
    for step in steps where !step.outcomes.isEmpty {
      for box in step.boxes {
        guard open.contains(where: { $0.box.intersection(box) != nil }) else { continue }
        var rest: [Open] = []
        rest.reserveCapacity(open.count)
        for part in open {
          guard let common = part.box.intersection(box) else {
            rest.append(part)
            continue
          }
          if step.isExact {
            var matched = part
            matched.box = common
            close(matched, step.outcomes, step.note)
          } else if part.outcomes.isSuperset(of: step.outcomes) {
            rest.append(part)
            continue
          } else {
            var matched = part
            matched.box = common
            matched.outcomes.formUnion(step.outcomes)
            if matched.doubt < 0 { matched.doubt = step.note }
            rest.append(matched)
          }
          for outside in part.box.subtracting(box) {
            rest.append(Open(box: outside, outcomes: part.outcomes, doubt: part.doubt))
          }
        }
        open = rest
        guard open.count + decided.count <= Self.maximumRegions else {
          let bound = note(
            "rules behind a bound: the policy falls into more than \(Self.maximumRegions) parts",
            notes[Int(step.note)].provenance,
            notes[Int(step.note)].resource
          )
          notes[Int(bound)].code = .walkBound
          for part in open { close(part, .missing, bound) }
          return decided
        }
      }
    }
    for part in open { close(part, last, lastNote) }
    return decided
  }
}

extension CompiledFirewall {
  /// What becomes of the packets of a box that open a connection, as parts with one fate each.
  package func judge(_ box: HeaderBox) -> [Region] { Self.parts(of: box, in: regions) }

  /// What the stateless rules alone make of the packets of a box.
  func judgeStateless(_ box: HeaderBox) -> [Region] { Self.parts(of: box, in: stateless) }

  private static func parts(of box: HeaderBox, in regions: [Region]) -> [Region] {
    var parts: [Region] = []
    for region in regions {
      guard let common = region.box.intersection(box) else { continue }
      var part = region
      part.box = common
      parts.append(part)
    }
    // A box with a single fate stays whole.
    guard let first = parts.first, parts.count > 1,
      parts.allSatisfy({ $0.outcomes == first.outcomes && $0.isStateful == first.isStateful })
    else { return parts }
    var whole = first
    whole.box = box
    return [whole]
  }
}
