import IsolationAudit
import Testing

@Suite("What a selector covers")
struct SelectorMatchingTests {
  /// Reads a selector, by way of an assertion.
  private func selector(_ text: String) throws -> Selector {
    try #require(try assertion("no-traffic: { from: \(text), to: { tier: production } }").kind.scope.selectors.first)
  }

  static let facts = ResourceFacts(
    ids: ["eni-1", "i-1"],
    types: [.networkInterface, .instance],
    tags: ["Name": "web-1", "Role": "web"],
    addresses: [try? IPAddress("10.1.0.5")].compactMap { $0 },
    subnet: .init(id: "subnet-1", tags: ["Name": "app-1", "Tier": "app"]),
    vpc: .init(id: "vpc-1", tags: nil),
    account: "222222222222",
    organizationalUnits: nil,
    region: "us-east-1"
  )

  @Test(
    "each key is compared with the facts of the resource",
    arguments: [
      ("{ environment: staging }", .yes), ("{ environment: \"*\" }", .yes), ("{ environment: production }", .no),
      ("{ tier: non-production }", .yes), ("{ tier: [production, shared] }", .no),
      ("{ account: [\"222222222222\", \"1\"] }".replacing("\"1\"", with: "\"111111111111\""), .yes),
      ("{ subnet: subnet-1 }", .yes), ("{ subnet: \"app-*\" }", .yes), ("{ subnet: data }", .no),
      ("{ vpc: vpc-1 }", .yes), ("{ vpc: named }", .unknown(.vpcTags)),
      ("{ tag: { Role: web, Tier: app } }", .yes), ("{ tag: { Role: db } }", .no),
      ("{ tag: { Other: x } }", .unknown(.vpcTags)), ("{ name: \"web-?\" }", .yes), ("{ name: app-1 }", .no),
      ("{ type: instance }", .yes), ("{ type: [database, eni] }", .yes), ("{ type: database }", .no),
      ("{ region: us-* }", .yes), ("{ resource: i-1 }", .yes), ("{ resource: i-2 }", .no),
      ("{ cidr: 10.1.0.0/16 }", .yes), ("{ cidr: [10.2.0.0/16, \"2001:db8::/32\"] }", .no),
      ("{ organizational-unit: Prod }", .unknown(.organizationalUnits)),
      // All keys must hold; no is stronger than unknown.
      ("{ organizational-unit: Prod, type: database }", .no),
      ("{ environment: staging, organizational-unit: Prod }", .unknown(.organizationalUnits)),
      // One term is enough; yes is stronger than unknown.
      ("[{ organizational-unit: Prod }, { type: instance }]", .yes),
      ("[{ organizational-unit: Prod }, { type: database }]", .unknown(.organizationalUnits)),
      ("{ tier: non-production, not: { type: instance } }", .no),
      ("{ tier: non-production, not: { type: database } }", .yes),
      ("{ tier: non-production, not: { organizational-unit: Prod } }", .unknown(.organizationalUnits)),
      // What is outside covers no resource.
      ("{ internet: true }", .no), ("{ outside: \"*\" }", .no), ("{ client-vpn: \"*\" }", .no),
    ] as [(String, PolicyAnswer)]
  )
  func coverage(text: String, expected: PolicyAnswer) throws {
    let policy = try #require(read(standardEnvironments, PolicyErrorTests.assertion).policy)
    #expect(try selector(text).covers(Self.facts, environment: policy.environment(named: "staging")) == expected)
  }

  @Test("a resource in no environment satisfies no selector that asks for one")
  func noEnvironment() throws {
    #expect(try selector("{ environment: \"*\" }").covers(Self.facts, environment: nil) == .no)
    #expect(try selector("{ type: instance }").covers(Self.facts, environment: nil) == .yes)
  }

  @Test("outside sites are selected by name and tier")
  func sites() throws {
    let policy = try #require(read(standardEnvironments, PolicyErrorTests.assertion).policy)
    #expect(policy.sites(of: try selector("{ outside: \"*\", tier: production }").terms[0]).map(\.name) == ["office"])
    #expect(policy.sites(of: try selector("{ outside: \"*\", not: { outside: office } }").terms[0]).isEmpty)
    #expect(policy.sites(of: try selector("{ tier: production }").terms[0]).isEmpty)
  }
}

@Suite("Patterns over names")
struct GlobTests {
  @Test(
    "a star stands for any text, a question mark for one character, and the whole name must match",
    arguments: [
      ("", "", true), ("", "a", false), ("a", "a", true), ("a", "A", false), ("a", "ab", false), ("*", "", true),
      ("*", "anything", true), ("a*", "a", true), ("*a", "ba", true), ("*a", "ab", false), ("a*c", "abbc", true),
      ("a*b*c", "axxbyyc", true), ("a*b*c", "axxcyyb", false), ("?", "é", true), ("?", "", false), ("a?c", "abc", true),
      ("**", "x", true), ("*ab", "aab", true), ("*-prod", "x-prod-prod", true), ("[a]", "[a]", true), (".", "x", false),
    ]
  )
  func matching(pattern: String, name: String, expected: Bool) {
    #expect(Glob(pattern).matches(name) == expected)
  }

  @Test("a hostile pattern ends")
  func hostile() {
    let pattern = Glob(String(repeating: "a*", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000)))
  }
}

@Suite("References to controls")
struct ControlReferenceTests {
  @Test(
    "a reference is framework-version/id",
    arguments: [
      ("pci-dss-4.0.1/6.5.3", "pci-dss", "4.0.1", "6.5.3"),
      ("nist-800-53-5.1.1/SC-7(21)", "nist-800-53", "5.1.1", "SC-7(21)"),
      ("iso-27001-2022/A.8.31", "iso-27001", "2022", "A.8.31"),
      ("fedramp-r5/ac-4.21", "fedramp", "r5", "ac-4.21"),
    ]
  )
  func accepted(text: String, framework: String, version: String, control: String) throws {
    let reference = try ControlReference(text)
    #expect((reference.framework, reference.version, reference.control) == (framework, version, control))
    #expect(reference.description == text)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "/", "pci-dss-4.0.1", "pci-dss-4.0.1/", "/6.5.3", "pci-dss-4.0.1/6/5", "PCI-DSS-4.0.1/6.5.3", "a-1/é",
      "-1/x", "a--1/x", "a-1/ x", "a-1/-", "nist-800-53/SC-7", "soc2/CC6.1", "iso-27001-latest/A.8",
    ]
  )
  func refused(text: String) {
    #expect(throws: ControlReference.Fault.self) { try ControlReference(text) }
  }
}
