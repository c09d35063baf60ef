import Foundation

/// What a saved result claims: its certificates, and the passes that they are to prove.
///
/// It is read from the JSON of the result by itself, so that the verifier needs no type of the audit.
package struct CertificateClaims: Decodable, Sendable {
  /// The certificates; `nil` when the result has none.
  package var certificates: IsolationCertificates?
  /// The policy files that the result was made with.
  package var policies: [File]
  /// The assertions.
  package var assertions: [Judged]

  /// A policy file.
  package struct File: Decodable, Sendable {
    package var path: String
    package var sha256: String
  }

  /// An assertion with its pairs.
  package struct Judged: Decodable, Sendable {
    package var id: String
    package var kind: String
    package var pairs: [Pair]

    /// What the audit says of a pair.
    package struct Pair: Decodable, Sendable {
      package var from: String
      package var to: String
      package var outcome: String
    }
  }

  /// Why a file is no result.
  package struct Unreadable: Error {
    /// What was expected.
    package var message: String
  }

  /// Reads a result.
  package static func read(_ bytes: [UInt8]) throws(Unreadable) -> CertificateClaims {
    do {
      return try JSONDecoder().decode(CertificateClaims.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw Unreadable(message: "no audit result with certificates: \(Self.complaint(error))")
    } catch {
      throw Unreadable(message: "no audit result with certificates")
    }
  }

  private static func complaint(_ error: DecodingError) -> String {
    func pointer(_ path: [any CodingKey]) -> String {
      "#" + path.map { "/" + ($0.intValue.map { String($0) } ?? $0.stringValue) }.joined()
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(pointer(context.codingPath)) has no `\(key.stringValue)`"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(pointer(context.codingPath)) is of another kind than expected"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "\(pointer(context.codingPath)) has a value that is not known"
    default: return "it is no JSON document"
    }
  }
}

extension CertificateClaims {
  /// Passes of the result that its certificates do not speak of, and certificates of what it does not call a pass.
  package var discrepancies: [CertificateReport.Refusal] {
    guard let certificates else {
      return [.init(.form, "certificates", "the result has none; audit with a JSON report makes them")]
    }
    var refusals: [CertificateReport.Refusal] = []
    var claimed: [[String]] = []
    for assertion in assertions where assertion.kind == "no-traffic" || assertion.kind == "only-traffic" {
      for pair in assertion.pairs where pair.outcome == "passed" { claimed.append([assertion.id, pair.from, pair.to]) }
    }
    let stated = certificates.pairs.map { [$0.assertion, $0.from, $0.to] }
    for pair in claimed where claimed.count(where: { $0 == pair }) != stated.count(where: { $0 == pair }) {
      let text = "\(pair[0]), \(pair[1]) to \(pair[2])"
      refusals.append(
        .init(.coverage, text, "the result calls it isolated, and no certificate speaks of it, or several do")
      )
    }
    for (pair, written) in zip(stated, certificates.pairs) {
      if !claimed.contains(pair) {
        let text = "\(pair[0]), \(pair[1]) to \(pair[2])"
        refusals.append(.init(.coverage, text, "it has a certificate, and the result does not call it isolated"))
      }
      // The names that a pair is shown with must be those of its parties.
      for (party, name) in [(written.origin, written.from), (written.target, written.to)] {
        guard let party else { continue }
        let record = certificates.parties.indices.contains(party) ? certificates.parties[party] : nil
        guard record.map({ ($0.environment ?? $0.selector) != name }) ?? true else { continue }
        let text = "\(pair[0]), \(pair[1]) to \(pair[2])"
        refusals.append(.init(.form, text, "party \(party) is not `\(name)`"))
      }
    }
    return refusals
  }
}
