/// Works out the account and the Region of resources: from the provider configuration, and from ARNs in the values.
struct TerraformPlaceFinder {
  let configuration: TerraformConfiguration
  let resolver: TerraformResolver
  /// The provider configurations, sorted by key.
  private(set) var providers: [TerraformProvider] = []
  /// What there is to say.
  private(set) var diagnostics: [Diagnostic] = []
  private var places: [String: TerraformPlace] = [:]

  init(configuration: TerraformConfiguration, resolver: TerraformResolver) {
    self.configuration = configuration
    self.resolver = resolver
  }

  /// Learns the places of all provider configurations, from the configuration and from what their resources say.
  mutating func learn(_ document: TerraformDocument) {
    var owners: [String: [String: String]] = [:]
    for resource in document.before + document.after where resource.isAWS {
      guard let key = resource.providerKey, let (account, _) = Self.ownPlace(of: resource), !account.isEmpty,
        Self.isOwned(resource)
      else { continue }
      if owners[key]?[account] == nil { owners[key, default: [:]][account] = resource.address }
    }
    for provider in configuration.providers where TerraformDocument.isAWS(provider: provider.name, type: "") {
      var place = TerraformPlace(
        account: resolver.account(of: provider, variables: document.variables),
        region: resolver.region(of: provider)
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

  /// The place of a resource.
  func place(of resource: TerraformResource) -> TerraformPlace {
    guard resource.isAWS else { return TerraformPlace() }
    var place = resource.providerKey.flatMap { places[$0] } ?? TerraformPlace()
    if let (account, region) = Self.ownPlace(of: resource), Self.isOwned(resource) {
      if !account.isEmpty { place.account = TerraformPlace.Fact(account, source: "its own ARN") }
      if !region.isEmpty { place.region = TerraformPlace.Fact(region, source: "its own ARN") }
    }
    if let region = Self.own("region", of: resource), Self.isRegion(region) {
      place.region = TerraformPlace.Fact(region, source: "its own attribute region")
    }
    return place
  }

  /// A text that the resource itself has in an attribute.
  private static func own(_ attribute: String, of resource: TerraformResource) -> String? {
    resource.storage.attribute(attribute, type: resource.type, parts: resource.parts) { _ in .null }?.string
  }

  /// Account and Region of the ARN that the resource itself has.
  private static func ownPlace(of resource: TerraformResource) -> (account: String, region: String)? {
    guard resource.mode == .managed,
      let arn = own("arn", of: resource)
    else { return nil }
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    let account = String(parts[4])
    return (isAccount(account) ? account : "", String(parts[3]))
  }

  /// Whether a resource lies in the account of its provider, and is no view of what another account owns.
  private static func isOwned(_ resource: TerraformResource) -> Bool {
    switch resource.type {
    case "aws_ram_resource_share_accepter", "aws_iam_role_policy_attachment", "aws_default_subnet": false
    case let type where type.hasPrefix("aws_organizations_"): false
    case let type where type.hasSuffix("_accepter"): false
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
