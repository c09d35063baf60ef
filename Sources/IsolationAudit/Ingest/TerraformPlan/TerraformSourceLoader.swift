#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds and reads the files of Terraform modules.
struct TerraformSourceLoader {
  /// The largest file that is read, in bytes.
  static let maximumSize = 8 << 20

  /// The directory of the root module.
  let root: String
  /// What there is to say about the files.
  private(set) var diagnostics: [Diagnostic] = []
  /// Modules that were read before, by directory.
  private var read: [String: TerraformSources.Module] = [:]

  init(root: String) { self.root = root }

  // MARK: Directories

  /// The directory of each module, relative to the root, by the names of the calls joined by dots.
  ///
  /// `terraform init` writes them into `.terraform/modules/modules.json`; without it, only local sources can be found.
  mutating func folders(of configuration: TerraformConfiguration) -> [String: String] {
    var folders = ["": ""]
    var manifest: [String: String] = [:]
    if let bytes = Self.bytes(root + "/.terraform/modules/modules.json"), let value = try? JSONValue(parsing: bytes) {
      for module in value["Modules"]?.array ?? [] {
        if let key = module["Key"]?.string, let folder = module["Dir"]?.string {
          manifest[key] = Self.normal(folder)
        }
      }
    }
    var missing: [String] = []
    visit(configuration.root, "", "", manifest, &folders, &missing)
    for path in missing.prefix(8) {
      diagnostics.append(
        Diagnostic(
          .note,
          code: "missing-module",
          message: "the sources of module \(path) are not in the Terraform root, expected them after terraform init"
        )
      )
    }
    return folders
  }

  private func visit(
    _ module: TerraformConfiguration.Module,
    _ path: String,
    _ folder: String,
    _ manifest: [String: String],
    _ folders: inout [String: String],
    _ missing: inout [String]
  ) {
    for (name, call) in module.calls.sorted(by: { $0.key < $1.key }) {
      let inner = path.isEmpty ? name : path + "." + name
      let found: String
      if let known = manifest[inner] {
        found = known
      } else if call.source.hasPrefix("./") || call.source.hasPrefix("../") {
        found = Self.normal(folder.isEmpty ? call.source : folder + "/" + call.source)
      } else {
        missing.append(inner)
        continue
      }
      folders[inner] = found
      visit(call.module, inner, found, manifest, &folders, &missing)
    }
  }

  /// A relative path without `.` and without `..` after a name.
  static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  // MARK: Files

  /// The module in a directory.
  mutating func module(in folder: String) -> TerraformSources.Module {
    if let known = read[folder] { return known }
    var module = TerraformSources.Module()
    let directory = folder.isEmpty ? root : folder.hasPrefix("/") ? folder : root + "/" + folder
    let names = Self.names(in: directory)
    if names == nil {
      diagnostics.append(
        Diagnostic(
          .warning,
          code: "unreadable-sources",
          message: "cannot list the directory of Terraform sources",
          location: SourceLocation(file: folder.isEmpty ? root : folder)
        )
      )
      module.isSound = false
    }
    let all = names ?? []
    for name in all {
      let file = folder.isEmpty ? name : folder + "/" + name
      let isJSON = name.hasSuffix(".tf.json") || name.hasSuffix(".tofu.json")
      let stem = String(name.prefix { $0 != "." })
      let isOverride = stem == "override" || stem.hasSuffix("_override")
      if isJSON || (isOverride && (name.hasSuffix(".tf") || name.hasSuffix(".tofu"))) {
        module.isSound = false
        diagnostics.append(
          Diagnostic(
            .note,
            code: "unread-sources",
            message: "\(isJSON ? "sources in JSON" : "overriding sources") are not read, "
              + "so the expressions of this module are not worked out",
            location: SourceLocation(file: file)
          )
        )
        continue
      }
      let isTofu = name.hasSuffix(".tofu")
      guard isTofu || name.hasSuffix(".tf") else { continue }
      // OpenTofu reads the one instead of the other.
      if !isTofu, all.contains(name.dropLast(3) + ".tofu") { continue }
      guard let bytes = Self.bytes(directory + "/" + name) else {
        module.isSound = false
        diagnostics.append(
          Diagnostic(
            .warning,
            code: "unreadable-file",
            message: "cannot read the file",
            location: SourceLocation(file: file)
          )
        )
        continue
      }
      take(HCLFile(parsing: bytes), file, &module)
    }
    read[folder] = module
    return module
  }

  private mutating func take(_ source: HCLFile, _ file: String, _ module: inout TerraformSources.Module) {
    for fault in source.faults {
      // What could not be read may change anything.
      module.isSound = false
      diagnostics.append(
        Diagnostic(
          .warning,
          code: "invalid-hcl",
          message: fault.message,
          location: SourceLocation(file: file, line: fault.place.line, column: fault.place.column)
        )
      )
    }
    for block in source.body.blocks {
      let first = block.labels.first ?? ""
      switch block.type {
      case "resource" where block.labels.count == 2:
        module.resources[block.labels.joined(separator: ".")] = TerraformSources.Block(block: block, file: file)
      case "data" where block.labels.count == 2:
        module.resources["data." + block.labels.joined(separator: ".")] =
          TerraformSources.Block(block: block, file: file)
      case "locals":
        for attribute in block.body.attributes { module.locals[attribute.name] = attribute.value }
      case "variable": module.variables[first] = block.body
      case "output": module.outputs[first] = block.body.attribute("value")?.value
      case "module": module.calls[first] = block
      case "provider":
        let alias = block.body.attribute("alias")?.value.text
        module.providers[alias.map { first + "." + $0 } ?? first] = block
      default: break
      }
    }
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    do {
      var input = try JSONInput(path: path)
      guard let size = input.size, size <= maximumSize else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      let count = try input.read(into: &bytes, 0..<size)
      bytes.removeLast(size - count)
      return bytes
    } catch {
      return nil
    }
  }

  /// The names of the files in a directory, sorted; `nil` if it cannot be listed.
  private static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
