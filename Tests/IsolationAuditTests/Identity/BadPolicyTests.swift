import IsolationAudit
import Testing

/// Policies as nobody should write them: each is refused with its place, or decided as AWS would, and never by accident.
@Suite("Bad policies")
struct BadPolicyTests {
  static let allowAll = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#

  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var result = String.UnicodeScalarView()
    for byte in text.utf8 {
      let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain {
        result.append(Unicode.Scalar(byte))
      } else {
        result.append(contentsOf: ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
    return String(result)
  }

  @Test("a document that is percent-encoded text is read as the document that it holds")
  func percentEncoded() throws {
    let text = #"{"Version":"2012-10-17","Statement":{"Sid":"ä+%","Effect":"Allow","Action":"*","Resource":"*"}}"#
    let document = try PolicyDocument(.string(Self.encoded(text)), kind: .identity)
    #expect(try document == policy(text))
    #expect(document.statements.first?.sid == "ä+%")
    let lowercase = Self.encoded(text).replacing("%7B", with: "%7b")
    #expect(try PolicyDocument(.string(lowercase), kind: .identity) == document)
  }

  @Test(
    "text that holds no policy is a fault with its place",
    arguments: [
      ("%7B%22Statement", "not JSON"), ("%7", "not JSON"), ("%ZZ", "not JSON"), ("%7B%FF%7D", "not JSON"),
      (encoded("[]"), "an array instead of a policy"), ("", "not JSON"), ("null", "null instead of a policy"),
      ("{\"Statement\":[", "not JSON"), (encoded("\"%7B\""), "a string instead of a policy"),
    ]
  )
  func noPolicy(text: String, message: String) {
    #expect(
      performing: { try PolicyDocument(.string(text), kind: .identity) },
      throws: { ($0 as? PolicyFaults)?.faults.first?.message.contains(message) ?? false }
    )
  }

  @Test("a condition on a key that nobody knows hangs on that key, in an allow and in a denial")
  func unknownKey() throws {
    let user = DecisionProcedureTests.user
    let request = AuthorizationRequest(
      principal: user,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/k",
      resourceAccount: "111111111111",
      context: RequestContext(of: user, otherwise: .unknown)
    )
    let condition = #""Condition":{"StringEquals":{"aws:PrincpalTag/env":"dev"}}"#
    for (effect, residual) in [
      ("Allow", "StringEquals aws:PrincpalTag/env \"dev\""), ("Deny", "not (StringEquals aws:PrincpalTag/env \"dev\")"),
    ] {
      var policies = ApplicablePolicies()
      policies.identity = [try attached("{\"Effect\":\"\(effect)\",\"Action\":\"*\",\"Resource\":\"*\",\(condition)}")]
      if effect == "Deny" { policies.identity.append(try attached(DecisionProcedureTests.allowAll)) }
      let decision = DecisionProcedure.decide(request, under: policies)
      #expect(decision.outcome == .allowed)
      #expect(decision.residual.map(\.description) == [residual])
    }
  }

  @Test("without Version a policy is of 2008-10-17: a variable stands for itself")
  func missingVersion() throws {
    let statement =
      #""Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*"}"#
    func decide(_ text: String, _ resource: String) throws -> Decision.Outcome {
      var policies = ApplicablePolicies()
      policies.identity = [AttachedPolicy(try policy(text), origin: PolicyOrigin(.identity))]
      let user = RequestPrincipal.user(account: "111111111111", name: "u")
      let request = AuthorizationRequest(
        principal: user,
        action: "s3:GetObject",
        resource: resource,
        resourceAccount: "111111111111",
        context: RequestContext(of: user, otherwise: .unknown)
      )
      return DecisionProcedure.decide(request, under: policies).outcome
    }
    #expect(try decide("{\(statement)}", "arn:aws:s3:::b/u/k") == .implicitlyDenied)
    #expect(try decide("{\(statement)}", "arn:aws:s3:::b/${aws:username}/k") == .allowed)
    #expect(try decide("{\"Version\":\"2012-10-17\",\(statement)}", "arn:aws:s3:::b/u/k") == .allowed)
  }

  @Test("the unique id of a deleted role names nobody: it grants nothing, and a denial of all others still denies")
  func staleIDs() throws {
    let role = RequestPrincipal.roleSession(account: "111111111111", role: "app", session: "s")
    for (element, outcome) in [("Principal", Decision.Outcome.implicitlyDenied), ("NotPrincipal", .explicitlyDenied)] {
      var policies = ApplicablePolicies()
      let effect = element == "Principal" ? "Allow" : "Deny"
      policies.resource = try attached(
        "{\"Effect\":\"\(effect)\",\"\(element)\":{\"AWS\":\"AROAEXAMPLEEXAMPLE01\"},\"Action\":\"*\",\"Resource\":\"*\"}",
        .resource
      )
      #expect(DecisionProcedure.decide(DecisionProcedureTests.request(by: role), under: policies).outcome == outcome)
    }
  }

  @Test("a policy of megabytes is read and decided, whatever makes it long")
  func large() throws {
    let wide = (0..<75_000).map {
      "{\"Effect\":\"Allow\",\"Action\":\"s3:Get\($0)\",\"Resource\":\"arn:aws:s3:::bucket-\($0)/*\"}"
    }
    let statement = "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}"
    let texts = [
      "{\"Statement\":[\((wide + [statement]).joined(separator: ","))]}",
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\((0..<100_000).map { "\"s3:x\($0)\"" }.joined(separator: ",")),\"s3:*\"],\"Resource\":\"*\"}}",
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"\(String(repeating: "*a", count: 500_000))\",\"*\"]}}",
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"\(String(repeating: "${", count: 500_000))\",\"*\"]}}",
    ]
    #expect(texts[0].utf8.count > 6_000_000)
    for text in texts {
      var policies = ApplicablePolicies()
      policies.identity = [AttachedPolicy(try policy(text), origin: PolicyOrigin(.identity))]
      #expect(DecisionProcedure.decide(DecisionProcedureTests.request(), under: policies).outcome == .allowed)
    }
  }

  // MARK: Work that grows with the length only

  /// Counts how often a character of a text is looked at.
  final class Looks { var count = 0 }

  struct CountedText: RandomAccessCollection {
    let characters: [UInt8]
    let looks: Looks
    var startIndex: Int { 0 }
    var endIndex: Int { characters.count }
    subscript(position: Int) -> UInt8 {
      looks.count += 1
      return characters[position]
    }
  }

  private static func looks(_ pattern: String, _ text: String) -> Int {
    let looks = Looks()
    _ = WildcardPattern(pattern).matches(charactersOf: CountedText(characters: Array(text.utf8), looks: looks))
    return looks.count
  }

  @Test(
    "a hostile pattern looks at each character of a long text a few times, and twice the text costs twice as much",
    arguments: [
      ("*a", ""), ("*a", "b"), ("*aa", "b*"), ("*?a", "b"), ("*a*", "?b"), ("*aaaaaaaaaaaaaaab", ""),
      ("*aaaaaaaaaaaaaaaaaaaaaaaab", "*c"), ("*a?aaaaaaaaaaaaaaaaaaaaaab", "*c"),
    ]
  )
  func linear(part: String, end: String) {
    let size = 4_000
    let small = Self.looks(String(repeating: part, count: size) + end, String(repeating: "a", count: 4 * size))
    let large = Self.looks(String(repeating: part, count: 2 * size) + end, String(repeating: "a", count: 8 * size))
    #expect(small <= 20 * 4 * size)
    #expect(large <= 20 * 8 * size)
    #expect(large <= small * 5 / 2 + 100)
    // The parts repeat less often than the text is long, so that the search has to go through the text.
    let few = Self.looks(String(repeating: part, count: 3) + "*" + end, String(repeating: "a", count: 4 * size))
    #expect(few <= 20 * 4 * size)
  }
}
