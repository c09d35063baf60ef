import IsolationAudit
import Testing

@Suite("JSON records")
struct JSONReaderTests {
  /// What a reader handed over: `key[index]=value`.
  private func records(_ text: String) -> (records: [String], summary: JSONReader.Summary) {
    var reader = JSONReader(keys: ["Vpcs", "Subnets"])
    var names: [(JSONReader.Record, JSONValue)] = []
    let summary = reader.forEachRecord(of: Array(text.utf8)) { tape, record in
      names.append((record, tape.value(0)))
    }
    let texts = names.map { record, value in
      let index = record.index.map { "[\($0)]" } ?? ""
      return "\(reader.keyName(record.key))\(index)=\(value)"
    }
    return (texts, summary)
  }

  @Test("the elements of top-level arrays are records, and so are all other top-level values")
  func elements() {
    let read = records(#"{"Vpcs": [1, 2], "NextToken": 3, "Subnets": [], "cluster": {}}"#)
    #expect(
      read.records == [
        "Vpcs[0]=number(\"1\")", "Vpcs[1]=number(\"2\")", "NextToken=number(\"3\")", "Subnets=array([])",
        "cluster=object([])",
      ]
    )
    #expect(read.summary.error == nil)
  }

  @Test("keys known beforehand have the ids of their places in the list")
  func knownKeys() {
    var reader = JSONReader(keys: ["Vpcs", "VpcId", "Tags"])
    var ids: [UInt16] = []
    _ = reader.forEachRecord(of: Array(#"{"Vpcs":[{"Tags":1,"VpcId":2,"Other":3}]}"#.utf8)) { tape, record in
      ids.append(record.key)
      tape.forEachChild(of: 0) { ids.append(tape[$0].key) }
      #expect(tape.member(1, of: 0).flatMap { tape.integer($0) } == 2)
      #expect(tape.member(7, of: 0) == nil)
    }
    #expect(ids == [0, 2, 1, 3])
  }

  @Test(
    "a file that breaks off keeps the records before the place, which is named",
    arguments: [
      (#"{"Vpcs": [1, {"a": 2"#, 1, JSONError.Reason.unexpectedEnd(expected: .commaOrObjectEnd), 20),
      (#"{"Vpcs": [1, 2"#, 2, .unexpectedEnd(expected: .commaOrArrayEnd), 14),
      (#"{"Vpcs": [1, 2]"#, 2, .unexpectedEnd(expected: .commaOrObjectEnd), 15),
      (#"{"Vpcs": [1, 2],"#, 2, .unexpectedEnd(expected: .key), 16),
      (#"{"Vpcs": [1, x]}"#, 1, .unexpectedByte(UInt8(ascii: "x"), expected: .value), 13),
      (#"{"Vpcs": [1], "Vpcs": [2]}"#, 1, .duplicateKey("Vpcs"), 14),
      (#"{"Vpcs": [1], "Vp\u0063s": [2]}"#, 1, .duplicateKey("Vpcs"), 14),
      (#"{"Vpcs": [{"b":1,"b":2}]}"#, 0, .duplicateKey("b"), 17),
      (#"{"Vpcs": [1]} {}"#, 1, .unexpectedByte(UInt8(ascii: "{"), expected: .end), 14),
      ("[1]", 0, .unexpectedByte(UInt8(ascii: "["), expected: .object), 0),
      ("", 0, .unexpectedEnd(expected: .object), 0),
      ("{\"Vpcs\": [1]}\0", 1, .unexpectedByte(0, expected: .end), 13),
    ]
  )
  func cut(text: String, count: Int, reason: JSONError.Reason, offset: Int) {
    let read = records(text)
    #expect(read.records.count == count)
    #expect(read.summary.error?.reason == reason)
    #expect(read.summary.error?.offset == offset)
  }

  @Test("a byte order mark is passed over and reported")
  func byteOrderMark() {
    let read = records("\u{FEFF}{\"Vpcs\": [1]}")
    #expect(read.records == ["Vpcs[0]=number(\"1\")"])
    #expect(read.summary.hasByteOrderMark)
    #expect(read.summary.error == nil)
  }

  @Test("a file much larger than the window gives every record, wherever the window ends")
  func windows() {
    // Characters of two to four bytes fall across the ends of the windows; some records are larger than a window.
    var text = "{\"Vpcs\": ["
    let long = String(repeating: "é😀", count: 120_000)
    for i in 0..<20_000 {
      text += i == 0 ? "" : ",\n        "
      text += i % 9_000 == 7 ? "{\"\(i)é\": \"\(long)\"}" : "[\(i), \"é😀\\n\(i)\"]"
    }
    text += "], \"Subnets\": 17}"
    var reader = JSONReader(keys: [])
    var count = 0
    var lastOffset: UInt32 = 0
    var subnets: Int?
    let summary = reader.forEachRecord(of: Array(text.utf8)) { tape, record in
      guard let index = record.index else {
        subnets = tape.integer(0)
        return
      }
      #expect(index == count)
      #expect(tape.offset(0) > lastOffset)
      lastOffset = tape.offset(0)
      if index % 9_000 == 7 {
        #expect(tape.string(1) == long)
        #expect(tape.keyName(1) == "\(index)é")
      } else {
        #expect(tape.integer(1) == index)
        #expect(tape.string(2) == "é😀\n\(index)")
      }
      count += 1
    }
    #expect(count == 20_000)
    #expect(subnets == 17)
    #expect(summary.byteCount == text.utf8.count)
    #expect(summary.error == nil)
  }

  @Test("bytes that are not UTF-8 end a file at their place, also beyond the first window")
  func invalidUTF8() {
    var bytes = Array("{\"Vpcs\": [".utf8)
    for i in 0..<100_000 { bytes += Array("\(i),".utf8) }
    let place = bytes.count + 1
    bytes += [0x22, 0xFF, 0x22, 0x5D, 0x7D]
    var reader = JSONReader(keys: [])
    var count = 0
    let summary = reader.forEachRecord(of: bytes) { _, _ in count += 1 }
    #expect(count == 100_000)
    #expect(summary.error == JSONError(.invalidUTF8, offset: place))
  }

  @Test("a file that is not there is refused with the system's words")
  func missingFile() {
    var reader = JSONReader(keys: [])
    let summary = reader.forEachRecord(ofFile: "no/such/file.json") { _, _ in Issue.record("no record expected") }
    #expect(summary.error?.message == "cannot read the file: No such file or directory")
  }
}
