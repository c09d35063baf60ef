extension DecodingError {
  /// What is wrong with a JSON document and where, without a word of the program's inside.
  package var complaint: String {
    func pointer(_ path: [any CodingKey]) -> String {
      "#" + path.map { "/" + ($0.intValue.map { String($0) } ?? $0.stringValue) }.joined()
    }
    switch self {
    case .keyNotFound(let key, let context):
      return "\(pointer(context.codingPath)) has no '\(key.stringValue)'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(pointer(context.codingPath)) is of another kind than expected"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "\(pointer(context.codingPath)) has a value that is not known"
    default:
      return "it is no JSON document"
    }
  }
}
