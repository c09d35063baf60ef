/// Policy documents cut down, for each of some actions, to the statements about it; equal documents are kept once.
///
/// Statements about other actions do not change an answer, and most documents say nothing about most actions.
struct PolicyIndex: Sendable {
  /// A document's place in the index.
  typealias DocumentID = Int32

  private struct Entry: Sendable {
    var document: PolicyDocument
    /// The different cuts.
    var cuts: [PolicyDocument]
    /// For each action its cut, or -1 where no statement is about it.
    var cutOfAction: [Int16]
    /// Whether an answer may depend on more of the caller than his account.
    var isPersonal: Bool
    /// The actions that some statement allows, a bit each.
    var allowed: [UInt64]
  }

  /// The actions in lower case, sorted.
  let actions: [String]
  private let matchableActions: [MatchableText]
  private let placeOfAction: [String: Int]
  /// For each action a number of its service.
  private let serviceOfAction: [Int16]
  private var entries: [Entry] = []
  private var known: [PolicyDocument: DocumentID] = [:]

  /// Creates an index over some actions, in any letter case.
  init(about actions: [String]) {
    self.actions = Set(actions.map { $0.lowercased() }).sorted()
    matchableActions = self.actions.map { MatchableText($0) }
    var services: [Substring: Int16] = [:]
    serviceOfAction = self.actions.map { action in
      let service = action.prefix { $0 != ":" }
      let number = services[service] ?? Int16(clamping: services.count)
      services[service] = number
      return number
    }
    placeOfAction = Dictionary(self.actions.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The place of an action given in lower case, or nothing when the index is not about it.
  func place(ofAction action: String) -> Int? { placeOfAction[action] }

  /// The place of a document, which is added where it is new.
  mutating func add(_ document: PolicyDocument) -> DocumentID {
    if let id = known[document] { return id }
    let id = DocumentID(entries.count)
    known[document] = id
    var cuts: [PolicyDocument] = []
    var cutOfStatements: [[Int]: Int16] = [[]: -1]
    let cutOfAction = matchableActions.map { action -> Int16 in
      let about = document.statements.indices.filter { document.statements[$0].coversAction(action) }
      if let cut = cutOfStatements[about] { return cut }
      let cut = Int16(clamping: cuts.count)
      cuts.append(
        PolicyDocument(
          version: document.version,
          id: document.id,
          statements: about.map { document.statements[$0] }
        )
      )
      cutOfStatements[about] = cut
      return cut
    }
    let allows = cuts.map { cut in cut.statements.contains { $0.effect == .allow } }
    var allowed = [UInt64](repeating: 0, count: (actions.count + 63) / 64)
    for (action, cut) in cutOfAction.enumerated() where cut >= 0 && allows[Int(cut)] {
      allowed[action / 64] |= 1 << UInt64(action % 64)
    }
    entries.append(
      Entry(
        document: document,
        cuts: cuts,
        cutOfAction: cutOfAction,
        isPersonal: document.isPersonal,
        allowed: allowed
      )
    )
    return id
  }

  /// The statements of a document about an action, or nothing where there is none; the whole document for an action
  /// that the index is not about.
  func cut(_ id: DocumentID, forAction place: Int?) -> PolicyDocument? {
    let entry = entries[Int(id)]
    guard let place else { return entry.document }
    let cut = entry.cutOfAction[place]
    return cut < 0 ? nil : entry.cuts[Int(cut)]
  }

  /// A number of the service that an action belongs to.
  func service(ofAction place: Int) -> Int16 { serviceOfAction[place] }

  /// A number of the statements of a document about an action: the same for actions about which it says the same.
  func cutNumber(_ id: DocumentID, forAction place: Int) -> Int16 { entries[Int(id)].cutOfAction[place] }

  /// The actions that some statement of a document allows, conditions and resources left aside: a bit each.
  func allowedActions(_ id: DocumentID) -> [UInt64] { entries[Int(id)].allowed }

  /// Whether answers by a document may depend on more of the caller than his account.
  func isPersonal(_ id: DocumentID) -> Bool { entries[Int(id)].isPersonal }
}

extension PolicyDocument {
  /// Whether it speaks of a single caller: by name, by his tags or by a variable.
  var isPersonal: Bool {
    statements.contains { statement in
      let namesSomebody =
        statement.principals?.patterns.contains { named in
          switch named {
          case .everyone, .account, .service, .federated, .deleted: false
          case .user, .role, .roleSession, .federatedUser, .canonicalUser: true
          }
        } ?? false
      return namesSomebody || (statement.resources?.patterns.contains(where: \.hasVariables) ?? false)
        || statement.conditions.contains { clause in
          Self.personalKeys.contains { clause.canonicalKey.hasPrefix($0) }
            || clause.valueTexts.contains { $0.contains("${") }
        }
    }
  }

  /// What tells one caller of an account from another, in lower case.
  private static let personalKeys = ["aws:principalarn", "aws:principaltag/", "aws:username", "aws:userid"]
}
