import ArgumentParser
import IsolationAudit

/// What can be chosen of HTML reports.
struct HTMLOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the style sheet of HTML reports is: in the page (inline), or in a file beside it (external), for servers "
        + "such as Jenkins that forbid style sheets in pages.",
      valueName: "inline|external"
    )
  )
  var htmlAssets: String = HTMLAssets.inline.rawValue

  /// The choice, or the end of the command with what is wrong.
  func assets() throws -> HTMLAssets {
    guard let assets = HTMLAssets(rawValue: htmlAssets) else {
      Console.error("--html-assets: `\(htmlAssets)` is not known, expected inline or external")
      throw Outcome.usage.exit
    }
    return assets
  }
}
