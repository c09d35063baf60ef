package indirect enum JSONValue: Sendable, Hashable {
  case null, bool(Bool), number(String), string(String), array([JSONValue]), object([Pair]);
  package struct Pair: Sendable, Hashable { package var key: String; package var value: JSONValue }
}
