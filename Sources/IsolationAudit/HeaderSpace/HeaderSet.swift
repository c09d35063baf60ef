/// A set of packet headers as a list of boxes, and the algebra on such lists.
///
/// Lists from `subtract(_:from:)` are disjoint when the minuend is. Cost is the product of the lists' lengths: they are
/// short here (network ACLs have at most 40 entries for each family and direction).
public enum HeaderSet {
  /// The headers in `boxes` that are not in `box`.
  public static func subtract(_ box: HeaderBox, from boxes: [HeaderBox]) -> [HeaderBox] {
    boxes.flatMap { $0.subtracting(box) }
  }

  /// The headers in `minuend` that are in none of `subtrahend`.
  public static func subtract(_ subtrahend: [HeaderBox], from minuend: [HeaderBox]) -> [HeaderBox] {
    var rest = minuend
    for box in subtrahend {
      if rest.isEmpty { break }
      rest = subtract(box, from: rest)
    }
    return rest
  }

  /// The headers in both lists; boxes may overlap when those of a list do.
  public static func intersect(_ lhs: [HeaderBox], _ rhs: [HeaderBox]) -> [HeaderBox] {
    lhs.flatMap { left in rhs.compactMap { left.intersection($0) } }
  }

  /// The same headers as disjoint boxes: each box less those before it.
  public static func disjoint(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var result: [HeaderBox] = []
    for box in boxes {
      var rest = [box]
      for earlier in result {
        if rest.isEmpty { break }
        rest = subtract(earlier, from: rest)
      }
      result += rest
    }
    return result
  }

  /// The same headers with boxes dropped that lie inside another.
  public static func withoutContained(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var kept: [HeaderBox] = []
    for box in boxes where !kept.contains(where: { $0.contains(box) }) {
      kept.removeAll { box.contains($0) }
      kept.append(box)
    }
    return kept
  }
}
