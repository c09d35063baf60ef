/// The resource instances of a document after the change, found by address and by the block that declares them.
struct TerraformIndex: Sendable {
  /// A block of the configuration in one instance of its module.
  struct Block: Hashable, Sendable {
    var module: TerraformModuleInstance
    /// `aws_vpc.main`, or `data.aws_vpc.main`.
    var name: String
  }

  /// What there will be after the change, in the order of the document.
  private(set) var rows: [TerraformRow] = []
  /// What there was before it, in the order of the document.
  private(set) var priorRows: [TerraformRow] = []
  /// The index in `rows` of each address.
  private var byAddress: [String: Int] = [:]
  /// The indices in `rows` of the instances of each block.
  private var byBlock: [Block: [Int]] = [:]
  /// The indices in `rows` of the instances of each type in each module instance.
  private var byType: [Block: [Int]] = [:]
  /// The keys of the instances of each module call, in the order of the document.
  private var moduleKeys: [Block: [TerraformKey?]] = [:]
  /// The module instance of each address of one.
  private var modules: [String: TerraformModuleInstance] = [:]
  /// Rows whose address another row has already.
  private(set) var repeated: [TerraformRow] = []

  /// Gathers the rows of a plan or a state.
  init(_ reader: TerraformReader, isPlan: Bool) {
    var changed: Set<String> = []
    var dataAfter: Set<String> = []
    for row in reader.rows {
      guard row.deposedKey == nil else {
        if row.before != nil { priorRows.append(row) }
        if row.action == .forget || row.action == .noOperation, row.before != nil { rows.append(Self.kept(row)) }
        continue
      }
      if !changed.insert(row.address).inserted { repeated.append(row) }
      if row.mode == .data { dataAfter.insert(row.address) }
      if row.before != nil { priorRows.append(row) }
      if row.action == .forget {
        // Terraform lets go of it, and AWS keeps it.
        rows.append(Self.kept(row))
      } else if row.after != nil {
        if row.action == .createAndForget, row.before != nil {
          var left = Self.kept(row)
          left.deposedKey = "forgotten"
          rows.append(left)
        }
        add(row)
      }
    }
    guard isPlan else { return }
    // What was read, and what the plan leaves out because other resources were targeted.
    let moved = Set(reader.rows.compactMap(\.previousAddress))
    for row in reader.priorRows {
      if row.mode == .data {
        priorRows.append(row)
        if !dataAfter.contains(row.address) { add(row) }
      } else if row.deposedKey == nil, !changed.contains(row.address), !moved.contains(row.address) {
        priorRows.append(row)
        add(row)
      }
    }
  }

  /// A row whose resource stays as it was.
  private static func kept(_ row: TerraformRow) -> TerraformRow {
    var row = row
    row.after = row.before
    row.after?.isAfter = true
    return row
  }

  private mutating func add(_ row: TerraformRow) {
    let number = rows.count
    rows.append(row)
    guard byAddress[row.address] == nil else { return }
    byAddress[row.address] = number
    let module = instance(row.moduleAddress)
    byBlock[Block(module: module, name: row.blockName), default: []].append(number)
    if row.mode == .managed { byType[Block(module: module, name: row.type), default: []].append(number) }
  }

  /// The module instance with an address; every call on the way to it is noted.
  private mutating func instance(_ address: String) -> TerraformModuleInstance {
    if let known = modules[address] { return known }
    let module = TerraformModuleInstance(address) ?? .root
    modules[address] = module
    var parent = TerraformModuleInstance.root
    for call in module.calls {
      let block = Block(module: parent, name: call.name)
      if !(moduleKeys[block, default: []].contains { $0 == call.key }) {
        moduleKeys[block, default: []].append(call.key)
      }
      parent = parent.child(call.name, call.key)
    }
    return module
  }
}

extension TerraformIndex {
  /// The row of an address after the change.
  func row(_ address: String) -> TerraformRow? { byAddress[address].map { rows[$0] } }

  /// The instances of a block in a module instance, in the order of the document.
  func instances(of name: String, in module: TerraformModuleInstance) -> [TerraformRow] {
    (byBlock[Block(module: module, name: name)] ?? []).map { rows[$0] }
  }

  /// The only managed resource of some types in a module instance, besides one; `nil` if there are none or several.
  func onlyResource(of types: [String], in module: TerraformModuleInstance, besides address: String) -> TerraformRow? {
    var only: TerraformRow?
    for type in types {
      for number in byType[Block(module: module, name: type)] ?? [] where rows[number].address != address {
        if only != nil { return nil }
        only = rows[number]
      }
    }
    return only
  }

  /// The key of the first instance of a block in a module instance; `nil` if there is no instance.
  func firstKey(of name: String, in module: TerraformModuleInstance) -> TerraformKey?? {
    byBlock[Block(module: module, name: name)]?.first.map { rows[$0].key }
  }

  /// The keys of the instances of a module that have resources.
  func keys(of call: String, in module: TerraformModuleInstance) -> [TerraformKey?] {
    moduleKeys[Block(module: module, name: call)] ?? []
  }

  /// The module instance with an address.
  func module(_ address: String) -> TerraformModuleInstance {
    modules[address] ?? TerraformModuleInstance(address) ?? .root
  }
}

extension TerraformRow {
  /// The block that declares it: `aws_vpc.main`, or `data.aws_vpc.main`.
  var blockName: String { (mode == .data ? "data." : "") + type + "." + name }
}
