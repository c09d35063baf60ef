import IsolationAudit
import Testing

@Suite("Errors in policies")
struct PolicyErrorTests {
  static let start = "schema: isolation-audit/v1\n"
  /// An assertion without errors, so that nothing but the error in question is reported.
  static let assertion = """
    schema: isolation-audit/v1
    assertions:
      - { id: it, title: It, separate-accounts: { among: { environment: "*" } } }
    """

  static let filesCases: [(String, String)] = [
    ("[]", "a.yaml:1:1: error: a policy file is a mapping; found an empty list"),
    ("assertions", "a.yaml:1:1: error: a policy file is a mapping; found `assertions`"),
    (
      "schema: isolation-audit/v2\nassertions: [{ id: a, title: A, separate-accounts: { among: { tier: x } } }]",
      "a.yaml:1:9: error: the schema is `isolation-audit/v2`; this version reads `isolation-audit/v1`"
    ),
    (
      "environments: { a: { match: [{ region: x }] } }",
      "a.yaml:1:1: error: a policy file begins with `schema: isolation-audit/v1`"
    ),
    (
      start, "a.yaml:1:1: error: the file declares no environments, no outside sites and no assertions"
    ),
    (
      start + "enviroments: {}\nassertions: [{ id: a, title: A, separate-accounts: { among: { tier: x } } }]",
      "a.yaml:2:1: error: unknown key `enviroments` in a policy file; did you mean `environments`?"
    ),
    (
      start + "waivers: []\nenvironments: { a: { match: [{ region: x }] } }",
      "a.yaml:2:1: error: unknown key `waivers` in a policy file; "
        + "known keys: `schema`, `environments`, `outside`, `assertions`"
    ),
    (start + "environments:\n", "a.yaml:2:1: error: `environments` is a mapping of environment names; found nothing"),
    (start + "assertions: {}\n", "a.yaml:2:13: error: `assertions` is a list of assertions; found an empty mapping"),
  ]

  @Test(
    "the shape of a file",
    arguments: filesCases
  )
  func files(text: String, expected: String) {
    #expect(errors(text) == [expected])
  }

  static let environmentsCases: [(String, String)] = [
    (
      "Production: { match: [{ region: x }] }",
      "3:3: error: `Production` is no name for an environment; "
        + "names are lower-case letters and digits, in words joined by hyphens"
    ),
    ("a: production", "3:6: error: an environment is a mapping; found `production`"),
    ("a: { tier: x }", "3:3: error: environment `a` needs `match`, a list of what belongs to it"),
    (
      "a: { tear: x, match: [{ region: x }] }",
      "3:8: error: unknown key `tear` in an environment; did you mean `tier`?"
    ),
    (
      "a: { tier: Prod_1, match: [{ region: x }] }",
      "3:14: error: `Prod_1` is no name for a tier; names are lower-case letters and digits, in words joined by hyphens"
    ),
    (
      "a: { match: { region: x } }",
      "3:15: error: `match` is a list of clauses such as `account: \"123456789012\"`; found a mapping"
    ),
    (
      "a: { match: [{}] }",
      "3:16: error: a clause without keys would match everything; name what belongs here"
    ),
    ("a: { match: [{ account: \"12345\" }] }", "3:27: error: `12345` is no account id, expected 12 digits"),
    (
      "a: { match: [{ account: 012345678901 }] }",
      "3:27: error: put account id 012345678901 in quotes; other readers of YAML would drop its leading zero"
    ),
    (
      "a: { match: [{ account: { id: x } }] }",
      "3:27: error: `account` takes a 12-digit account id, or a list; found a mapping"
    ),
    (
      "a: { match: [{ account: [] }] }",
      "3:27: error: `account` takes a 12-digit account id, or a list; found an empty list"
    ),
    ("a: { match: [{ account: }] }", "3:18: error: `account` takes a 12-digit account id, or a list; found nothing"),
    (
      "a: { match: [{ organizational-unit: Root//Prod }] }",
      "3:39: error: `Root//Prod` is no path of organizational units, "
        + "expected names joined by single slashes, such as `Root/Workloads`"
    ),
    (
      "a: { match: [{ tag: Environment }] }",
      "3:23: error: `tag` takes a mapping of tag keys to values, such as `{ Role: anonymiser }`; found `Environment`"
    ),
    (
      "a: { match: [{ tag: { Role: } }] }",
      "3:25: error: `Role` takes the value of a tag, or a list; found nothing"
    ),
    (
      "a: { match: [{ vcp: vpc-1 }] }",
      "3:18: error: unknown key `vcp` in a clause of `match`; did you mean `vpc`?"
    ),
    ("a: { title: [x], match: [{ region: x }] }", "3:15: error: `title` takes a text; found a list"),
  ]

