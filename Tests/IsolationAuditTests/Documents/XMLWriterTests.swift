import IsolationAudit
import Testing

@Suite("XML writer")
struct XMLWriterTests {
  /// Writes one element with a string as text and as attribute, reads it back, and returns both.
  private func roundTrip(_ string: String) throws -> (text: String, attribute: String) {
    let writer = XMLWriter(.xml)
    writer.element("a", ["b": string]) { writer.text(string) }
    let root = try XMLReader().read(writer.finish())
    let text = root.children.reduce(into: "") { text, node in
      if case .text(let part) = node { text += part }
    }
    return (text, try #require(root.attribute("b")))
  }

  @Test(
    "markup in a string stays a string",
    arguments: [
      "<script>alert(1)</script>", "]]>", "&amp; & &#x41; &lol;", "&#38;#38; &&#38",
      "\"'><b a='", "<!-- -- -->", "<?xml?>",
      "日本語 🏴‍☠️ é",

      "a\nb\tc", "\u{202E}gnp.exe", "\u{85}\u{2028}\u{9F}", "\u{10FFFF}\u{1FFFE}",
    ]
  )
  func markup(string: String) throws {
    let (text, attribute) = try roundTrip(string)
    #expect(Array(text.unicodeScalars) == Array(string.unicodeScalars))
    #expect(Array(attribute.unicodeScalars) == Array(string.unicodeScalars))
  }

  @Test(
    "what XML does not allow becomes U+FFFD, and the rest of the string survives",
    arguments: [
      ("a\u{0}b", "a\u{FFFD}b"), ("\u{1B}[31mred", "\u{FFFD}[31mred"), ("\u{FFFE}\u{FFFF}x", "\u{FFFD}\u{FFFD}x"),
      ("\u{1}\u{8}\u{B}\u{C}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("\u{FFFD}\u{FFBE}", "\u{FFFD}\u{FFBE}"),
    ]
  )
  func forbidden(string: String, expected: String) throws {
    let (text, attribute) = try roundTrip(string)
    #expect(text == expected)
    #expect(attribute == expected)
  }

  @Test("random scalars of all planes survive or become U+FFFD", arguments: [UInt64(1), 2, 3, 4, 5])
  func randomScalars(seed: UInt64) throws {
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    var string = ""
    for _ in 0..<20_000 {
      let bound: UInt64 = [0x40, 0x100, 0x1_0000, 0x11_0000][Int(next() % 4)]
      if let scalar = Unicode.Scalar(UInt32(next() % bound)) { string.unicodeScalars.append(scalar) }
    }
    let expected = string.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x1_0000...: scalar
      default: "\u{FFFD}"
      }
    }
    let (text, attribute) = try roundTrip(string)
    #expect(Array(text.unicodeScalars) == expected)
    #expect(Array(attribute.unicodeScalars) == expected)
  }

  @Test("an XML document starts with its declaration and is indented")
  func xmlForm() throws {
    let writer = XMLWriter(.xml)
    writer.element("a", ["x": "1", "y": nil, "z": "ü"]) {
      writer.element("b")
      writer.container("c")
    }
    let document = String(decoding: try writer.finish(), as: UTF8.self)
    #expect(
      document == """
        <?xml version="1.0" encoding="UTF-8"?>
        <a x="1" z="ü">
          <b/>
          <c></c>
        </a>

        """
    )
  }

  @Test("an HTML document starts with its document type and adds no white space")
  func htmlForm() throws {
    let writer = XMLWriter(.html)
    writer.container("html", ["lang": "en"]) {
      writer.element("br")
      writer.container("p") { writer.text("a < b") }
      writer.constant("\n")
      writer.container("td")
    }
    let document = String(decoding: try writer.finish(), as: UTF8.self)
    #expect(document.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\"><br/><p>a &lt; b</p>\n<td></td></html>"))
  }

  @Test("a document that would not be well-formed is not handed out")
  func refusesItsOwnFaults() {
    #expect(fault { writer in writer.element("a") { writer.constant("<b>") } } != nil)
    #expect(fault { _ in } != nil)
    #expect(
      fault { writer in
        writer.element("a")
        writer.element("b")
      } != nil
    )
    #expect(fault { writer in writer.element("a") } == nil)
  }

  /// Writes a document and returns why it was refused.
  private func fault(_ write: (borrowing XMLWriter) -> Void) -> XMLFault? {
    do throws(XMLFault) {
      let writer = XMLWriter(.xml)
      write(writer)
      _ = try writer.finish()
      return nil
    } catch {
      return error
    }
  }
}
