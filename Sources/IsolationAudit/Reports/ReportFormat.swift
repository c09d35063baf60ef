/// The forms in which a result is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// JUnit XML for continuous integration.
  case junit
  /// A page for people: the compliance record.
  case html
  /// The complete result.
  case json
  /// Text for a terminal or a log.
  case text
  /// Annotations of GitHub Actions.
  case github
  /// Code quality of GitLab.
  case gitlab
  /// Markdown for pull requests and trackers.
  case markdown
  /// SARIF 2.1.0 for code scanning.
  case sarif
  /// The findings as comma-separated values.
  case csv
  /// Events of the Open Cybersecurity Schema Framework.
  case ocsf
  /// Requests in the AWS Security Finding Format.
  case asff

  /// What the form is for, in a few words.
  public var purpose: String {
    switch self {
    case .junit: "JUnit XML for continuous integration"
    case .html: "the page for reviewers"
    case .json: "the complete result, from which `report` makes any other"
    case .text: "text for a terminal or a log"
    case .github: "annotations for GitHub Actions"
    case .gitlab: "code quality for GitLab"
    case .markdown: "a comment for pull requests and trackers"
    case .sarif: "SARIF 2.1.0 for code scanning"
    case .csv: "a table of the findings"
    case .ocsf: "OCSF events, a line each, for data lakes"
    case .asff: "requests for AWS Security Hub, a line each"
    }
  }

  /// The names of all forms, with commas between them.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A report that was asked for: its form, and where it goes.
public struct ReportTarget: Hashable, Sendable {
  /// Where a report goes.
  public enum Destination: Hashable, Sendable {
    /// The standard output.
    case standardOutput
    /// A file.
    case file(String)
  }

  /// The form.
  public var format: ReportFormat
  /// Where it goes.
  public var destination: Destination

  /// Creates a target.
  public init(_ format: ReportFormat, to destination: Destination) {
    (self.format, self.destination) = (format, destination)
  }

  /// Reads `format=path`; the path `-`, and a format alone, mean the standard output.
  ///
  /// - Parameter argument: The argument of `--output`.
  /// - Throws: ``ReportError`` when the format is not known or the path is empty.
  public init(argument: String) throws(ReportError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, let format = ReportFormat(rawValue: name) else {
      let name = (parts.first ?? "").visible(limit: 60)
      throw ReportError(
        message: "unknown report format '\(name)', expected one of \(ReportFormat.names), as in junit=report.xml"
      )
    }
    guard parts.count == 2, parts[1] != "-" else {
      self.init(format, to: .standardOutput)
      return
    }
    guard !parts[1].isEmpty else {
      throw ReportError(message: "no path after '\(name)=', expected a file, or - for the standard output")
    }
    self.init(format, to: .file(parts[1]))
  }
}
