/// Writes the reports of a run, each whole or not at all.
public struct ReportWriter: Sendable {
  /// The reports that were asked for.
  public let targets: [ReportTarget]
  /// How they are written.
  public var options: ReportOptions

  /// Creates a writer, after looking at the places where the reports will go.
  ///
  /// A run may take minutes; that a directory is missing is said before it, not after.
  ///
  /// - Parameters:
  ///   - targets: The reports.
  ///   - options: How they are written.
  /// - Throws: ``ReportError`` when two reports go to one place, or a place cannot be written.
  public init(_ targets: [ReportTarget], options: ReportOptions = ReportOptions()) throws(ReportError) {
    (self.targets, self.options) = (targets, options)
    var seen: [String: ReportTarget] = [:]
    for target in targets {
      let place: String
      switch target.destination {
      case .standardOutput: place = ""
      case .file(let path):
        let file = AtomicFile(path: path)
        try file.check()
        place = try file.identity()
      }
      if let other = seen.updateValue(target, forKey: place) {
        let names = [other, target].map { "\($0.format.rawValue) to \($0.destination.name)" }
        throw ReportError(
          message: "two reports go to one place, \(names.joined(separator: " and ")); expected a place for each"
        )
      }
    }
  }

  /// Makes all reports of a result, then writes them.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - observe: Is told of each report how large it is and how long it took to make, beside the others.
  /// - Returns: What the user should know about the files, a sentence each: that a report became several files.
  /// - Throws: ``ReportError`` when a report could not be made (then none is written), or one could not be written.
  @discardableResult
  public func write(
    _ result: AuditResult,
    observe: (_ format: ReportFormat, _ bytes: Int, _ time: Duration) -> Void = { _, _, _ in }
  ) throws(ReportError) -> [String] {
    let made = targets.concurrentMap { target in
      Result { () throws(ReportError) in try make(target, of: result) }
    }
    var reports: [Made] = []
    for (target, outcome) in zip(targets, made) {
      let report = try outcome.get()
      observe(target.format, report.size, report.time)
      reports.append(report)
    }
    let all = zip(targets, reports).map { (target: $0, report: $1) }
    let isStream = all.map(\.target.destination.isStream)
    // A file that is to be on the disk is waited for; others are written meanwhile.
    let files = zip(all, isStream).filter { !$1 }.map(\.0)
    let written = files.concurrentMap { target, report in
      Result { () throws(ReportError) in try Self.write(report, to: target) }
    }
    var notes: [String] = []
    for outcome in written { notes += try outcome.get() }
    // Whoever reads a stream may stop at any time; the files are there by then.
    for ((target, report), isStream) in zip(all, isStream) where isStream {
      notes += try Self.write(report, to: target)
    }
    return notes
  }

  private static func write(_ report: Made, to target: ReportTarget) throws(ReportError) -> [String] {
    try report.record?.write()
    return try write(report.files, to: target.destination)
  }

  /// A report that is not written yet.
  private struct Made: Sendable {
    var files: [ReportFile] = []
    /// The files of a page, which go to places of their own.
    var record: HTMLRecord.Files?
    var time: Duration

    var size: Int {
      files.reduce(0) { $0 + $1.size }
        + (record.map { $0.others.reduce($0.main.bytes.count) { $0 + $1.bytes.count } } ?? 0)
    }
  }

  private func make(_ target: ReportTarget, of result: AuditResult) throws(ReportError) -> Made {
    let clock = ContinuousClock()
    let start = clock.now
    if target.format == .html, case .file(let path) = target.destination {
      let record = try HTMLRecord(result, assets: options.htmlAssets).files(at: path)
      return Made(record: record, time: clock.now - start)
    }
    let files = try render(result, for: target)
    return Made(files: files, time: clock.now - start)
  }

  /// Writes the reports of a run that could not be completed: JUnit, so that a consumer never sees success.
  ///
  /// The other forms have nothing to say and are not written.
  ///
  /// - Parameter report: The report of the failed run.
  /// - Throws: ``ReportError`` when the report could not be written.
  public func write(failedRun report: JUnitReport) throws(ReportError) {
    for target in targets where target.format == .junit {
      _ = try Self.write([ReportFile(report.render())], to: target.destination)
    }
  }

