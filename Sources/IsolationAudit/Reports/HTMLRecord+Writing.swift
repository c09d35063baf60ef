import Foundation

extension HTMLRecord.Files {
  /// Writes the files, each whole or not at all, the page last.
  ///
  /// Pages of findings that an earlier run left in the folder and this one has not are removed: nothing links to them. So
  /// is its manifest, when this one has none.
  ///
  /// - Throws: ``ReportError`` when a file could not be written.
  public func write() throws(ReportError) {
    let pages = others.filter { $0.path.hasPrefix(folder + "/") }
    if !pages.isEmpty { try makeFolder() }
    for file in others { try AtomicFile(path: file.path).write(file.bytes) }
    try AtomicFile(path: main.path).write(main.bytes)
    removeOthers(than: Set(pages.map { String($0.path.dropFirst(folder.count + 1)) }))
    if others.isEmpty { removeManifest() }
  }

  /// Removes the manifest of an earlier run, which would tell of other bytes than are there; any other file stays.
  private func removeManifest() {
    guard !AtomicFile(path: main.path).isStream,
      let text = try? String(contentsOfFile: manifest, encoding: .utf8), text.contains(HTMLRecord.manifestSchema)
    else { return }
    try? FileManager.default.removeItem(atPath: manifest)
  }

  private func makeFolder() throws(ReportError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ReportError(
        message: "cannot make the directory \(folder.visible(limit: 400)) for the pages of findings: "
          + "there is something else of that name, or its parent cannot be written"
      )
    }
  }

  private func removeOthers(than names: Set<String>) {
    guard let present = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for name in present where !names.contains(name) && name.hasPrefix("assertion-") && name.hasSuffix(".html") {
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }
}
