import IsolationAudit
import Testing

/// Each mistake in a waiver file, with its place and its message.
@Suite("Mistakes in waiver files")
struct WaiverErrorTests {
  /// A waiver without faults, line by line.
  static let good = [
    "  - id: orders-migration",
    "    assertion: no-cross-traffic",
    "    finding: 3f9a1c5be0427d68",
    "    path: \"0123456789abcdef\"",
    "    reason: The migration of orders ends in December.",
    "    owner: orders@flowmart.example",
    "    approver: ciso@flowmart.example",
    "    ticket: SEC-1234",
    "    created: 2026-11-01",
    "    expires: 2026-12-15",
  ]

  static func file(_ waivers: [[String]], head: [String] = []) -> String {
    (["schema: isolation-audit/waivers/v1"] + head + ["waivers:"] + waivers.flatMap { $0 }).joined(separator: "\n")
      + "\n"
  }

  /// A waiver with one line changed, left out or added.
  static func file(without key: String, with line: String? = nil) -> String {
    var lines = good
    let place = lines.firstIndex { $0.hasPrefix("    \(key):") || $0.hasPrefix("  - \(key):") }
    if let place { lines.remove(at: place) }
    if key == "id", place != nil { lines[0] = "  - " + lines[0].dropFirst(4) }
    if let line { lines.insert("    " + line, at: max(1, place ?? lines.count)) }
    return file([lines])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    /// The message, as it is printed.
    let message: String
    /// Whether the file as a whole is refused; otherwise the one waiver counts as absent.
    let refuses: Bool
    var testDescription: String { what }

    init(_ what: String, _ text: String, _ message: String, refuses: Bool = false) {
      (self.what, self.text, self.message, self.refuses) = (what, text, message, refuses)
    }
  }

  static let required = [
    "id", "assertion", "path", "reason", "owner", "approver", "ticket", "created", "expires",
  ].map { key in
    Mistake("no \(key)", file(without: key), "w.yaml:3:5: error: a waiver needs `\(key)`")
  }

  static let mistakes =
    required + [
      Mistake("no YAML", "waivers: [", "w.yaml:", refuses: true),
      Mistake("an empty file", "", "w.yaml:1:1: error: the file is empty", refuses: true),
      Mistake("a list", "- a\n", "w.yaml:1:1: error: a waiver file is a mapping; found a list", refuses: true),
      Mistake(
        "no schema",
        "waivers: []\n",
        "w.yaml:1:1: error: a waiver file begins with `schema: isolation-audit/waivers/v1`",
        refuses: true
      ),
      Mistake(
        "a policy",
        "schema: isolation-audit/v1\nwaivers: []\n",
        "w.yaml:1:9: error: the schema is `isolation-audit/v1`; this version reads `isolation-audit/waivers/v1`",
        refuses: true
      ),
      Mistake(
        "no list",
        "schema: isolation-audit/waivers/v1\n",
        "w.yaml:1:1: error: a waiver file needs `waivers`, a list; `[]` when there are none",
        refuses: true
      ),
      Mistake(
        "a mapping of waivers",
        "schema: isolation-audit/waivers/v1\nwaivers: { a: b }\n",
        "w.yaml:2:10: error: `waivers` is a list of waivers; found a mapping",
        refuses: true
      ),
      Mistake(
        "a misspelt key of the file",
        "schema: isolation-audit/waivers/v1\nmax-day: 3\nwaivers: []\n",
        "w.yaml:2:1: error: unknown key `max-day` in a waiver file; did you mean `max-days`?",
        refuses: true
      ),
      Mistake(
        "no number of days",
        "schema: isolation-audit/waivers/v1\nmax-days: forever\nwaivers: []\n",
        "w.yaml:2:11: error: `max-days` takes a number from 1 to 3650; found `forever`",
        refuses: true
      ),
      Mistake(
        "a key twice",
        file([good + ["    owner: somebody-else"]]),
        "w.yaml:13:5: error: duplicate key `owner`; it was first given at line 8",
        refuses: true
      ),
      Mistake("a text", file([["  - forever"]]), "w.yaml:3:5: error: a waiver is a mapping; found `forever`"),
      Mistake(
        "a misspelt key",
        file(without: "-", with: "expired: 2027-01-01"),
        "w.yaml:13:5: error: unknown key `expired` in a waiver; did you mean `expires`?"
      ),
      Mistake(
        "an id with spaces",
        file(without: "id", with: "id: Orders migration"),
        "w.yaml:4:9: error: `Orders migration` is no name for a waiver"
      ),
      Mistake(
        "an empty reason",
        file(without: "reason", with: "reason:"),
        "w.yaml:7:5: error: `reason` takes a text; found nothing"
      ),
      Mistake(
        "a reason of invisible characters",
        file(without: "reason", with: "reason: \"\\u2003\""),
        "w.yaml:7:13: error: `reason` takes a text; found `\u{2003}`"
      ),
      Mistake(
        "a list of owners",
        file(without: "owner", with: "owner: [a, b]"),
        "w.yaml:8:12: error: `owner` takes a text; found a list"
      ),
      Mistake(
        "no such day",
        file(without: "expires", with: "expires: 2026-11-31"),
        "w.yaml:12:14: error: `expires` takes a day such as 2026-12-31; found `2026-11-31`"
      ),
      Mistake(
        "a day as people write it",
        file(without: "created", with: "created: 1.11.2026"),
        "w.yaml:11:14: error: `created` takes a day such as 2026-12-31; found `1.11.2026`"
      ),
      Mistake(
        "a moment",
        file(without: "expires", with: "expires: 2026-12-15T00:00:00Z"),
        "w.yaml:12:14: error: `expires` takes a day such as 2026-12-31; found `2026-12-15T00:00:00Z`"
      ),
      Mistake(
        "an end before the beginning",
        file(without: "expires", with: "expires: 2026-10-31"),
        "w.yaml:12:14: error: the waiver ends on 2026-10-31, before the day of its creation, 2026-11-01"
      ),
      Mistake(
        "more days than there may be",
        file(without: "expires", with: "expires: 2027-11-02"),
        "w.yaml:12:14: error: the waiver lasts 366 days, expected at most 365"
      ),
      Mistake(
        "more days than the file allows",
        file([good], head: ["max-days: 30"]),
        "w.yaml:13:14: error: the waiver lasts 44 days, expected at most 30"
      ),
      Mistake(
        "an id of a finding that is none",
        file(without: "finding", with: "finding: 3F9A1C5BE0427D68"),
        "w.yaml:5:14: error: `3F9A1C5BE0427D68` is not the id of a finding, expected 16 hexadecimal digits"
      ),
      Mistake(
        "a digest that is cut",
        file(without: "path", with: "path: [\"0123456789abcde\"]"),
        "w.yaml:6:12: error: `0123456789abcde` is not the digest of a path, expected 16 hexadecimal digits"
      ),
      Mistake(
        "no digest in the list",
        file(without: "path", with: "path: []"),
        "w.yaml:6:11: error: `path` takes the digest of a path, or a list; found an empty list"
      ),
      Mistake(
        "ports without a protocol",
        file(without: "-", with: "traffic: [{ ports: [443] }]"),
        "w.yaml:13:17: error: `ports` needs `protocol: tcp`, `udp` or both beside it"
      ),
      Mistake(
        "a port that is none",
        file(without: "-", with: "traffic: [{ protocol: tcp, ports: [70000] }]"),
        "w.yaml:13:40: error: `70000` is no port"
      ),
      Mistake(
        "traffic without anything",
        file(without: "-", with: "traffic: [{}]"),
        "w.yaml:13:15: error: a part of traffic without keys is all traffic; name what is meant"
      ),
      Mistake(
        "traffic that is no list",
        file(without: "-", with: "traffic: all"),
        "w.yaml:13:14: error: `traffic` is a list of parts of traffic"
      ),
    ]

