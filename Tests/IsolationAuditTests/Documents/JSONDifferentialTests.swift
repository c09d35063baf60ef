import Foundation
import IsolationAudit
import Testing

/// The reader against an independent one: Foundation's decoder into a tree of its own.
@Suite("JSON against Foundation")
struct JSONDifferentialTests {
  @Test("random documents are read as Foundation reads them", arguments: 0..<10 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var writer = RandomJSON(seed: seed)
    for _ in 0..<20 {
      let text = writer.document()
      let ours = try JSONValue(parsing: text)
      let theirs = try JSONDecoder().decode(Oracle.self, from: Data(text.utf8))
      #expect(theirs.agrees(with: ours), "seed \(seed): \(text)")
    }
  }

  @Test("damaged documents are accepted or refused as Foundation does", arguments: 0..<10 as Range<UInt64>)
  func mutated(seed: UInt64) {
    var writer = RandomJSON(seed: seed &+ 1000)
    for _ in 0..<30 {
      var bytes = Array(writer.document().utf8)
      writer.damage(&bytes)
      let ours: JSONValue
      do {
        ours = try JSONValue(parsing: bytes)
      } catch {
        // Stricter on purpose: duplicate keys, and a comma after the last element, which Foundation lets pass.
        if case .duplicateKey = error.reason { continue }
        if error.reason == .unexpectedByte(UInt8(ascii: "]"), expected: .value) { continue }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.contains(0) { continue }
        #expect(
          (try? JSONDecoder().decode(Oracle.self, from: Data(bytes))) == nil,
          "seed \(seed): refused (\(error)) but accepted by Foundation: \(String(decoding: bytes, as: UTF8.self))"
        )
        continue
      }
      guard let theirs = try? JSONDecoder().decode(Oracle.self, from: Data(bytes)) else {
        Issue.record("seed \(seed): accepted but refused by Foundation: \(String(decoding: bytes, as: UTF8.self))")
        continue
      }
      #expect(theirs.agrees(with: ours), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(
    "damaged files are never read further than the damage by records than as a whole",
    arguments: 0..<20 as Range<UInt64>
  )
  func recordsAndWhole(seed: UInt64) {
    var writer = RandomJSON(seed: seed &+ 2000)
    for _ in 0..<50 {
      var bytes = Array("{\"Vpcs\":[\(writer.document()),\(writer.document())],\"b\":\(writer.document())}".utf8)
      if Bool.random(using: &writer.generator) { writer.damage(&bytes) }
      var reader = JSONReader(keys: [])
      let summary = reader.forEachRecord(of: bytes) { _, _ in }
      let whole = Result { () throws(JSONError) in try JSONValue(parsing: bytes) }
      switch whole {
      case .success(.object): #expect(summary.error == nil, "seed \(seed)")
      case .success: #expect(summary.error != nil, "seed \(seed)")
      case .failure(let error):
        guard !summary.hasByteOrderMark else { continue }
        #expect(summary.error != nil, "seed \(seed): \(error)")
      }
    }
  }
}

/// Any JSON value, as Foundation's decoder sees it.
private enum Oracle: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([Oracle])
  case object([String: Oracle])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([Oracle].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: Oracle].self))
    }
  }

  func agrees(with value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == Double(b)
    case (.string(let a), .string(let b)): Array(a.unicodeScalars) == Array(b.unicodeScalars)
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.agrees(with: $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count && b.allSatisfy { member in a[member.key]?.agrees(with: member.value) ?? false }
    default: false
    }
  }
}

/// Writes random JSON texts, the same for the same seed.
private struct RandomJSON {
  var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  mutating func document() -> String { value(depth: 0) }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth < 4 ? 9 : 6), using: &generator) {
    case 0: return pick(["null", "true", "false"])
    case 1: return number()
    case 2, 3, 4, 5: return string()
    case 6: return list("[", "]", depth) { $0.value(depth: depth + 1) }
    default:
      var count = 0
      return list("{", "}", depth) { writer in
        count += 1
        let colon = writer.pick([":", ": ", " :\t"])
        return "\"k\(count)\(writer.pick(["", "é", "\\n", "\\u0041", "Identifier"]))\"\(colon)"
          + writer.value(depth: depth + 1)
      }
    }
  }

  private mutating func list(_ open: String, _ close: String, _ depth: Int, _ part: (inout RandomJSON) -> String)
    -> String
  {
    let space = pick(["", " ", "\n" + String(repeating: "    ", count: depth)])
    var parts: [String] = []
    for _ in 0..<Int.random(in: 0..<5, using: &generator) { parts.append(part(&self)) }
    return open + space + parts.joined(separator: "," + space) + space + close
  }

  private mutating func number() -> String {
    pick(["0", "-0", "1", "-17", "4294967296", "0.5", "1e3", "-2.25E-2", "123456.789e+2", "65535"])
  }

  private mutating func string() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<12, using: &generator) {
      text += pick([
        "a", "bc", "0123456789", " ", "é", "€", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\uD83D\\uDE00",
        "\\u0000",
        "{", "]", ",", ":",
      ])
    }
    return "\"\(text)\""
  }

  /// Changes, removes, repeats or adds a byte, or cuts the text off.
  mutating func damage(_ bytes: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...2, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let characters = Array("{}[]\",:\\u0123456789eE+-.tfn \n\t\u{1}\u{7F}é".utf8) + [0xFF, 0xC0, 0xED, 0xA0]
      let other = characters[Int.random(in: 0..<characters.count, using: &generator)]
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] = other
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes.insert(other, at: place)
      default: bytes.removeSubrange(place...)
      }
    }
  }

  mutating func pick(_ choices: [String]) -> String {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }
}

/// SplitMix64, a small generator with a fixed sequence for each seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
