/// Makes resources and changes of the rows of a document.
struct TerraformAssembly {
  let configuration: TerraformConfiguration
  let resolver: TerraformResolver
  let storage: TerraformStorage
  let index: TerraformIndex
  let places: TerraformPlaces
  /// What there is to say.
  var diagnostics: [Diagnostic] = []
  /// The provider configurations that resources name and that the configuration does not have.
  private var missingProviders: Set<String> = []

  init(
    configuration: TerraformConfiguration,
    resolver: TerraformResolver,
    storage: TerraformStorage,
    index: TerraformIndex,
    places: TerraformPlaces
  ) {
    self.configuration = configuration
    self.resolver = resolver
    self.storage = storage
    self.index = index
    self.places = places
  }

  /// Fills a document.
  mutating func fill(_ document: inout TerraformDocument, _ reader: TerraformReader, isPlan: Bool) {
    document.variables = reader.variables.sorted { $0.key < $1.key }.map { member in
      // Without the configuration nothing tells which are sensitive.
      let isSensitive =
        reader.configuration == nil || configuration.root.sensitive.contains("var." + member.key)
      return TerraformDocument.Variable(
        name: member.key,
        value: isSensitive ? .secret : TerraformValue(member.value)
      )
    }
    for row in index.repeated {
      diagnostics.append(
        Diagnostic(
          .error,
          code: "repeated-address",
          message: "a second resource with this address, expected every address once",
          location: places.location(row.offset),
          resource: row.address
        )
      )
    }
    var made: [UInt32: (before: TerraformResource?, after: TerraformResource?)] = [:]
    made.reserveCapacity(reader.rows.count)
    func pair(_ row: TerraformRow) -> (before: TerraformResource?, after: TerraformResource?) {
      if let known = made[row.offset] { return known }
      let after = row.after.map { resource(row, $0) }
      // A resource that stays does not move to another account.
      let known = after?.place.account == nil ? nil : after?.place
      let pair = (before: row.before.map { resource(row, $0, place: known) }, after: after)
      made[row.offset] = pair
      return pair
    }
    if isPlan {
      document.before = index.priorRows.compactMap { pair($0).before }
      // What is kept has its state before as that after.
      document.after = index.rows.compactMap { row in
        row.action == .forget || row.deposedKey != nil ? row.after.map { resource(row, $0) } : pair(row).after
      }
    } else {
      document.after = reader.rows.compactMap { pair($0).after }
      document.before = document.after
    }
    let names = Set(document.before.map(\.providerName) + document.after.map(\.providerName))
    document.providerNames = names.sorted()
    var locator = TerraformPlaceFinder(configuration: configuration, resolver: resolver, storage: storage)
    locator.learn(document)
    document.providers = locator.providers
    for index in document.before.indices { document.before[index].place = locator.place(of: document.before[index]) }
    for index in document.after.indices { document.after[index].place = locator.place(of: document.after[index]) }
    if isPlan {
      document.changes = reader.rows.compactMap { row in
        var (before, after) = pair(row)
        if let resource = before { before?.place = locator.place(of: resource) }
        if let resource = after { after?.place = locator.place(of: resource) }
        return change(row, before, after)
      }
    }
    diagnostics += locator.diagnostics
    remark(on: document)
  }

  private mutating func remark(on document: TerraformDocument) {
    let whole = SourceLocation(file: places.source.path)
    if document.kind == .plan, document.isErrored {
      diagnostics.append(
        Diagnostic(
          .error,
          code: "errored-plan",
          message: "planning ended with an error, so the plan is only a part of what would change; "
            + "expected a plan that succeeded",
          location: whole
        )
      )
    } else if document.kind == .plan, document.isComplete == false {
      diagnostics.append(
        Diagnostic(
          .warning,
          code: "incomplete-plan",
          message: "the plan does not cover the whole configuration, as with -target: "
            + "what it leaves out is taken as it is now",
          location: whole
        )
      )
    }
    if document.kind == .plan, !document.hasConfiguration {
      diagnostics.append(
        Diagnostic(
          .warning,
          code: "no-configuration",
          message: "the plan has no configuration, so references to what is known after apply cannot be followed",
          location: whole
        )
      )
    }
    remarkOnUntoldBlocks(document)
    for name in missingProviders.sorted() {
      diagnostics.append(
        Diagnostic(
          .warning,
          code: "unknown-provider",
          message: "resources use the provider configuration \(TerraformKey.quoted(name)), which the plan does not "
            + "have: their account and Region are known only from their own values",
          location: whole
        )
      )
    }
  }

