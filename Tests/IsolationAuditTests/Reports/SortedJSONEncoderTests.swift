import Foundation
import Testing

@testable import IsolationAudit

@Suite("JSON with sorted keys")
struct SortedJSONEncoderTests {
  /// The slow oracle: Foundation's encoder, which knows nothing of this one.
  private func expected(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func written(_ value: some Encodable) throws -> String {
    String(decoding: try SortedJSONEncoder().encode(value), as: UTF8.self)
  }

  @Test(
    "results have the bytes that Foundation's encoder gives them",
    arguments: [
      SampleResult.drifted, SampleResult.clean, SampleResult.complete,
      SampleResult.hostile("\u{0}\u{1B}\u{8}\u{C}\t\r\u{7F}\u{202E}\"\\/\u{FFFF}</script>\n🇨🇭e\u{301}"),
    ]
  )
  func results(result: AuditResult) throws {
    #expect(try written(result) == expected(result))
    #expect(String(decoding: try JSONReport(result).render(), as: UTF8.self) == (try expected(result)) + "\n")
  }

  @Test("every ASCII character and some others are escaped as Foundation's encoder escapes them")
  func characters() throws {
    let text = String(String.UnicodeScalarView((0...0x17F).compactMap(Unicode.Scalar.init)))
    #expect(try written([text]) == expected([text]))
  }

  @Test("values of every shape: nothing in them, numbers, values in single-value containers, nested and inherited ones")
  func shapes() throws {
    #expect(try written(Shapes()) == expected(Shapes()))
    #expect(try written([[Int]]()) == expected([[Int]]()))
    #expect(try written([[], [1], [[2].count]]) == expected([[], [1], [[2].count]]))
    #expect(try written([Nothing()]) == expected([Nothing()]))
    #expect(try written(["b": 1, "a": 2, "a\"": 3, "": 4]) == expected(["b": 1, "a": 2, "a\"": 3, "": 4]))
    #expect(try written(Derived()) == expected(Derived()))
    #expect(try written(Wrapped(value: [Wrapped(value: 1)])) == expected(Wrapped(value: [Wrapped(value: 1)])))
    #expect(try written([Choice.one(2), .two(b: "b", a: "a")]) == expected([Choice.one(2), .two(b: "b", a: "a")]))
  }

  @Test("a number that JSON does not have is refused", arguments: [Double.nan, .infinity])
  func refused(number: Double) {
    #expect(throws: EncodingError.self) { try SortedJSONEncoder().encode([number]) }
  }

  private struct Nothing: Encodable {}
  private struct Shapes: Encodable {
    var zebra = Nothing()
    var list: [Nothing] = []
    var byte: UInt8 = 255
    var big = UInt64.max
    var small = Int8.min
    var half = 0.5
    var whole = 3.0
    var float: Float = 0.1
    var truth = true
    var lacks: Int?
    var holes: [Int?] = [nil, 1]
    var `protocol` = "tcp"
    var wrapped = Wrapped(value: ["b", "a"])
  }
  private struct Wrapped<Value: Encodable>: Encodable {
    var value: Value
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(value)
    }
  }
  private enum Choice: Encodable {
    case one(Int)
    case two(b: String, a: String)
  }
  private class Base: Encodable { var base = 1 }
  private final class Derived: Base {
    var derived = [1]
    private enum Keys: String, CodingKey { case zulu, derived, list, object }
    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      var object = container.nestedContainer(keyedBy: Keys.self, forKey: .object)
      try object.encode("z", forKey: .zulu)
      try object.encode("d", forKey: .derived)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode(1)
      try super.encode(to: container.superEncoder())
      try container.encode(derived, forKey: .derived)
    }
  }
}