  @Test("each is told with its line and column", arguments: mistakes)
  func told(_ mistake: Mistake) throws {
    let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: mistake.text)])
    let lines = reading.diagnostics.map(\.description)
    #expect(lines.contains { $0.hasPrefix(mistake.message) }, "\(lines)")
    #expect(lines.count == 1, "\(lines)")
    #expect(!reading.refusals.isEmpty == mistake.refuses)
    if !mistake.refuses {
      let waiver = try #require(reading.files.first?.waivers.first)
      #expect(!waiver.faults.isEmpty)
    }
  }

  @Test("a waiver without mistakes has none, and is read as it is written")
  func accepted() throws {
    let text = Self.file([
      Self.good + [
        "    from: development", "    to: production", "    via: [\"migration-*\", pcx-0a]",
        "    principal: \"arn:aws:iam::111111111111:role/*\"",
        "    traffic: [{ protocol: tcp, ports: [443, \"8000-8100\"] }, { protocol: icmp }]", "    evidence: Flow logs.",
      ]
    ])
    let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: text)])
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    let waiver = try #require(reading.files.first?.waivers.first)
    #expect(waiver.findings == ["3f9a1c5be0427d68"] && waiver.paths == ["0123456789abcdef"])
    #expect(waiver.from == "development" && waiver.to == "production")
    #expect(waiver.via.map(\.pattern) == ["migration-*", "pcx-0a"])
    #expect(waiver.traffic.first == WaivedTraffic(protocols: [6], ports: [PortRange(443, 443), PortRange(8000, 8100)]))
    #expect(waiver.evidence == "Flow logs." && waiver.owner == "orders@flowmart.example")
    #expect(waiver.location.description == "w.yaml:3:5")
  }

  @Test("all mistakes of a file are told at once, and a faulty waiver leaves the others alone")
  func severalAtOnce() {
    let broken = Self.good.map {
      $0.replacing("orders-migration", with: "broken").replacing("2026-12-15", with: "soon")
    }
    let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: Self.file([broken, Self.good]))])
    #expect(reading.refusals.isEmpty)
    #expect(reading.files.first?.waivers.map(\.faults.isEmpty) == [false, true])
  }

  @Test("one id in two files, or twice in one, is refused and names both places")
  func duplicates() {
    let text = Self.file([Self.good])
    let two = WaiverReading.read([PolicyInput(file: "a.yaml", text: text), PolicyInput(file: "b.yaml", text: text)])
    #expect(
      two.refusals.map(\.description)
        == ["b.yaml:3:5: error: waiver `orders-migration` is declared already at a.yaml:3:5"]
    )
    let one = WaiverReading.read([PolicyInput(file: "a.yaml", text: Self.file([Self.good, Self.good]))])
    #expect(one.refusals.count == 1)
  }

  @Test("a file without waivers is a waiver file")
  func emptyList() {
    let reading = WaiverReading.read([
      PolicyInput(file: "w.yaml", text: "schema: isolation-audit/waivers/v1\nwaivers: []\n")
    ])
    #expect(reading.diagnostics.isEmpty && reading.files.first?.waivers.isEmpty == true)
  }

  @Test("characters that turn text around or hide in it are refused with their place")
  func invisible() {
    let text = Self.file(without: "owner", with: "owner: \"a\u{202E}b\"")
    let reading = WaiverReading.read([PolicyInput(file: "w.yaml", text: text)])
    #expect(reading.refusals.map(\.description) == ["w.yaml:8:14: error: the character U+202E is not accepted"])
  }
}
