/// What there is to read of a plan.
public struct PlanInput: Hashable, Sendable {
  /// The plan, as `terraform show -json` writes it.
  public var plan: String
  /// The directory of a snapshot of the estate as it is; without it the plan's prior state is all that is known.
  public var snapshot: String?
  /// The directory of the root module, for the places of blocks and for what the plan does not tell.
  public var terraformRoot: String?

  /// Creates an input.
  public init(plan: String, snapshot: String? = nil, terraformRoot: String? = nil) {
    (self.plan, self.snapshot, self.terraformRoot) = (plan, snapshot, terraformRoot)
  }
}

extension PlannedStates {
  /// Reads a plan, and the snapshot that it is judged over.
  ///
  /// - Throws: ``AuditError/input(_:)`` when the plan or the snapshot cannot be read, or there is nothing to judge.
  package init(_ input: PlanInput) throws(AuditError) {
    let document: TerraformDocument
    do throws(TerraformError) {
      document = try TerraformDocument.read(path: input.plan, terraformRoot: input.terraformRoot)
    } catch {
      throw .input(error.diagnostics)
    }
    var base: [SourceFile]?
    if let directory = input.snapshot {
      do throws(SnapshotError) {
        base = try AWSSnapshot.files(inDirectory: directory)
      } catch {
        throw .input([
          Diagnostic(.error, code: "no-snapshot", message: error.message, location: SourceLocation(file: directory))
        ])
      }
    }
    try self.init(document, base: base, name: input.plan)
  }

  /// Creates the states of a plan that was read.
  ///
  /// - Throws: ``AuditError/input(_:)`` when there is nothing to judge.
  package init(_ document: TerraformDocument, base: [SourceFile]?, name: String) throws(AuditError) {
    try Self.check(document, name)
    let effective = document.changes.enumerated().filter { Self.action($0.element) != nil }
    let whole = TerraformEstate.read(document, base: base)
    let remarks = document.diagnostics + whole.notes
    let hasBefore = whole.before != nil
    let all = Set(effective.indices)
    self.init(
      changes: effective.compactMap { Self.planned($0.element) },
      name: name,
      hasBefore: hasBefore
    ) { applied in
      var snapshot: AWSSnapshot
      if applied == all {
        snapshot = whole.after
      } else if applied.isEmpty, let before = whole.before {
        snapshot = before
      } else {
        let kept = Set(effective.enumerated().filter { applied.contains($0.offset) }.map(\.element.offset))
        snapshot = TerraformEstate.read(document.applying(kept), base: base).after
      }
      snapshot.diagnostics = (snapshot.diagnostics + remarks).sorted()
      return snapshot
    }
  }

  /// Refuses plans that tell nothing, or not all.
  private static func check(_ document: TerraformDocument, _ name: String) throws(AuditError) {
    func refuse(_ code: String, _ message: String) throws(AuditError) -> Never {
      throw .input([Diagnostic(.error, code: code, message: message, location: SourceLocation(file: name))])
    }
    if document.kind == .state {
      try refuse(
        "not-a-plan",
        "a state, which changes nothing; expected a plan: terraform plan -out=FILE, then terraform show -json FILE"
      )
    }
    if document.isErrored {
      try refuse(
        "errored-plan",
        "planning ended with an error, so this is only a part of the change; expected a plan that terraform could finish"
      )
    }
    if !document.hasAWSResources {
      let others = document.providerNames.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      try refuse(
        "nothing-to-judge",
        "nothing to judge: the plan has no resource of the AWS provider"
          + (others.isEmpty ? "" : "; its resources are of \(others.joined(separator: ", "))")
      )
    }
  }

  private static func action(_ change: TerraformChange) -> AuditChange.PlannedChange.Action? {
    guard change.isEffective, change.deposedKey == nil else { return nil }
    switch change.action {
    case .noOperation, .read, .forget: return nil
    case .create, .createAndForget: return .create
    case .update: return .update
    case .delete: return .delete
    case .replace: return .replace
    }
  }

  private static func planned(_ change: TerraformChange) -> AuditChange.PlannedChange? {
    guard let action = action(change) else { return nil }
    let location = change.after?.declaration ?? change.before?.declaration
    return AuditChange.PlannedChange(address: change.address, action: action, location: location)
  }
}

extension TerraformDocument {
  /// The plan with only some of its changes: the others leave their resources as they were.
  ///
  /// - Parameter kept: The indices of the changes that are made; what changes nothing stays in any case.
  /// - Returns: The plan without the other changes.
  fileprivate func applying(_ kept: Set<Int>) -> TerraformDocument {
    var part = self
    var undone: [String: TerraformResource?] = [:]
    part.changes = []
    for (index, change) in changes.enumerated() {
      if kept.contains(index) || !change.isEffective {
        part.changes.append(change)
      } else if change.deposedKey == nil {
        undone.updateValue(change.before, forKey: change.address)
      }
    }
    part.after = after.compactMap { resource in
      guard let old = undone.removeValue(forKey: resource.address) else { return resource }
      return old
    }
    for change in changes where undone[change.address] != nil {
      if let old = change.before { part.after.append(old) }
    }
    return part
  }
}

extension IsolationAuditor {
  /// Judges what a Terraform plan makes of an estate, and what of it is new.
  ///
  /// - Parameters:
  ///   - input: The plan, and what it is judged over.
  ///   - policies: The policy files; environments may be in one and assertions in another.
  ///   - options: The time of the audit, and its subject.
  /// - Returns: The result of the estate after the plan, with ``AuditResult/change``.
  /// - Throws: ``AuditError`` when a policy cannot be used, or the plan or the snapshot cannot be read.
  public func audit(_ input: PlanInput, policies: [String], options: AuditOptions) throws(AuditError) -> AuditResult {
    let inputs = try Self.readPolicies(policies)
    let policy = try Self.policy(inputs)
    return try audit(PlannedStates(input), policy, inputs, options)
  }
}
