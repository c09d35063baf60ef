import Crypto
import Foundation

/// The result as a page for people: the compliance record.
///
/// One file that loads nothing and runs nothing: no script, and a content security policy that allows the one style
/// sheet by its digest. It reads in order without the style sheet, in a light and a dark theme, and on paper. Every
/// string from outside is escaped by the XML writer and shown by `visible`; no markup is ever pasted together.
public struct HTMLReport: Sendable {
  /// The number of findings that are shown in full; the result in JSON has all.
  public var maximumFindings: Int

  let result: AuditResult
  let digest: ResultDigest
  let anchors: HTMLAnchors

  /// Creates the report of a result.
  public init(_ result: AuditResult, maximumFindings: Int = 200) {
    (self.result, self.maximumFindings) = (result, maximumFindings)
    digest = ResultDigest(result)
    anchors = HTMLAnchors(result)
  }

  /// The report in UTF-8.
  ///
  /// - Throws: ``ReportError`` when the document could not be written.
  public func render() throws(ReportError) -> [UInt8] {
    do throws(XMLFault) {
      let page = try XMLWriter(.html)
      page.block("html", ["lang": "en", "dir": "ltr"]) {
        page.line()
        writeHead(page)
        page.block("body") {
          page.line()
          page.tag("a", "Skip to the verdict", ["class": "skip", "href": "#verdict"])
          page.line()
          writeTitle(page)
          page.block("div", ["class": "columns"]) {
            page.line()
            writeContents(page)
            page.block("main") {
              page.line()
              for section in sections { write(section, to: page) }
            }
          }
          writeFooter(page)
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
  }

  /// The parts of the page, without those that have nothing to say.
  private var sections: [Section] {
    var sections = [
      Section(id: "verdict", title: "Verdict", write: writeVerdict),
      Section(id: "environments", title: "Who reaches whom", write: writeEnvironments),
      Section(id: "assertions", title: "Assertions", write: writeAssertions),
    ]
    if !controls.isEmpty { sections.append(Section(id: "controls", title: "Controls", write: writeControls)) }
    sections += [
      Section(id: "findings", title: "Findings", write: writeFindings),
      Section(id: "exceptions", title: "Exceptions", write: writeExceptions),
    ]
    if result.certificates?.pairs.isEmpty == false {
      sections.append(Section(id: "certificates", title: "Certificates", write: writeCertificates))
    }
    sections += [
      Section(id: "coverage", title: "Coverage", write: writeCoverage),
      Section(id: "inputs", title: "Inputs", write: writeInputs),
      Section(id: "method", title: "Method and assumptions", write: writeMethod),
      Section(id: "policy", title: "Policy", write: writePolicy),
      Section(id: "sign-off", title: "Sign-off", write: writeSignOff),
    ]
    return sections
  }

  private func write(_ section: Section, to page: borrowing XMLWriter) {
    page.block("section", ["id": section.id, "aria-labelledby": "\(section.id)-title"]) {
      page.line()
      page.tag("h2", section.title, ["id": "\(section.id)-title"])
      page.line()
      section.write(page)
    }
  }

  private func writeHead(_ page: borrowing XMLWriter) {
    let style = HTMLStyle.sheet.withUTF8Buffer { Data(SHA256.hash(data: $0)).base64EncodedString() }
    let policy = "default-src 'none'; style-src 'sha256-\(style)'; base-uri 'none'; form-action 'none'"
    page.block("head") {
      page.line()
      page.void("meta", ["charset": "utf-8"])
      page.void("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
      page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      page.void("meta", ["name": "color-scheme", "content": "light dark"])
      page.void("meta", ["name": "referrer", "content": "no-referrer"])
      let verdict = result.verdict.heading.lowercased()
      page.tag("title", "Isolation audit of \(result.subject.visible(limit: 80)): \(verdict)")
      page.line()
      page.block("style") { page.constant(HTMLStyle.sheet) }
    }
  }

  private func writeTitle(_ page: borrowing XMLWriter) {
    page.block("header", ["class": "title"]) {
      page.line()
      page.tag("p", "Isolation audit", ["class": "kicker"])
      page.line()
      page.tag("h1", result.subject.visible(limit: 200))
      page.line()
      page.facts(
        [
          ("Generated", .text(Self.time(result.generated))),
          ("Tool", .text("\(result.tool.name) \(result.tool.version)")),
          (
            "Inputs",
            .text("\(result.inputs.count.of("file")), \(result.inputs.reduce(0) { $0 + $1.bytes }.of("byte"))")
          ),
          ("Digest of the inputs", .code("sha256:" + ResultDigest.ofInputs(result.inputs))),
        ] + result.policies.prefix(4).map { ("Policy \($0.path.visible(limit: 120))", .code("sha256:" + $0.sha256)) }
      )
    }
  }

  private func writeContents(_ page: borrowing XMLWriter) {
    page.block("nav", ["aria-label": "Contents"]) {
      page.block("ul") {
        page.line()
        for section in sections where section.id != "sign-off" {
          page.block("li") {
            page.container("a", ["href": "#\(section.id)"]) {
              page.text(section.title)
              if section.id == "findings" { page.text(" (\(digest.findings.count.grouped))") }
            }
          }
        }
      }
    }
  }

  private func writeFooter(_ page: borrowing XMLWriter) {
    page.block("footer") {
      page.container("p") {
        page.text(
          "Made by \(result.tool.name.visible(limit: 80)) \(result.tool.version.visible(limit: 80)) from the JSON "
        )
        page.text("result of this audit, from which the same bytes can be made again.")
      }
    }
  }

  /// RFC 3339 in a form for people; anything else as it is.
  static func time(_ generated: String) -> String {
    let timestamp = JUnitReport.timestamp(generated)
    guard generated == timestamp + "Z" else { return generated.visible(limit: 60) }
    return timestamp.replacing("T", with: ", ") + " UTC"
  }
}
