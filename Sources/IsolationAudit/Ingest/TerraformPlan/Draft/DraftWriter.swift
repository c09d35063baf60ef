/// Writes a draft as the files of a snapshot, and notes for each piece of text where it comes from.
struct DraftWriter {
  private var bytes: [UInt8] = []
  private var origins = SourceOrigins()
  private var stack: [SourceOrigin?] = [nil]

  /// The files of a draft, one for each account and Region.
  ///
  /// The lists of places that the draft describes wholly are empty and not missing where it has nothing in them. Only the
  /// records with the given keys are written, all of them for `nil`: the others are read elsewhere.
  static func files(
    _ draft: EstateDraft,
    whole places: Set<DraftPlace>,
    only keys: Set<RecordKey>?,
    name: String
  ) -> [SourceFile] {
    var grouped: [DraftPlace: [String: [(id: String, record: DraftObject)]]] = [:]
    for place in places { grouped[place] = [:] }
    for (key, rows) in draft.rows where keys?.contains(key) != false {
      for row in rows {
        let place = DraftPlace(account: row.account, region: row.region)
        grouped[place, default: [:]][key.list, default: []].append((key.id, row.record))
      }
    }
    return grouped.keys.sorted().map { place in
      var writer = DraftWriter()
      let isWhole = places.contains(place)
      writer.write(grouped[place] ?? [:], empty: isWhole ? place.lists : [])
      let account = place.account.isEmpty ? "unknown" : place.account
      var file = SourceFile(path: "\(name)/\(account)/\(place.region)/terraform.json", storage: .memory(writer.bytes))
      file.origins = writer.origins
      file.virtual = SourceFile.Virtual(account: place.account, region: place.region, isOverlay: !isWhole)
      return file
    }
  }

  private mutating func write(_ lists: [String: [(id: String, record: DraftObject)]], empty: [String]) {
    append("{")
    let names = Set(lists.keys).union(empty).sorted()
    for (index, name) in names.enumerated() {
      if index > 0 { append(",") }
      append("\n\"\(name)\":[")
      let records = (lists[name] ?? []).sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
      if AWSKey.singleLists.contains(name), let record = records.first?.record {
        bytes.removeLast()
        write(.object(record))
        continue
      }
      for (index, entry) in records.enumerated() {
        append(index > 0 ? ",\n" : "\n")
        write(.object(entry.record))
      }
      append("]")
    }
    append("\n}\n")
  }

  private mutating func write(_ value: DraftValue) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .number(let text): append(text)
    case .string(let text): quote(text)
    case .array(let elements):
      append("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { append(",") }
        write(element)
      }
      append("]")
    case .object(let object):
      let origin = object.origin ?? stack.last ?? nil
      let isOther = origin != (stack.last ?? nil)
      if isOther { origins.begin(origin, at: UInt32(bytes.count)) }
      stack.append(origin)
      append("{")
      for (index, member) in object.members.enumerated() {
        if index > 0 { append(",") }
        quote(member.key)
        append(":")
        write(member.value)
      }
      append("}")
      stack.removeLast()
      if isOther { origins.begin(stack.last ?? nil, at: UInt32(bytes.count)) }
    }
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// An account and a Region of a draft.
struct DraftPlace: Hashable, Comparable, Sendable {
  var account: String
  /// The Region, or `global`.
  var region: String

  static func < (a: DraftPlace, b: DraftPlace) -> Bool { (a.account, a.region) < (b.account, b.region) }

  /// Lists that stand in the folder `global`.
  private static let global: Set<String> = [
    "Organization", "Roots", "Accounts", "OrganizationalUnits", "Parents", "AccountTags", "Policies",
    "UserDetailList", "GroupDetailList", "RoleDetailList", "InstanceProfiles", "OpenIDConnectProviders",
    "SAMLProviders", "Buckets", "BucketPolicies", "BucketPublicAccessBlocks", "AccountPublicAccessBlocks",
    "BucketEncryptions", "BucketTags", "DelegatedAdministrators", "CoreNetworks", "Attachments",
    "CoreNetworkVpcAttachments", "CoreNetworkRoutes", "CoreNetworkPolicies", "directConnectGateways",
    "directConnectGatewayAssociations", "directConnectGatewayAttachments",
  ]
  /// Lists whose emptiness says nothing of its own: other lists tell the same, or only one account has them.
  private static let left: Set<String> = [
    "TransitGatewayRoutes", "Listeners", "ServiceSummaryList", "Organization", "Roots", "Accounts",
    "OrganizationalUnits", "Parents", "AccountTags", "DelegatedAdministrators", "SecurityGroupRules",
    "StaleSecurityGroupSet", "KeyMetadata", "ResourceTagMappingList", "identityCenterInstances", "PermissionSets",
    "PermissionSetInlinePolicies", "PermissionSetManagedPolicies", "AccountAssignments", "identityStoreUsers",
    "identityStoreGroups", "identityStoreGroupMemberships", "VpcBlockPublicAccessOptions", "Reservations",
  ]

  /// Whether a list stands in the folder `global`.
  static func isGlobal(_ list: String) -> Bool { global.contains(list) }

  /// The lists of the place, as AWS has them.
  var lists: [String] {
    let all = Set(AWSKey.listNames).union(["Instances"]).subtracting(Self.left)
    return (region == "global" ? all.intersection(Self.global) : all.subtracting(Self.global)).sorted()
  }
}

extension AWSKey {
  /// The lists whose value is one record.
  static let singleLists: Set<String> = ["Organization", "VpcBlockPublicAccessOptions"]
}
