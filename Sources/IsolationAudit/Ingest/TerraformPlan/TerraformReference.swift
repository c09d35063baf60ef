/// A value that is not known yet, and the attribute of a planned resource that will hold it.
package struct TerraformReference: Hashable, Sendable {
  /// How sure it is that the attribute is the one.
  package enum Basis: Hashable, Sendable {
    /// The configuration says so.
    case stated
    /// Nothing says so, and nothing else fits: what was assumed, in words for a report.
    case assumed(String)
  }

  /// A step into a value.
  package enum Step: Hashable, Sendable {
    case attribute(String)
    case index(Int)
    case key(String)
  }

  /// The address of the resource instance, such as `module.net["a"].aws_subnet.private[0]`.
  package var address: String
  /// The way to the value in the resource; `id` for `aws_vpc.main.id`.
  package var path: [Step]
  /// How sure it is.
  package var basis: Basis
  /// What was followed to get here, in order, such as `module.net.var.vpc_id` and `local.vpc_id`.
  package var via: [String]

  /// Creates a reference.
  package init(address: String, path: [Step], basis: Basis = .stated, via: [String] = []) {
    self.address = address
    self.path = path
    self.basis = basis
    self.via = via
  }

  /// The name of the attribute, without steps into it; empty if the whole resource is meant.
  package var attribute: String {
    if case .attribute(let name)? = path.first { name } else { "" }
  }

  /// The reference as Terraform writes it: `aws_subnet.private[0].id`.
  package var name: String { address + TerraformReference.text(path) }

  /// What is assumed, if anything.
  package var assumption: String? {
    if case .assumed(let words) = basis { words } else { nil }
  }

  /// Steps as Terraform writes them: `.ingress[0].cidr_blocks`.
  package static func text(_ path: [Step]) -> String {
    var text = ""
    for step in path {
      switch step {
      case .attribute(let name): text += "." + name
      case .index(let index): text += "[\(index)]"
      case .key(let key): text += "[\(TerraformKey.quoted(key))]"
      }
    }
    return text
  }
}

/// A value that is not known before the change is applied.
package struct TerraformUnknown: Hashable, Sendable {
  /// Why a value is not known.
  package enum Reason: Hashable, Sendable {
    /// The provider fills it in.
    case computed
    /// An expression that could not be followed: what stands in the way, such as `local.vpc_id`.
    case expression(String)
    /// One of several attributes, and nothing says which.
    case several
  }

  /// The whole name of the attribute, such as `aws_security_group_rule.x.cidr_blocks`.
  package var name: String
  /// Why.
  package var reason: Reason
  /// The attributes that it may be, in the order of the configuration; others are not ruled out.
  package var candidates: [TerraformReference]

  /// Creates an unknown value.
  package init(_ name: String, _ reason: Reason = .computed, candidates: [TerraformReference] = []) {
    self.name = name
    self.reason = reason
    self.candidates = candidates
  }

  /// What is not known and why: `aws_security_group_rule.x.cidr_blocks is known after apply`.
  package var words: String {
    switch reason {
    case .computed: "\(name) is known after apply"
    case .expression(let part): name + Self.obstacle + part
    case .several: "\(name)\(Self.obstacle)it may be \(candidates.map(\.name).joined(separator: " or "))"
    }
  }

  /// Whether a text is words about a value that is not known, in the place of a name.
  static func isNamed(in text: String) -> Bool { text.utf8.holds(" is known after apply".utf8) }

  /// What stands in words between a value and what stands in the way of working it out.
  private static let obstacle = " is known after apply: "

  /// Whether words are about a value whose expression could not be followed, unlike those that a provider fills in.
  package static func isBehindExpression(_ words: String) -> Bool { words.utf8.holds(obstacle.utf8) }
}
