import Dispatch
import Synchronization

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
    // The base is read while the plan is.
    let plan = Mutex<Result<TerraformDocument, TerraformError>?>(nil)
    let base = Mutex<Result<[SourceFile], SnapshotError>?>(nil)
    DispatchQueue.concurrentPerform(iterations: input.snapshot == nil ? 1 : 2) { part in
      if part == 0 {
        let read = Result { () throws(TerraformError) in
          try TerraformDocument.read(path: input.plan, terraformRoot: input.terraformRoot)
        }
        plan.withLock { $0 = read }
      } else if let directory = input.snapshot {
        let read = Result { () throws(SnapshotError) in try AWSSnapshot.surveyedFiles(inDirectory: directory) }
        base.withLock { $0 = read }
      }
    }
    let document: TerraformDocument
    switch plan.withLock({ $0 }) {
    case .success(let read)?: document = read
    case .failure(let error)?: throw .input(error.diagnostics)
    case nil: throw .input([])
    }
    var files: [SourceFile]?
    switch base.withLock({ $0 }) {
    case .success(let read)?: files = read
    case .failure(let error)?:
      let place = SourceLocation(file: input.snapshot ?? "")
      throw .input([Diagnostic(.error, code: "no-snapshot", message: error.message, location: place)])
    case nil: break
    }
    try self.init(document, base: files, name: input.plan, hasSources: input.terraformRoot != nil)
  }

  /// Creates the states of a plan that was read.
  ///
  /// - Throws: ``AuditError/input(_:)`` when there is nothing to judge.
  package init(
    _ document: TerraformDocument,
    base: [SourceFile]?,
    name: String,
    hasSources: Bool = false
  ) throws(AuditError) {
    try Self.check(document, name)
    let effective = document.changes.enumerated().filter { Self.action($0.element) != nil }
    let estates = PlannedEstates(document, base: base)
    let remarks = document.diagnostics + estates.notes
    let all = Set(effective.indices)
    self.init(
      changes: effective.compactMap { Self.planned($0.element) },
      name: name,
      hasBefore: estates.hasBefore,
      hasSources: hasSources
    ) { applied in
      var snapshot: AWSSnapshot
      if applied == all {
        snapshot = estates.estateAfter()
      } else if applied.isEmpty, estates.hasBefore {
        snapshot = estates.estateBefore()
      } else {
        snapshot = estates.estate(applying: Set(applied.map { effective[$0].offset }))
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
