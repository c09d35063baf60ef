extension HTMLReport {
  /// How the verdict was reached, and what it relies on.
  func writeMethod(_ page: borrowing XMLWriter) {
    for (title, sentences) in Self.method {
      page.tag("h3", title)
      page.block("ul") {
        page.line()
        for sentence in sentences {
          page.tag("li", sentence, limit: 1_000)
          page.line()
        }
      }
    }
    guard !result.assumptions.isEmpty else { return }
    page.tag("h3", "Assumptions about AWS")
    page.paragraph("AWS does not document these; where one is wrong for an estate, the verdict may be.")
    writeItems(result.assumptions, page) { page, sentence in page.text(sentence.visible(limit: 1_000)) }
  }

  private static let method: [(title: String, sentences: [String])] = [
    (
      "What is judged",
      [
        "The audit reads descriptions of the estate. It sends no packet, calls no API and needs no credentials.",
        "The verdict is about the estate as described by the inputs at the time they were collected, not about the time "
          + "after.",
      ]
    ),
    (
      "Exhaustive, not sampled",
      [
        "Traffic is judged as sets: for each pair of environments all source and destination addresses, protocols and "
          + "ports are followed at once, through route tables, network ACLs, security groups, gateways and peerings, there "
          + "and back.",
        "A finding carries one concrete packet or chain as a witness, each step with the rule that let it through and the "
          + "place where that rule is declared, and the whole set of traffic that takes the path.",
        "Where a pair is called proven, the JSON result holds a certificate that a separate program checks against the "
          + "inputs.",
      ]
    ),
    (
      "What is not known",
      [
        "What is not modelled exactly is taken as passing (verdict “may”) or as undecided; it is never taken as isolated.",
        "A file that is missing, an API call that was denied, a list that was cut off or a resource that is not understood, "
          + "where it could matter, makes an assertion inconclusive. Inconclusive is not a pass.",
      ]
    ),
    (
      "What this record is not",
      [
        "It supports controls of compliance frameworks; it does not state that an organization complies with one.",
        "It does not replace penetration tests of segmentation, where a framework asks for them (PCI DSS 11.4.5 and "
          + "11.4.6): it supports their scoping, and verifies continuously between them.",
      ]
    ),
  ]

  /// Lines for signatures; they are for paper.
  func writeSignOff(_ page: borrowing XMLWriter) {
    page.paragraph(
      "About run \(runID) of \(Self.time(result.generated)), verdict: \(result.verdict.heading.lowercased())."
    )
    page.table("Signatures", class: "signatures", count: 3, columns: ["Role", "Name", "Date", "Signature"]) {
      for role in ["Prepared by", "Reviewed by", "Approved by"] {
        page.block("tr") {
          page.tag("th", role, ["scope": "row"])
          for _ in 0..<3 { page.container("td") }
        }
      }
    }
  }

  /// The policy and waiver files in full.
  func writePolicy(_ page: borrowing XMLWriter) {
    if result.policies.isEmpty { page.paragraph("The result carries no policy file.") }
    write(result.policies, page)
    if let files = result.waivers?.files, !files.isEmpty { write(files, page) }
  }

  private func write(_ files: [AuditResult.PolicyFile], _ page: borrowing XMLWriter) {
    for file in files.prefix(20) {
      page.tag("h3", file.path, limit: 200)
      page.line()
      page.block("p", ["class": "place"]) { page.tag("code", "sha256:\(file.sha256)", limit: 80) }
      page.block(
        "pre",
        ["class": "text", "role": "region", "aria-label": "Text of \(file.path.visible(limit: 120))", "tabindex": "0"]
      ) {
        page.container("code") { page.text(file.text.visibleLines(limit: 12_500 * scale)) }
      }
    }
    page.cut(files.count, shown: 20, "file")
  }

  /// The files with their digests, and what was noticed while reading them.
  func writeInputs(_ page: borrowing XMLWriter) {
    let limit = bound(2_000)
    page.scrolling("Table of files") {
      page.table(
        "Files of the snapshot",
        class: "files",
        count: result.inputs.count,
        columns: ["File", "#Bytes", "SHA-256"]
      ) {
        for input in result.inputs.prefix(limit) {
          page.block("tr") {
            page.container("th", ["scope": "row"]) { page.tag("code", input.path, limit: 300) }
            page.tag("td", input.bytes.grouped, ["class": "number"])
            page.container("td") { page.tag("code", input.sha256, limit: 64) }
          }
        }
      }
    }
    page.cut(result.inputs.count, shown: limit, "file")
    page.tag("h3", "What was noticed while reading")
    guard !result.diagnostics.isEmpty else { return page.paragraph("Nothing.") }
    let rows = bound(500)
    page.scrolling("Table of what was noticed") {
      page.table(
        "Errors, warnings and notes",
        class: "diagnostics",
        count: result.diagnostics.count,
        columns: ["Severity", "Place", "Message"]
      ) {
        for diagnostic in result.diagnostics.prefix(rows) {
          page.block("tr") {
            page.tag("td", diagnostic.severity.rawValue)
            page.container("td") {
              if let location = diagnostic.location { page.container("code") { page.text(location.visible) } }
              if let resource = diagnostic.resource {
                page.text(" ")
                page.tag("code", resource, limit: 200)
              }
            }
            page.tag("td", diagnostic.message)
          }
        }
      }
    }
    page.cut(result.diagnostics.count, shown: rows, "line")
  }

  /// What the words of the record mean.
  func writeGlossary(_ page: borrowing XMLWriter) {
    page.block("dl", ["class": "glossary"]) {
      page.line()
      for (term, meaning) in Self.glossary {
        page.tag("dt", term)
        page.tag("dd", meaning, limit: 1_000)
        page.line()
      }
    }
  }

  private static let glossary: [(term: String, meaning: String)] = [
    ("assertion", "A statement of the policy that must hold, such as “no traffic between production and staging”."),
    (
      "certificate",
      "For each place of the network, what packets of one side can be there. It proves that none arrives at the other, and "
        + "a separate program checks it."
    ),
    (
      "closes, smallest",
      "What to remove was tried on a copy of the estate: no path of the finding is left. Smallest: nothing less is enough."
    ),
    ("control", "A requirement of a compliance framework. An assertion that holds supports it, and no more."),
    ("coverage", "What of the estate was read, and what was missing, refused, cut off or not understood."),
    ("digest", "A SHA-256 over bytes: two files with one digest are the same file."),
    ("environment", "A part of the estate that the policy names, such as production, by accounts, VPCs or tags."),
    ("exception", "Traffic that an assertion of the policy itself allows."),
    ("finding", "One way in which an assertion is violated, with its evidence. Its id stays the same from run to run."),
    ("inconclusive", "A fact that could matter is missing or not understood. It is not a pass."),
    ("isolated", "Every assertion about the pair holds, over all inputs and under the stated assumptions."),
    ("latent", "The path does not exist, but somebody may make a change that opens it."),
    ("not assessed", "The policy states nothing about it, so nothing was judged."),
    ("severity", "How bad a violation of an assertion is; the policy says it."),
    ("tier", "A class of environments, such as production or non-production."),
    (
      "verdict of a path",
      "Connects: packets arrive and answers come back. One-way: answers do not. May: something on "
        + "the way is not evaluated. Unknown: a fact is missing."
    ),
    (
      "waiver",
      "Somebody's decision to live with a finding until a day, with reason, owner and approver. It is void when the path "
        + "changes. The finding stays in this record."
    ),
    ("witness", "One concrete packet or request that takes the path of a finding."),
  ]
}
