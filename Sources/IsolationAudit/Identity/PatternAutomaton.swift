/// A wildcard pattern as a machine that reads a text character by character.
///
/// A state is the set of places in the pattern at which a reader of the text so far can stand. Of those, only the ones from
/// the last `*` on count: whatever can follow an earlier place can also follow that `*`.
struct PatternAutomaton: Sendable {
  /// The places, in ascending order; empty when the text is no beginning of anything that the pattern covers.
  typealias State = [Int32]

  private let units: [WildcardPattern.Unit]

  init(_ pattern: WildcardPattern) { units = pattern.units }

  /// The state before the first character.
  var start: State { closed([0]) }

  /// Whether the text so far is covered.
  func accepts(_ state: State) -> Bool { state.last == Int32(units.count) }

  /// Whether every text that begins as the text so far is covered.
  func acceptsAlways(_ state: State) -> Bool {
    guard units.last == .anyRun else { return false }
    return state.contains(Int32(units.count) - 1)
  }

  /// The characters that the pattern names.
  var alphabet: [UInt32] {
    units.compactMap { unit in
      if case .literal(let character) = unit { character } else { nil }
    }
  }

  /// The characters that some place of a state waits for; every other character leads to one and the same state.
  func expected(in state: State) -> [UInt32] {
    state.compactMap { place in
      guard Int(place) < units.count, case .literal(let character) = units[Int(place)] else { return nil }
      return character
    }
  }

  /// The state after one more character; `nil` stands for a character that no pattern names.
  func next(_ state: State, _ character: UInt32?) -> State {
    var places: State = []
    for place in state where Int(place) < units.count {
      switch units[Int(place)] {
      case .literal(let wanted): if wanted == character { places.append(place + 1) }
      case .anyCharacter: places.append(place + 1)
      case .anyRun: places.append(place)
      }
    }
    return closed(places)
  }

  /// Adds the places that are reached by reading nothing, and drops those that no longer count.
  private func closed(_ places: State) -> State {
    var result: State = []
    for place in places {
      if result.last.map({ $0 < place }) ?? true { result.append(place) }
      // A `*` may cover nothing. Runs never follow each other, so that one step is enough.
      if Int(place) < units.count, units[Int(place)] == .anyRun, result.last == place { result.append(place + 1) }
    }
    if let run = result.lastIndex(where: { Int($0) < units.count && units[Int($0)] == .anyRun }) {
      result.removeFirst(run)
    }
    return result
  }
}
