/// What a document says of one resource instance, with the values left where they are in the text.
struct TerraformRow: Sendable {
  /// Offsets of the parts of one state of a resource, 0 for what is not there.
  typealias Parts = TerraformStorage.Parts

  var address: String
  var moduleAddress: String
  var mode = TerraformResource.Mode.managed
  var type: String
  var name: String
  var key: TerraformKey?
  var providerName = ""
  var previousAddress: String?
  var importingID: String?
  var actions: [String] = []
  var reason: String?
  var deposedKey: String?
  var replacePaths: [[TerraformReference.Step]] = []
  /// The offset of the resource in the text.
  var offset: UInt32 = 0
  /// The state before; `nil` if there is none.
  var before: Parts?
  /// The state after; `nil` if there is none.
  var after: Parts?
}

extension TerraformRow {
  /// What is done, from Terraform's list of actions; `nil` for a list that is not known.
  var action: TerraformChange.Action? {
    switch actions {
    case ["no-op"]: .noOperation
    case ["create"]: .create
    case ["read"]: .read
    case ["update"]: .update
    case ["delete"]: .delete
    case ["delete", "create"]: .replace(createsFirst: false)
    case ["create", "delete"]: .replace(createsFirst: true)
    case ["forget"]: .forget
    case ["create", "forget"], ["forget", "create"]: .createAndForget
    default: nil
    }
  }
}
