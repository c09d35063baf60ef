/// The anchors of findings and assertions: made of their ids, and unique whatever the ids are.
struct HTMLAnchors: Sendable {
  private let findings: [String: String]
  private let assertions: [String: String]
  private let places: [String: Int]

  init(_ result: AuditResult) {
    findings = Self.anchors(result.findings.map(\.id), prefix: "finding-")
    assertions = Self.anchors(result.assertions.map(\.id), prefix: "assertion-")
    places = Dictionary(
      result.assertions.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The anchor of a finding, `finding-3f9a1c5be0427d68`.
  func finding(_ id: String) -> String? { findings[id] }

  /// The anchor of an assertion, `assertion-no-cross-traffic`.
  func assertion(_ id: String) -> String? { assertions[id] }

  /// The place of an assertion in the result.
  func place(ofAssertion id: String) -> Int { places[id] ?? .max }

  private static func anchors(_ ids: [String], prefix: String) -> [String: String] {
    var anchors: [String: String] = [:]
    var taken: Set<String> = []
    for (index, id) in ids.enumerated() where anchors[id] == nil {
      let letters = id.unicodeScalars.prefix(80).map { scalar in
        scalar.properties.isASCIIHexDigit || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
          ? Character(scalar) : "-"
      }
      var anchor = prefix + String(letters)
      if !taken.insert(anchor).inserted {
        anchor += "-number-\(index + 1)"
        taken.insert(anchor)
      }
      anchors[id] = anchor
    }
    return anchors
  }
}
