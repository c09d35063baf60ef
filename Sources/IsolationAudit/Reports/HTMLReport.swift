import Crypto
import Foundation

/// The result as a page for people: the compliance record.
///
/// A page loads nothing but its own style sheet and runs nothing: no script, and a content security policy that allows
/// the style sheet by its digest. It reads in order without the style sheet, in a light and a dark theme, and on paper.
/// Every string from outside is escaped by the XML writer and shown by `visible`; no markup is ever pasted together.
public struct HTMLReport: Sendable {
  /// The number of findings that are shown in full.
  public var maximumFindings: Int

  let result: AuditResult
  let digest: ResultDigest
  /// Where links lead.
  var links: HTMLLinks
  /// The file that holds the style sheet, as the page reaches it; `nil` when the page holds it.
  var styleSheet: String?
  /// How much longer lists may be than the smallest that are shown: 1 for a page that would otherwise be too large.
  var scale = 8
  /// The facts about findings that other parts of the result tell, by id.
  let notes: FindingNotes

  /// What names this run: the same for the same inputs, policy and time, another for any other.
  let runID: String

  /// The size beyond which a page is shortened, in bytes.
  static let maximumBytes = 5_000_000

  /// Creates the report of a result.
  public init(_ result: AuditResult, maximumFindings: Int = 200) {
    (self.result, self.maximumFindings) = (result, maximumFindings)
    digest = ResultDigest(result)
    notes = FindingNotes(result)
    runID = Self.runID(of: result)
    links = HTMLLinks(anchors: HTMLAnchors(result))
  }

  /// The report in UTF-8, as one page that says what it leaves out.
  ///
  /// - Throws: ``ReportError`` when the document could not be written.
  public func render() throws(ReportError) -> [UInt8] {
    var page = self
    var bytes = try page.wholePage()
    // Long texts and large estates: shorter lists, until the page is one that a browser shows at once.
    while bytes.count > Self.maximumBytes, page.scale > 1 || page.maximumFindings > 1 {
      page.scale = max(1, page.scale / 2)
      page.maximumFindings = max(1, min(page.maximumFindings, page.digest.findings.count) / 2)
      bytes = try page.wholePage()
    }
    return bytes
  }

  private func wholePage() throws(ReportError) -> [UInt8] {
    var page = self
    page.links.shown = Set(shownFindings.map(\.id))
    page.links.maximumAssertions = bound(2_000)
    return try page.document(title: "Isolation audit of \(result.subject.visible(limit: 80))") { [page] writer in
      writer.tag("a", "Skip to the verdict", ["class": "skip", "href": "#verdict"])
      writer.line()
      page.writeTitle(writer)
      writer.block("div", ["class": "columns"]) {
        writer.line()
        page.writeContents(writer)
        writer.block("main") {
          writer.line()
          for section in page.sections { page.write(section, to: writer) }
        }
      }
      page.writeFooter(writer)
    }
  }

  /// A page of the record: head, style and frame around a body.
  func document(title: String, body: (borrowing XMLWriter) -> Void) throws(ReportError) -> [UInt8] {
    do throws(XMLFault) {
      let page = XMLWriter(.html)
      page.block("html", ["lang": "en", "dir": "ltr"]) {
        page.line()
        writeHead(page, title: title)
        page.block("body") {
          page.line()
          body(page)
        }
      }
      return try page.finish()
    } catch {
      throw ReportError(message: "cannot write the HTML report: \(error.message)")
    }
  }

  /// A part of the page with a heading of the second level.
  struct Section {
    var id: String
    var title: String
    var write: (borrowing XMLWriter) -> Void
    /// Whether it belongs to what is looked up, not read.
    var isAppendix = false
    /// Whether it stands in the table of contents.
    var isListed = true
  }

