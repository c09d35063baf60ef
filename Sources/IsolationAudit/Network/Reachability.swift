/// How far packets get, strongest first.
public enum Reachability: String, Codable, Sendable, CaseIterable, Comparable {
  /// A conversation: packets arrive and answers come back.
  case connects
  /// Packets arrive, answers do not.
  case oneWay = "one-way"
  /// Packets pass something that is not evaluated, such as an appliance.
  case may
  /// A fact that decides is missing.
  case unknown
  /// No packet arrives.
  case isolated

  /// Whether isolation is violated: packets arrive, or may.
  public var violatesIsolation: Bool { self <= .may }

  /// Orders verdicts, the strongest first.
  public static func < (lhs: Reachability, rhs: Reachability) -> Bool { lhs.rank < rhs.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
