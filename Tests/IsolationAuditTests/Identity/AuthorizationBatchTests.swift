import Foundation
import IsolationAudit
import Testing

@Suite("Files of requests")
struct AuthorizationBatchTests {
  static let request = """
    {"id":"r1","request":{"principal":"arn:aws:iam::111111111111:user/u","action":"s3:GetObject",\
    "resource":"arn:aws:s3:::b/k","resourceAccount":"111111111111","context":{},"unknown":["sts:ExternalId"]},\
    "identityPolicies":[{"Statement":[{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*",\
    "Condition":{"StringEquals":{"sts:ExternalId":"x\\u0007"}}}]}],"expected":"Allowed"}
    """

  private func answers(_ text: String) -> (lines: [String], summary: AuthorizationBatch.Summary) {
    var lines: [String] = []
    let summary = AuthorizationBatch(file: "requests.json").answer(Array(text.utf8)) { lines.append($0.line) }
    return (lines, summary)
  }

  @Test("an answer is a line of JSON: the decision, what is open, and what decided")
  func line() throws {
    let (lines, summary) = answers(Self.request)
    #expect(
      lines == [
        #"{"id":"r1","decision":"Allowed","conditional":["StringEquals sts:ExternalId \"x\u0007\""],"#
          + #""decided-by":{"stage":"identity-policy","pointer":"/identityPolicies/0/Statement/0","sid":"A"},"#
          + #""expected":"Allowed"}"#
      ]
    )
    #expect(summary.answered == 1)
    #expect(summary.differing == 0)
    #expect(answers(Self.request.replacing("\"Allowed\"", with: "\"ExplicitlyDenied\"")).summary.differing == 1)
    let decoded = try JSONDecoder().decode(AuthorizationAnswer.self, from: Data(lines[0].utf8))
    #expect(decoded.line == lines[0])
  }

  @Test("an array and lines are read alike")
  func forms() {
    let single = answers(Self.request).lines
    #expect(answers("[\(Self.request),\n\(Self.request)]").lines == single + single)
    #expect(answers("\(Self.request)\n\n\(Self.request)\n").lines == single + single)
    #expect(answers("").lines.isEmpty)
    #expect(answers("[]").summary.diagnostics.isEmpty)
  }

  @Test(
    "a request that cannot be read is a diagnostic with its place, and the next is answered",
    arguments: [
      (
        "{\"id\":\"x\"}",
        "requests.json:1:1 #: error: no request, expected an object"
      ),
      (
        "{\"id\":\"x\",\"requst\":{}}",
        "requests.json:1:20 #/requst: error: unknown key of a request"
      ),
      (
        "{\"id\":\"x\",\"request\":{\"principal\":\"bob\"}}",
        "requests.json:1:34 #/request/principal: error: unknown principal \"bob\", expected anonymous, a service, or the ARN of a user, role or session"
      ),
      (
        "{\"id\":\"x\",\"request\":{},\"permissionBoundary\":{\"Statement\":{\"Effect\":\"No\"}}}",
        "requests.json:1:45 #/permissionBoundary/Statement/Effect: error: effect \"No\", expected Allow or Deny"
      ),
      ("{\"id\":1,\"id\":2}", "requests.json:1:9: error: duplicate key \"id\", expected every key of an object once"),
      ("{", "requests.json:1:2: error: unexpected end of text, expected a key in double quotes or '}'"),
    ]
  )
  func faults(text: String, message: String) {
    let (lines, summary) = answers(text)
    #expect(lines.isEmpty)
    #expect(summary.diagnostics.map(\.description) == [message])
    let (following, _) = answers("\(text)\n\(Self.request)")
    if text != "{" { #expect(following.count == 1) }
  }

  @Test("in an array the pointer begins with the request's index")
  func arrayPointer() {
    let (lines, summary) = answers("[\(Self.request),{\"id\":\"x\"}]")
    #expect(lines.count == 1)
    #expect(summary.diagnostics.first?.location?.pointer == "/1")
  }

  @Test("an array cut in the middle, or with a comma too many, is a diagnostic")
  func cutArray() {
    #expect(answers("[\(Self.request)").summary.diagnostics.map(\.code) == ["truncated-json"])
    #expect(answers("[\(Self.request),]").summary.diagnostics.map(\.code) == ["invalid-json"])
    #expect(answers("[\(Self.request)] x").summary.diagnostics.map(\.code) == ["invalid-json"])
  }
}
