import IsolationAudit
import Testing

@Suite("YAML files")
struct YAMLReaderTests {
  /// The diagnostics of a text, each as one line.
  private func diagnostics(_ text: String) -> [String] {
    YAMLReader.read(text, file: "p.yaml").diagnostics.map(\.description)
  }

  @Test("every key and value has its place and its pointer")
  func places() throws {
    let root = try #require(YAMLReader.read("a:\n  - x\n  - b/c: { d: [1, 2] }\n", file: "p.yaml").root)
    guard case .mapping(let entries) = root.content, case .sequence(let items) = entries[0].value.content,
      case .mapping(let inner) = items[1].content, case .mapping(let flow) = inner[0].value.content,
      case .sequence(let numbers) = flow[0].value.content
    else {
      Issue.record("unexpected shape: \(root)")
      return
    }
    #expect(entries[0].keyLocation.description == "p.yaml:1:1")
    #expect(items[0].location.description == "p.yaml:2:5")
    #expect(items[0].pointer == "/a/0")
    #expect(inner[0].keyLocation.description == "p.yaml:3:5")
    #expect(numbers[1].location.description == "p.yaml:3:19")
    #expect(numbers[1].pointer == "/a/1/b~1c/d/1")
    #expect(numbers[1].integer == 2)
  }

  @Test(
    "a scalar without quotes may be a number, a truth value or nothing; in quotes it is a text",
    arguments: [
      ("443", 443, nil, false), ("\"443\"", nil, nil, false), ("007", nil, nil, false), ("-1", nil, nil, false),
      ("true", nil, true, false), ("'true'", nil, nil, false), ("yes", nil, nil, false), ("~", nil, nil, true),
      ("", nil, nil, true), ("\"\"", nil, nil, false), ("99999999999999999999", nil, nil, false),
    ] as [(String, Int?, Bool?, Bool)]
  )
  func scalars(text: String, integer: Int?, bool: Bool?, isNull: Bool) throws {
    let root = try #require(YAMLReader.read("a: \(text)", file: "p.yaml").root)
    guard case .mapping(let entries) = root.content else {
      Issue.record("no mapping")
      return
    }
    #expect(entries[0].value.integer == integer)
    #expect(entries[0].value.bool == bool)
    #expect(entries[0].value.isNull == isNull)
  }

  @Test(
    "a key that is given twice is reported at its second place, in blocks, in braces and in quotes",
    arguments: [
      ("a: 1\nb: 2\na: 3\n", ["p.yaml:3:1: error: duplicate key `a`; it was first given at line 1"]),
      ("x: { k: 1, j: 2, k: 3 }\n", ["p.yaml:1:18: error: duplicate key `k`; it was first given at line 1"]),
      ("\"a\": 1\n'a': 2\n", ["p.yaml:2:1: error: duplicate key `a`; it was first given at line 1"]),
      (
        "a: 1\na: 2\na: 3\n",
        [
          "p.yaml:2:1: error: duplicate key `a`; it was first given at line 1",
          "p.yaml:3:1: error: duplicate key `a`; it was first given at line 1",
        ]
      ),
      (
        "x:\n  é: 1\n  é: 2\ny:\n  - { z: 1, z: 2 }\n",
        [
          "p.yaml:3:3: error: duplicate key `é`; it was first given at line 2",
          "p.yaml:5:13: error: duplicate key `z`; it was first given at line 5",
        ]
      ),
      ("1: a\n\"1\": b\n", ["p.yaml:2:1: error: duplicate key `1`; it was first given at line 1"]),
      ("\"\": a\n\"\": b\n", ["p.yaml:1:1: error: the key `` is given again in this mapping"]),
    ]
  )
  func duplicateKeys(text: String, expected: [String]) {
    #expect(diagnostics(text) == expected)
  }

  @Test("the first of two equal keys keeps its name and value")
  func duplicateKeyKeepsFirst() throws {
    let root = try #require(YAMLReader.read("alpha: 1\nalpha: 2\n", file: "p.yaml").root)
    guard case .mapping(let entries) = root.content else {
      Issue.record("no mapping")
      return
    }
    #expect(entries.map(\.key) == ["alpha"])
    #expect(entries[0].value.integer == 1)
  }

