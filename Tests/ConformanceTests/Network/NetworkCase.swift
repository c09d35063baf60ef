import Testing

/// One worked case of the forwarding semantics: a snapshot, a question, and the answer AWS's rules give.
struct NetworkCase: Sendable, CustomTestStringConvertible {
  /// The number of the case, with a letter when it asks several questions: `C042a`, `C042b`.
  let id: String
  let title: String
  let estate: CaseEstate
  let probe: Probe
  let expected: Expectation

  var testDescription: String { "\(id) \(title): \(probe.line(id: id).text) -> \(expected.verdict)" }

  /// The number without the letter.
  var number: String { String(id.prefix(4)) }

  /// The cases of one number: the standing fixture, changed by `edit`, and one question or several.
  static func numbered(
    _ number: String,
    _ title: String,
    from estate: CaseEstate = .standing(),
    _ edit: (inout CaseEstate) -> Void,
    _ questions: (Probe, Expectation)...
  ) -> [NetworkCase] {
    var estate = estate
    edit(&estate)
    let letters = questions.count > 1 ? ["a", "b", "c", "d", "e", "f"] : [""]
    return zip(letters, questions).map { letter, question in
      NetworkCase(id: number + letter, title: title, estate: estate, probe: question.0, expected: question.1)
    }
  }

  /// What flips the verdict of a case: the same number, with a word behind it, so that every id is there once.
  static func twin(
    _ number: String,
    _ word: String,
    _ title: String,
    _ edit: (inout CaseEstate) -> Void,
    _ questions: (Probe, Expectation)...
  ) -> [NetworkCase] {
    var estate = CaseEstate.standing()
    edit(&estate)
    let letters = questions.count > 1 ? ["a", "b", "c", "d"] : [""]
    return zip(letters, questions).map { letter, question in
      NetworkCase(
        id: "\(number)\(letter)-\(word)",
        title: title,
        estate: estate,
        probe: question.0,
        expected: question.1
      )
    }
  }
}

/// The question of a case, in the form that `audit-cli reach` reads.
struct Probe: Sendable {
  enum End: Sendable {
    case eni(String)
    /// An interface that sends from an address that need not be its own.
    case spoofing(String, address: String)
    case ip(String)
    /// Whatever an id or ARN owns: interfaces, a function behind a load balancer, the targets of a group.
    case resource(String)
    case internet(String?)
    case onPremises(String)
    /// A user of a Client VPN endpoint, member of one group or of none.
    case clientVPN(String, group: String?)
    /// Whoever answers queries for a domain name.
    case domain(String)
  }

  var from: End
  var to: End
  var protocolName: String
  var port: Int?
  var sourcePort: Int?
  var icmp: (type: Int, code: Int)?

  static func tcp(_ from: End, _ to: End, _ port: Int, sourcePort: Int? = nil) -> Probe {
    Probe(from: from, to: to, protocolName: "tcp", port: port, sourcePort: sourcePort)
  }

  static func udp(_ from: End, _ to: End, _ port: Int) -> Probe {
    Probe(from: from, to: to, protocolName: "udp", port: port)
  }

  static func icmp(_ from: End, _ to: End, type: Int, code: Int = 0) -> Probe {
    Probe(from: from, to: to, protocolName: "icmp", icmp: (type, code))
  }

  static func ipProtocol(_ number: String, _ from: End, _ to: End) -> Probe {
    Probe(from: from, to: to, protocolName: number)
  }

  /// The probe as a line of the probe file.
  func line(id: String) -> JSONText {
    var members: [(key: String, value: JSONText)] = [
      (key: "id", value: .string(id)), (key: "from", value: from.json), (key: "to", value: to.json),
      (key: "protocol", value: .string(protocolName)),
    ]
    if let port { members.append((key: "port", value: .integer(port))) }
    if let sourcePort { members.append((key: "source-port", value: .integer(sourcePort))) }
    if let icmp {
      members += [(key: "type", value: .integer(icmp.type)), (key: "code", value: .integer(icmp.code))]
    }
    return .object(members)
  }
}

extension Probe.End {
  /// A host of the fixture as a source: `a1.10` is the interface `eni-a1-10`.
  static func host(_ name: String) -> Self { .eni("eni-\(name.replacing(".", with: "-"))") }

  var json: JSONText {
    switch self {
    case .eni(let id): ["eni": .string(id)]
    case .spoofing(let id, let address): ["eni": .string(id), "ip": .string(address)]
    case .ip(let address): ["ip": .string(address)]
    case .resource(let id): ["resource": .string(id)]
    case .internet(nil): ["internet": true]
    case .internet(let address?): ["internet": true, "ip": .string(address)]
    case .onPremises(let address): ["on-premises": .string(address)]
    case .domain(let name): ["dns": .string(name)]
    case .clientVPN(let id, nil): ["client-vpn": .string(id)]
    case .clientVPN(let id, let group?): ["client-vpn": .string(id), "group": .string(group)]
    }
  }
}

/// What a case expects of an answer.
struct Expectation: Sendable {
  let verdict: String
  /// Any of these codes may decide; empty where the rules leave the name open.
  var codes: [String] = []
  /// Any of these resources may be named as the one that decides; empty where the rules leave it open.
  var resources: [String] = []
  /// Resources that must be among the hops.
  var through: [String] = []
  /// Resources that must not be.
  var avoiding: [String] = []
  /// The source ports that work, where the case names them.
  var sourcePorts: [String]?

  static func connects(
    through: [String] = [],
    avoiding: [String] = [],
    sourcePorts: [String]? = nil
  ) -> Expectation {
    Expectation(verdict: "connects", through: through, avoiding: avoiding, sourcePorts: sourcePorts)
  }

  static var connects: Expectation { .connects() }
  static var oneWay: Expectation { Expectation(verdict: "one-way") }
  static var unknown: Expectation { Expectation(verdict: "unknown") }
  static var isolated: Expectation { Expectation(verdict: "isolated") }

  static func may(through: [String]) -> Expectation { Expectation(verdict: "may", through: through) }

  static func isolated(_ codes: String..., at resources: String...) -> Expectation {
    Expectation(verdict: "isolated", codes: codes, resources: resources)
  }
}
