/// The key of one instance of a resource or module with `count` or `for_each`.
package enum TerraformKey: Hashable, Sendable {
  case number(Int)
  case string(String)

  /// The key as it stands in an address: `[0]` or `["a"]`.
  package var text: String {
    switch self {
    case .number(let number): "[\(number)]"
    case .string(let string): "[\(Self.quoted(string))]"
    }
  }

  /// A text in quotes, with escapes as HCL writes them.
  package static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

/// The account and the Region of a resource, as far as they are known.
package struct TerraformPlace: Hashable, Sendable {
  /// A fact about the place, and what it rests on.
  package struct Fact: Hashable, Sendable {
    /// The account's number, or the Region's name.
    package var value: String
    /// What it rests on, such as `assume_role of provider aws.dev`.
    package var source: String
    /// Whether nothing says so, and it is only likely.
    package var isAssumed: Bool

    /// Creates a fact.
    package init(_ value: String, source: String, isAssumed: Bool = false) {
      self.value = value
      self.source = source
      self.isAssumed = isAssumed
    }
  }

  /// The account.
  package var account: Fact?
  /// The Region; global services have one as well, that of their provider.
  package var region: Fact?

  /// Creates a place.
  package init(account: Fact? = nil, region: Fact? = nil) {
    self.account = account
    self.region = region
  }
}

/// One instance of a resource or data source, in the estate before a change or after it.
package struct TerraformResource: Sendable {
  /// Whether Terraform manages a resource or only reads it.
  package enum Mode: String, Hashable, Sendable {
    case managed
    case data
  }

  /// The whole address, such as `module.net["a"].aws_subnet.private[0]`.
  package var address: String
  /// The address of the module instance; empty for the root module.
  package var moduleAddress: String
  /// Whether it is managed or read.
  package var mode: Mode
  /// The type, such as `aws_subnet`.
  package var type: String
  /// The name in the configuration, such as `private`.
  package var name: String
  /// The key, if the resource has `count` or `for_each`.
  package var key: TerraformKey?
  /// The provider's source, such as `registry.terraform.io/hashicorp/aws`.
  package var providerName: String
  /// The provider configuration, such as `aws` or `aws.dev`; `nil` where the configuration is not given.
  package var providerKey: String?
  /// Account and Region.
  package var place: TerraformPlace
  /// The file and the offset at which the resource begins in the JSON.
  package var provenance: Provenance
  /// Where the block stands in the Terraform sources, if they were given.
  package var declaration: SourceLocation?
  /// What holds the values.
  let storage: TerraformStorage
  /// The offsets of the values in the JSON.
  let parts: TerraformStorage.Parts
}

extension TerraformResource {
  /// The values, made anew each time: keep them.
  ///
  /// What the provider or another resource will fill in is a reference or an unknown that names the attribute.
  package var values: TerraformValue { storage.values(of: self) }

  /// The place in the JSON of a top-level attribute; of the resource if it is not there.
  package func provenance(of attribute: String) -> Provenance {
    storage.provenance(of: attribute, in: self)
  }

  /// The names of the top-level attributes that Terraform marks as sensitive, in whole or in part.
  ///
  /// Their values, where they are kept, decide but are not to be printed.
  package var sensitiveAttributes: Set<String> { storage.sensitiveAttributes(of: self) }

  /// Whether Terraform marks a top-level attribute as sensitive.
  package func isSensitive(_ attribute: String) -> Bool { sensitiveAttributes.contains(attribute) }

  /// Whether the resource is one of the AWS provider.
  package var isAWS: Bool { TerraformDocument.isAWS(provider: providerName, type: type) }
}
