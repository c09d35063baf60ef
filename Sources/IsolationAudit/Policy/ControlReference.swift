/// A control of a compliance framework in one of its versions, such as `pci-dss-4.0.1/6.5.3`.
package struct ControlReference: Hashable, Sendable {
  /// The framework, such as `pci-dss`.
  package let framework: String
  /// The version, such as `4.0.1`: without it the number of a control means nothing.
  package let version: String
  /// The control in that version, such as `6.5.3`.
  package let control: String

  /// Why a text is no reference.
  package enum Fault: Error, Hashable, Sendable {
    /// It is not `framework-version/control`.
    case malformed
    /// A framework is named, without its version.
    case missingVersion(framework: String)
  }

  /// Frameworks whose own name ends with something like a version, or that are often written without one.
  static let knownFrameworks = [
    "aws-well-architected", "bsi-c5", "cis-aws-foundations", "cis-controls", "fedramp", "hipaa", "iso-27001", "nis2",
    "nist-800-53", "nist-csf", "pci-dss", "soc-2",
  ]

  /// Reads a reference.
  ///
  /// - Throws: ``Fault`` when the text is none.
  package init(_ text: String) throws(Fault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, Self.isControl(parts[1]) else { throw .malformed }
    guard !Self.knownFrameworks.contains(parts[0]) else { throw .missingVersion(framework: parts[0]) }
    guard let hyphen = parts[0].lastIndex(of: "-") else {
      throw Self.isWord(parts[0]) ? .missingVersion(framework: parts[0]) : .malformed
    }
    framework = String(parts[0][..<hyphen])
    version = String(parts[0][parts[0].index(after: hyphen)...])
    control = parts[1]
    guard PolicyWording.isKebabCase(framework), Self.isWord(version) else { throw .malformed }
    guard version.utf8.contains(where: { (0x30...0x39).contains($0) }) else {
      throw .missingVersion(framework: parts[0])
    }
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E }
  }

  private static func isControl(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, text.utf8.count <= 40 else { return false }
    return (first.properties.isAlphabetic || first.properties.numericType == .decimal)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x2D, 0x28, 0x29: true
        default: false
        }
      }
  }
}

extension ControlReference: CustomStringConvertible {
  /// The reference as it is written.
  package var description: String { "\(framework)-\(version)/\(control)" }
}
