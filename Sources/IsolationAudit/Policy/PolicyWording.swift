/// How messages about policies put their words.
enum PolicyWording {
  /// The identifier of the policy language.
  static let schema = "isolation-audit/v1"

  /// One value as it is, several in brackets, as YAML would have them.
  static func list(_ values: [String]) -> String {
    values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"
  }

  /// Names in backticks, separated by commas; `none` when there are none.
  static func names(_ names: some Sequence<String>) -> String {
    let quoted = names.map { "`\($0.abbreviated)`" }
    return quoted.isEmpty ? "none" : quoted.joined(separator: ", ")
  }

  /// What to say after an unknown word: the word that was probably meant, or all that are known.
  static func hint(for word: String, known: some Sequence<String>, plural: String) -> String {
    let known = Array(known)
    if let meant = Suggestion.nearest(to: word, among: known) { return "did you mean `\(meant)`?" }
    return "known \(plural): \(names(known))"
  }

  /// Whether a text is in kebab case: lower-case letters and digits in words, with single hyphens between.
  static func isKebabCase(_ text: String) -> Bool {
    guard text.utf8.count <= 64, let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
  }
}

/// Finds the word that was probably meant.
enum Suggestion {
  /// The known word nearest to a misspelt one, when it is near enough; the first of several that are equally near.
  static func nearest(to word: String, among known: [String]) -> String? {
    let letters = Array(word.lowercased().unicodeScalars.prefix(80))
    var best: (word: String, distance: Int)?
    for candidate in known {
      let distance = editDistance(letters, Array(candidate.unicodeScalars))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, min(3, letters.count / 2)) else { return nil }
    return best.word
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var distance = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, rows[i - 1][j - 1] + 1) }
        row.append(distance)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
