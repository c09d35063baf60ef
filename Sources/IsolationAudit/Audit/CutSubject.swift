/// A finding about packets as a question that can be asked of the estate again, with elements taken out.
package struct CutSubject: Sendable {
  /// What the finding says that exists.
  package enum Question: Sendable {
    /// Packets over a way that the policy does not accept. `ways` are those of all findings of the same pair: what shows up
    /// on a way that is none of them is new.
    case crossings(via: [Symbol], ways: Set<[Symbol]>)
    /// Packets of the clients of a Client VPN endpoint, other than over the internet.
    case clients(EstateID<ClientVPNEndpoint>)
    /// A site that packets get to and from which packets come.
    case site(String)
    /// A chain of connections through hosts of neither side, of these environments.
    case chain(through: [String], maximumHops: Int)
  }

  /// The id of the finding.
  package var finding: String
  /// Whom it is about.
  package var pair: ScopePair
  /// What the policy accepts.
  package var terms: [TrafficTerm]
  /// What is asked.
  package var question: Question
  /// The classes that send.
  package var senders: [Int]
  /// The classes that receive.
  package var receivers: [Int]
  /// Whether clients of Client VPN endpoints, or users of Instance Connect endpoints, send.
  package var hasClients = false
  /// Whether relays are passed.
  package var hasRelays = false

  /// The question of a finding about crossings.
  init(_ found: TrafficFindingWriter.Found, _ pair: ScopePair, _ terms: [TrafficTerm], ways: Set<[Symbol]>) {
    let via = found.crossings.first?.via ?? []
    self.init(found.crossings, pair, terms)
    (finding, question) = (found.finding.id, .crossings(via: via, ways: ways))
  }

  /// The question of a finding about the clients of an endpoint.
  init(
    _ finding: String,
    _ pair: ScopePair,
    clientsOf endpoint: EstateID<ClientVPNEndpoint>,
    _ crossings: [Crossing]
  ) {
    self.init(crossings, pair, [])
    (self.finding, question) = (finding, .clients(endpoint))
  }

  /// The question of a finding about a site.
  init(_ finding: String, _ pair: ScopePair, site: String) {
    self.init([], pair, [])
    (self.finding, question) = (finding, .site(site))
  }

  /// The question of a finding about a chain.
  init(_ finding: String, _ pair: ScopePair, through: [String], maximumHops: Int) {
    self.init([], pair, [])
    (self.finding, question) = (finding, .chain(through: through, maximumHops: maximumHops))
  }

  /// The question of who of some crossings' senders reaches some of their receivers, on any way.
  init(_ crossings: [Crossing], _ pair: ScopePair, _ terms: [TrafficTerm]) {
    (finding, self.pair, self.terms, question) = ("", pair, terms, .crossings(via: [], ways: []))
    var senders: Set<Int> = []
    for crossing in crossings {
      if !crossing.reachesRelayBy.isEmpty { hasRelays = true }
      for leaf in crossing.leaves {
        switch leaf.origin {
        case .hosts(let index): if index >= 0 { senders.insert(index) }
        case .clients, .instanceConnect: hasClients = true
        case .relay: hasRelays = true
        case .site: break
        }
      }
    }
    self.senders = senders.sorted()
    receivers = Set(crossings.map(\.receiver)).sorted()
  }
}

extension Crossing {
  /// The crossings with which the ways through relays begin; the crossing itself where there is no relay before it.
  package var leaves: [Crossing] { reachesRelayBy.isEmpty ? [self] : reachesRelayBy.flatMap(\.leaves) }
}
