/// Writes what was worked out in the form of a certificate.
package struct CertificateWording {
  private let estate: Estate
  private let files: SourceFiles
  private var locations: [Provenance: SourceLocation] = [:]

  /// Uses the names of an estate and the places of its files.
  package init(_ estate: Estate, _ files: SourceFiles) { (self.estate, self.files) = (estate, files) }

  /// Works out the places that some judgements name, reading each file at most once.
  package mutating func locate(_ judgements: [CertificateJudge.Judgement]) {
    let places = Set(judgements.flatMap { $0.stops.compactMap(\.rule) }).subtracting(locations.keys).sorted()
    for (place, location) in zip(places, files.locate(places)) { locations[place] = location }
  }

  /// The accepted traffic of a judgement, by term, where there is any.
  package func accepted(_ judgement: CertificateJudge.Judgement, terms: [Int]) -> [IsolationCertificates.Accepted] {
    zip(terms, judgement.accepted).filter { !$0.1.isEmpty }.map { term, boxes in
      IsolationCertificates.Accepted(term: term, boxes: boxes.map { CertificateBoxText.text($0) })
    }
  }

  /// What stops the rest, with those places that have been worked out.
  package func stops(_ judgement: CertificateJudge.Judgement) -> [IsolationCertificates.Stop] {
    judgement.stops.map { stop in
      IsolationCertificates.Stop(
        code: stop.code,
        resource: estate.symbols[stop.resource],
        location: stop.rule.flatMap { locations[$0] }
      )
    }
  }

  /// The locations of an invariant, sorted.
  package func locations(_ invariant: CertificateSearch.Invariant) -> [IsolationCertificates.Location] {
    invariant.keys.map { ($0.sortKey(estate), $0) }.sorted { $0.0 < $1.0 }.map { _, place in
      var location = place.written(estate)
      location.boxes = (invariant[place] ?? []).map { CertificateBoxText.text($0) }
      return location
    }
  }
}
