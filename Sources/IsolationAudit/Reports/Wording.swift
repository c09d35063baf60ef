/// The words and shapes of outcomes, the same in every report; a shape is never alone, a colour never speaks alone.

extension AuditVerdict {
  /// The verdict in one word, for a heading.
  var heading: String {
    switch self {
    case .pass: "Isolated"
    case .violation: "Not isolated"
    case .inconclusive: "Inconclusive"
    }
  }

  /// The verdict's shape.
  var symbol: String {
    switch self {
    case .pass: "✔"
    case .violation: "✖"
    case .inconclusive: "?"
    }
  }
}

extension AssertionResult.Outcome {
  /// The outcome in one word.
  var word: String {
    switch self {
    case .passed: "holds"
    case .violated: "violated"
    case .inconclusive: "inconclusive"
    case .waived: "waived"
    }
  }

  /// The outcome's shape.
  var symbol: String {
    switch self {
    case .passed: "✔"
    case .violated: "✖"
    case .inconclusive: "?"
    case .waived: "◇"
    }
  }
}

extension AuditResult.MatrixCell.Status {
  /// The statuses in the order in which reports list them.
  static var reportOrder: [Self] { [.violated, .inconclusive, .waived, .allowed, .isolated, .notAssessed] }

  /// The status in one word or two.
  var word: String {
    switch self {
    case .violated: "violated"
    case .inconclusive: "inconclusive"
    case .isolated: "isolated"
    case .allowed: "allowed"
    case .waived: "waived"
    case .notAssessed: "not assessed"
    }
  }

  /// The status's shape.
  var symbol: String {
    switch self {
    case .violated: "✖"
    case .inconclusive: "?"
    case .isolated: "✔"
    case .allowed: "◐"
    case .waived: "◇"
    case .notAssessed: "–"
    }
  }

  /// What the status says of a pair.
  var meaning: String {
    switch self {
    case .violated: "at least one assertion on the pair is violated"
    case .inconclusive: "an assertion on the pair could not be judged, and none is violated"
    case .isolated: "every assertion on the pair holds"
    case .allowed: "isolated but for traffic that the policy allows, and such traffic exists"
    case .waived: "an assertion on the pair has findings, and a waiver in force permits each of them"
    case .notAssessed: "no assertion of the policy is about traffic on the pair"
    }
  }
}

extension Reachability {
  /// What the verdict says of packets.
  var meaning: String {
    switch self {
    case .connects: "packets arrive and answers come back"
    case .oneWay: "packets arrive, answers do not"
    case .may: "packets pass something that is not evaluated"
    case .unknown: "a fact that decides is missing"
    case .isolated: "no packet arrives"
    }
  }
}

extension ResourceReference {
  /// The resource as one name: `dev-app-1 (eni-0abc)`, or its id alone.
  var label: String {
    guard let name, !name.isEmpty, name != id else { return id.visible(limit: 200) }
    return "\(name.visible(limit: 120)) (\(id.visible(limit: 200)))"
  }

  /// What and where the resource is: `network interface, development, 111111111111, us-east-1`.
  var surroundings: String {
    [type, environment, account, region].compactMap { $0?.visible(limit: 120) }.filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}

extension SourceLocation {
  /// The place as editors take it, safe to show: `file:line:column #/pointer`.
  var visible: String { description.visible(limit: 600) }
}

extension WitnessPacket {
  /// The packet's ends and ports on one line: `tcp 10.0.1.10:49152 → 10.2.1.20:5432`.
  var summary: String {
    func end(_ address: String, _ port: Int?) -> String {
      let address = address.visible(limit: 60)
      guard let port else { return address }
      return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
    var text = `protocol`.visible(limit: 20)
    text += " \(end(sourceAddress, sourcePort)) → \(end(destinationAddress, destinationPort))"
    if let icmpType { text += ", type \(icmpType)" }
    if let icmpCode { text += ", code \(icmpCode)" }
    return text
  }
}

extension TrafficSet {
  /// The protocol with its ports, or its ICMP type and code: `tcp 443`, `icmp type 8 code 0`, `any`.
  var service: String {
    let `protocol` = self.protocol.visible(limit: 20)
    if let icmpType {
      let type = icmpType == "any" ? "any type" : "type \(icmpType.visible(limit: 20))"
      guard let icmpCode, icmpCode != "any" else { return "\(`protocol`) \(type)" }
      return "\(`protocol`) \(type) code \(icmpCode.visible(limit: 20))"
    }
    let ports = (ports ?? "").visible(limit: 120)
    return ports.isEmpty || (ports == "any" && `protocol` == "any") ? `protocol` : "\(`protocol`) \(ports)"
  }
}

extension Cut {
  /// What is proven, for a heading.
  var heading: String {
    switch (status, elements.count) {
    case (.smallest, 1): "Closes it; one step is enough"
    case (.smallest, _): "Closes it; fewer steps are not enough"
    case (.sufficient, _): "Closes it; whether fewer steps are enough is not proven"
    }
  }
}

extension CutElement {
  /// Whether the step only counts what the statement names.
  var isTooLongForASentence: Bool {
    statement.map { !step.contains("`") || $0.utf8.count > step.utf8.count + 200 } ?? false
  }

  /// What the step does besides, a sentence each.
  var consequences: [String] {
    var sentences = breaks.map { "It loses traffic that the policy accepts: \($0.visible(limit: 300))" }
    if !alsoCloses.isEmpty { sentences.append("It closes \(alsoCloses.count.of("more finding")) on its own") }
    return sentences
  }
}

extension Diagnostic {
  /// The place, the resource and the message on one line, without the severity.
  var placed: String {
    var place = location?.visible ?? ""
    if let resource {
      let resource = resource.visible(limit: 200)
      place += place.isEmpty ? resource : " (\(resource))"
    }
    return place.isEmpty ? message.visible(limit: 600) : "\(place): \(message.visible(limit: 600))"
  }
}

extension AssertionResult.Pair {
  /// The direction: `development → production`, or the one environment.
  var direction: String { [from, to].filter { !$0.isEmpty }.joined(separator: " → ") }
}

extension Finding {
  /// The direction: `development → production`, or the one environment, or nothing.
  var direction: String {
    [from, to].filter { !$0.isEmpty }.map { $0.visible(limit: 80) }.joined(separator: " → ")
  }
}
