// What an assertion takes to be judged.
extension AssertionKind {
  /// Whether the assertion is about principals and roles.
  var isAboutIdentity: Bool {
    switch self {
    case .separateRoles, .noAssumeRole, .limitedPrincipals, .noAdminBridge, .noDataAccess, .oneWay, .noRewiring,
      .noPath:
      true
    default: false
    }
  }

  /// Whether the assertion is about data stores, so that their environments must be known.
  var isAboutData: Bool {
    switch self {
    case .namespacedParameters, .noDataAccess, .oneWay, .dataClasses, .noPath: true
    default: false
    }
  }

  /// Whether the assertion asks for ways of packets and identities, mixed.
  var mixesSteps: Bool {
    switch self {
    case .noPath, .noRewiring: true
    default: false
    }
  }

  /// Whether the assertion asks who may change the network.
  var isAboutRewiring: Bool { if case .noRewiring = self { true } else { false } }

  /// Whether ways that change something first, and end at data, count.
  var endsAtLatentData: Bool {
    if case .noPath(_, let terms) = self { terms.countsLatent && terms.ends.contains(.data) } else { false }
  }

  /// Whether the assertion asks who administers accounts.
  var isAboutAdministrators: Bool { if case .noAdminBridge = self { true } else { false } }

  /// Whether the assertion asks who can read or write data.
  var isAboutAccess: Bool {
    switch self {
    case .noDataAccess, .oneWay: true
    default: false
    }
  }
}
