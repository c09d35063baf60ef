/// Writes the reports of a run, each whole or not at all.
public struct ReportWriter: Sendable {
  /// The reports that were asked for.
  public let targets: [ReportTarget]
  /// The width of text reports, in columns.
  public var width: Int
  /// Whether text on the standard output has colours; files never have.
  public var color: Bool

  /// Creates a writer, after looking at the places where the reports will go.
  ///
  /// A run may take minutes; that a directory is missing is said before it, not after.
  ///
  /// - Parameters:
  ///   - targets: The reports.
  ///   - width: The width of text reports, in columns.
  ///   - color: Whether text on the standard output has colours.
  /// - Throws: ``ReportError`` when two reports go to one place, or a place cannot be written.
  public init(_ targets: [ReportTarget], width: Int = 100, color: Bool = false) throws(ReportError) {
    (self.targets, self.width, self.color) = (targets, width, color)
    var seen: Set<ReportTarget.Destination> = []
    for target in targets {
      guard seen.insert(target.destination).inserted else {
        throw ReportError(message: "two reports go to \(target.destination.name), expected a place for each")
      }
      if case .file(let path) = target.destination { try AtomicFile(path: path).check() }
    }
  }

  /// Makes all reports of a result, then writes them in the order in which they were asked for.
  ///
  /// - Parameter result: The result.
  /// - Throws: ``ReportError`` when a report could not be made (then none is written), or one could not be written.
  public func write(_ result: AuditResult) throws(ReportError) {
    var documents: [(ReportTarget, [UInt8])] = []
    for target in targets { documents.append((target, try render(result, for: target))) }
    for (target, bytes) in documents { try Self.write(bytes, to: target.destination) }
  }

  /// Writes the reports of a run that could not be completed: JUnit, so that a consumer never sees success.
  ///
  /// The other forms have nothing to say and are not written.
  ///
  /// - Parameter report: The report of the failed run.
  /// - Throws: ``ReportError`` when the report could not be written.
  public func write(failedRun report: JUnitReport) throws(ReportError) {
    for target in targets where target.format == .junit { try Self.write(report.render(), to: target.destination) }
  }

  private func render(_ result: AuditResult, for target: ReportTarget) throws(ReportError) -> [UInt8] {
    switch target.format {
    case .junit: return try JUnitReport(result).render()
    case .html: return try HTMLReport(result).render()
    case .text:
      let color = color && target.destination == .standardOutput
      return TextReport(result, width: width, color: color).render()
    case .github: return GitHubAnnotations(result).render()
    case .gitlab:
      do { return try GitLabCodeQuality(result).render() } catch {
        throw ReportError(message: "cannot write the report for GitLab")
      }
    case .json:
      do { return try JSONReport(result).render() } catch {
        throw ReportError(message: "cannot write the JSON report")
      }
    }
  }

  private static func write(_ bytes: [UInt8], to destination: ReportTarget.Destination) throws(ReportError) {
    switch destination {
    case .standardOutput: try AtomicFile.writeToStandardOutput(bytes)
    case .file(let path): try AtomicFile(path: path).write(bytes)
    }
  }
}

extension ReportTarget.Destination {
  /// The place as a message names it.
  fileprivate var name: String {
    switch self {
    case .standardOutput: "the standard output"
    case .file(let path): path.visible(limit: 400)
    }
  }
}
