/// What a plan does to one resource instance.
package struct TerraformChange: Sendable {
  /// What is done.
  package enum Action: Hashable, Sendable {
    case noOperation
    case create
    case read
    case update
    case delete
    /// Destroyed and created anew; `createsFirst` tells the order.
    case replace(createsFirst: Bool)
    /// No longer managed, and left as it is.
    case forget
    /// Forgotten, and created anew beside what is left.
    case createAndForget
  }

  /// The address after the change.
  package var address: String
  /// The address before the change, if a `moved` block gives it another.
  package var previousAddress: String?
  /// The id of what is imported, if it is; empty if the id is not known yet.
  package var importingID: String?
  /// What is done.
  package var action: Action
  /// Why, in Terraform's words, such as `delete_because_count_index`; `nil` if it says nothing.
  package var reason: String?
  /// The key of a deposed object, which a replacement left behind; `nil` for the resource itself.
  package var deposedKey: String?
  /// The resource before the change; `nil` if there is none.
  package var before: TerraformResource?
  /// The resource after the change; `nil` if it is gone.
  package var after: TerraformResource?
  /// The attributes for whose sake the resource is replaced.
  package var replacePaths: [[TerraformReference.Step]]
  /// The place of the change in the JSON.
  package var provenance: Provenance
}

extension TerraformChange {
  /// Whether anything of the resource changes.
  package var isEffective: Bool { action != .noOperation && action != .read }
}
