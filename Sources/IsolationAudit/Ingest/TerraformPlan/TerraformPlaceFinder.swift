/// Works out the account and the Region of resources: from the provider configuration, and from ARNs in the values.
struct TerraformPlaceFinder {
  let configuration: TerraformConfiguration
  let resolver: TerraformResolver
  let storage: TerraformStorage
  /// The provider configurations, sorted by key.
  private(set) var providers: [TerraformProvider] = []
  /// What there is to say.
  private(set) var diagnostics: [Diagnostic] = []
  private var places: [String: TerraformPlace] = [:]

  init(configuration: TerraformConfiguration, resolver: TerraformResolver, storage: TerraformStorage) {
    self.configuration = configuration
    self.resolver = resolver
    self.storage = storage
  }

  /// Learns the places of all provider configurations, from the configuration and from what their resources say.
  mutating func learn(_ document: TerraformDocument) {
    var owners: [String: [String: String]] = [:]
    for resource in document.before + document.after where resource.isAWS {
      guard let key = resource.providerKey, let account = resource.place.account?.value else { continue }
      if owners[key]?[account] == nil { owners[key, default: [:]][account] = resource.address }
    }
    for provider in configuration.providers where TerraformDocument.isAWS(provider: provider.name, type: "") {
      var place = TerraformPlace(
        account: resolver.account(of: provider, variables: document.variables, storage: storage),
        region: resolver.region(of: provider, storage: storage)
      )
      if let seen = owners[provider.key], seen.count == 1, let (account, address) = seen.first {
        if let stated = place.account, !stated.isAssumed, stated.value != account {
          diagnostics.append(
            Diagnostic(
              .warning,
              code: "account-mismatch",
              message: "provider \(provider.key) is for account \(stated.value), and \(address) is in \(account)"
            )
          )
        } else if place.account == nil || place.account?.isAssumed == true {
          place.account = TerraformPlace.Fact(account, source: "the ARN of \(address)")
        }
      }
      places[provider.key] = place
      providers.append(
        TerraformProvider(key: provider.key, name: provider.name, alias: provider.alias, place: place)
      )
    }
  }

  /// The place of a resource that has been told its own.
  func place(of resource: TerraformResource) -> TerraformPlace {
    guard resource.isAWS else { return TerraformPlace() }
    var place = resource.providerKey.flatMap { places[$0] } ?? TerraformPlace()
    // What leaves the configuration has no block there that names its provider.
    if resource.providerKey == nil, providers.count == 1, let only = providers.first {
      place = only.place
      place.account?.isAssumed = true
      place.region?.isAssumed = true
    }
    if let account = resource.place.account { place.account = account }
    if let region = resource.place.region { place.region = region }
    return place
  }

  /// The place that the values of a resource tell: its ARN, and its attribute `region`.
  static func ownPlace(
    of row: TerraformRow,
    _ parts: TerraformRow.Parts,
    _ storage: TerraformStorage
  ) -> TerraformPlace {
    var place = TerraformPlace()
    guard row.mode == .managed, TerraformDocument.isAWS(provider: row.providerName, type: row.type) else {
      return place
    }
    let texts = storage.texts(["arn", "region"], parts: parts)
    if let arn = texts[0], isOwned(row.type) {
      let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      if fields.count == 6, fields[0] == "arn" {
        let account = String(fields[4])
        if isAccount(account) { place.account = TerraformPlace.Fact(account, source: "its own ARN") }
        if !fields[3].isEmpty { place.region = TerraformPlace.Fact(String(fields[3]), source: "its own ARN") }
      }
    }
    if let region = texts[1], isRegion(region) {
      place.region = TerraformPlace.Fact(region, source: "its own attribute region")
    }
    return place
  }

  /// Whether a resource lies in the account of its provider, and is no view of what another account owns.
  private static func isOwned(_ type: String) -> Bool {
    switch type {
    case _ where type.hasPrefix("aws_organizations_"): false
    case _ where type.hasSuffix("_accepter"): false
    default: true
    }
  }

  /// Whether a text is the number of an account.
  static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  /// Whether a text looks like the name of a Region: `us-east-1`.
  static func isRegion(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let last = parts.last, last.count <= 2, Int(last) != nil else { return false }
    return parts.dropLast().allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    }
  }
}
