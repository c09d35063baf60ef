// Account and Region, where the path does not tell them.
extension SnapshotBuilder {
  /// Notes the owner of a record; the first in a file is whose view the file is, if its path does not say so.
  @inline(__always)
  mutating func noteOwner(_ owner: Symbol) {
    if account.isEmpty, !owner.isEmpty, SnapshotPlace.isAccount(Array(estate.symbols.utf8(owner))) { account = owner }
  }

  /// Notes the Region of an availability zone such as `us-east-1a`, if the path names none.
  @inline(__always)
  mutating func noteZone(_ zone: Symbol) {
    if region.isEmpty, !zone.isEmpty { region = regionOfZone(zone) }
  }

  /// The Region of an availability zone such as `us-east-1a`; empty for local and wavelength zones and zone ids.
  mutating func regionOfZone(_ zone: Symbol) -> Symbol {
    var name = Array(estate.symbols.utf8(zone))
    guard let letter = name.popLast(), letter >= 0x61, letter <= 0x7A, SnapshotPlace.isRegion(name) else {
      return .empty
    }
    return estate.symbols.intern(buffer: name.span)
  }

  /// The Region and the account that an ARN names (`arn:partition:service:region:account:…`), empty where it names none.
  mutating func partsOfARN(_ arn: Symbol) -> (region: Symbol, account: Symbol) {
    let parts = Array(estate.symbols.utf8(arn)).split(
      separator: UInt8(ascii: ":"),
      maxSplits: 5,
      omittingEmptySubsequences: false
    )
    guard parts.count == 6, parts[0].elementsEqual("arn".utf8) else { return (.empty, .empty) }
    let region = estate.symbols.intern(buffer: Array(parts[3]).span)
    let account = estate.symbols.intern(buffer: Array(parts[4]).span)
    noteOwner(account)
    if self.region.isEmpty { self.region = region }
    return (region, account)
  }
}

/// The name of an availability zone, which each account maps to a zone of its own (Amazon EC2 User Guide, "Availability
/// Zones").
struct ZoneName: Hashable {
  var account: Symbol
  var name: Symbol
}

extension SnapshotBuilder {
  /// Gives subnets that only name their zone the id that the name has in their account.
  ///
  /// A subnet that is only planned has no zone id yet; compared by its name it would be in no zone of any other.
  mutating func joinZones() {
    guard !zoneIDs.isEmpty else { return }
    for index in 0..<estate.subnets.count {
      let subnet = EstateID<Subnet>(index)
      let name = ZoneName(account: estate.subnets[subnet].owner, name: estate.subnets[subnet].zone)
      if let id = zoneIDs[name] { estate.subnets[subnet].zone = id }
    }
  }
}
