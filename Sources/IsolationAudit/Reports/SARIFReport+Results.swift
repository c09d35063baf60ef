extension SARIFReport {
  /// Writes a finding as a result.
  func write(_ finding: Finding, to json: inout JSONText) {
    let steps = finding.steps
    json.object { json in
      json.member("ruleId", Self.ruleID(finding.assertion))
      json.member("ruleIndex", ruleIndices[finding.assertion])
      json.member("kind", "fail")
      json.member("level", finding.severity.sarifLevel)
      json.object("message") { json in json.member("text", message(finding)) }
      json.array("locations") { json in
        json.object { json in
          let place = places.place(of: finding, blamed: context.blamed(for: finding))
          writePhysical(place ?? SourceLocation(file: "policy"), to: &json)
          writeLogical(finding, place?.address, to: &json)
        }
      }
      json.object("partialFingerprints") { json in
        json.member("isolationPath/v1", Self.text(finding.id, or: "none", limit: 64))
      }
      if let novelty = context.novelty(of: finding) {
        json.member("baselineState", novelty == .new ? "new" : "unchanged")
      }
      writeFlow(steps, to: &json)
      writeRelated(steps, to: &json)
      writeSuppression(finding, to: &json)
      writeProperties(finding, to: &json)
    }
  }

  /// The first sentence stands alone where there is little room.
  private func message(_ finding: Finding) -> String {
    var sentences = [Self.message(finding.title, limit: 300)]
    if !sentences[0].hasSuffix(".") { sentences[0] += "." }
    if let since = context.since(finding) { sentences.append(Self.message("There \(since).", limit: 200)) }
    if let waived = context.waived(finding) {
      sentences.append(Self.message(waived.prefix(1).uppercased() + waived.dropFirst() + ".", limit: 300))
    }
    let fixes = finding.fixes
    if !fixes.isEmpty {
      let more = fixes.count > 3 ? " And \((fixes.count - 3).of("more step"))." : ""
      sentences.append(
        "To close it: " + fixes.prefix(3).map { Self.message($0, limit: 300) }.joined(separator: " ") + more
      )
    }
    return sentences.joined(separator: " ")
  }

  private func writePhysical(_ place: SourceLocation, to json: inout JSONText) {
    json.object("physicalLocation") { json in
      json.object("artifactLocation") { json in json.member("uri", paths.uri(of: place, in: result)) }
      // Code scanning wants all four, and lines and columns from 1; a place is a point.
      let (line, column) = (max(1, place.line), max(1, place.column))
      json.object("region") { json in
        json.member("startLine", line)
        json.member("startColumn", column)
        json.member("endLine", line)
        json.member("endColumn", column + 1)
      }
    }
  }

  private func writeLogical(_ finding: Finding, _ address: String?, to json: inout JSONText) {
    let addresses = [address].compactMap { $0 } + context.blamed(for: finding).map(\.address)
    var names: [String] = []
    for name in addresses + finding.subjects.prefix(4).map(\.id) where !name.isEmpty && !names.contains(name) {
      names.append(name)
    }
    guard !names.isEmpty else { return }
    json.array("logicalLocations") { json in
      for name in names.prefix(8) {
        json.object { json in
          json.member("fullyQualifiedName", Self.text(name, or: "unnamed", limit: 400))
          json.member("kind", "resource")
        }
      }
    }
  }

  /// The path as a flow.
  ///
  /// A step without a place is told with the step before it: readers refuse places without a file.
  private func writeFlow(_ steps: [FindingStep], to json: inout JSONText) {
    var flow: [(text: String, step: FindingStep)] = []
    var pending: [String] = []
    for step in steps {
      guard step.location.map({ $0.line > 0 && !$0.file.isEmpty }) == true else {
        if flow.isEmpty { pending.append(step.text) } else { flow[flow.count - 1].text += "; then \(step.text)" }
        continue
      }
      flow.append(((pending + [step.text]).joined(separator: "; then "), step))
      pending = []
    }
    guard !flow.isEmpty else { return }
    json.array("codeFlows") { json in
      json.object { json in
        json.array("threadFlows") { json in
          json.object { json in
            json.array("locations") { json in
              for (text, step) in flow.prefix(Self.maximumSteps) {
                json.object { json in json.object("location") { json in write(step, text, to: &json) } }
              }
            }
          }
        }
      }
    }
  }

  /// The places of the path, each once.
  private func writeRelated(_ steps: [FindingStep], to json: inout JSONText) {
    var seen: Set<SourceLocation> = []
    let placed = steps.filter { step in
      guard let location = step.location, location.line > 0, !location.file.isEmpty else { return false }
      return seen.insert(location).inserted
    }
    guard !placed.isEmpty else { return }
    json.array("relatedLocations") { json in
      for (index, step) in placed.prefix(Self.maximumLocations).enumerated() {
        json.object { json in
          json.member("id", index + 1)
          write(step, step.text, to: &json)
        }
      }
    }
  }

  private func write(_ step: FindingStep, _ text: String, to json: inout JSONText) {
    if let location = step.location { writePhysical(location, to: &json) }
    json.array("logicalLocations") { json in
      json.object { json in
        json.member(
          "fullyQualifiedName",
          Self.text(step.location?.address ?? step.resource.id, or: "unnamed", limit: 400)
        )
        json.member("kind", "resource")
      }
    }
    json.object("message") { json in json.member("text", Self.message(text, limit: 600)) }
  }

  private func writeSuppression(_ finding: Finding, to json: inout JSONText) {
    guard let waived = context.waived(finding) else { return }
    let reason = context.waiver(of: finding).map { "\(waived): \($0.reason)" } ?? waived
    json.array("suppressions") { json in
      json.object { json in
        json.member("kind", "external")
        json.member("status", "accepted")
        json.member("justification", Self.text(reason, or: "waived", limit: 600))
      }
    }
  }

  private func writeProperties(_ finding: Finding, to json: inout JSONText) {
    json.object("properties") { json in
      json.member("finding", Self.text(finding.id, or: "none", limit: 64))
      json.member("severity", finding.severity.rawValue)
      json.member("kind", finding.kind.rawValue)
      if !finding.from.isEmpty { json.member("from", finding.from.visible(limit: 120)) }
      if !finding.to.isEmpty { json.member("to", finding.to.visible(limit: 120)) }
      json.member("verdict", finding.verdict?.rawValue)
      json.member("packet", finding.witness?.summary)
      json.member("firstSeen", context.age(of: finding)?.firstSeen.visible(limit: 40))
    }
  }
}
