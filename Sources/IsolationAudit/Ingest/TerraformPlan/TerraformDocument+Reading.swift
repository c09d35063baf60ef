import Dispatch
import Synchronization

// From the bytes of a file to a document.
extension TerraformDocument {
  /// Reads a plan or a state from a file, with the Terraform sources if their directory is given.
  ///
  /// - Throws: ``TerraformError`` if the file is neither.
  package static func read(
    path: String,
    terraformRoot: String? = nil,
    file: FileID = FileID(rawValue: 0)
  ) throws(TerraformError) -> TerraformDocument {
    var bytes: [UInt8] = []
    do {
      var input = try JSONInput(path: path)
      bytes = [UInt8](repeating: 0, count: (input.size ?? 0) + 1)
      var count = 0
      while true {
        let read = try input.read(into: &bytes, count..<bytes.count)
        count += read
        if count < bytes.count { break }
        bytes.append(contentsOf: repeatElement(0, count: max(1 << 16, bytes.count)))
      }
      bytes.removeLast(bytes.count - count)
    } catch {
      throw TerraformError(error.code, error.message, at: SourceLocation(file: path))
    }
    let source = SourceFile(path: path, storage: .disk(path: path))
    return try read(bytes, source, terraformRoot: terraformRoot, file: file)
  }

  /// Reads a plan or a state from bytes in memory, with the Terraform sources if their directory is given.
  ///
  /// - Throws: ``TerraformError`` if the bytes are neither.
  package static func read(
    bytes: [UInt8],
    name: String,
    terraformRoot: String? = nil,
    file: FileID = FileID(rawValue: 0)
  ) throws(TerraformError) -> TerraformDocument {
    try read(bytes, SourceFile(path: name, storage: .memory(bytes)), terraformRoot: terraformRoot, file: file)
  }