  @Test(
    "what is not accepted is reported with its place",
    arguments: [
      ("", "p.yaml:1:1: error: the file is empty"),
      ("# nothing but a comment\n", "p.yaml:1:1: error: the file is empty"),
      ("a: 1\n---\nb: 2\n", "p.yaml:2:1: error: a second document begins here; a file holds one"),
      ("a:\n\tb: 1\n", "p.yaml:2:1: error: a tab stands where YAML accepts only spaces"),
      ("a: @home\n", "p.yaml:1:4: error: a value cannot begin with `@`; put it in quotes"),
      (
        "a: &x 1\n", "p.yaml:1:4: error: anchors and aliases are not accepted; write the value out where it is used"
      ),
      (
        "a: &x [1]\nb: *x\n",
        "p.yaml:1:4: error: anchors and aliases are not accepted; write the value out where it is used"
      ),
      (
        "a: *-prod\n",
        "p.yaml:1:4: error: `*` begins an alias here, and aliases are not accepted; "
          + "put a pattern that begins with `*` in quotes"
      ),
      (
        "a: !!binary aGk=\n",
        "p.yaml:1:4: error: the tag `tag:yaml.org,2002:binary` is not accepted; write the value without it"
      ),
      ("? [a]\n: 1\n", "p.yaml:1:3: error: a key must be a text"),
      ("a: \u{1B}[31m\n", "p.yaml:1:4: error: the character U+001B is not accepted"),
      ("a: x\u{0}y\n", "p.yaml:1:5: error: the character U+0000 is not accepted"),
      ("a: safe\u{202E}txt\n", "p.yaml:1:8: error: the character U+202E is not accepted"),
      (
        "a: [1, 2\n",
        "p.yaml:2:1: error: did not find expected ',' or ']', while parsing a flow sequence that begins at line 1"
      ),
      ("a: b: c\n", "p.yaml:1:5: error: mapping values are not allowed in this context"),
      (
        "a: \"x\n",
        "p.yaml:2:1: error: found unexpected end of stream, while scanning a quoted scalar that begins at line 1"
      ),
    ]
  )
  func refusals(text: String, expected: String) {
    #expect(Array(Set(diagnostics(text))) == [expected])
  }

  @Test("bytes that are not UTF-8 are reported at the first of them")
  func encodings() {
    let broken = YAMLReader.read([0x61, 0x3A, 0x20, 0xC3, 0x28], file: "p.yaml").diagnostics
    #expect(broken.map(\.description) == ["p.yaml:1:4: error: a byte that is not UTF-8; save the file as UTF-8"])
    let wide = YAMLReader.read([0xFF, 0xFE, 0x61, 0x00], file: "p.yaml").diagnostics
    #expect(wide.map(\.description) == ["p.yaml:1:1: error: the file is UTF-16; save it as UTF-8"])
    let marked = YAMLReader.read([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: "p.yaml")
    #expect(marked.diagnostics.isEmpty)
  }

  @Test("a file over 4 MiB is refused unread")
  func size() {
    let reading = YAMLReader.read([UInt8](repeating: 0x23, count: 4 << 20 + 1), file: "p.yaml")
    #expect(
      reading.diagnostics.map(\.description) == ["p.yaml: error: 4194305 bytes are more than the 4194304 that are read"]
    )
  }

  @Test("nesting is bounded, in blocks and in brackets")
  func depth() {
    let brackets = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(diagnostics("a: " + brackets) == ["p.yaml:1:68: error: values are nested deeper than 64 levels"])
    #expect(diagnostics(String(repeating: "[", count: 100_000)).count == 1)
    #expect(diagnostics(String(repeating: "? ", count: 100_000)).count == 1)
    #expect(diagnostics(String(repeating: "- ", count: 100_000)).count == 1)
  }

  @Test("aliases of aliases cost nothing, as values and as keys")
  func laughs() {
    var text = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let copies = String(repeating: "*l\(level - 1), ", count: 10)
      text += "l\(level): &l\(level) [\(copies)x]\n"
    }
    let expected = "error: anchors and aliases are not accepted; write the value out where it is used"
    #expect(diagnostics(text) == ["p.yaml:1:5: \(expected)"])
    #expect(diagnostics(text + "? *l20\n: laughed\n") == ["p.yaml:1:5: \(expected)"])
    // Few enough to be parsed: every anchor is reported in its place.
    #expect(diagnostics("a: &a [x]\nb: &b [*a, *a]\n? *b\n: c\n").allSatisfy { $0.hasSuffix(expected) })
  }

  @Test("stars and ampersands in texts and comments are no aliases")
  func prose() {
    let text = "# *emphasis* and &c.\na: \"*-prod\"\nb: R&D\nc: |\n  *text* & more &text\n"
    #expect(diagnostics(text).isEmpty)
  }
}
