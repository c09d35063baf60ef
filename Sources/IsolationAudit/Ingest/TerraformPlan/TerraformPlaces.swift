/// Works out places in the text of a document.
struct TerraformPlaces: Sendable {
  /// The file.
  let source: SourceFile
  /// Its number.
  let file: FileID

  init(_ source: SourceFile, _ file: FileID) {
    self.source = source
    self.file = file
  }

  /// The place of an offset.
  func location(_ offset: UInt32, address: String? = nil) -> SourceLocation {
    var files = SourceFiles()
    let id = files.add(source)
    var location = files.locate(Provenance(file: id, offset: offset))
    location.address = address
    return location
  }
}
