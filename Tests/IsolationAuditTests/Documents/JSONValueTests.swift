import IsolationAudit
import Testing

@Suite("JSON values")
struct JSONValueTests {
  @Test(
    "a text that is JSON is read as it stands",
    arguments: [
      ("null", JSONValue.null),
      (" true ", .bool(true)),
      ("false", .bool(false)),
      ("0", .number("0")),
      ("-0.10e+05", .number("-0.10e+05")),
      ("123456789012345678901234567890", .number("123456789012345678901234567890")),
      ("\"\"", .string("")),
      (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{c}\n\r\tz")),
      (#""\u0041\u00e9\uD83D\uDE00\u0000""#, .string("Aé😀\0")),
      ("\"häß 😀\"", .string("häß 😀")),
      ("[]", .array([])),
      ("[1,\n    [ ],\t{ }]", .array([.number("1"), .array([]), .object([])])),
      (
        #"{"b":1,"a":{"b":2}}"#,
        .object([
          .init(key: "b", value: .number("1")),
          .init(key: "a", value: .object([.init(key: "b", value: .number("2"))])),
        ])
      ),
      (#"{"":0}"#, .object([.init(key: "", value: .number("0"))])),
    ]
  )
  func accepted(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "a text that is not JSON is refused, with the place and what was expected there",
    arguments: [
      ("", 1, 1, "unexpected end of text, expected a value"),
      ("[1,2", 1, 5, "unexpected end of text, expected ',' or ']'"),
      ("{\n  \"a\": tru", 2, 11, "unexpected end of text, expected true, false or null"),
      ("{\"a\": \"b", 1, 9, "unexpected end of text, expected '\"' at the end of the string"),
      ("[1,]", 1, 4, "unexpected ']', expected a value"),
      ("[,1]", 1, 2, "unexpected ',', expected a value"),
      ("{\"a\":1,}", 1, 8, "unexpected '}', expected a key in double quotes"),
      ("{a:1}", 1, 2, "unexpected 'a', expected a key in double quotes or '}'"),
      ("{\"a\" 1}", 1, 6, "unexpected '1', expected ':' after the key"),
      ("{\"a\":1 \"b\":2}", 1, 8, "unexpected '\"', expected ',' or '}'"),
      ("[1 2]", 1, 4, "unexpected '2', expected ',' or ']'"),
      ("[1}", 1, 3, "unexpected '}', expected ',' or ']'"),
      ("01", 1, 2, "unexpected '1', expected nothing after the value"),
      ("[-]", 1, 3, "unexpected ']', expected a digit"),
      ("[1.]", 1, 4, "unexpected ']', expected a digit"),
      ("[1e]", 1, 4, "unexpected ']', expected a digit"),
      ("[.5]", 1, 2, "unexpected '.', expected a value"),
      ("[+1]", 1, 2, "unexpected '+', expected a value"),
      ("[NaN]", 1, 2, "unexpected 'N', expected a value"),
      ("[nul]", 1, 2, "unexpected 'n', expected true, false or null"),
      ("[\"a\nb\"]", 1, 4, "control character U+000A in a string, expected it escaped"),
      ("[\"ä\0\"]", 1, 4, "control character U+0000 in a string, expected it escaped"),
      ("\0", 1, 1, "unexpected U+0000, expected a value"),
      (
        #"["\x41"]"#, 1, 3,
        #"unknown escape, a backslash before 'x', expected one of \" \\ \/ \b \f \n \r \t \u"#
      ),
      (#"["\u00g0"]"#, 1, 3, #"incomplete \u escape, expected four hexadecimal digits"#),
      (#"["\ud800"]"#, 1, 3, #"lone surrogate \uD800, expected a surrogate pair"#),
      (#"["ab\udc00\ud800"]"#, 1, 5, #"lone surrogate \uDC00, expected a surrogate pair"#),
      (#"["\ud800\u0041"]"#, 1, 3, #"lone surrogate \uD800, expected a surrogate pair"#),
      ("{\n \"a\": 1,\n  \"a\": 2}", 3, 3, #"duplicate key "a", expected every key of an object once"#),
      (#"[{"ab":1,"\u0061b":2}]"#, 1, 10, #"duplicate key "ab", expected every key of an object once"#),
      (
        "{\"a\":{\"a\":0,\"b\":0},\"b\":{},\"a\":1}", 1, 27, #"duplicate key "a", expected every key of an object once"#
      ),
      ("[1] x", 1, 5, "unexpected 'x', expected nothing after the value"),
      ("\u{FEFF}1", 1, 1, "unexpected byte 0xEF, expected a value"),
      ("['a']", 1, 2, "unexpected ''', expected a value"),
      ("[1]/* no */", 1, 4, "unexpected '/', expected nothing after the value"),
    ]
  )
  func refused(text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error.message == message)
    #expect((error.line, error.column) == (line, column))
  }

  @Test("bytes that are not UTF-8 are refused at the first of them")
  func invalidUTF8() throws {
    let overlong: [UInt8] = Array("[\"ab".utf8) + [0xC0, 0x80] + Array("\"]".utf8)
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: overlong) }
    #expect(error.reason == .invalidUTF8)
    #expect(error.offset == 4)
    let surrogate: [UInt8] = Array("[\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"]".utf8)
    #expect(throws: JSONError.self) { try JSONValue(parsing: surrogate) }
  }

  @Test("512 nested arrays are read, 513 and 100,000 are refused, and none of them crashes")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSONValue(parsing: nested(512)) }
    for depth in [513, 100_000] {
      let error = try #require(throws: JSONError.self) { try JSONValue(parsing: nested(depth)) }
      #expect(error.reason == .tooDeep(limit: 512))
      #expect(error.offset == 512)
    }
    let objects = String(repeating: #"{"a":"#, count: 100_000)
    #expect(throws: JSONError.self) { try JSONValue(parsing: objects) }
  }

  @Test("more keys than are interned are still told apart")
  func manyKeys() throws {
    let members = (0..<20_000).map { "\"key \($0)\":\($0)" }
    let object = "{" + members.joined(separator: ",")
    let value = try JSONValue(parsing: object + "}")
    #expect(value.object?.count == 20_000)
    #expect(value["key 19999"] == .number("19999"))
    for twice in ["key 0", "key 19999"] {
      let error = try #require(throws: JSONError.self) { try JSONValue(parsing: object + ",\"\(twice)\":0}") }
      #expect(error.reason == .duplicateKey(twice))
      #expect(error.offset == object.utf8.count + 1)
    }
  }

  @Test("keys that differ only in the middle are different keys")
  func longKeys() throws {
    let value = try JSONValue(parsing: #"{"aaaaaaaabbbbbbbb1cccccccc":1,"aaaaaaaabbbbbbbb2cccccccc":2}"#)
    #expect(value["aaaaaaaabbbbbbbb2cccccccc"]?.integer == 2)
    #expect(value["aaaaaaaabbbbbbbb1cccccccc"]?.integer == 1)
  }
}
