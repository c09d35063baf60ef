/// Reads a plan or a state into rows, in one pass over its text.
struct TerraformReader {
  /// The rows of `resource_changes`, or of a state.
  var rows: [TerraformRow] = []
  /// The rows of the state before the plan.
  var priorRows: [TerraformRow] = []
  /// The configuration; `nil` if there is none.
  var configuration: TerraformConfiguration?
  /// The values of the root module's variables.
  var variables: [JSONValue.Member] = []
  /// What stands at the top of the document.
  var top = Top()
  /// Faults of single records, with the offsets of their places.
  var faults: [Fault] = []

  /// What stands at the top of the document.
  struct Top {
    var formatVersion: (text: String, offset: UInt32)?
    var terraformVersion = ""
    var isErrored = false
    var isComplete: Bool?
    var hasChanges = false
    var hasValues = false
    var hasPlannedValues = false
    /// Whether it has keys of the files that Terraform keeps its state in.
    var isStateFile = false
    var isSchema = false
    var isLog = false
    /// The first keys, for a document that is neither.
    var keys: [String] = []
  }

  /// A record that cannot be read.
  struct Fault {
    var code: String
    var message: String
    var offset: UInt32
    var resource: String?
  }

  /// Reads the text; returns the names of all keys, and why the text is not JSON from some place on.
  mutating func read(_ text: [UInt8]) -> (keys: JSONKeyTable, summary: JSONReader.Summary) {
    var reader = JSONReader(keys: TerraformJSONKey.names)
    let summary = reader.forEachRecord(of: text) { tape, record in take(tape, record) }
    return (reader.tape.keys, summary)
  }

  private mutating func take(_ tape: borrowing JSONTape, _ record: JSONReader.Record) {
    guard let key = TerraformJSONKey(rawValue: record.key) else {
      let name = tape.keys.name(record.key) ?? ""
      if name.hasPrefix("@") { top.isLog = true }
      if name == "serial" || name == "resources" { top.isStateFile = true }
      note(name)
      return
    }
    if (record.index ?? 0) == 0 { note("\(key)") }
    switch key {
    case .format_version:
      top.formatVersion = (tape.string(0) ?? tape.numberText(0) ?? "", tape.offset(0))
    case .terraform_version: top.terraformVersion = tape.string(0) ?? ""
    case .errored: top.isErrored = tape.bool(0) ?? false
    case .complete: top.isComplete = tape.bool(0)
    case .resource_changes:
      top.hasChanges = true
      if record.index != nil { change(tape) }
    case .planned_values: top.hasPlannedValues = true
    case .configuration: configuration = TerraformConfiguration(tape.value(0))
    case .prior_state:
      if let values = tape.member(.values, of: 0), let module = tape.member(.root_module, of: values) {
        self.module(tape, module, address: "", isPrior: true)
      }
    case .values:
      top.hasValues = true
      if let module = tape.member(.root_module, of: 0) { self.module(tape, module, address: "", isPrior: false) }
    case .variables:
      var children = tape.children(of: 0)
      while let child = children.next(in: tape) {
        guard let value = tape.member(.value, of: child) else { continue }
        variables.append(JSONValue.Member(key: tape.keyName(child), value: tape.value(value)))
      }
    case .lineage, .version, .resources: top.isStateFile = true
    case .provider_schemas: top.isSchema = true
    default: break
    }
  }

  private mutating func note(_ key: String) {
    if top.keys.count < 8, !top.keys.contains(key) { top.keys.append(key) }
  }

  // MARK: Resources

  /// What plans and states alike say of a resource; `nil`, with a fault, if it lacks what names it.
  private mutating func row(_ tape: borrowing JSONTape, _ node: Int, moduleAddress: String) -> TerraformRow? {
    guard tape.kind(node) == .object else {
      fault("wrong-type", "expected an object that describes a resource", tape.offset(node))
      return nil
    }
    guard let address = tape.text(.address, of: node), !address.isEmpty else {
      fault("missing-field", "a resource without address, expected a text", tape.offset(node))
      return nil
    }
    guard let type = tape.text(.type, of: node), let name = tape.text(.name, of: node) else {
      fault("missing-field", "a resource without type or name, expected both", tape.offset(node), address)
      return nil
    }
    guard let mode = TerraformResource.Mode(rawValue: tape.text(.mode, of: node) ?? "managed") else {
      if tape.text(.mode, of: node) != "ephemeral" {
        fault("unknown-value", "unknown mode, expected managed or data", tape.offset(node), address)
      }
      return nil
    }
    var row = TerraformRow(address: address, moduleAddress: moduleAddress, mode: mode, type: type, name: name)
    row.offset = tape.offset(node)
    row.providerName = tape.text(.provider_name, of: node) ?? ""
    if let index = tape.member(.index, of: node) {
      if let text = tape.string(index) {
        row.key = .string(text)
      } else if let number = tape.integer(index) {
        row.key = .number(number)
      }
    }
    return row
  }

