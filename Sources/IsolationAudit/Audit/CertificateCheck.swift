/// Checks a saved result's certificates against a snapshot directory and, when given, the policy.
///
/// The network is judged by ``CertificateVerifier`` alone; who belongs to which environment, which sites are trusted and what
/// traffic is accepted is the policy's to say and compared with it here.
package enum CertificateCheck {
  /// Checks the certificates of a result.
  ///
  /// - Throws: ``AuditError`` when the snapshot or a policy file cannot be read.
  package static func run(
    _ claims: CertificateClaims,
    snapshot directory: String,
    policies paths: [String]
  ) throws(AuditError) -> CertificateReport {
    let snapshot: AWSSnapshot
    do throws(SnapshotError) {
      snapshot = try AWSSnapshot.read(directory: directory)
    } catch {
      throw .input([
        Diagnostic(.error, code: "no-snapshot", message: error.message, location: SourceLocation(file: directory))
      ])
    }
    return run(claims, snapshot, try paths.isEmpty ? nil : IsolationAuditor.readPolicies(paths))
  }

  /// Checks the certificates of a result against a snapshot that has been read.
  package static func run(
    _ claims: CertificateClaims,
    _ snapshot: AWSSnapshot,
    _ policies: [PolicyInput]?,
    comparesDigests: Bool = true
  ) -> CertificateReport {
    guard let certificates = claims.certificates else {
      var report = CertificateReport()
      report.refuse(claims.discrepancies)
      return report
    }
    let files = (policies ?? []).map { input in
      (path: input.file, sha256: SourceFile(path: input.file, storage: .memory(input.bytes)).digest()?.sha256 ?? "")
    }
    var report = CertificateVerifier.verify(
      certificates,
      against: snapshot,
      policies: policies == nil ? nil : files,
      comparesDigests: comparesDigests
    )
    report.refuse(claims.discrepancies)
    if let policies { report.refuse(compare(certificates, snapshot, policies)) }
    return report
  }

  /// Compares parties, sites and terms with what the policy says of the snapshot.
  private static func compare(
    _ certificates: IsolationCertificates,
    _ snapshot: AWSSnapshot,
    _ policies: [PolicyInput]
  ) -> [CertificateReport.Refusal] {
    let expected: IsolationCertificates
    do {
      let run = try AuditRun(
        snapshot.estate,
        files: snapshot.files,
        policy: IsolationAuditor.policy(policies)
      )
      expected = run.certificateBasis(certificates.pairs)
    } catch {
      let text = error.diagnostics.first?.description ?? "the policy cannot be used"
      return [.init(.policy, "certificates", text)]
    }
    var refusals: [CertificateReport.Refusal] = []
    func refuse(_ message: String) { refusals.append(.init(.policy, "certificates", message)) }
    for party in expected.parties {
      let stated = certificates.parties.filter { $0.environment == party.environment && $0.selector == party.selector }
      if stated.isEmpty { refuse("`\(party.name)` of the policy is not among the parties") }
      for other in stated where other != party {
        let difference =
          Set(other.interfaces + other.clientVPNEndpoints + other.loadBalancers)
          .symmetricDifference(party.interfaces + party.clientVPNEndpoints + party.loadBalancers).sorted()
        let first = difference.first.map { ", first of them \($0)" } ?? ""
        refuse("`\(party.name)` has other members than the policy says\(first)")
      }
    }
    for party in certificates.parties where !expected.parties.contains(where: { $0.name == party.name }) {
      refuse("`\(party.name)` is no environment or selector of the policy")
    }
    if certificates.unassigned != expected.unassigned {
      let difference = Set(certificates.unassigned).symmetricDifference(expected.unassigned).sorted()
      refuse("what is in no environment differs from what the policy says, first \(difference.first ?? "in its order")")
    }
    if certificates.sites != expected.sites { refuse("the sites are not those of the policy") }
    for (index, pair) in certificates.pairs.enumerated() where pair.isProven {
      let (mine, policys) = (certificates.written(pair.terms), expected.written(expected.pairs[index].terms))
      if mine != policys {
        refuse("the accepted traffic of \(pair.assertion), \(pair.from) to \(pair.to), is not what the policy accepts")
      }
      let stated = [pair.origin, pair.target].map { certificates.party($0) }
      let meant = [expected.pairs[index].origin, expected.pairs[index].target].map { expected.party($0) }
      if stated != meant { refuse("the sides of \(pair.assertion), \(pair.from) to \(pair.to), are not the policy's") }
    }
    return refusals
  }
}

extension IsolationCertificates {
  /// A party by its index.
  fileprivate func party(_ index: Int?) -> Party? {
    guard let index, parties.indices.contains(index) else { return nil }
    return parties[index]
  }

  /// Terms with their parties written out, so that terms of different certificates can be compared.
  fileprivate func written(_ indices: [Int]) -> [WrittenTerm] {
    indices.filter(terms.indices.contains).map { index in
      var term = terms[index]
      let sides = [term.from, term.to].map { party($0) }
      (term.from, term.to) = (nil, nil)
      return WrittenTerm(term: term, sides: sides)
    }
  }

  fileprivate struct WrittenTerm: Equatable {
    var term: Term
    var sides: [Party?]
  }
}

extension CertificateReport {
  /// The report for readers, a line for each pair and one in the end.
  package var lines: [String] {
    var lines = verified.map { pair in
      let accepted = pair.accepted == 0 ? "" : ", but for \(Self.count(pair.accepted, "set")) of accepted traffic"
      let stops = Self.count(pair.stops, "element")
      return "verified: \(pair.assertion), \(pair.from) to \(pair.to): stopped by \(stops)\(accepted)"
    }
    lines += unproven.map { "no certificate: \($0.assertion), \($0.from) to \($0.to): \($0.reason)" }
    let whole = verified.count + unproven.count
    lines.append(
      refusals.isEmpty
        ? "\(verified.count) of \(Self.count(whole, "certificate")) verified"
        : "refused for \(Self.count(refusals.count, "reason")); nothing is proven"
    )
    return lines
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