  /// The blocks of rules and routes that a plan does not tell apart from none, by the type of the resource.
  private static let untoldBlocks: [String: [String]] = [
    "aws_security_group": ["ingress", "egress"], "aws_default_security_group": ["ingress", "egress"],
    "aws_network_acl": ["ingress", "egress"], "aws_default_network_acl": ["ingress", "egress"],
    "aws_route_table": ["route"], "aws_default_route_table": ["route"],
  ]

  /// Says how many resources may have a dynamic block that the plan does not tell.
  private mutating func remarkOnUntoldBlocks(_ document: TerraformDocument) {
    guard document.kind == .plan, document.hasConfiguration, resolver.sources == nil else { return }
    var first: TerraformResource?
    var count = 0
    for resource in document.after {
      guard let blocks = Self.untoldBlocks[resource.type] else { continue }
      let block = configuration.module(index.module(resource.moduleAddress).names)?
        .resources["\(resource.type).\(resource.name)"]
      guard blocks.contains(where: { block?.expressions[$0] == nil && storage.isUnknown($0, in: resource) }) else {
        continue
      }
      first = first ?? resource
      count += 1
    }
    guard let first else { return }
    diagnostics.append(
      Diagnostic(
        .note,
        code: "untold-blocks",
        message:
          "\(count == 1 ? "a resource has" : "\(count) resources have") rules or routes that the provider fills in: "
          + "without the Terraform sources, none cannot be told from a dynamic block over something unknown",
        location: places.location(first.provenance.offset),
        resource: first.address
      )
    )
  }

  private mutating func resource(
    _ row: TerraformRow,
    _ parts: TerraformRow.Parts?,
    place: TerraformPlace? = nil
  ) -> TerraformResource {
    let module = index.module(row.moduleAddress)
    var providerKey: String?
    if let block = configuration.module(module.names)?.resources[row.blockName] {
      providerKey = block.providerKey
      let isKnown = configuration.providers.contains { $0.key == block.providerKey }
      // A provider without any configuration is not listed.
      let isAWS = TerraformDocument.isAWS(provider: row.providerName, type: row.type)
      if !isKnown, isAWS, block.providerKey.contains(".") { missingProviders.insert(block.providerKey) }
    }
    return TerraformResource(
      address: row.address,
      moduleAddress: row.moduleAddress,
      mode: row.mode,
      type: row.type,
      name: row.name,
      key: row.key,
      providerName: row.providerName,
      providerKey: providerKey,
      place: place ?? TerraformPlaceFinder.ownPlace(of: row, parts ?? TerraformRow.Parts(), storage),
      provenance: Provenance(file: storage.file, offset: row.offset),
      declaration: resolver.declaration(of: row.blockName, in: module, address: row.address),
      storage: storage,
      parts: parts ?? TerraformRow.Parts()
    )
  }

  private func change(
    _ row: TerraformRow,
    _ before: TerraformResource?,
    _ after: TerraformResource?
  ) -> TerraformChange? {
    guard let action = row.action else { return nil }
    return TerraformChange(
      address: row.address,
      previousAddress: row.previousAddress,
      importingID: row.importingID,
      action: action,
      reason: row.reason,
      deposedKey: row.deposedKey,
      before: before,
      after: after,
      replacePaths: row.replacePaths,
      provenance: Provenance(file: storage.file, offset: row.offset)
    )
  }
}

extension TerraformValue {
  /// A value of a JSON document, all of it known.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let text): self = .number(text)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .list(elements.map { TerraformValue($0) })
    case .object(let members): self = .object(members.map { Member($0.key, TerraformValue($0.value)) })
    }
  }
}
