/// Writes what was worked out in the form of a certificate.
package struct CertificateWording {
  private let estate: Estate
  private let files: SourceFiles

  /// Uses the names of an estate and the places of its files.
  package init(_ estate: Estate, _ files: SourceFiles) { (self.estate, self.files) = (estate, files) }

  /// The accepted traffic of a judgement, by term, where there is any.
  package func accepted(_ judgement: CertificateJudge.Judgement, terms: [Int]) -> [IsolationCertificates.Accepted] {
    zip(terms, judgement.accepted).filter { !$0.1.isEmpty }.map { term, boxes in
      IsolationCertificates.Accepted(term: term, boxes: boxes.map { CertificateBoxText.text($0) })
    }
  }

  /// What stops the rest, with places.
  package func stops(_ judgement: CertificateJudge.Judgement) -> [IsolationCertificates.Stop] {
    let places = judgement.stops.compactMap(\.rule)
    var locations = files.locate(places).makeIterator()
    return judgement.stops.map { stop in
      IsolationCertificates.Stop(
        code: stop.code,
        resource: estate.symbols[stop.resource],
        location: stop.rule == nil ? nil : locations.next()
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
