import IsolationAudit

/// A policy from its text.
func policy(_ text: String, _ kind: PolicyDocument.Kind = .identity) throws -> PolicyDocument {
  try PolicyDocument(JSONValue(parsing: text), kind: kind)
}

/// A policy of version 2012-10-17 from the text of its statements.
func attached(_ statements: String, _ kind: PolicyDocument.Kind = .identity) throws -> AttachedPolicy {
  AttachedPolicy(
    try policy("{\"Version\":\"2012-10-17\",\"Statement\":[\(statements)]}", kind),
    origin: PolicyOrigin(kind)
  )
}

/// The answer to a condition block, such as `{"StringEquals":{"aws:username":"u"}}`.
func holds(
  _ block: String,
  known: [String: [String]] = [:],
  unknown: [String] = [],
  version: String = "2012-10-17"
) throws -> Truth {
  let document = try policy(
    """
    {"Version":"\(version)","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":\(block)}}
    """
  )
  var context = RequestContext(of: .service("test.amazonaws.com"), otherwise: .absent)
  for (key, values) in known { context.set(key, to: .known(values)) }
  for key in unknown { context.set(key, to: .unknown) }
  return document.statements.map { $0.conditionsHold(in: context) }.reduce(Truth.yes) { $0 && $1 }
}
