import IsolationAudit
import Testing

@Suite("Source locations")
struct JSONLocatorTests {
  private func locate(_ text: String, _ offsets: [Int]) -> [String] {
    var files = SourceFiles()
    let file = files.add(SourceFile(path: "eni.json", storage: .memory(Array(text.utf8))))
    return files.locate(offsets.map { Provenance(file: file, offset: UInt32($0)) }).map { "\($0)" }
  }

  /// The place of the first character after a mark `@`, which is taken out of the text.
  private func place(of marked: String) -> String {
    let offset = marked.utf8.firstIndex(of: UInt8(ascii: "@")).map {
      marked.utf8.distance(from: marked.startIndex, to: $0)
    }
    return locate(marked.replacing("@", with: ""), [offset ?? 0])[0]
  }

  @Test(
    "a place has line, column and JSON pointer",
    arguments: [
      (#"@{"a": 1}"#, "eni.json:1:1 #"),
      (#"{@"a": 1}"#, "eni.json:1:2 #"),
      (#"{"a": @1}"#, "eni.json:1:7 #/a"),
      ("{\n  \"a\": [\n    true,\n    @\"x\"]}", "eni.json:4:5 #/a/1"),
      ("{\"a\": [[], {\"é😀\": {\"b\": @{}}}]}", "eni.json:1:25 #/a/1/é😀/b"),
      (#"{"a/b": {"m~n": {"\"\u0041": @0}}}"#, #"eni.json:1:30 #/a~1b/m~0n/"A"#),
      (#"{"a": {"b": 1}, "c": [2, @3]}"#, "eni.json:1:26 #/c/1"),
      (#"{"a": {"x": "}],{[\""}, "c": @3}"#, "eni.json:1:30 #/c"),
      (#"{"a": [1, 2}@"#, "eni.json:1:13 #/a"),
      ("plain @text", "eni.json:1:7"),
    ]
  )
  func places(marked: String, expected: String) {
    #expect(place(of: marked) == expected)
  }

  @Test("many places are found in one pass, in the order asked for")
  func many() {
    let text = "{\"Vpcs\": [\n" + (0..<10_000).map { "  {\"id\": \($0)}" }.joined(separator: ",\n") + "\n]}"
    let offsets = text.utf8.enumerated().filter { $0.element == UInt8(ascii: "{") }.map(\.offset)
    let found = locate(text, [offsets[9_000], offsets[1], offsets[9_000], 10_000_000])
    #expect(found[0] == "eni.json:9001:3 #/Vpcs/8999")
    #expect(found[1] == "eni.json:2:3 #/Vpcs/0")
    #expect(found[2] == found[0])
    #expect(found[3].hasPrefix("eni.json:10002:3"))
  }

  @Test("a place found from the marks of a snapshot is the place found from the beginning")
  func marks() throws {
    var text = "{\"Vpcs\": ["
    for i in 0..<6_000 {
      text += (i == 0 ? "\n" : i % 3 == 0 ? "," : ",\n") + "  {\"VpcId\": \"vpc-é\(i)\", \"Tags\": []}"
    }
    text += "],\n \"Subnets\": [{\"SubnetId\": \"subnet-1\", \"VpcId\": \"vpc-é1\"}]}"
    let bytes = Array(text.utf8)
    let marked = try AWSSnapshot.read(files: [("a.json", bytes)]).files
    #expect(marked.files[0].recordMarks.count > 2)
    var plain = SourceFiles()
    let file = plain.add(SourceFile(path: "a.json", storage: .memory(bytes)))
    let offsets = stride(from: 0, to: bytes.count, by: 9_001).map { UInt32($0) } + [UInt32(bytes.count - 4)]
    for offset in offsets + marked.files[0].recordMarks.map(\.offset) {
      let place = Provenance(file: file, offset: offset)
      #expect(marked.locate(place) == plain.locate(place), "offset \(offset)")
    }
  }

  @Test("what is known or expected of a file is what its text says, also after the file is another")
  func remembered() {
    var files = SourceFiles()
    let file = files.add(SourceFile(path: "a.json", storage: .memory(Array("{\"a\": [1, 2]}".utf8))))
    let (one, two) = (Provenance(file: file, offset: 7), Provenance(file: file, offset: 10))
    files.expect([two, two])
    let found = [one, two, one].map { "\(files.locate($0))" }
    #expect(found == ["a.json:1:8 #/a/0", "a.json:1:11 #/a/1", "a.json:1:8 #/a/0"])
    let before = files
    files[file] = SourceFile(path: "b.json", storage: .memory(Array("{\n\"b\": [3,4]}".utf8)))
    #expect("\(files.locate(two))" == "b.json:2:9 #/b/1")
    #expect("\(before.locate(two))" == "a.json:1:11 #/a/1")
  }

  @Test("a file that cannot be read any more is named without a line")
  func unreadable() {
    var files = SourceFiles()
    let file = files.add(SourceFile(path: "gone.json", storage: .disk(path: "no/such/gone.json")))
    #expect("\(files.locate(Provenance(file: file, offset: 3)))" == "gone.json")
  }

  @Test("a diagnostic is one line, and control characters in it cannot drive a terminal")
  func diagnostics() {
    let place = SourceLocation(
      file: "inventory/eni.json",
      line: 812,
      column: 17,
      pointer: "/NetworkInterfaces/4/SubnetId"
    )
    let diagnostic = Diagnostic(
      .error,
      code: "missing-field",
      message: "no \u{1B}[2J\u{202E}subnet",
      location: place,
      resource: "eni-0abc"
    )
    #expect(
      diagnostic.description
        == "inventory/eni.json:812:17 #/NetworkInterfaces/4/SubnetId (eni-0abc): error: no \u{FFFD}[2J\u{FFFD}subnet"
    )
  }

  @Test("diagnostics are ordered by file, line and column")
  func order() {
    let places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 5), ("a", 9, 4)]
    let sorted = places.map {
      Diagnostic(.note, code: "x", message: "m", location: .init(file: $0.0, line: $0.1, column: $0.2))
    }
    .sorted()
    #expect(sorted.map { $0.location?.description } == ["a:9:4", "a:9:5", "a:10:1", "b:1:1"])
  }

  @Test("the digest of a file is its SHA-256")
  func digest() {
    let file = SourceFile(path: "abc", storage: .memory(Array("abc".utf8)))
    #expect(file.digest()?.byteCount == 3)
    #expect(file.digest()?.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
