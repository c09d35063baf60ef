/// What the oracle says of a question: from a place, with a header, perhaps with any source port.
package struct OracleVerdict: Equatable {
  /// How far packets get, in the engine's words.
  ///
  /// Packets that arrive for certain while their answers pass an appliance may be called either `one-way` or `may`.
  package let acceptable: [String]
  /// The source ports tried with which there is a conversation for certain.
  package let connecting: [UInt16]
  /// The source ports tried without.
  package let failing: [UInt16]
  /// The walk behind the verdict, for a person to read.
  package let log: [String]

  /// One port of each range between the bounds that rules have; what holds for it holds for its range.
  static let sourcePorts: [UInt16] = [1024, 1500, 1600, 2001, 49152]

  private enum Rank: Int, Comparable {
    case connects, oneWay, oneWayPerhapsMore, may, isolated
    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// Asks the oracle; with `anySourcePort` the source port is some ephemeral one instead of the header's.
  package init(
    _ estate: TinyEstate,
    from place: PacketInterpreter.Place,
    _ header: TinyHeader,
    anySourcePort: Bool,
    keepsLog: Bool = true
  ) {
    var best: (rank: Rank, log: [String]) = (.isolated, [])
    var isFirst = true
    var connecting: [UInt16] = []
    var failing: [UInt16] = []
    for port in anySourcePort && header.hasPorts ? Self.sourcePorts : [header.sourcePort] {
      var sent = header
      sent.sourcePort = port
      var connects = false
      for natPort in Self.sourcePorts {
        var walk = PacketInterpreter(estate, natPort: natPort, keepsLog: keepsLog)
        let (rank, log) = Self.judge(&walk, sent, from: place)
        if rank == .connects { connects = true }
        if isFirst || rank < best.rank { best = (rank, log) }
        isFirst = false
        // Without a NAT gateway on the way its choice of a port changes nothing.
        if walk.mappings.isEmpty || !header.hasPorts { break }
      }
      if connects { connecting.append(port) } else { failing.append(port) }
    }
    acceptable =
      switch best.rank {
      case .connects: ["connects"]
      case .oneWay: ["one-way"]
      case .oneWayPerhapsMore: ["one-way", "may"]
      case .may: ["may"]
      case .isolated: ["isolated"]
      }
    (self.connecting, self.failing, log) = (connecting, failing, best.log)
  }

  private static func judge(
    _ walk: inout PacketInterpreter,
    _ sent: TinyHeader,
    from place: PacketInterpreter.Place
  ) -> (Rank, [String]) {
    let forward = walk.send(sent, from: place)
    guard case .arrived(let end, let arrived) = forward else {
      return (.isolated, walk.keepsLog ? walk.log + ["\(forward)"] : [])
    }
    if walk.passedAppliance { return (.may, walk.keepsLog ? walk.log + ["\(forward)"] : []) }
    let back = walk.answer(to: sent, from: place, arrived: arrived, at: end)
    let log = walk.keepsLog ? walk.log + ["\(forward)", "answer: \(back)"] : []
    guard case .arrived = back else { return (.oneWay, log) }
    return (walk.passedAppliance ? .oneWayPerhapsMore : .connects, log)
  }
}
