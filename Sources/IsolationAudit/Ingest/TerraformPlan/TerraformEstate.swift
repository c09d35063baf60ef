/// The estates that a Terraform plan leads from and to.
///
/// Resources become records in the shape of AWS's answers, and the same decoders read them that read a snapshot. With a base
/// snapshot the plan's changes are made to its records; without one the prior state and the plan are all there is.
package struct TerraformEstate: Sendable {
  /// The estate before the change; `nil` if there is nothing yet.
  package var before: AWSSnapshot?
  /// The estate after the change.
  package var after: AWSSnapshot
  /// What each resource changes, sorted by address.
  package var changes: [Change] = []
  /// What was filled in, passed over, or not understood.
  package var notes: [Diagnostic] = []

  /// The records that a resource changes.
  package struct Change: Hashable, Sendable {
    /// The Terraform address.
    package var address: String
    /// The ids of the records, sorted.
    package var records: [String]
  }
}

extension TerraformEstate {
  /// Builds the estates before and after a plan; for a state, `after` is the estate that it describes.
  ///
  /// The files of a base snapshot, if there is one, are joined with the plan by ids.
  package static func read(_ document: TerraformDocument, base: [SourceFile]? = nil) -> TerraformEstate {
    let estates = PlannedEstates(document, base: base)
    return TerraformEstate(
      before: estates.hasBefore ? estates.estateBefore() : nil,
      after: estates.estateAfter(),
      changes: estates.changes,
      notes: estates.notes
    )
  }

  /// Builds the estates before and after a plan over the snapshot in a directory.
  ///
  /// - Throws: ``SnapshotError`` if there is no snapshot.
  package static func read(
    _ document: TerraformDocument,
    baseDirectory directory: String
  ) throws(SnapshotError) -> TerraformEstate {
    read(document, base: try AWSSnapshot.files(inDirectory: directory))
  }
}
