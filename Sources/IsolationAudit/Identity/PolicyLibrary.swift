/// The policy documents of an estate, each read once, perhaps cut down to the statements about some actions.
struct PolicyLibrary {
  /// A document, or why there is none.
  enum Reading {
    case document(PolicyDocument)
    case missing(String)
  }

  private let estate: Estate
  /// The actions of interest, in lower case; nothing where all are.
  private let actions: [MatchableText]?
  private var managed: [Symbol: Reading] = [:]

  /// Creates a library that keeps the statements about any of some actions, given in lower case.
  init(_ estate: Estate, about actions: [String]) {
    self.estate = estate
    self.actions = actions.map { MatchableText($0) }
  }

  /// Creates a library that keeps all statements.
  init(_ estate: Estate) {
    self.estate = estate
    actions = nil
  }

  /// The document of a managed policy.
  mutating func managedPolicy(_ arn: Symbol) -> Reading {
    if let known = managed[arn] { return known }
    let reading: Reading
    if let id = estate.managedPolicy(arn) {
      reading = read(estate.managedPolicies[id].document, .identity, called: "policy \(estate.symbols[arn])")
    } else {
      reading = .missing("policy \(estate.symbols[arn]) is not in the snapshot")
    }
    managed[arn] = reading
    return reading
  }

  /// Where a managed policy's document is declared.
  func provenance(ofManagedPolicy arn: Symbol) -> Provenance? {
    estate.managedPolicy(arn).map { estate.managedPolicies[$0].provenance }
  }

  /// Reads a document and keeps the statements of interest.
  func read(_ value: JSONValue?, _ kind: PolicyDocument.Kind, called name: String) -> Reading {
    guard let value else { return .missing("\(name) has no document in the snapshot") }
    do {
      let document = try PolicyDocument(value, kind: kind)
      guard let actions else { return .document(document) }
      return .document(
        PolicyDocument(
          version: document.version,
          id: document.id,
          statements: document.statements.filter { statement in actions.contains { statement.coversAction($0) } }
        )
      )
    } catch {
      return .missing("\(name) cannot be read: \(error)")
    }
  }
}