  private static func read(
    _ bytes: [UInt8],
    _ source: SourceFile,
    terraformRoot: String?,
    file: FileID
  ) throws(TerraformError) -> TerraformDocument {
    try refuse(bytes, source.path)
    // The digest needs every byte too, but nothing of what the bytes say: it is the other core's work.
    let surveyed = Mutex<SourceFile?>(nil)
    let outcome = Mutex<(reader: TerraformReader, keys: JSONKeyTable, summary: JSONReader.Summary)?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        var reader = TerraformReader()
        let (keys, summary) = reader.read(bytes)
        outcome.withLock { $0 = (reader, keys, summary) }
      } else {
        var source = source
        _ = source.survey()
        surveyed.withLock { [source] in $0 = source }
      }
    }
    guard let (reader, keys, summary) = outcome.withLock({ $0 }), var source = surveyed.withLock({ $0 }) else {
      throw TerraformError("unreadable-file", "cannot read the file", at: SourceLocation(file: source.path))
    }
    source.recordMarks = summary.marks
    let places = TerraformPlaces(source, file)
    try check(reader, summary, places)
    let isPlan = reader.top.hasChanges || reader.top.hasPlannedValues || reader.configuration != nil
    var document = TerraformDocument(
      kind: isPlan ? .plan : .state,
      formatVersion: reader.top.formatVersion?.text ?? "",
      terraformVersion: reader.top.terraformVersion,
      isErrored: reader.top.isErrored,
      isComplete: reader.top.isComplete,
      hasConfiguration: reader.configuration != nil,
      file: source
    )
    let index = TerraformIndex(reader, isPlan: isPlan)
    let configuration = reader.configuration ?? TerraformConfiguration()
    let sources = terraformRoot.map { TerraformSources(root: $0, configuration: configuration) }
    let resolver = TerraformResolver(
      configuration: reader.configuration,
      index: index,
      variables: reader.variables,
      sources: sources
    )
    let storage = TerraformStorage(text: bytes, keys: keys, file: file, resolver: resolver)
    var assembly = TerraformAssembly(
      configuration: configuration,
      resolver: resolver,
      storage: storage,
      index: index,
      places: places
    )
    assembly.fill(&document, reader, isPlan: isPlan)
    document.diagnostics = (assembly.diagnostics + (sources?.diagnostics ?? [])).sorted()
    return document
  }

  /// Refuses what is not JSON at all, by its first bytes.
  private static func refuse(_ bytes: [UInt8], _ path: String) throws(TerraformError) {
    let whole = SourceLocation(file: path)
    let show = "expected the output of: terraform show -json"
    if bytes.starts(with: [0x50, 0x4B]) {
      throw TerraformError(
        "binary-plan",
        "a plan file in Terraform's own format, \(show) FILE > plan.json",
        at: whole
      )
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw TerraformError("bad-encoding", "the file is UTF-16, as some shells write it; save it as UTF-8", at: whole)
    }
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, bytes[start] <= 0x20, bytes[start] != 0x1B { start += 1 }
    guard start < bytes.count else {
      throw TerraformError("empty-file", "the file is empty, \(show) FILE", at: whole)
    }
    if bytes[start...].starts(with: Array("{\"@level\"".utf8)) {
      throw TerraformError(
        "plan-log",
        "log lines of terraform plan -json, which do not hold the plan; \(show) FILE after terraform plan -out=FILE",
        at: whole
      )
    }
    if bytes[start] != UInt8(ascii: "{") {
      throw TerraformError(
        "not-json",
        "the text does not begin with '{', so it is not JSON of Terraform; "
          + "\(show) FILE, with nothing printed before it",
        at: SourceLocation(file: path, line: 1, column: 1)
      )
    }
  }

  /// Refuses what is JSON but neither a plan nor a state, or is broken.
  private static func check(
    _ reader: TerraformReader,
    _ summary: JSONReader.Summary,
    _ places: TerraformPlaces
  ) throws(TerraformError) {
    let top = reader.top
    let whole = SourceLocation(file: places.source.path)
    var diagnostics: [Diagnostic] = []
    if top.isLog {
      throw TerraformError(
        "plan-log",
        "log lines of terraform plan -json, which do not hold the plan; "
          + "expected the output of: terraform show -json FILE after terraform plan -out=FILE",
        at: whole
      )
    }
    if let error = summary.error {
      let location = places.location(UInt32(truncatingIfNeeded: error.offset))
      diagnostics.append(Diagnostic(.error, code: error.code, message: error.message, location: location))
    } else if let version = top.formatVersion {
      let major = version.text.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? ""
      if major != "1" {
        diagnostics.append(
          Diagnostic(
            .error,
            code: "unsupported-format",
            message: "format_version \(TerraformKey.quoted(version.text)) is not read, expected 1.x",
            location: places.location(version.offset)
          )
        )
      }
    } else if top.isSchema {
      diagnostics.append(
        Diagnostic(
          .error,
          code: "not-a-plan",
          message: "schemas of providers, expected the output of: terraform show -json FILE",
          location: whole
        )
      )
    } else if top.isStateFile {
      diagnostics.append(
        Diagnostic(
          .error,
          code: "state-file",
          message: "a state as Terraform keeps it, expected the output of: terraform show -json FILE",
          location: whole
        )
      )
    } else {
      diagnostics.append(
        Diagnostic(
          .error,
          code: "not-a-plan",
          message: "no format_version, expected the output of: terraform show -json FILE; the document has "
            + (top.keys.isEmpty ? "no keys" : "the keys " + top.keys.joined(separator: ", ")),
          location: whole
        )
      )
    }
    for fault in reader.faults {
      diagnostics.append(
        Diagnostic(
          .error,
          code: fault.code,
          message: fault.message,
          location: places.location(fault.offset),
          resource: fault.resource
        )
      )
    }
    if diagnostics.contains(where: { $0.severity == .error }) { throw TerraformError(diagnostics.sorted()) }
  }
}
