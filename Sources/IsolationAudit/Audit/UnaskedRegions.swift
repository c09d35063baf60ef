/// Regions of which nothing, or too little, was collected, although other facts lead there.
package struct UnaskedRegions: Sendable {
  /// What is missing, with the account and Region.
  package private(set) var gaps: [(place: Completeness.Place, text: String)] = []
  /// Accounts and Regions that nothing leads to and that nobody asked about, where others of the estate have VPCs: a sentence each.
  package private(set) var remarks: [String] = []

  /// The most remarks that are made one by one.
  private static let maximumRemarks = 20

  /// Looks at what an estate says of other places.
  package init(_ estate: Estate) {
    var asked: [Completeness.Place: Bool] = [:]
    for (call, status) in estate.completeness.calls where status != .absent {
      let place = Completeness.Place(account: call.account, region: call.region)
      asked[place] = asked[place] ?? false || call.list == "Vpcs"
    }
    addPartial(estate, asked)
    addMentioned(estate)
    addOthers(estate, asked)
  }

  /// Places where something was asked for, but not VPCs.
  private mutating func addPartial(_ estate: Estate, _ asked: [Completeness.Place: Bool]) {
    guard estate.completeness.hasCollectionRecord else { return }
    for (place, hasVPCs) in asked where !hasVPCs && isRegional(place, estate) {
      let text =
        "`Vpcs` of account \(estate.symbols[place.account]) in \(estate.symbols[place.region]): absent, "
        + "although other lists of the Region were collected"
      gaps.append((place, text))
    }
    gaps.sort { $0.text < $1.text }
  }

  /// VPCs that a peering connection or an attachment names, of accounts of the estate.
  private mutating func addMentioned(_ estate: Estate) {
    var seen: Set<Symbol> = []
    func note(_ vpc: Symbol, _ owner: Symbol, _ region: Symbol, by joint: Symbol) -> (Completeness.Place, String)? {
      guard !vpc.isEmpty, estate.vpc(vpc) == nil, case .account? = estate.find(owner), seen.insert(vpc).inserted else {
        return nil
      }
      let place = region.isEmpty ? "" : " in \(estate.symbols[region])"
      let text =
        "\(estate.symbols[vpc]) of account \(estate.symbols[owner])\(place), to which \(estate.symbols[joint]) leads, "
        + "is not in the snapshot"
      return (Completeness.Place(account: owner, region: region), text)
    }
    for connection in estate.peeringConnections.records where connection.isActive {
      for side in [connection.requester, connection.accepter] {
        if let gap = note(side.vpc, side.owner, side.region, by: connection.id) { gaps.append(gap) }
      }
    }
    for attachment in estate.transitGatewayAttachments.records where attachment.kind == .vpc && attachment.isAvailable {
      let region = estate.transitGateway(attachment.transitGateway).map { estate.transitGateways[$0].region } ?? .empty
      if let gap = note(attachment.resource, attachment.resourceOwner, region, by: attachment.id) { gaps.append(gap) }
    }
  }

  /// Regions in which other accounts have VPCs.
  private mutating func addOthers(_ estate: Estate, _ asked: [Completeness.Place: Bool]) {
    let regions = Set(estate.vpcs.records.map(\.region)).filter { !$0.isEmpty }
    let accounts = Set(asked.keys.filter { isRegional($0, estate) }.map(\.account))
    guard estate.completeness.hasCollectionRecord, regions.count > 1 else { return }
    var texts: [String] = []
    for region in regions {
      for account in accounts where asked[Completeness.Place(account: account, region: region)] == nil {
        texts.append(
          "Nothing was collected of account \(estate.symbols[account]) in \(estate.symbols[region]), where other accounts have VPCs."
        )
      }
    }
    texts.sort()
    remarks = Array(texts.prefix(Self.maximumRemarks))
    if texts.count > Self.maximumRemarks {
      remarks.append("Nothing was collected of \(texts.count - Self.maximumRemarks) more accounts and Regions.")
    }
  }

  private func isRegional(_ place: Completeness.Place, _ estate: Estate) -> Bool {
    !place.account.isEmpty && !place.region.isEmpty && estate.symbols[place.region] != "global"
  }
}
