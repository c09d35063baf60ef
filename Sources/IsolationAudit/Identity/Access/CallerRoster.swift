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
    var groups: [Symbol: [Symbol: IAMPrincipal]] = [:]
    for record in estate.principals.records where record.kind == .group {
      groups[record.account, default: [:]][record.name] = record
    }
    var callers: [CallerPolicies] = []
    for id in records {
      let record = estate.principals[id]
      let joined = record.groups.compactMap { groups[record.account]?[$0] }
      var caller = CallerPolicies(record, in: estate, &library, groups: joined)
      if joined.count < record.groups.count {
        let arn = estate.symbols[record.arn]
        caller.gaps.append(
          IdentityGap(
            kind: .identityPolicy,
            account: estate.symbols[record.account],
            subject: arn,
            message: "a group of user \(arn) is not in the snapshot",
            provenance: record.provenance
          )
        )
      }
      callers.append(caller)
    }
    self.callers = callers
  }
}
