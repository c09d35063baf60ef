extension SourceLocation {
  /// The place without its column and pointer: the Terraform address where there is one, and `file:line`.
  var short: String {
    let place = line > 0 ? "\(file):\(line)" : file
    guard let address else { return place }
    return place.isEmpty ? address : "\(address) (\(place))"
  }
}

extension WaiverRecord.Status {
  /// The status in one word or two.
  var word: String {
    switch self {
    case .inForce: "in force"
    case .expiring: "ends soon"
    case .expired: "expired"
    case .void: "void"
    case .unused: "unused"
    case .malformed: "malformed"
    }
  }
}