  private mutating func fault(_ code: String, _ message: String, _ offset: UInt32, _ resource: String? = nil) {
    faults.append(Fault(code: code, message: message, offset: offset, resource: resource))
  }

  /// Reads a module of a state and those in it.
  private mutating func module(_ tape: borrowing JSONTape, _ node: Int, address: String, isPrior: Bool) {
    if let resources = tape.member(.resources, of: node) {
      var children = tape.children(of: resources)
      while let child = children.next(in: tape) {
        guard var row = row(tape, child, moduleAddress: address) else { continue }
        row.deposedKey = tape.text(.deposed_key, of: child)
        let parts = TerraformRow.Parts(
          values: offset(.values, of: child, tape),
          sensitive: offset(.sensitive_values, of: child, tape)
        )
        row.before = parts
        row.after = parts
        row.after?.isAfter = true
        if isPrior { priorRows.append(row) } else { rows.append(row) }
      }
    }
    guard let modules = tape.member(.child_modules, of: node) else { return }
    var children = tape.children(of: modules)
    while let child = children.next(in: tape) {
      module(tape, child, address: tape.text(.address, of: child) ?? "", isPrior: isPrior)
    }
  }

  /// The offset of a member that is an object or `true`; 0 if there is none.
  private func offset(_ key: TerraformJSONKey, of node: Int, _ tape: borrowing JSONTape) -> UInt32 {
    guard let member = tape.member(key, of: node) else { return 0 }
    switch tape.kind(member) {
    case .object, .true: return tape.offset(member)
    default: return 0
    }
  }

  /// Reads an element of `resource_changes`.
  private mutating func change(_ tape: borrowing JSONTape) {
    guard var row = row(tape, 0, moduleAddress: tape.text(.module_address, of: 0) ?? "") else { return }
    guard let change = tape.member(.change, of: 0), tape.kind(change) == .object else {
      return fault("missing-field", "a change without what changes, expected an object", row.offset, row.address)
    }
    row.previousAddress = tape.text(.previous_address, of: 0)
    row.deposedKey = tape.text(.deposed, of: 0)
    row.reason = tape.text(.action_reason, of: 0)
    if let actions = tape.member(.actions, of: change) {
      var children = tape.children(of: actions)
      while let child = children.next(in: tape) { row.actions.append(tape.string(child) ?? "") }
    }
    if row.action == nil {
      let place = tape.member(.actions, of: change) ?? change
      fault(
        "unknown-value",
        "unknown actions \(row.actions), expected no-op, create, read, update, delete, replace or forget",
        tape.offset(place),
        row.address
      )
    }
    if let importing = tape.member(.importing, of: change), tape.kind(importing) == .object {
      row.importingID = tape.text(.id, of: importing) ?? ""
    }
    if let paths = tape.member(.replace_paths, of: change) {
      var children = tape.children(of: paths)
      while let child = children.next(in: tape) { row.replacePaths.append(Self.path(tape, child)) }
    }
    if let before = tape.member(.before, of: change), tape.kind(before) != .null {
      row.before = TerraformRow.Parts(
        values: offset(.before, of: change, tape),
        sensitive: offset(.before_sensitive, of: change, tape)
      )
    }
    let unknown = offset(.after_unknown, of: change, tape)
    if let after = tape.member(.after, of: change), tape.kind(after) != .null {
      row.after = TerraformRow.Parts(
        values: offset(.after, of: change, tape),
        unknown: unknown,
        sensitive: offset(.after_sensitive, of: change, tape),
        isAfter: true
      )
    } else if let action = row.action, action == .create || action == .read {
      row.after = TerraformRow.Parts(unknown: unknown, isAfter: true)
    }
    rows.append(row)
  }

  private static func path(_ tape: borrowing JSONTape, _ node: Int) -> [TerraformReference.Step] {
    var path: [TerraformReference.Step] = []
    var children = tape.children(of: node)
    while let child = children.next(in: tape) {
      if let text = tape.string(child) {
        path.append(.attribute(text))
      } else if let number = tape.integer(child) {
        path.append(.index(number))
      }
    }
    return path
  }
}
