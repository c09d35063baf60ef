/// How hosts of one side of an assertion reach sites outside of the estate.
package struct SiteContacts: Sendable {
  /// A link that hosts of a class reach.
  package struct Contact: Sendable {
    /// The class of senders.
    package var sender: Int
    /// How sure it is.
    package var certainty: Certainty
    /// Some of the packets; `nil` when it is not known whether any get there.
    package var box: TrackedBox?
  }

  /// For each link that packets reach, the best contact.
  package private(set) var links: [OnPremisesLink: Contact] = [:]
  /// Gateways and tables on the way out of which the snapshot does not tell where they lead.
  package private(set) var untold: Set<Symbol> = []

  /// Walks from each class of senders to wherever links are, until it is sure how all of them are reached.
  package init(_ senders: [Int], _ survey: TrafficSurvey) {
    let estate = survey.model.estate
    var pruning: WalkPruning?
    for index in senders where survey.classes.classes[index].sends {
      let sender = survey.classes.classes[index]
      guard let table = survey.model.routeTableOfSubnet[Int(sender.subnet.index)] else { continue }
      let reach = survey.domains[table]
      untold.formUnion(reach.untold)
      guard reach.links.contains(where: { links[$0].map { $0.certainty > .may } ?? true }) else { continue }
      let outwards = pruning ?? WalkPruning(outwards: survey.model, survey.domains)
      pruning = outwards
      for family in [AddressFamily.ipv4, .ipv6] {
        let ranges = estate.subnets[sender.subnet].prefixes.filter { $0.family == family }.map(\.range)
        guard !ranges.isEmpty else { continue }
        var walker = Walker(survey.box)
        walker.pruning = outwards
        walker.stopsAtInternet = true
        walker.send(
          HeaderBox(family: family),
          from: .interfaces(subnet: sender.subnet, groups: sender.groups, ranges: ranges)
        )
        note(walker, index, reach.links, survey)
      }
    }
  }

  private mutating func note(
    _ walker: Walker,
    _ sender: Int,
    _ bound: Set<OnPremisesLink>,
    _ survey: TrafficSurvey
  ) {
    var meetsUnknown = false
    for arrival in walker.arrivals {
      switch arrival.place {
      case .onPremises(let link?):
        // A subnet without a host of the class has nobody who sends.
        let box = arrival.flow.boxes.first { box in
          survey.classes.hasAddress(of: sender, family: box.sent.family, in: box.sent.source, survey.model.estate)
        }
        if let box { note(link, Contact(sender: sender, certainty: arrival.flow.certainty, box: box)) }
      case .beyond, .onPremises(nil): meetsUnknown = true
      case .subnet, .internet, .service: break
      }
    }
    // What was not told on the way may lead to any link that routes lead to.
    guard meetsUnknown else { return }
    for link in bound { note(link, Contact(sender: sender, certainty: .unknown)) }
  }

  private mutating func note(_ link: OnPremisesLink, _ contact: Contact) {
    if let known = links[link] {
      guard (contact.certainty, contact.sender) < (known.certainty, known.sender) else { return }
    }
    links[link] = contact
  }
}
