extension SARIFReport {
  /// Writes an assertion as a rule.
  func write(_ assertion: AssertionResult, to json: inout JSONText) {
    let title = Self.text(assertion.title, or: Self.ruleID(assertion.id), limit: 1_000)
    json.object { json in
      json.member("id", Self.ruleID(assertion.id))
      json.member("name", Self.text(assertion.title, or: Self.ruleID(assertion.id), limit: 250))
      json.object("shortDescription") { json in json.member("text", title) }
      json.object("fullDescription") { json in
        json.member("text", assertion.rationale.map { Self.text($0, or: title, limit: 1_000) } ?? title)
      }
      json.object("help") { json in
        json.member("text", help(assertion).joined(separator: "\n\n"))
        json.member("markdown", markdownHelp(assertion).joined(separator: "\n\n"))
      }
      json.object("defaultConfiguration") { json in json.member("level", assertion.severity.sarifLevel) }
      json.object("properties") { json in
        json.member("security-severity", assertion.severity.score)
        json.member("precision", "very-high")
        json.array("tags", tags(assertion))
      }
    }
  }

  private func help(_ assertion: AssertionResult) -> [String] {
    var paragraphs = [Self.text(assertion.title, or: Self.ruleID(assertion.id), limit: 1_000)]
    if let rationale = assertion.rationale, !rationale.isEmpty { paragraphs.append(rationale.visible(limit: 2_000)) }
    paragraphs.append(
      "An assertion of kind \(assertion.kind.visible(limit: 60)), severity \(assertion.severity.rawValue)."
    )
    if let place = assertion.location { paragraphs.append("Declared at \(place.visible).") }
    if !assertion.controls.isEmpty {
      paragraphs.append("Supports \(assertion.controls.joined(separator: ", ").visible(limit: 2_000)).")
    }
    return paragraphs
  }

  private func markdownHelp(_ assertion: AssertionResult) -> [String] {
    var paragraphs = [
      "**\(MarkdownText.sentence(Self.text(assertion.title, or: assertion.id, limit: 1_000), limit: 2_000))**"
    ]
    if let rationale = assertion.rationale, !rationale.isEmpty {
      paragraphs.append(MarkdownText.plain(rationale, limit: 2_000))
    }
    let kind = MarkdownText.code(assertion.kind, limit: 60)
    paragraphs.append("An assertion of kind \(kind), severity \(assertion.severity.rawValue).")
    if let place = assertion.location { paragraphs.append("Declared at \(MarkdownText.code(place.short)).") }
    if !assertion.controls.isEmpty {
      paragraphs.append(
        "Supports:\n\n"
          + assertion.controls.prefix(50).map { "- \(MarkdownText.code($0, limit: 120))" }.joined(separator: "\n")
      )
    }
    return paragraphs
  }

  private func tags(_ assertion: AssertionResult) -> [String] {
    var tags = ["security", "isolation", Self.text(assertion.kind, or: "assertion", limit: 60)]
    for control in assertion.controls {
      let tag = Self.text(control, or: "control", limit: 100)
      if !tags.contains(tag) { tags.append(tag) }
    }
    return Array(tags.prefix(Self.maximumTags))
  }
}

extension Severity {
  /// The level of a result in SARIF.
  var sarifLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// The score by which code scanning sorts: over 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low.
  var score: String {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    case .info: "0.5"
    }
  }
}
