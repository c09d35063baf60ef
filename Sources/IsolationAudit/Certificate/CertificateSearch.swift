/// Finds the smallest invariant of an origin, at a precision: the sets of headers that steps from the start lead to.
///
/// Certificates are made with this and checked without it: the verifier takes one step from each location and compares.
package struct CertificateSearch {
  /// The headers at each location.
  package typealias Invariant = [CertificateLocation: [HeaderBox]]

  /// The largest number of boxes of an invariant; a search that needs more gives up.
  package static let maximumBoxes = 100_000

  /// The smallest invariant of an origin, or `nil` when it has too many boxes.
  static func invariant(
    _ network: CertificateNetwork,
    _ origin: CertificateOrigin,
    _ precision: IsolationCertificates.Invariant.Precision
  ) -> Invariant? {
    var known: Invariant = [:]
    var count = 0
    var pending: [(CertificateLocation, HeaderBox)] = []
    func take(_ moves: [CertificateStep.Move]) -> Bool {
      for move in moves {
        let box = precision.widened(move.box, at: move.location, network)
        let here = known[move.location] ?? []
        for piece in here.isEmpty ? [box] : CertificateBoxes.missing(box, from: here) {
          known[move.location, default: []].append(piece)
          pending.append((move.location, piece))
          count += 1
        }
      }
      return count <= maximumBoxes
    }
    var step = CertificateStep(network, origin, notesStops: false)
    step.start()
    guard take(step.moves) else { return nil }
    while let (location, box) = pending.popLast() {
      step.clear()
      step.advance(location, box)
      guard take(step.moves) else { return nil }
    }
    return known.mapValues { CertificateBoxes.compact($0) }
  }
}

extension IsolationCertificates.Invariant.Precision {
  /// The box, at a location, with what the precision does not tell left open.
  func widened(_ box: HeaderBox, at location: CertificateLocation, _ network: CertificateNetwork) -> HeaderBox {
    switch self {
    case .headers: return box
    case .networks:
      let source = location.history.isTranslated ? box.source : network.prefix(around: box.source, box.family)
      return HeaderBox(family: box.family, source: source, destination: box.destination)
    case .destinations:
      // Public addresses are what filters at the edge go by, and there are few of them.
      let source = location.place == .internet ? box.source : nil
      return HeaderBox(family: box.family, source: source, destination: box.destination)
    }
  }
}

extension CertificateSearch {
  /// What the packets of an invariant do, one step on.
  static func outcome(
    of invariant: Invariant,
    _ network: CertificateNetwork,
    _ origin: CertificateOrigin
  ) -> CertificateOutcome {
    var outcome = CertificateOutcome()
    var step = CertificateStep(network, origin, notesStops: true)
    step.start()
    outcome.add(step, from: nil)
    let places = invariant.keys.map { ($0.sortKey(network.estate), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    for place in places {
      for box in invariant[place] ?? [] {
        step.clear()
        step.advance(place, box)
        outcome.add(step, from: place)
      }
    }
    outcome.stops = step.stops
    return outcome
  }
}
