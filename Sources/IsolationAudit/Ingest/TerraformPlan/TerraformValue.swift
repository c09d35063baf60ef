/// A value of a Terraform resource, as far as it is known before the change is applied.
///
/// What is not known is never left out: it is a ``reference(_:)`` to the attribute that will hold it, or an
/// ``unknown(_:)`` that names the attribute.
package indirect enum TerraformValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as it is written, so that no digit is lost.
  case number(String)
  case string(String)
  /// A list, set or tuple. The order of a set means nothing.
  case list([TerraformValue])
  /// An object or a map; members keep their order.
  case object([Member])
  /// What another resource of the same plan will have in one of its attributes.
  case reference(TerraformReference)
  /// Known only after the change is applied, and not to be followed further.
  case unknown(TerraformUnknown)
  /// A text made of pieces, some of them ``reference(_:)`` or ``unknown(_:)``: `"${aws_s3_bucket.b.arn}/*"`.
  case template([TerraformValue])
  /// The JSON text of a value that is known in part, as `jsonencode` or a policy document will write it.
  case document(TerraformValue)
  /// A value that is known and was dropped, because it is a secret. It is to be treated as unknown.
  case secret

  /// A name and its value.
  package struct Member: Hashable, Sendable {
    /// The name of the attribute, or the key of the map.
    package var name: String
    /// The value.
    package var value: TerraformValue

    /// Creates a member.
    package init(_ name: String, _ value: TerraformValue) {
      self.name = name
      self.value = value
    }
  }
}

extension TerraformValue {
  /// The value of an object's member; `nil` if there is none, or the value is no object.
  package subscript(_ name: String) -> TerraformValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string that is known whole; `nil` for other values.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value, be it written as the texts `true` and `false`; `nil` for other values.
  package var bool: Bool? {
    switch self {
    case .bool(let value): value
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
  }

  /// The value of an integer, be it written as a number or, as in a map of texts, as a string; `nil` for other values.
  package var integer: Int? {
    switch self {
    case .number(let text), .string(let text): Int(text)
    default: nil
    }
  }

  /// The elements of a list; `nil` for other values.
  package var list: [TerraformValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// The members of an object, in order; `nil` for other values.
  package var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The attribute of another resource that will hold the value; `nil` for other values.
  package var reference: TerraformReference? {
    if case .reference(let reference) = self { reference } else { nil }
  }

  /// What is said of a value that is not known; `nil` for other values.
  package var unknown: TerraformUnknown? {
    if case .unknown(let unknown) = self { unknown } else { nil }
  }

  /// Whether the value is `null`.
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// Whether every part of the value is known; a secret is not.
  package var isKnown: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .list(let elements): elements.allSatisfy(\.isKnown)
    case .object(let members): members.allSatisfy(\.value.isKnown)
    case .reference, .unknown, .template, .document, .secret: false
    }
  }
}
