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
