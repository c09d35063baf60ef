/// The account and the Region that the path of a file tells.
struct SnapshotPlace: Hashable, Sendable {
  /// The 12-digit account id; empty when the path names none.
  var account = ""
  /// The Region, or `global`; empty when the path names none.
  var region = ""

  /// Reads `…/<account>/<region>/file.json`; the innermost folders decide.
  init(path: String) {
    for folder in path.split(separator: "/").dropLast() {
      let name = Array(folder.utf8)
      if Self.isAccount(name) {
        account = String(folder)
        region = ""
      } else if Self.isRegion(name) {
        region = String(folder)
      }
    }
  }

  /// Whether a text is a 12-digit account id.
  static func isAccount(_ text: [UInt8]) -> Bool {
    text.count == 12 && text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// Whether a text has the form of a Region, `us-east-1` or `us-gov-west-1`, or is `global`.
  static func isRegion(_ text: [UInt8]) -> Bool {
    if text == Array("global".utf8) { return true }
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].count == 2, let last = parts.last, (1...2).contains(last.count) else {
      return false
    }
    return parts.dropLast().allSatisfy { part in !part.isEmpty && part.allSatisfy { $0 >= 0x61 && $0 <= 0x7A } }
      && last.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}

extension SourceFile {
  /// The account and the Region that the file's path tells, or that the program knows which wrote it.
  var place: SnapshotPlace {
    var place = SnapshotPlace(path: virtual == nil ? path : "")
    if let virtual { (place.account, place.region) = (virtual.account, virtual.region) }
    return place
  }
}
