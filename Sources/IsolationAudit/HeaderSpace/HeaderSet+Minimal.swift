extension HeaderSet {
  /// The same headers in few boxes, in a fixed order whatever the order of the input.
  ///
  /// In the result no box can be left out, and no two boxes are together one box. Boxes may overlap where that makes them
  /// fewer. A smallest cover is not promised: finding one is as hard as any problem in NP. Among more than 2,000 boxes with
  /// overlapping destinations, those that only several others together hold are not looked for.
  public static func minimal(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var result = sorted(Array(Set(boxes)))
    guard result.count > 1 else { return result }
    while true {
      let before = result
      // Boxes whose destinations lie apart hold nothing of each other.
      result = sorted(clusters(coalesced(result)).flatMap(reduced))
      if result == before { return result }
    }
  }

  /// Up to so many boxes, pairs are also replaced by the box around them where the others fill the rest of it.
  private static let widenedUpTo = 40
  /// Up to so many boxes, each is compared with all others together.
  private static let comparedUpTo = 2_000

  private static func reduced(_ cluster: [HeaderBox]) -> [HeaderBox] {
    guard cluster.count > 1 else { return cluster }
    var result = withoutContained(cluster)
    if result.count <= widenedUpTo { result = widened(result) }
    return result.count <= comparedUpTo ? withoutCovered(sorted(result)) : result
  }

  /// The boxes in groups that share no destination.
  private static func clusters(_ boxes: [HeaderBox]) -> [[HeaderBox]] {
    var clusters: [[HeaderBox]] = []
    var upper: (family: AddressFamily, address: UInt128)?
    let byDestination = boxes.sorted {
      ($0.family, $0.destination.lower, $0.destination.upper) < ($1.family, $1.destination.lower, $1.destination.upper)
    }
    for box in byDestination {
      if let end = upper, end.family == box.family, box.destination.lower <= end.address {
        clusters[clusters.count - 1].append(box)
        upper = (box.family, max(end.address, box.destination.upper))
      } else {
        clusters.append([box])
        upper = (box.family, box.destination.upper)
      }
    }
    return clusters
  }

  /// Boxes that differ in one part only, joined where those parts touch; repeated until nothing changes.
  private static func coalesced(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var result = boxes
    while true {
      let count = result.count
      result = joined(result, \.source.lower, \.source.upper, without: { $0.source = AddressRange(0) })
      result = joined(result, \.destination.lower, \.destination.upper, without: { $0.destination = AddressRange(0) })
      result = joined(
        result,
        \.destinationPorts.lower,
        \.destinationPorts.upper,
        without: { $0.destinationPorts = PortRange(0, 0) }
      )
      result = joined(
        result,
        \.sourcePorts.lower,
        \.sourcePorts.upper,
        without: { $0.sourcePorts = PortRange(0, 0) }
      )
      result = joined(
        result,
        \.protocols.lower,
        \.protocols.upper,
        without: { $0.protocols = ProtocolRange(0) }
      )
      if result.count == count { return result }
    }
  }

  /// Joins boxes that are equal but for one range, where the ranges overlap or follow each other.
  private static func joined<Bound: FixedWidthInteger>(
    _ boxes: [HeaderBox],
    _ lower: WritableKeyPath<HeaderBox, Bound>,
    _ upper: WritableKeyPath<HeaderBox, Bound>,
    without part: (inout HeaderBox) -> Void
  ) -> [HeaderBox] {
    var groups: [HeaderBox: Int] = [:]
    var members: [[HeaderBox]] = []
    for box in boxes {
      var key = box
      part(&key)
      if let group = groups[key] {
        members[group].append(box)
      } else {
        groups[key] = members.count
        members.append([box])
      }
    }
    guard members.count < boxes.count else { return boxes }
    var result: [HeaderBox] = []
    for group in members {
      var open: HeaderBox?
      for box in group.sorted(by: { $0[keyPath: lower] < $1[keyPath: lower] }) {
        guard var current = open else {
          open = box
          continue
        }
        let end = current[keyPath: upper]
        if end == Bound.max || box[keyPath: lower] <= end + 1 {
          current[keyPath: upper] = max(end, box[keyPath: upper])
          open = current
        } else {
          result.append(current)
          open = box
        }
      }
      if let open { result.append(open) }
    }
    return result
  }

  /// Replaces two boxes by the smallest box around both where all of it is in the set.
  private static func widened(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var result = boxes
    var first = 0
    while first < result.count {
      var second = first + 1
      while second < result.count {
        if let hull = hull(result[first], result[second]), isCovered(hull, by: result) {
          result = result.filter { !hull.contains($0) }
          result.insert(hull, at: min(first, result.count))
          second = first + 1
        } else {
          second += 1
        }
      }
      first += 1
    }
    return result
  }

  /// The smallest box that holds two boxes of one family.
  private static func hull(_ a: HeaderBox, _ b: HeaderBox) -> HeaderBox? {
    guard a.family == b.family else { return nil }
    return HeaderBox(
      family: a.family,
      source: AddressRange(min(a.source.lower, b.source.lower), max(a.source.upper, b.source.upper)),
      destination: AddressRange(
        min(a.destination.lower, b.destination.lower),
        max(a.destination.upper, b.destination.upper)
      ),
      protocols: ProtocolRange(
        min(a.protocols.lower, b.protocols.lower),
        max(a.protocols.upper, b.protocols.upper)
      ),
      sourcePorts: PortRange(
        min(a.sourcePorts.lower, b.sourcePorts.lower),
        max(a.sourcePorts.upper, b.sourcePorts.upper)
      ),
      destinationPorts: PortRange(
        min(a.destinationPorts.lower, b.destinationPorts.lower),
        max(a.destinationPorts.upper, b.destinationPorts.upper)
      )
    )
  }

  /// Leaves out each box whose headers the others hold, last to first.
  private static func withoutCovered(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var kept = boxes
    for index in boxes.indices.reversed() {
      let box = kept.remove(at: index)
      if !isCovered(box, by: kept) { kept.insert(box, at: index) }
    }
    return kept
  }

  /// Whether every header of a box is in some box of a list.
  public static func isCovered(_ box: HeaderBox, by boxes: [HeaderBox]) -> Bool {
    var rest = [box]
    for other in boxes where other.intersection(box) != nil {
      rest = subtract(other, from: rest)
      if rest.isEmpty { return true }
    }
    return false
  }

  /// Boxes by family, protocol, destination, destination ports, source.
  private static func sorted(_ boxes: [HeaderBox]) -> [HeaderBox] {
    boxes.sorted { a, b in
      if a.family != b.family { return a.family < b.family }
      let (x, y) = (a.protocols, b.protocols)
      if x != y { return (x.lower, x.upper) < (y.lower, y.upper) }
      if a.destination != b.destination {
        return (a.destination.lower, a.destination.upper) < (b.destination.lower, b.destination.upper)
      }
      if a.destinationPorts != b.destinationPorts {
        return (a.destinationPorts.lower, a.destinationPorts.upper)
          < (b.destinationPorts.lower, b.destinationPorts.upper)
      }
      if a.source != b.source { return (a.source.lower, a.source.upper) < (b.source.lower, b.source.upper) }
      return (a.sourcePorts.lower, a.sourcePorts.upper) < (b.sourcePorts.lower, b.sourcePorts.upper)
    }
  }
}