  /// The parts of the page, without those that have nothing to say.
  var sections: [Section] {
    var sections = [
      Section(id: "verdict", title: "Verdict", write: writeVerdict),
      Section(id: "coverage", title: "Coverage", write: writeCoverage),
      Section(id: "environments", title: "Who reaches whom", write: writeEnvironments),
    ]
    if result.topology?.nodes.isEmpty == false {
      sections.append(Section(id: "topology", title: "How the estate is joined", write: writeTopology))
    }
    if result.controls?.frameworks.isEmpty == false || !controls.isEmpty {
      sections.append(Section(id: "controls", title: "Controls", write: writeControls))
    }
    sections += [
      Section(id: "assertions", title: "Assertions and evidence", write: writeAssertions),
      Section(id: "findings", title: "Findings", write: writeFindings),
      Section(id: "exceptions", title: "Traffic that the policy allows", write: writeExceptions),
    ]
    if result.waivers != nil { sections.append(Section(id: "waivers", title: "Waivers", write: writeWaivers)) }
    if result.change != nil { sections.append(Section(id: "change", title: "Change", write: writeChange)) }
    if result.history != nil { sections.append(Section(id: "history", title: "History", write: writeHistory)) }
    sections += [
      Section(id: "method", title: "Method and assumptions", write: writeMethod),
      Section(id: "sign-off", title: "Sign-off", write: writeSignOff, isListed: false),
    ]
    if result.certificates?.pairs.isEmpty == false {
      sections.append(Section(id: "certificates", title: "Certificates", write: writeCertificates, isAppendix: true))
    }
    sections += [
      Section(id: "policy", title: "Policy", write: writePolicy, isAppendix: true),
      Section(id: "inputs", title: "Inputs", write: writeInputs, isAppendix: true),
      Section(id: "glossary", title: "Glossary", write: writeGlossary, isAppendix: true),
    ]
    return sections
  }

  private func write(_ section: Section, to page: borrowing XMLWriter) {
    page.block(
      "section",
      ["id": section.id, "aria-labelledby": "\(section.id)-title", "class": section.isAppendix ? "appendix" : nil]
    ) {
      page.line()
      page.block("h2", ["id": "\(section.id)-title"]) {
        if section.isAppendix { page.tag("span", "Appendix: ", ["class": "quiet"]) }
        page.text(section.title)
      }
      section.write(page)
    }
  }

  private func writeHead(_ page: borrowing XMLWriter, title: String) {
    let style = styleSheet == nil ? "'sha256-\(HTMLStyle.digest(runID: runID))'" : "'self'"
    let policy = "default-src 'none'; style-src \(style); base-uri 'none'; form-action 'none'"
    page.block("head") {
      page.line()
      page.void("meta", ["charset": "utf-8"])
      page.void("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
      page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      page.void("meta", ["name": "color-scheme", "content": "light dark"])
      page.void("meta", ["name": "referrer", "content": "no-referrer"])
      page.tag("title", "\(title): \(result.verdict.heading.lowercased())")
      page.line()
      if let styleSheet {
        page.void("link", ["rel": "stylesheet", "href": styleSheet])
      } else {
        page.block("style") { HTMLStyle.write(to: page, runID: runID) }
      }
    }
  }

  private func writeContents(_ page: borrowing XMLWriter) {
    func list(_ sections: [Section]) {
      page.block("ul") {
        page.line()
        for section in sections where section.isListed {
          page.block("li") {
            page.container("a", ["href": "#\(section.id)"]) {
              page.text(section.title)
              if section.id == "findings" { page.text(" (\(digest.findings.count.grouped))") }
            }
          }
        }
      }
    }
    page.block("nav", ["aria-label": "Contents"]) {
      page.line()
      list(sections.filter { !$0.isAppendix })
      page.paragraph("Appendix", class: "part")
      list(sections.filter(\.isAppendix))
    }
  }

  func writeFooter(_ page: borrowing XMLWriter) {
    page.block("footer") {
      page.container("p") {
        page.text("Run ")
        page.tag("code", runID)
        page.text(
          ". Made by \(result.tool.name.visible(limit: 80)) \(result.tool.version.visible(limit: 80)) from the JSON "
        )
        page.text("result of this audit, from which the same bytes can be made again.")
      }
    }
  }

  /// The number of rows that a list shows, smaller where the page would be too large.
  func bound(_ count: Int) -> Int { max(10, count * scale / 8) }

  /// RFC 3339 in a form for people; anything else as it is.
  static func time(_ generated: String) -> String {
    let timestamp = JUnitReport.timestamp(generated)
    guard generated == timestamp + "Z" else { return generated.visible(limit: 60) }
    return timestamp.replacing("T", with: ", ") + " UTC"
  }

  /// The day of an RFC 3339 time, `2026-11-23`; anything else as it is.
  static func day(_ generated: String) -> String {
    let timestamp = JUnitReport.timestamp(generated)
    guard generated == timestamp + "Z" else { return generated.visible(limit: 60) }
    return String(timestamp.prefix(10))
  }
}
