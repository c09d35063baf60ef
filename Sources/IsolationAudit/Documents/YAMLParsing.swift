import Yams

/// One run of Yams over a text, with its errors turned into places and plain words.
///
/// Yams refuses a mapping that has a key twice, naming only the first of the two. To learn where the second is, the first
/// is renamed in place, by one character, and the text parsed again; its own name is kept in ``renamedKeys``, so that the
/// tree can be built, and the duplicate be reported, as if nothing had happened.
struct YAMLParsing {
  /// How many keys are renamed before the rest is reported at the first of the two places.
  ///
  /// Fewer in large files, because each renaming parses the text again.
  private let maximumRenamings: Int

  /// The text, with renamed keys.
  private(set) var text: YAMLText
  /// The own names of renamed keys, by place.
  private(set) var renamedKeys: [YAMLMark: String] = [:]

  /// Begins with a text in which nothing is renamed.
  init(text: YAMLText) {
    self.text = text
    maximumRenamings = min(64, max(2, (2 << 20) / max(1, text.scalars.count)))
  }

  /// Parses the text; `nil` when it holds no document.
  ///
  /// The parser is returned with the root: nodes hold their anchors weakly, and it is the parser that keeps them.
  ///
  /// - Throws: ``YAMLTextFault`` for the first fault of syntax, with its place.
  mutating func parse() throws(YAMLTextFault) -> (root: Yams.Node, parser: Yams.Parser)? {
    while true {
      do {
        let parser = try Yams.Parser(yaml: text.string, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else { return nil }
        return (root, parser)
      } catch let error as YamlError {
        guard case .duplicatedKeysInMapping(let keys, let context) = error else { throw fault(error) }
        guard rename(keys.first ?? "", at: context.mark) else {
          throw YAMLTextFault(
            code: "duplicate-key",
            message: "the key `\((keys.first ?? "").abbreviated)` is given again in this mapping",
            location: place(context.mark)
          )
        }
      } catch {
        throw YAMLTextFault(
          code: "yaml-syntax",
          message: "the file cannot be read as YAML",
          location: SourceLocation(file: text.file)
        )
      }
    }
  }

  /// Renames a key by its first character; refuses where that would change more than the name.
  private mutating func rename(_ key: String, at mark: Yams.Mark) -> Bool {
    let place = YAMLMark(line: mark.line, column: mark.column)
    guard renamedKeys.count < maximumRenamings, renamedKeys[place] == nil,
      var index = text.index(line: mark.line, column: mark.column)
    else { return false }
    if text.scalars[index] == "\"" || text.scalars[index] == "'" { index += 1 }
    guard index < text.scalars.count, !"\"'&*!?[{|>".unicodeScalars.contains(text.scalars[index]),
      !YAMLText.isLineBreak(text.scalars[index]), key.unicodeScalars.first == text.scalars[index],
      let unused = Unicode.Scalar(0xF0000 + UInt32(renamedKeys.count))
    else { return false }
    text.replace(at: index, with: unused)
    renamedKeys[place] = key
    return true
  }

  private func place(_ mark: Yams.Mark) -> SourceLocation {
    SourceLocation(file: text.file, line: mark.line, column: mark.column)
  }

  /// Says what Yams found wrong, where, and for common slips what to do.
  private func fault(_ error: YamlError) -> YAMLTextFault {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let (code, message) = explanation(problem, context: context, at: mark)
      return YAMLTextFault(code: code, message: message, location: place(mark))
    default:
      return YAMLTextFault(
        code: "yaml-syntax",
        message: "the file cannot be read as YAML",
        location: SourceLocation(file: text.file)
      )
    }
  }

  private func explanation(_ problem: String, context: YamlError.Context?, at mark: Yams.Mark) -> (String, String) {
    let found = text.index(line: mark.line, column: mark.column).map { text.scalars[$0] }
    switch (problem, found) {
    case ("found undefined alias", _):
      return (
        "yaml-anchor",
        "`*` begins an alias here, and aliases are not accepted; put a pattern that begins with `*` in quotes"
      )
    case ("but found another document", _):
      return ("several-documents", "a second document begins here; a file holds one")
    case (_, "\t"):
      return ("yaml-tab", "a tab stands where YAML accepts only spaces")
    case ("found character that cannot start any token", let scalar?):
      return ("yaml-syntax", "a value cannot begin with `\(scalar)`; put it in quotes")
    default:
      guard let context else { return ("yaml-syntax", problem) }
      return ("yaml-syntax", "\(problem), \(context.text) that begins at line \(context.mark.line)")
    }
  }
}
