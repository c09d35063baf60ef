import Foundation
import IsolationAudit
import Testing

@Suite("The table of ways")
struct CapabilityTableTests {
  static let decided = CapabilityKind.all.filter { !$0.row.requires.isEmpty && $0.row.reach != .assumableRole }
    .map(\.id)

  private func way(_ id: String) throws -> WayEstate {
    WayEstate(try #require(CapabilityKind(id)).row)
  }

  /// One action for each requirement, the first of those that serve.
  private func actions(_ row: CapabilityRow) -> [String] {
    var found: [String] = []
    for requirement in row.requires {
      for action in requirement.actions.prefix(1) where !found.contains(action) { found.append(action) }
    }
    return found
  }

  @Test("every entry of the catalogue is decided by a way or a change, or listed with a reason")
  func catalogue() throws {
    let text = String(decoding: try FixtureFile.bytes("identity/ways.txt"), as: UTF8.self)
    let entries = text.split(separator: "\n").map(String.init)
    #expect(entries.count == 158)
    let undecided = Set(CapabilityCatalogue.undecided.map(\.id))
    for entry in entries {
      let isDecided = !CapabilityCatalogue.deciding(entry).isEmpty
      #expect(isDecided != undecided.contains(entry), "\(entry)")
    }
    #expect(undecided.isSubset(of: Set(entries)))
    #expect(entries.count - undecided.count >= 130)
    let known = Set(entries)
    for kind in CapabilityKind.all {
      #expect(known.isSuperset(of: kind.row.catalogue), "\(kind.id)")
      #expect(!kind.row.source.isEmpty)
    }
    for change in NetworkChange.table { #expect(known.isSuperset(of: change.catalogue), "\(change.id)") }
    #expect(Set(CapabilityKind.all.map(\.id)).count == CapabilityKind.all.count)
  }

  @Test("every action that is asked for is one of AWS, and none of the list of those is left over")
  func actionNames() throws {
    let text = String(decoding: try FixtureFile.bytes("identity/actions.txt"), as: UTF8.self)
    let known = text.split(separator: "\n").map(String.init)
    #expect(known == known.sorted())
    #expect(Set(CapabilityRow.actions).subtracting(known).isEmpty)
    #expect(Set(known).subtracting(CapabilityRow.actions).isEmpty)
  }

  @Test("what a row requires opens the way, and without any part of it there is none", arguments: decided)
  func requirements(_ id: String) throws {
    var way = try way(id)
    let row = way.row
    let needed = actions(row)
    way.policy = WayEstate.statement("Allow", needed)
    let expected: AssumeRoleEdge.Standing = row.unless == nil ? .allowed : .conditional
    #expect(try way.standing() == expected)
    for action in needed {
      way.policy = WayEstate.statement("Allow", needed.filter { $0 != action } + ["tag:GetResources"])
      #expect(try way.standing() == nil, "without \(action)")
    }
    for requirement in row.requires {
      for alternative in requirement.actions.dropFirst() where !isAboutUsersOnly(alternative, row) {
        way.policy = WayEstate.statement("Allow", [alternative] + needed.filter { !requirement.actions.contains($0) })
        #expect(try way.standing() == expected, "with \(alternative)")
      }
    }
  }

  /// Whether an alternative is about users, while the caller is a role.
  private func isAboutUsersOnly(_ action: String, _ row: CapabilityRow) -> Bool {
    row.reach == .administration(.ownBoundary) && action.contains("User")
  }

  @Test(
    "a Deny, a boundary and a service control policy close it, and an open condition stays with it",
    arguments: decided
  )
  func limits(_ id: String) throws {
    var way = try way(id)
    let needed = actions(way.row)
    let allows = WayEstate.statement("Allow", needed)
    for action in needed {
      let denies = WayEstate.statement("Deny", [action])
      way.policy = allows + "," + denies
      #expect(try way.standing() == nil, "a Deny of \(action)")
      way.policy = allows
      way.serviceControl = denies
      #expect(try way.standing() == nil, "a service control policy against \(action)")
      way.serviceControl = nil
      way.boundary = WayEstate.statement("Allow", ["s3:ListBucket"] + needed.filter { $0 != action })
      // The grant to a caller who is named may not be limited; here nobody is.
      #expect(try way.standing() == nil, "a boundary without \(action)")
      way.boundary = nil
    }
    way.policy = WayEstate.statement(
      "Allow",
      needed,
      condition: "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}"
    )
    #expect(try way.standing() == .conditional)
  }

  @Test("a new role is made and given its policy under one name that no role has", arguments: selfMade)
  func newRole(_ id: String) throws {
    var way = try way(id)
    let (make, give) = ("iam:CreateRole", actions(way.row)[1])
    func roles(_ name: String) -> String { "arn:aws:iam::\(WayEstate.account):role/\(name)" }
    func allow(_ first: String, _ second: String) -> String {
      WayEstate.statement("Allow", [make], on: roles(first)) + ","
        + WayEstate.statement("Allow", [give], on: roles(second))
    }
    way.policy = allow("team/*", "team/*")
    #expect(try way.standing() == .allowed)
    way.policy = allow("a*", "*z")
    #expect(try way.standing() == .allowed)
    way.policy = allow("a/*", "b/*")
    #expect(try way.standing() == nil)
    way.policy = allow("target", "target")
    #expect(try way.standing() == nil, "there is a role of that name")
    way.policy = allow("target*", "target*")
    #expect(try way.standing() == .allowed, "there are other names")
    way.policy = allow("team/*", "*") + "," + WayEstate.statement("Deny", [give], on: roles("team/*"))
    #expect(try way.standing() == nil)
    let limited = "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"\(WayEstate.limit)\"}}"
    way.policy =
      allow("target*", "target*") + ","
      + WayEstate.statement("Allow", [make, give], on: roles("a*"), condition: limited)
    #expect(try way.standing() == .allowed, "the first name of one statement is taken, the other demands a boundary")
    let demanding = "{\"StringNotEquals\":{\"iam:PermissionsBoundary\":\"\(WayEstate.limit)\"}}"
    way.policy =
      allow("*", "*") + ","
      + WayEstate.statement("Deny", [make, give], on: roles("free-*"), condition: demanding)
      .replacing("\"Resource\"", with: "\"NotResource\"")
    #expect(try way.standing() == .allowed, "some names are free of the boundary")
  }

  @Test("whoever has to give a new role a boundary gains what that leaves, and no more", arguments: selfMade)
  func newRoleBelowBoundary(_ id: String) throws {
    var way = try way(id)
    let limited = "{\"StringEquals\":{\"iam:PermissionsBoundary\":\"\(WayEstate.limit)\"}}"
    way.policy =
      WayEstate.statement("Allow", ["iam:CreateRole"], condition: limited) + ","
      + WayEstate.statement("Allow", [actions(way.row)[1]])
    #expect(try way.standing() == nil, "nobody has that boundary, so nothing is known to be below it")
    way.boundary = WayEstate.statement("Allow", ["iam:*"])
    let graph = CapabilityGraph(estate: try way.build().estate, about: way.row.requires.flatMap(\.actions))
    let caller = try #require(graph.assumptions.principal(way.callerARN))
    let ends = graph.edges(from: CapabilityNodeID(caller)).filter { $0.kind.id == id }.map { graph[$0.to] }
    guard case .boundedAccount(WayEstate.account, _)? = ends.first, ends.count == 1 else {
      Issue.record("\(ends)")
      return
    }
  }

  /// The ways that need nothing of the estate: who takes them makes what they lead to.
  private static let selfMade = ["iam-CreateRole-iam-AttachRolePolicy", "iam-CreateRole-iam-PutRolePolicy"]

  @Test("what must stand in the estate besides is needed", arguments: decided.filter { !selfMade.contains($0) })
  func preconditions(_ id: String) throws {
    var way = try way(id)
    let isAboutItself: Bool =
      switch way.row.reach {
      case .administration(.itself), .administration(.another(.role)): true
      default: false
      }
    // Whoever may change everybody may change himself.
    way.policy = WayEstate.statement(
      "Allow",
      actions(way.row),
      on: isAboutItself ? "arn:aws:iam::111111111111:*/target" : "*"
    )
    way.lacksPrecondition = true
    #expect(try way.standing() == nil)
  }
}
