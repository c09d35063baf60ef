/// Where the style sheet of HTML pages is.
public enum HTMLAssets: String, CaseIterable, Sendable {
  /// In the page itself, which is then one file.
  case inline
  /// In a file beside the page, for servers that forbid style sheets in pages.
  case external
}
