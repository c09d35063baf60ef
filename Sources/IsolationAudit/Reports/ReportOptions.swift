/// How reports are written, where a format leaves a choice.
public struct ReportOptions: Sendable {
  /// The width of text on the standard output, in columns.
  public var width: Int
  /// The width of text in files, in columns: the same on every machine, whatever its terminals are like.
  public var fileWidth: Int
  /// Whether text on the standard output has colours; files never have.
  public var color: Bool
  /// The profile of JUnit reports.
  public var junitProfile: JUnitProfile
  /// The largest JUnit file, in bytes; what is larger becomes several files.
  ///
  /// Consumers refuse files of 30 MB.
  public var junitFileSize: Int
  /// What stands before the paths of files in SARIF and in the rich profile of JUnit.
  public var paths: PathPrefixes
  /// Where all findings for Security Hub go; `nil` sends each to the account and Region of what it is about.
  public var securityHub: ASFFReport.Hub?
  /// Where the style sheet of HTML pages is.
  public var htmlAssets: HTMLAssets

  /// Creates options; without arguments, what every consumer takes.
  public init(
    width: Int = 100,
    fileWidth: Int = 100,
    color: Bool = false,
    junitProfile: JUnitProfile = .strict,
    junitFileSize: Int = 25_000_000,
    paths: PathPrefixes = PathPrefixes(),
    securityHub: ASFFReport.Hub? = nil,
    htmlAssets: HTMLAssets = .inline
  ) {
    (self.width, self.fileWidth, self.color) = (width, fileWidth, color)
    (self.junitProfile, self.junitFileSize) = (junitProfile, junitFileSize)
    (self.paths, self.securityHub, self.htmlAssets) = (paths, securityHub, htmlAssets)
  }
}

/// What a JUnit report consists of.
public enum JUnitProfile: String, CaseIterable, Sendable {
  /// What all known consumers take, those that validate among them (`docs/schema/junit-strict.xsd`).
  case strict
  /// The strict profile with places, properties and attachments of cases, which some consumers show and others refuse
  /// (`docs/schema/junit-rich.xsd`).
  case rich
}
