import Crypto

/// Checks the certificates of an audit's result against the snapshot that they speak of.
///
/// It shares with the engine the readers, the header space and the estate, and nothing else: whatever the engine got wrong
/// about routes, filters or gateways, this does not repeat.
package struct CertificateVerifier {
  private let certificates: IsolationCertificates
  private let network: CertificateNetwork
  private let files: SourceFiles
  private let diagnostics: [Diagnostic]
  private var report = CertificateReport()
  /// The pairs that are safe, with what was found about them.
  private var judged: [(pair: IsolationCertificates.Pair, judgement: CertificateJudge.Judgement)] = []

  private var estate: Estate { network.estate }

  /// Prepares the check of certificates against a snapshot.
  package init(_ certificates: IsolationCertificates, _ snapshot: AWSSnapshot) {
    self.certificates = certificates
    network = CertificateNetwork(snapshot.estate)
    (files, diagnostics) = (snapshot.files, snapshot.diagnostics)
  }

  /// Checks everything.
  ///
  /// - Parameters:
  ///   - certificates: The certificates.
  ///   - snapshot: The snapshot.
  ///   - policies: The path and SHA-256 of each policy file; `nil` not to compare them.
  ///   - comparesDigests: Whether the certificates must be made of these very bytes; without it, of this estate.
  /// - Returns: What holds, what has no proof, and what is refused.
  package static func verify(
    _ certificates: IsolationCertificates,
    against snapshot: AWSSnapshot,
    policies: [(path: String, sha256: String)]? = nil,
    comparesDigests: Bool = true
  ) -> CertificateReport {
    var verifier = CertificateVerifier(certificates, snapshot)
    verifier.check(policies, comparesDigests)
    return verifier.report
  }

  /// The digest of some files, whatever their order: over a line for each, in the form of `sha256sum`.
  package static func digest(_ files: [(path: String, sha256: String)]) -> String {
    var hash = SHA256()
    for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      hash.update(data: Array("\(file.sha256)  \(file.path)\n".utf8))
    }
    return hash.finalize().reduce(into: "") { text, byte in
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }

  private mutating func refuse(_ step: CertificateReport.Step, _ subject: String, _ message: String) {
    report.refusals.append(.init(step, subject, message))
  }

  private static let whole = "certificates"

  private mutating func check(_ policies: [(path: String, sha256: String)]?, _ comparesDigests: Bool) {
    guard certificates.schema == IsolationCertificates.currentSchema else {
      let expected = IsolationCertificates.currentSchema
      return refuse(.form, Self.whole, "schema `\(certificates.schema)`, expected `\(expected)`")
    }
    if comparesDigests {
      let found = Self.digest(files.files.map { ($0.path, $0.sha256) })
      if found != certificates.snapshot {
        refuse(.digest, Self.whole, "made of a snapshot with digest \(certificates.snapshot), this one has \(found)")
      }
      if let policies {
        let found = Self.digest(policies)
        if found != certificates.policy {
          refuse(.digest, Self.whole, "made of policies with digest \(certificates.policy), these have \(found)")
        }
      }
    }
    for pair in certificates.pairs where !pair.isProven {
      report.unproven.append(
        .init(assertion: pair.assertion, from: pair.from, to: pair.to, reason: pair.reason ?? "no reason is given")
      )
    }
    guard certificates.pairs.contains(where: \.isProven) else { return }
    for objection in CertificateCompleteness.objections(estate, diagnostics) {
      refuse(.completeness, Self.whole, objection)
    }
    let parties = CertificateParties(certificates, network)
    report.refusals += parties.refusals
    guard let membership = parties.membership else { return }
    for index in certificates.invariants.indices { check(invariant: index, parties, membership) }
    var wording = CertificateWording(estate, files)
    wording.locate(judged.map(\.judgement))
    for (pair, judgement) in judged { compare(pair, judgement, wording) }
    let order = Dictionary(
      certificates.pairs.enumerated().map { (Self.subject($1), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    func place(_ pair: CertificateReport.Verified) -> Int {
      order["\(pair.assertion), \(pair.from) to \(pair.to)"] ?? 0
    }
    report.verified = report.verified.enumerated()
      .sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
    for pair in certificates.pairs {
      if let index = pair.invariant, !certificates.invariants.indices.contains(index) {
        refuse(.form, Self.subject(pair), "invariant \(index) is not there")
      }
    }
  }

  private static func subject(_ pair: IsolationCertificates.Pair) -> String {
    "\(pair.assertion), \(pair.from) to \(pair.to)"
  }

  private mutating func check(invariant index: Int, _ parties: CertificateParties, _ membership: CertificateMembership)
  {
    let written = certificates.invariants[index]
    let subject = "invariant \(index)"
    let pairs = certificates.pairs.filter { $0.invariant == index }
    guard !pairs.isEmpty else { return refuse(.support, subject, "no pair rests on it") }
    var targets: UInt128 = 0
    for pair in pairs {
      guard let target = pair.target, certificates.parties.indices.contains(target), pair.origin == written.origin,
        target != written.origin, certificates.parties.indices.contains(written.origin)
      else { return refuse(.form, Self.subject(pair), "its parties are not there, or not those of its invariant") }
      targets |= 1 << UInt128(target)
    }
    guard let origin = parties.origin(written.origin, targets: targets, membership) else {
      return refuse(.form, subject, "its origin names endpoints or load balancers that are not in the snapshot")
    }
    var invariant: CertificateSearch.Invariant = [:]
    for location in written.locations {
      guard let place = CertificateLocation(location, in: estate) else {
        return refuse(.form, subject, "location `\(location.place) \(location.id ?? "")` is not in the snapshot")
      }
      guard invariant[place] == nil else {
        return refuse(.form, subject, "location `\(location.place) \(location.id ?? "")` is there twice")
      }
      var boxes: [HeaderBox] = []
      for text in location.boxes {
        guard let box = CertificateBoxText.box(text) else {
          return refuse(
            .form,
            subject,
            "`\(text)` is no set of headers, expected `tcp 10.0.0.0/8 any > 10.1.0.0/16 443`"
          )
        }
        boxes.append(box)
      }
      invariant[place] = boxes
    }
    let before = report.refusals.count
    let outcome = walk(invariant, written.precision, origin, subject)
    guard report.refusals.count == before else { return }
    let judge = CertificateJudge(network: network, membership: membership, origin: origin, party: written.origin)
    for pair in pairs { examine(pair, parties, judge, outcome) }
  }

  /// Takes one step from everywhere: the invariant must hold what is there at the start and after each step, and no more.
  private mutating func walk(
    _ invariant: CertificateSearch.Invariant,
    _ precision: IsolationCertificates.Invariant.Precision,
    _ origin: CertificateOrigin,
    _ subject: String
  ) -> CertificateOutcome {
    var outcome = CertificateOutcome()
    var images: CertificateSearch.Invariant = [:]
    func leftOut(_ moves: [CertificateStep.Move]) -> (CertificateStep.Move, HeaderBox)? {
      for move in moves {
        let box = precision.widened(move.box, at: move.location, network)
        if let missing = CertificateBoxes.missing(box, from: invariant[move.location] ?? []).first {
          return (move, missing)
        }
        if !(images[move.location]?.contains { $0.contains(box) } ?? false) {
          images[move.location, default: []].append(box)
        }
      }
      return nil
    }
    var step = CertificateStep(network, origin, notesStops: true)
    step.start()
    outcome.add(step, from: nil)
    if let (move, missing) = leftOut(step.moves) {
      refuse(
        .start,
        subject,
        "the origin can send `\(CertificateBoxText.text(missing))` \(move.location.text(estate)), and the invariant lacks it"
      )
    }
    let places = invariant.keys.map { ($0.sortKey(estate), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    for place in places {
      for box in invariant[place] ?? [] {
        step.clear()
        step.advance(place, box)
        outcome.add(step, from: place)
        guard let (move, missing) = leftOut(step.moves) else { continue }
        let rule = move.rule.map { " by \(files.locate($0))" } ?? ""
        refuse(
          .closure,
          subject,
          "packets \(place.text(estate)) get\(rule) to be `\(CertificateBoxText.text(missing))` "
            + "\(move.location.text(estate)), and the invariant lacks it"
        )
        break
      }
    }
    outcome.stops = step.stops
    for place in places {
      for box in invariant[place] ?? [] {
        guard let extra = CertificateBoxes.missing(box, from: images[place] ?? []).first else { continue }
        refuse(.support, subject, "nothing sends `\(CertificateBoxText.text(extra))` to be \(place.text(estate))")
        break
      }
    }
    return outcome
  }

  /// Whether anybody of the other side takes a packet.
  private mutating func examine(
    _ pair: IsolationCertificates.Pair,
    _ parties: CertificateParties,
    _ judge: CertificateJudge,
    _ outcome: CertificateOutcome
  ) {
    let subject = Self.subject(pair)
    guard let target = pair.target else { return }
    var terms: [CertificateTerm] = []
    for index in pair.terms {
      guard certificates.terms.indices.contains(index), let term = parties.term(certificates.terms[index]) else {
        return refuse(.form, subject, "term \(index) is not there, or names what is not there")
      }
      terms.append(term)
    }
    let judgement = judge.judge(
      target: target,
      ownBalancers: parties.ownBalancers(of: target),
      terms: terms,
      outcome
    )
    if let objection = judgement.objection { return refuse(.safety, subject, objection) }
    judged.append((pair, judgement))
  }

  /// Whether a pair states what was found.
  private mutating func compare(
    _ pair: IsolationCertificates.Pair,
    _ judgement: CertificateJudge.Judgement,
    _ written: CertificateWording
  ) {
    let subject = Self.subject(pair)
    let before = report.refusals.count
    let accepted = written.accepted(judgement, terms: pair.terms)
    if accepted != pair.accepted {
      refuse(.accepted, subject, Self.difference(accepted, pair.accepted))
    }
    let stops = written.stops(judgement)
    for stop in stops where !pair.stops.contains(stop) {
      refuse(.stops, subject, "leaves out \(Self.text(stop))")
    }
    for stop in pair.stops where !stops.contains(stop) {
      refuse(.stops, subject, "names \(Self.text(stop)), which stops nothing on the way")
    }
    if report.refusals.count == before, stops != pair.stops {
      refuse(.stops, subject, "names its elements in another order than packets meet them, or twice")
    }
    guard report.refusals.count == before else { return }
    report.verified.append(
      .init(
        assertion: pair.assertion,
        from: pair.from,
        to: pair.to,
        stops: stops.count,
        accepted: accepted.reduce(0) { $0 + $1.boxes.count }
      )
    )
  }

  private static func difference(
    _ found: [IsolationCertificates.Accepted],
    _ stated: [IsolationCertificates.Accepted]
  ) -> String {
    for part in found {
      let same = stated.first { $0.term == part.term }?.boxes ?? []
      if let box = part.boxes.first(where: { !same.contains($0) }) {
        return "term \(part.term) accepts `\(box)`, and the certificate does not state it"
      }
    }
    for part in stated {
      let same = found.first { $0.term == part.term }?.boxes ?? []
      if let box = part.boxes.first(where: { !same.contains($0) }) {
        return "states that term \(part.term) accepts `\(box)`, and nothing of it crosses"
      }
    }
    return "states accepted traffic in another order than expected, or twice"
  }

  private static func text(_ stop: IsolationCertificates.Stop) -> String {
    "\(stop.code) at \(stop.resource)" + (stop.location.map { " (\($0))" } ?? "")
  }
}