  @Test(
    "environments",
    arguments: environmentsCases
  )
  func environments(text: String, expected: String) {
    #expect(errors(Self.start + "environments:\n  " + text, Self.assertion) == ["a.yaml:" + expected])
  }

  static let outsideSitesCases: [(String, String)] = [
    (
      "a: { title: Office }",
      "7:3: error: outside site `a` needs `on-premises` (its addresses), `via` (what leads to it) or both"
    ),
    (
      "a: { on-premises: 10.0.0.1/8 }",
      "7:21: error: host bits are set in `10.0.0.1/8`, expected `10.0.0.0/8`"
    ),
    (
      "a: { on-premises: [10.0.0.0/8, 10.0.0.0/33] }",
      "7:34: error: prefix length out of range in `10.0.0.0/33`, expected 0 to 32"
    ),
    (
      "a: { on-premises: 10.0.0.0 }",
      "7:21: error: `10.0.0.0` has no prefix length, expected `address/length`"
    ),
    ("a: { via: x, trusted: yes }", "7:25: error: `trusted` takes true or false; found `yes`"),
    (
      "A: { via: x }",
      "7:3: error: `A` is no name for an outside site; names are lower-case letters and digits, in words joined by hyphens"
    ),
  ]

  @Test(
    "outside sites",
    arguments: outsideSitesCases
  )
  func outsideSites(text: String, expected: String) {
    let environments = "environments:\n  a: { match: [{ region: x }] }\n  b: { match: [{ region: y }] }\n\noutside:\n  "
    #expect(errors(Self.start + environments + text, Self.assertion) == ["a.yaml:" + expected])
  }

  static let assertionsCases: [(String, [String])] = [
    ("[]", ["3:5: error: an assertion is a mapping; found an empty list"]),
    (
      "{ separate-accounts: { among: { environment: \"*\" } } }",
      ["3:5: error: an assertion needs `id`", "3:5: error: an assertion needs `title`"]
    ),
    (
      "{ id: Not Kebab, title: A, separate-accounts: { among: { environment: \"*\" } } }",
      [
        "3:11: error: `Not Kebab` is no name for an assertion; "
          + "names are lower-case letters and digits, in words joined by hyphens"
      ]
    ),
    (
      "{ id: a, title: A, severity: hihg, separate-accounts: { among: { environment: \"*\" } } }",
      ["3:34: error: `hihg` is no severity; did you mean `high`?"]
    ),
    (
      "{ id: a, title: A, severity: 5, separate-accounts: { among: { environment: \"*\" } } }",
      ["3:34: error: 5 is no severity; known severities: `info`, `low`, `medium`, `high`, `critical`"]
    ),
    (
      "{ id: a, title: A, controls: [SOC2], separate-accounts: { among: { environment: \"*\" } } }",
      ["3:35: error: `SOC2` is no control, expected `framework-version/id` such as `pci-dss-4.0.1/6.5.3`"]
    ),
    (
      "{ id: a, title: A, controls: pci-dss/6.5.3, separate-accounts: { among: { environment: \"*\" } } }",
      [
        "3:34: error: `pci-dss/6.5.3` names no version of pci-dss, "
          + "expected `framework-version/id` such as `pci-dss-4.0.1/6.5.3`"
      ]
    ),
    (
      "{ id: a, title: A, controls: [x-1/1, x-1/1], separate-accounts: { among: { environment: \"*\" } } }",
      ["3:42: error: `x-1/1` is listed already at line 3"]
    ),
    (
      "{ id: a, title: A }",
      [
        "3:5: error: an assertion says what is asserted, by one of `no-traffic`, `only-traffic`, `separate-accounts`, "
          + "`separate-vpcs`, `disjoint-address-space`, `separate-vpn`, `separate-roles`, `no-assume-role`, "
          + "`separate-regions`, `namespaced-parameters`, `limited-principals`, `no-admin-bridge`, "
          + "`no-data-access`, `no-path`, `no-rewiring`, `one-way`, `data-classes`"
      ]
    ),
    (
      "{ id: a, title: A, no-trafic: {} }",
      [
        "3:5: error: an assertion says what is asserted, by one of `no-traffic`, `only-traffic`, `separate-accounts`, "
          + "`separate-vpcs`, `disjoint-address-space`, `separate-vpn`, `separate-roles`, `no-assume-role`, "
          + "`separate-regions`, `namespaced-parameters`, `limited-principals`, `no-admin-bridge`, "
          + "`no-data-access`, `no-path`, `no-rewiring`, `one-way`, `data-classes`",
        "3:24: error: unknown key `no-trafic` in an assertion; did you mean `no-traffic`?",
      ]
    ),
    (
      "{ id: a, title: A, separate-vpcs: { among: { tier: production } }, separate-accounts: {} }",
      ["3:72: error: an assertion has one kind; `separate-accounts` is the second after `separate-vpcs`"]
    ),
    (
      "{ id: a, title: A, enabled: false, separate-accounts: { among: { environment: \"*\" } } }",
      [
        "3:24: error: unknown key `enabled` in an assertion; known keys: `id`, `title`, `description`, `severity`, "
          + "`controls`, `rationale`, `remediation`, `no-traffic`, `only-traffic`, `separate-accounts`, "
          + "`separate-vpcs`, `disjoint-address-space`, `separate-vpn`, `separate-roles`, `no-assume-role`, "
          + "`separate-regions`, `namespaced-parameters`, `limited-principals`, `no-admin-bridge`, "
          + "`no-data-access`, `no-path`, `no-rewiring`, `one-way`, `data-classes`"
      ]
    ),
  ]

