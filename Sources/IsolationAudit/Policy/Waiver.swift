/// A waiver as a file has it: somebody's decision to live with findings until a day.
///
/// A waiver with any fault counts as absent. It is kept all the same, with as much as could be read, so that a report can say
/// whose it is.
package struct Waiver: Hashable, Sendable {
  /// The id, unique over all files; empty when it has none that can be read.
  package var id = ""
  /// The id of the assertion whose findings it permits.
  package var assertion = ""
  /// The ids of the findings that it permits; empty for all that it otherwise describes.
  package var findings: [String] = []
  /// The digests of the paths that it permits; a finding on another path is not permitted.
  package var paths: [String] = []
  /// The environment in which the paths start; `nil` for any.
  package var from: String?
  /// The environment that they reach; `nil` for any.
  package var to: String?
  /// The traffic that it permits; empty for any.
  ///
  /// All traffic of a finding must lie within it.
  package var traffic: [WaivedTraffic] = []
  /// The names or ids of elements; empty for any.
  ///
  /// Each element that carries the path must be among them.
  package var via: [Glob] = []
  /// The ARNs of principals; empty for any.
  ///
  /// The principal with which the chain begins must be among them.
  package var principals: [Glob] = []
  /// Why it is permitted.
  package var reason = ""
  /// Who answers for it.
  package var owner = ""
  /// Who agreed.
  package var approver = ""
  /// The ticket.
  package var ticket = ""
  /// The day on which it was written, as the file has it.
  package var created = ""
  /// Its last day, as the file has it.
  package var expires = ""
  /// What compensates for the finding meanwhile.
  package var evidence: String?
  /// Where it is written.
  package var location: SourceLocation
  /// What is wrong with it.
  package var faults: [Diagnostic] = []

  /// Creates a waiver of which nothing is known but its place.
  package init(location: SourceLocation) { self.location = location }

  /// The day on which it was written.
  package var createdDay: CalendarDay? { CalendarDay(created) }
  /// Its last day.
  package var expiryDay: CalendarDay? { CalendarDay(expires) }
  /// Whether it names an assertion and nothing that narrows it.
  package var coversWholeAssertion: Bool {
    findings.isEmpty && from == nil && to == nil && traffic.isEmpty && via.isEmpty && principals.isEmpty
  }
}

/// A part of the traffic that a waiver permits.
package struct WaivedTraffic: Hashable, Sendable {
  /// IP protocol numbers; empty for any.
  package var protocols: [UInt8]
  /// Destination ports, only with TCP and UDP; empty for any.
  package var ports: [PortRange]

  /// Creates a part of traffic.
  package init(protocols: [UInt8], ports: [PortRange]) { (self.protocols, self.ports) = (protocols, ports) }
}

/// The waivers of one file, with what the file says about all of them.
package struct WaiverFile: Hashable, Sendable {
  /// The number of days for which a waiver may last when the file does not say another.
  package static let usualMaximumDays = 365
  /// The number of findings above which a waiver is told to be too wide when the file does not say another.
  package static let usualMaximumFindings = 10

  /// The name of the file.
  package var file: String
  /// The number of days for which a waiver may last, from the day of its creation to its last.
  package var maximumDays = usualMaximumDays
  /// The number of findings above which a waiver is told to be too wide.
  package var maximumFindings = usualMaximumFindings
  /// The waivers, in the order of the file.
  package var waivers: [Waiver] = []

  /// Creates a file without waivers.
  package init(file: String) { self.file = file }
}

/// What became of reading waiver files.
package struct WaiverReading: Sendable {
  /// The files as far as they could be read, in the order in which they were given.
  package var files: [WaiverFile] = []
  /// What is wrong with a file as a whole, so that nothing in it can be relied on: it is no waiver file, two waivers have one id.
  package var refusals: [Diagnostic] = []

  /// Everything that is wrong, by place: the refusals, and the faults of single waivers.
  package var diagnostics: [Diagnostic] {
    (refusals + files.flatMap(\.waivers).flatMap(\.faults)).sorted()
  }

  /// Reads files that belong together; an id may be used once in all of them.
  package static func read(_ inputs: [PolicyInput]) -> WaiverReading {
    var reading = WaiverReading()
    for input in inputs {
      let yaml = YAMLReader.read(input.bytes, file: input.file)
      reading.refusals += yaml.diagnostics
      guard let root = yaml.root else { continue }
      var reader = WaiverFileReader()
      reading.files.append(reader.file(root, named: input.file))
      reading.refusals += reader.refusals
    }
    var places: [String: SourceLocation] = [:]
    for waiver in reading.files.flatMap(\.waivers) where !waiver.id.isEmpty {
      if let first = places[waiver.id] {
        reading.refusals.append(
          Diagnostic(
            .error,
            code: "duplicate-name",
            message: "waiver `\(waiver.id)` is declared already at \(first)",
            location: waiver.location
          )
        )
      } else {
        places[waiver.id] = waiver.location
      }
    }
    return reading
  }
}
