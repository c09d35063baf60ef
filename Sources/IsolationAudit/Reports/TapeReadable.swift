/// A value of a result that is read straight from a tape: much quicker than through the compiler's `Decodable`.
///
/// It reads what ``JSONReport`` writes, and gives up at anything else: whoever asked then decodes the slow way, which
/// says what is wrong.
protocol TapeReadable {
  /// Reads the value at a node.
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable)
}

/// Says that a value has to be decoded the slow way.
struct NotReadable: Error {}

/// The names of the members that are read.
enum ResultKey: UInt16, CaseIterable {
  // The order of cases is the order of ids: a name's id in the table of keys is its raw value.
  case assertions, id, title, rationale, kind, severity, controls, outcome, pairs, findings, gaps, exceptions, location,
    from, to
  case reason, traffic, assertion, verdict, via, witness, hops, returnHops, endpointPairs, chain, resources, legs
  case remediation, cut, calls, waiver, pathDigest, status, elements, alternatives, note, resource, step, rule,
    statement
  case alsoCloses, breaks, packet, action, allowedBy, conditions, leg, text, digest, source, destination
  case sourceAddress, destinationAddress, `protocol`, sourcePort, destinationPort, icmpType, icmpCode, ports, name
  case type, account, region, environment, file, line, column, pointer, address

  /// All names, in the order of their ids.
  static var names: [String] { allCases.map { "\($0)" } }
}

extension JSONTape {
  func value<Value: TapeReadable>(_ key: ResultKey, of node: Int) throws(NotReadable) -> Value {
    guard let place = member(key.rawValue, of: node) else { throw NotReadable() }
    return try Value(self, place)
  }

  func value<Value: TapeReadable>(_ key: ResultKey, of node: Int) throws(NotReadable) -> Value? {
    guard let place = member(key.rawValue, of: node), kind(place) != .null else { return nil }
    return try Value(self, place)
  }

  func list<Value: TapeReadable>(_ key: ResultKey, of node: Int) throws(NotReadable) -> [Value] {
    guard let place = member(key.rawValue, of: node), kind(place) == .array else { throw NotReadable() }
    guard self[place].length > 0 else { return [] }
    var values: [Value] = []
    values.reserveCapacity(Int(self[place].length))
    try forEachChild(of: place) { child throws(NotReadable) in values.append(try Value(self, child)) }
    return values
  }

  func word<Value: RawRepresentable<String>>(
    _ key: ResultKey,
    of node: Int
  ) throws(NotReadable) -> Value {
    guard let value = Value(rawValue: try value(key, of: node)) else { throw NotReadable() }
    return value
  }

  func word<Value: RawRepresentable<String>>(
    _ key: ResultKey,
    of node: Int
  ) throws(NotReadable) -> Value? {
    guard let text: String = try value(key, of: node) else { return nil }
    guard let value = Value(rawValue: text) else { throw NotReadable() }
    return value
  }
}

extension String: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    guard let text = tape.string(node) else { throw NotReadable() }
    self = text
  }
}

extension Int: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    guard let number = tape.integer(node) else { throw NotReadable() }
    self = number
  }
}