  /// Writes tests that are not an audit's, in as many files as they need.
  ///
  /// - Parameter report: The report of the tests.
  /// - Returns: What the user should know about the files, a sentence each.
  /// - Throws: ``ReportError`` when the report could not be written.
  @discardableResult
  package func write(tests report: JUnitReport) throws(ReportError) -> [String] {
    var notes: [String] = []
    for target in targets where target.format == .junit {
      let files = try report.files(maximumSize: options.junitFileSize)
      notes += try Self.write(files, to: target.destination)
    }
    return notes
  }

  /// The files of one report.
  private func render(_ result: AuditResult, for target: ReportTarget) throws(ReportError) -> [ReportFile] {
    let isOnStandardOutput = target.destination == .standardOutput
    switch target.format {
    case .junit:
      let report = JUnitReport(
        result,
        profile: options.junitProfile,
        attachments: attachments,
        paths: options.paths
      )
      return isOnStandardOutput
        ? [ReportFile(try report.render())] : try report.files(maximumSize: options.junitFileSize)
    case .html: return [ReportFile(try HTMLReport(result).render())]
    case .text:
      let width = isOnStandardOutput ? options.width : options.fileWidth
      return [ReportFile(TextReport(result, width: width, color: options.color && isOnStandardOutput).render())]
    case .markdown: return [ReportFile(MarkdownReport(result).render())]
    case .sarif: return [ReportFile(SARIFReport(result, paths: options.paths).document)]
    case .csv: return [ReportFile(CSVReport(result).render())]
    case .ocsf: return [ReportFile(OCSFReport(result).document)]
    case .asff: return [ReportFile(ASFFReport(result, hub: options.securityHub).document)]
    case .github: return [ReportFile(GitHubAnnotations(result).render())]
    case .gitlab:
      do { return [ReportFile(try GitLabCodeQuality(result).render())] } catch {
        throw ReportError(message: "cannot write the report for GitLab")
      }
    case .json:
      do { return [ReportFile(try JSONReport(result).document())] } catch {
        throw ReportError(message: "cannot write the JSON report")
      }
    }
  }

  /// The reports for people among those of the run, which a test reporter may show with a failed case.
  private var attachments: [String] {
    targets.compactMap { target in
      guard [.html, .json].contains(target.format), case .file(let path) = target.destination,
        !path.contains("]]"), path.visible(limit: 2_000) == path
      else { return nil }
      return path
    }
  }

  /// Writes the files of a report, and tells what is special about them.
  private static func write(
    _ files: [ReportFile],
    to destination: ReportTarget.Destination
  ) throws(ReportError) -> [String] {
    switch destination {
    case .standardOutput:
      for file in files { for piece in file.pieces { try AtomicFile.writeToStandardOutput(piece) } }
      return []
    case .file(let path):
      for file in files { try AtomicFile(path: file.path(for: path)).write(file.pieces) }
      return try remarks(files, path)
    }
  }

  /// What to say about a report in numbered files, and about such files that an earlier run left.
  ///
  /// A reader who takes all files of a pattern must not find an old one among them: the one that was asked for goes,
  /// since it is what was to be replaced; the others are nobody's to remove, and are named.
  private static func remarks(_ files: [ReportFile], _ path: String) throws(ReportError) -> [String] {
    let numbered = files.filter { if case .numbered = $0.name { true } else { false } }
    var notes: [String] = []
    if let first = numbered.first, let last = numbered.last {
      let names = [first, last].map { $0.path(for: path).visible(limit: 400) }
      notes.append(
        "\(path.visible(limit: 400)) would be too large for its readers: it was written as \(numbered.count.of("file")), "
          + "\(names[0]) to \(names[1])"
      )
      if try AtomicFile(path: path).removeIfRegular() {
        notes.append("\(path.visible(limit: 400)) was an earlier run's and has been removed")
      }
    }
    let next = ReportFile.path(.numbered(numbered.count + 1), for: path)
    if AtomicFile(path: next).exists {
      notes.append("\(next.visible(limit: 400)) is not of this run, and does not belong to this report")
    }
    return notes
  }
}

extension ReportTarget.Destination {
  /// Whether it is no regular file.
  fileprivate var isStream: Bool {
    switch self {
    case .standardOutput: true
    case .file(let path): AtomicFile(path: path).isStream
    }
  }

  /// The place as a message names it.
  fileprivate var name: String {
    switch self {
    case .standardOutput: "the standard output"
    case .file(let path): path.visible(limit: 400)
    }
  }
}