  @Test(
    "the common part of assertions",
    arguments: assertionsCases
  )
  func assertions(text: String, expected: [String]) {
    #expect(
      errors(standardEnvironments, Self.start + "assertions:\n  - " + text) == expected.map { "b.yaml:" + $0 }
    )
  }

  @Test("a kind that this version does not evaluate is refused, never accepted", arguments: PolicyKeys.unevaluatedKinds)
  func unevaluatedKinds(kind: String) {
    let text = Self.start + "assertions:\n  - id: a\n    title: A\n    \(kind): { among: { environment: \"*\" } }\n"
    #expect(
      errors(standardEnvironments, text) == [
        "b.yaml:5:5: error: this version cannot evaluate `\(kind)`, so the assertion would never be checked; "
          + "evaluated kinds: `no-traffic`, `only-traffic`, `separate-accounts`, `separate-vpcs`, "
          + "`disjoint-address-space`, `separate-vpn`, `separate-roles`, `no-assume-role`, `separate-regions`, "
          + "`namespaced-parameters`, `limited-principals`, `no-admin-bridge`, "
          + "`no-data-access`, `no-path`, `no-rewiring`, `one-way`, `data-classes`"
      ]
    )
  }

  static let scopesCases: [(String, String)] = [
    ("no-traffic: {}", "5:5: error: `no-traffic` needs `between`, `among`, or `from` and `to`"),
    ("separate-vpcs: {}", "5:5: error: `separate-vpcs` needs `between` or `among`"),
    (
      "no-traffic: { between: [{ tier: production }] }",
      "5:28: error: `between` takes a list of two selectors or more; found only one"
    ),
    (
      "no-traffic: { between: { tier: production } }",
      "5:28: error: `between` takes a list of two selectors or more; found a mapping"
    ),
    (
      "no-traffic: { from: { tier: production }, between: [{ tier: production }, { tier: shared }] }",
      "5:47: error: `between` cannot stand beside `from`; `no-traffic` takes `between`, `among`, or `from` and `to`"
    ),
    ("no-traffic: { from: { tier: production } }", "5:19: error: `from` needs `to` beside it"),
    (
      "separate-vpcs: { from: { tier: production }, to: { tier: shared } }",
      "5:22: error: unknown key `from` in `separate-vpcs`; known keys: `between`, `among`"
    ),
    (
      "separate-vpcs: { among: { type: instance } }",
      "5:29: error: `among` compares environments; say which, for all with `environment: \"*\"`"
    ),
    (
      "separate-vpcs: { between: [{ tier: production }, { account: \"111111111111\" }] }",
      "5:54: error: `separate-vpcs` compares environments; say which, by `environment` or `tier`"
    ),
    (
      "no-traffic: { between: [{ environment: staging }, { environment: staging }] }",
      "5:29: error: nothing to compare: assertion `it` is about `staging` alone"
    ),
    (
      "separate-vpcs: { among: { tier: shared } }",
      "5:29: error: nothing to compare: assertion `it` is about `shared` alone"
    ),
    (
      "separate-vpcs: { among: { tier: shared, not: { environment: shared } } }",
      "5:29: error: nothing is left to compare: no environment satisfies the selectors of assertion `it`"
    ),
  ]

  @Test(
    "whom an assertion is about",
    arguments: scopesCases
  )
  func scopes(text: String, expected: String) {
    let found = assertionErrors(text)
    #expect(found.first == "b.yaml:" + expected)
    // `from` in a symmetric kind also leaves it without a scope.
    #expect(found.count == (text.hasPrefix("separate-vpcs: { from") ? 2 : 1))
  }

  static let selectorsCases: [(String, String, Int)] = [
    ("production", "`to` takes a selector such as `{ tier: production }`, or a list of them; found `production`", 0),
    ("{}", "a selector without keys would select everything; name what is meant", 0),
    (
      "{ not: { tier: shared } }",
      "`not` alone would select everything else, the internet included; name what it is taken from as well", 0
    ),
    ("{ enviroment: staging }", "unknown key `enviroment` in a selector; did you mean `environment`?", 2),
    ("{ environment: stagin }", "unknown environment `stagin`; did you mean `staging`?", 0),
    (
      "{ environment: qa }",
      "unknown environment `qa`; known environments: `production`, `recovery`, `staging`, `sandbox`, `shared`", 0
    ),
    (
      "{ environment: \"qa-*\" }",
      "no environment matches `qa-*`; known environments: `production`, `recovery`, `staging`, `sandbox`, `shared`", 0
    ),
    (
      "{ tier: non-prod }",
      "no environment is in tier `non-prod`; known tiers: `production`, `non-production`, `shared`", 0
    ),
    ("{ tier: prodution }", "no environment is in tier `prodution`; did you mean `production`?", 0),
    ("{ outside: ofice }", "unknown outside site `ofice`; did you mean `office`?", 0),
    ("{ outside: office, tier: shared }", "no outside site is in tier `shared`; known tiers: `production`", 0),
    (
      "{ tier: staging, not: { environment: x } }",
      "no environment is in tier `staging`; known tiers: `production`, `non-production`, `shared`", 0
    ),
    (
      "{ type: instanc }",
      "`instanc` is no type of resource; did you mean `instance`?", 8
    ),
    ("{ cidr: 10.0.0.0/99 }", "prefix length out of range in `10.0.0.0/99`, expected 0 to 32", 8),
    ("{ internet: false }", "`internet` takes only true; leave it out otherwise", 12),
    (
      "{ internet: true, tier: shared }", "`internet` is outside of the estate, so it combines only with `cidr`", 0
    ),
    (
      "{ outside: office, account: \"111111111111\" }",
      "`outside` is outside of the estate, so it combines only with `cidr` and `tier`", 0
    ),
    (
      "{ outside: office, internet: true }",
      "`internet` and `outside` never hold together; give a list of two selectors", 0
    ),
    (
      "{ client-vpn: true }",
      "`client-vpn` takes \"*\" or a mapping with `endpoint`, `group` or both; found true", 14
    ),
    ("{ client-vpn: { groups: x } }", "unknown key `groups` in `client-vpn`; did you mean `group`?", 16),
  ]

  @Test(
    "selectors",
    arguments: selectorsCases
  )
  func selectors(text: String, message: String, column: Int) {
    let found = assertionErrors("no-traffic: { from: { environment: production }, to: \(text) }")
    #expect(found.first == "b.yaml:5:\(58 + column): error: \(message)")
    #expect(found.count == (text.contains("not: { environment: x }") ? 2 : 1))
  }

  static let trafficCases: [(String, String, Int)] = [
    ("{ reason: x }", "a part of traffic without keys is all traffic; name what is meant", 0),
    ("{ protocol: tcp }", "an exception needs `reason`: why this traffic is accepted", 0),
    ("{ ports: 443, reason: x }", "`ports` needs `protocol: tcp`, `udp` or both beside it", 2),
    ("{ ports: 443, protocol: any, reason: x }", "`ports` needs `protocol: tcp`, `udp` or both beside it", 2),
    (
      "{ protocol: tcp, ports: 65536, reason: x }",
      "`65536` is no port, expected a number from 0 to 65535 or a range such as `1000-2000`", 24
    ),
    (
      "{ protocol: tcp, ports: [http], reason: x }",
      "`http` is no port, expected a number from 0 to 65535 or a range such as `1000-2000`", 25
    ),
    (
      "{ protocol: tcp, ports: [2000-1000], reason: x }",
      "the port range `2000-1000` runs backwards, expected `1000-2000`", 25
    ),
    (
      "{ protocol: gre, reason: x }",
      "`gre` is no protocol; expected tcp, udp, icmp, icmpv6, any or a number from 0 to 255", 12
    ),
    (
      "{ protocol: 256, reason: x }",
      "`256` is no protocol; expected tcp, udp, icmp, icmpv6, any or a number from 0 to 255", 12
    ),
    ("{ icmp-type: 8, reason: x }", "`icmp-type` needs `protocol: icmp` or `icmpv6` beside it", 2),
    ("{ protocol: icmp, icmp-code: 0, reason: x }", "`icmp-code` needs `icmp-type` beside it", 18),
    ("{ protocol: icmp, icmp-type: 300, reason: x }", "`icmp-type` takes a number from 0 to 255; found 300", 29),
    ("{ via: peerings, reason: x }", "`peerings` is no element of a path; did you mean `peering`?", 7),
    ("{ open-to-the-internet: maybe, reason: x }", "`open-to-the-internet` takes true or false; found `maybe`", 24),
    ("{ port: 443, reason: x }", "unknown key `port` in a part of traffic; did you mean `ports`?", 2),
  ]

  @Test(
    "parts of traffic",
    arguments: trafficCases
  )
  func traffic(text: String, message: String, column: Int) {
    let found = assertionErrors("no-traffic:\n  among: { environment: \"*\" }\n  except:\n    - \(text)")
    #expect(found == ["b.yaml:8:\(11 + column): error: \(message)"])
  }

  static let otherKindsCases: [(String, [String])] = [
    (
      "only-traffic: { from: { tier: shared }, to: { tier: production } }",
      ["5:5: error: `only-traffic` needs `allow`"]
    ),
    (
      "only-traffic: { from: { tier: shared }, to: { tier: production }, allow: [] }",
      [
        "5:78: error: `allow` is a list of parts of traffic such as `{ protocol: tcp, ports: [443] }`; "
          + "found an empty list"
      ]
    ),
    (
      "no-traffic: { among: { environment: \"*\" }, transitive: maybe }",
      ["5:60: error: `transitive` takes true or false; found `maybe`"]
    ),
    (
      "no-traffic: { among: { environment: \"*\" }, transitive: true, max-hops: 9 }",
      ["5:76: error: `max-hops` takes a number from 2 to 8; found 9"]
    ),
    (
      "no-traffic: { among: { environment: \"*\" }, max-hops: 3 }",
      [
        "5:48: error: `max-hops` of `no-traffic` bounds the chains that `transitive: true` asks for, and has no meaning "
          + "without it"
      ]
    ),
    (
      "no-assume-role: { among: { environment: \"*\" }, max-hops: 0 }",
      ["5:62: error: `max-hops` takes a number from 1 to 16; found 0"]
    ),
    (
      "no-assume-role: { among: { environment: \"*\" }, except: [{ principal: \"arn:aws:iam::1:role/x\" }] }",
      [
        "5:61: error: an exception needs `role`, the ARN of the role that may be reached",
        "5:61: error: an exception needs `reason`: why this way is accepted",
      ]
    ),
    (
      "no-assume-role: { among: { environment: \"*\" }, except: [{ role: deploy, reason: x }] }",
      ["5:69: error: `deploy` is no ARN, expected something like `arn:aws:iam::123456789012:role/name`"]
    ),
  ]

  static let principalKindsCases: [(String, [String])] = [
    (
      "namespaced-parameters: { pattern: \"/{environment}/*\" }",
      ["5:5: error: `namespaced-parameters` needs `of`, a selector of environments"]
    ),
    (
      "namespaced-parameters: { of: { tier: production } }",
      [
        "5:5: error: `namespaced-parameters` needs `pattern`, the form of names, such as "
          + "`\"/app/{environment}/{service}/*\"`"
      ]
    ),
    (
      "namespaced-parameters: { of: { tier: production }, pattern: \"/app/*\" }",
      ["5:65: error: `/app/*` does not hold `{environment}`, so it would say nothing of an environment"]
    ),
    (
      "namespaced-parameters: { of: { tier: production }, pattern: \"/{environment}/{service\" }",
      ["5:65: error: `/{environment}/{service` has a brace without its partner"]
    ),
    (
      "namespaced-parameters: { of: { tier: production }, pattern: \"/{environment}/{Service}\" }",
      [
        "5:65: error: `/{environment}/{Service}` has `{Service}`, expected a word of lower-case letters in the braces, "
          + "such as `{service}`"
      ]
    ),
    (
      "namespaced-parameters: { of: { tier: production }, pattern: \"/{environment}\", except: [{ name: x }] }",
      ["5:92: error: an exception needs `reason`: why this is accepted"]
    ),
    (
      "namespaced-parameters: { of: { tier: production }, pattern: \"/{environment}\", secrets: maybe }",
      ["5:92: error: `secrets` takes true or false; found `maybe`"]
    ),
    ("limited-principals: {}", ["5:5: error: `limited-principals` needs `of`, a selector of environments"]),
    (
      "limited-principals: { of: { type: instance } }",
      ["5:31: error: `limited-principals` compares environments; say which, by `environment` or `tier`"]
    ),
    (
      "limited-principals: { of: { tier: production, not: { tier: production } } }",
      ["5:31: error: no environment satisfies the selector of assertion `it`"]
    ),
    (
      "limited-principals: { of: { tier: production }, allow: [] }",
      [
        "5:60: error: `allow` is a list of principals such as "
          + "`{ principal: \"arn:aws:iam::*:role/pipeline\", reason: … }`; found an empty list"
      ]
    ),
    (
      "limited-principals: { of: { tier: production }, allow: [{ role: \"arn:aws:iam::*:role/x\", reason: x }] }",
      ["5:61: error: a member of `allow` needs `principal`"]
    ),
    (
      "limited-principals: { of: { tier: production }, allow: [{ principal: deploy, reason: x }] }",
      [
        "5:74: error: `deploy` is no principal, expected an ARN such as `arn:aws:iam::123456789012:role/name`, the name of "
          + "a service such as `scheduler.amazonaws.com`, or `\"*\"`"
      ]
    ),
    (
      "no-admin-bridge: { of: { tier: production } }",
      [
        "5:5: error: `no-admin-bridge` needs `between` or `among`",
        "5:24: error: unknown key `of` in `no-admin-bridge`; known keys: `between`, `among`, `except`",
      ]
    ),
    (
      "no-admin-bridge: { among: { environment: \"*\" }, except: [{ principal: \"*\" }] }",
      ["5:62: error: an exception needs `reason`: why this is accepted"]
    ),
  ]

  static let dataCases: [(String, [String])] = [
    (
      "no-data-access: { among: { environment: \"*\" }, mode: reed }",
      ["5:58: error: `reed` is no mode; did you mean `read`?"]
    ),
    (
      "no-data-access: { among: { environment: \"*\" }, kinds: [bucket, buckets] }",
      ["5:68: error: `buckets` is no kind of data store; did you mean `bucket`?"]
    ),
    (
      "no-data-access: { among: { environment: \"*\" }, data: {} }",
      ["5:58: error: `data` without keys would select everything; leave it out, or name what is meant"]
    ),
    (
      "no-data-access: { among: { environment: \"*\" }, data: { tags: { A: b } } }",
      ["5:60: error: unknown key `tags` in `data`; did you mean `tag`?"]
    ),
    (
      "no-data-access: { among: { environment: \"*\" }, except: [{ principal: \"*\", data: x, reason: x }] }",
      ["5:85: error: `x` is no ARN, expected something like `arn:aws:iam::123456789012:role/name`"]
    ),
    (
      "no-data-access: { from: { internet: true }, to: { tier: production } }",
      ["5:29: error: `no-data-access` compares environments; say which, by `environment` or `tier`"]
    ),
    (
      "one-way: { from: { tier: production }, except: [{ principal: \"*\" }] }",
      ["5:5: error: `one-way` needs `to`", "5:53: error: an exception needs `reason`: why this is accepted"]
    ),
    (
      "one-way: { between: [{ tier: production }, { tier: shared }], mode: read }",
      [
        "5:5: error: `one-way` needs `from`", "5:5: error: `one-way` needs `to`",
        "5:16: error: unknown key `between` in `one-way`; known keys: `from`, `to`, `kinds`, `data`, `except`",
        "5:67: error: unknown key `mode` in `one-way`; known keys: `from`, `to`, `kinds`, `data`, `except`",
      ]
    ),
    (
      "data-classes: { of: { tier: production } }",
      ["5:5: error: `data-classes` needs `allow`: the classes of data that the environment may hold"]
    ),
    (
      "data-classes: { allow: [], untagged: forbiden }",
      [
        "5:5: error: `data-classes` needs `of`, a selector of environments",
        "5:28: error: `allow` takes a class of data, or a list; found an empty list",
        "5:42: error: `forbiden` is no answer; did you mean `forbidden`?",
      ]
    ),
    (
      "data-classes: { of: { environment: \"*\" }, allow: a, except: [{ data: logs }] }",
      [
        "5:66: error: an exception needs `reason`: why this is accepted",
        "5:74: error: `logs` is no ARN, expected something like `arn:aws:iam::123456789012:role/name`",
      ]
    ),
  ]

  static let pathCases: [(String, [String])] = [
    (
      "no-path: { from: { tier: shared }, to: { tier: production } }",
      ["5:5: error: `no-path` needs `end`: what must not be reached, such as `database`"]
    ),
    (
      "no-path: { among: { environment: \"*\" }, start: person, end: [databse] }",
      [
        "5:52: error: `person` is no beginning of a way; known beginnings: `principal`, `workload`",
        "5:66: error: `databse` is no end of a way; did you mean `database`?",
      ]
    ),
    (
      "no-path: { among: { environment: \"*\" }, end: database, kinds: bucket, max-steps: 0 }",
      [
        "5:60: error: `kinds` narrows data stores, so `end` must name `data`",
        "5:86: error: `max-steps` takes a number from 1 to 16; found 0",
      ]
    ),
    (
      "no-path: { among: { environment: \"*\" }, end: data, latent: often, except: [{ end: x }] }",
      [
        "5:64: error: `latent` takes true or false; found `often`", "5:80: error: an exception needs `start`",
        "5:80: error: an exception needs `reason`: why this is accepted",
      ]
    ),
    (
      "no-path: { from: { internet: true }, to: { tier: production }, end: data }",
      ["5:22: error: `no-path` compares environments; say which, by `environment` or `tier`"]
    ),
    (
      "no-rewiring: { among: { environment: \"*\" }, max-calls: 3 }",
      ["5:60: error: `max-calls` takes a number from 1 to 2; found 3"]
    ),
    (
      "no-rewiring: { among: { environment: \"*\" }, except: [{ principal: ops, element: x, reason: x }] }",
      [
        "5:71: error: `ops` is no principal, expected an ARN such as `arn:aws:iam::123456789012:role/name`, the name of a "
          + "service such as `scheduler.amazonaws.com`, or `\"*\"`"
      ]
    ),
    (
      "no-rewiring: { of: { environment: \"*\" } }",
      [
        "5:5: error: `no-rewiring` needs `between`, `among`, or `from` and `to`",
        "5:20: error: unknown key `of` in `no-rewiring`; known keys: `between`, `among`, `from`, `to`, `max-calls`, `except`",
      ]
    ),
  ]

  @Test("no-path and no-rewiring", arguments: pathCases)
  func paths(text: String, expected: [String]) {
    #expect(assertionErrors(text) == expected.map { "b.yaml:" + $0 })
  }

  @Test("no-data-access, one-way and data-classes", arguments: dataCases)
  func data(text: String, expected: [String]) {
    #expect(assertionErrors(text) == expected.map { "b.yaml:" + $0 })
  }

  @Test("namespaced-parameters, limited-principals and no-admin-bridge", arguments: principalKindsCases)
  func principalKinds(text: String, expected: [String]) {
    #expect(assertionErrors(text) == expected.map { "b.yaml:" + $0 })
  }

  @Test(
    "only-traffic and no-assume-role",
    arguments: otherKindsCases
  )
  func otherKinds(text: String, expected: [String]) {
    #expect(assertionErrors(text) == expected.map { "b.yaml:" + $0 })
  }

  @Test("names are unique over all files, and the error names both places")
  func duplicates() {
    let text = """
      schema: isolation-audit/v1
      environments:
        staging: { match: [{ account: "777777777777" }] }
      outside:
        office: { via: x }
      assertions:
        - { id: it, title: It, separate-accounts: { among: { environment: "*" } } }
        - { id: it, title: It, separate-vpcs: { among: { environment: "*" } } }
      """
    #expect(
      errors(standardEnvironments, text) == [
        "b.yaml:3:3: error: environment `staging` is declared already at a.yaml:5:3",
        "b.yaml:5:3: error: outside site `office` is declared already at a.yaml:9:3",
        "b.yaml:8:5: error: assertion `it` is declared already at b.yaml:7:5",
      ]
    )
  }

  @Test("two environments cannot claim the same account")
  func ambiguousClauses() {
    let text = """
      schema: isolation-audit/v1
      environments:
        qa:
          match: [{ account: ["777777777777", "222222222222"] }]
      """
    #expect(
      errors(standardEnvironments, text, Self.assertion) == [
        "b.yaml:4:13: error: account 222222222222 is in environment `qa` here and in `staging` at a.yaml:5:44"
      ]
    )
  }

  @Test("an audit needs environments and assertions; a lint accepts either alone")
  func completeness() {
    #expect(errors() == ["error: no policy file is given"])
    #expect(
      errors(Self.assertion) == [
        "a.yaml: error: no environment is declared in `a.yaml`; add a file that says which there are"
      ]
    )
    #expect(
      errors(standardEnvironments) == ["a.yaml: error: nothing is asserted in `a.yaml`, so nothing would be audited"]
    )
    #expect(
      Policy.lint([PolicyInput(file: "a.yaml", text: Self.assertion)]).map(\.description) == [
        "a.yaml: note: no environment is declared here, so the names that the assertions use were not checked"
      ]
    )
    #expect(Policy.lint([PolicyInput(file: "a.yaml", text: standardEnvironments)]).isEmpty)
  }

  @Test("all errors of all files come at once, sorted; a policy with an error is not used")
  func allAtOnce() {
    let reading = read(
      "schema: isolation-audit/v1\nenvironments:\n  a: { match: [{ acount: x }] }\n  B: { match: [{ region: y }] }\n",
      "schema: isolation-audit/v1\nassertions:\n  - { id: x, tilte: X, separate-vpcs: { amog: {} } }\n"
    )
    #expect(reading.policy == nil)
    #expect(
      reading.diagnostics.map(\.description) == [
        "a.yaml:3:18: error: unknown key `acount` in a clause of `match`; did you mean `account`?",
        "a.yaml:4:3: error: `B` is no name for an environment; "
          + "names are lower-case letters and digits, in words joined by hyphens",
        "b.yaml:3:5: error: an assertion needs `title`",
        "b.yaml:3:14: error: unknown key `tilte` in an assertion; did you mean `title`?",
        "b.yaml:3:24: error: `separate-vpcs` needs `between` or `among`",
        "b.yaml:3:41: error: unknown key `amog` in `separate-vpcs`; did you mean `among`?",
      ]
    )
  }

  @Test("an environment that cannot be read does not make the assertions that name it wrong")
  func brokenEnvironment() {
    let text = standardEnvironments.replacing("333333333333", with: "3")
    #expect(
      errors(text, Self.assertion) == ["a.yaml:3:54: error: `3` is no account id, expected 12 digits"]
    )
  }

  @Test("a damaged file is refused or read, and never stops the reader", arguments: [1, 2, 3, 4] as [UInt64])
  func damage(seed: UInt64) {
    var state = seed
    /// The next number of a fixed sequence (Knuth's 64-bit linear congruential generator), below a bound.
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let whole = Array((standardEnvironments + "\n" + PolicyExamples.file).utf8)
    let pieces = [
      "&a ", "*a", "? ", "- ", "!!x ", "\"", "'", "{", "]", ":", "\t", "|\n", "---\n", "%", "\u{0}", "<<: ",
    ]
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0...next(below: 3) {
        let place = next(below: bytes.count)
        switch next(below: 4) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(next(below: 256))
        case 2: bytes.insert(contentsOf: pieces[next(below: pieces.count)].utf8, at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + next(below: 40) + 1))
        }
        if bytes.isEmpty { bytes = whole }
      }
      let reading = Policy.read([PolicyInput(file: "p.yaml", bytes: bytes)])
      let isRefused = reading.diagnostics.contains { $0.severity == .error }
      #expect((reading.policy == nil) == isRefused, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
      #expect(reading.diagnostics.allSatisfy { ($0.location?.line ?? 0) > 0 || $0.code.hasPrefix("no-") })
    }
  }
}
