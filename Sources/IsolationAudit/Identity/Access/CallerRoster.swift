/// The users and roles of an estate as callers: roles first, each sorted by ARN.
struct CallerRoster {
  let records: [EstateID<IAMPrincipal>]
  /// What each may do, in the order of the records.
  let callers: [CallerPolicies]

  init(_ estate: Estate, _ library: inout PolicyLibrary) {
    let named = estate.principals.ids.filter { estate.principals[$0].kind != .group }.map { id in
      (isUser: estate.principals[id].kind == .user, arn: estate.symbols[estate.principals[id].arn], id: id)
    }
    records = named.sorted { ($0.isUser ? 1 : 0, $0.arn, $0.id) < ($1.isUser ? 1 : 0, $1.arn, $1.id) }.map(\.id)
    let groups = IAMGroups(estate)
    var callers: [CallerPolicies] = []
    callers.reserveCapacity(records.count)
    for id in records { callers.append(CallerPolicies(id, in: estate, &library, groups)) }
    self.callers = callers
  }
}

/// The groups of users, by account and name.
struct IAMGroups {
  private var groups: [Symbol: [Symbol: EstateID<IAMPrincipal>]] = [:]
  private let estate: Estate

  init(_ estate: Estate) {
    self.estate = estate
    for id in estate.principals.ids where estate.principals[id].kind == .group {
      groups[estate.principals[id].account, default: [:]][estate.principals[id].name] = id
    }
  }

  /// The groups of a user that the estate holds.
  func groups(of record: IAMPrincipal) -> [IAMPrincipal] { ids(of: record).map { estate.principals[$0] } }

  /// The records of the groups of a user that the estate holds.
  func ids(of record: IAMPrincipal) -> [EstateID<IAMPrincipal>] {
    record.groups.isEmpty ? [] : record.groups.compactMap { groups[record.account]?[$0] }
  }
}

extension CallerPolicies {
  /// The policies of a user or role, those of his groups included; a group that is missing is a gap.
  init(_ id: EstateID<IAMPrincipal>, in estate: Estate, _ library: inout PolicyLibrary, _ groups: IAMGroups) {
    let record = estate.principals[id]
    let joined = groups.groups(of: record)
    self.init(record, in: estate, &library, groups: joined)
    guard joined.count < record.groups.count else { return }
    mayHoldMore = true
    let arn = estate.symbols[record.arn]
    gaps.append(
      IdentityGap(
        kind: .identityPolicy,
        account: estate.symbols[record.account],
        subject: arn,
        message: "a group of user \(arn) is not in the snapshot",
        provenance: record.provenance
      )
    )
  }
}
