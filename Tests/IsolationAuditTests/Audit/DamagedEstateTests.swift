import IsolationAudit
import Oracles
import Testing

/// Snapshots of tiny estates in which ids, CIDR blocks, states and numbers were swapped for others.
struct DamagedEstate {
  let files: [(path: String, bytes: [UInt8])]
  /// The ids of its network interfaces before the damage.
  let interfaces: [String]
  let policy: String

  /// Makes an estate and damages it; the same seed gives the same damage.
  init(seed: UInt64) {
    let estate = TinyEstateGenerator.estate(seed: seed)
    interfaces = estate.interfaces.map(\.id)
    var random = SeededNumbers(seed: seed &* 0x9E37_79B9_7F4A_7C15)
    var texts = estate.files().map { (path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
    let tokens = Array(Set(texts.flatMap { Self.tokens($0.text) })).sorted()
    let strange = [
      "", "0.0.0.0/0", "::/0", "10.0.0.0/31", "255.255.255.255/32", "local", "active", "blackhole", "pl-0", "-1",
      "10.0.0.1/24", "999.0.0.0/8", "vpc-", "deleted", "\u{202E}",
    ]
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let file = Int.random(in: texts.indices, using: &random)
      let own = Self.tokens(texts[file].text)
      guard !own.isEmpty else { continue }
      let old = random.pick(own)
      let new = random.chance(80) ? random.pick(tokens) : random.pick(strange)
      let every = random.chance(50)
      texts[file].text =
        every
        ? texts[file].text.replacing("\"\(old)\"", with: "\"\(new)\"")
        : texts[file].text.replacing("\"\(old)\"", with: "\"\(new)\"", maxReplacements: 1)
    }
    files = texts.map { (path: $0.path, bytes: Array($0.text.utf8)) }
    let names = estate.vpcs.map { "{ environment: e-\($0.id) }" }.joined(separator: ", ")
    policy = """
      schema: isolation-audit/v1
      environments:
      \(estate.vpcs.map { "  e-\($0.id): { tier: t-\($0.id), match: [{ vpc: \($0.id) }] }" }.joined(separator: "\n"))
      assertions:
        - { id: traffic, title: Nothing crosses, no-traffic: { between: [\(names)] } }
        - { id: addresses, title: No address twice, disjoint-address-space: { between: [\(names)] } }
      """
  }

  /// The texts of a document that are no member names.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var isOpen = false
    var token = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\"" {
        if isOpen, rest.first != ":" { tokens.append(token) }
        isOpen.toggle()
        token = ""
      } else if isOpen {
        token.append(character)
      }
    }
    return tokens
  }
}

@Suite("Damaged estates")
struct DamagedEstateTests {
  /// Far above what any of them takes (milliseconds), far below a hang.
  private static let limit = Duration.seconds(20)

  @Test("whatever is swapped for whatever, the audit ends in time", arguments: 0..<6)
  func damage(block: Int) throws {
    var judged = 0
    var contradicted = 0
    for number in 0..<8 {
      let seed = UInt64(block * 1_000 + number + 1)
      let damaged = DamagedEstate(seed: seed)
      let took = try ContinuousClock().measure {
        let snapshot = try AWSSnapshot.read(files: damaged.files)
        if !snapshot.estate.contradictions.isEmpty { contradicted += 1 }
        let inputs = [PolicyInput(file: "policy.yaml", text: damaged.policy)]
        let policy = try IsolationAuditor.policy(inputs)
        // A policy that matches nothing any more is refused, which is an answer too.
        if let result = try? IsolationAuditor().audit(snapshot, policy, inputs, SmallAudit.options) {
          judged += 1
          let errors = result.diagnostics.contains {
            $0.severity == .error && Contradiction.Kind(rawValue: $0.code) == nil
          }
          if errors { #expect(result.verdict != .pass, "seed \(seed)") }
        }
        let session = ReachSession(snapshot.estate, files: snapshot.files)
        for (from, to) in zip(damaged.interfaces, damaged.interfaces.dropFirst()) {
          _ = session.answer(try ReachProbe(from: from, to: to, transport: "tcp", port: 443))
        }
      }
      #expect(took < Self.limit, "seed \(seed)")
    }
    #expect(judged > 0)
    #expect(contradicted > 0)
  }
}
