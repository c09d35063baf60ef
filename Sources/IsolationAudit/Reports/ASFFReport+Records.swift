extension ASFFReport {
  /// Writes what is said of an assertion: whether it holds, cannot be judged, or has findings that speak for themselves.
  func write(_ assertion: AssertionResult, _ hub: Hub, to json: inout JSONText) {
    let id = SARIFReport.ruleID(assertion.id)
    let title = Self.text(assertion.title, or: id, limit: 220)
    let reasons = assertion.gaps.prefix(8).joined(separator: "; ")
    let description =
      switch assertion.outcome {
      case .passed: "The assertion holds."
      case .inconclusive: "The assertion could not be judged, and what could not be judged is not isolated: \(reasons)"
      case .violated: "The assertion is violated; its findings are records of their own."
      case .waived: "The assertion has findings, and a waiver in force permits each of them."
      }
    writeHead(
      id: "assertion/\(id)",
      generator: id,
      title: "\(title): \(assertion.outcome.word)",
      description: description,
      created: time,
      hub,
      to: &json
    )
    writeSeverity(assertion.outcome == .passed ? .info : assertion.severity, to: &json)
    json.object("Compliance") { json in
      json.member(
        "Status",
        assertion.outcome == .passed ? "PASSED" : assertion.outcome == .inconclusive ? "WARNING" : "FAILED"
      )
      writeRequirements(assertion.controls, to: &json)
    }
    // The record of an earlier run must not stay when the assertion is decided; its findings count instead.
    writeState(isActive: assertion.outcome != .violated, isSuppressed: assertion.outcome == .waived, to: &json)
    json.array("Resources") { json in writeAccount(hub, to: &json) }
  }

  /// Writes a finding.
  func write(_ finding: Finding, _ subjects: [ResourceReference], _ hub: Hub, to json: inout JSONText) {
    var sentences = [finding.direction, finding.verdict.map { "\($0.rawValue), \($0.meaning)" } ?? ""]
    sentences += [finding.witness?.summary ?? "", context.since(finding) ?? "", context.waived(finding) ?? ""]
    let details = sentences.filter { !$0.isEmpty }.joined(separator: "; ")
    let first = context.age(of: finding).map { ReportTime($0.firstSeen) }
    writeHead(
      id: "finding/\(Self.text(finding.id, or: "none", limit: 64))",
      generator: SARIFReport.ruleID(finding.assertion),
      title: Self.text(finding.title, or: "a finding", limit: 256),
      description: Self.text("\(finding.title). \(details)", or: "a finding", limit: 1_024),
      created: first.flatMap { $0.seconds > 0 ? $0 : nil } ?? time,
      hub,
      to: &json
    )
    writeSeverity(finding.severity, to: &json)
    if !finding.fixes.isEmpty {
      json.object("Remediation") { json in
        json.object("Recommendation") { json in
          json.member("Text", Self.text(finding.fixes.joined(separator: " "), or: "none", limit: 512))
        }
      }
    }
    json.object("Compliance") { json in
      json.member("Status", "FAILED")
      writeRequirements(digest.assertions[finding.assertion]?.controls ?? [], to: &json)
    }
    writeState(isActive: true, isSuppressed: finding.waiver != nil, to: &json)
    json.object("ProductFields") { json in
      for (name, value) in fields(of: finding) {
        json.member(named: "isolation-audit/\(name)", Self.text(value, or: "-", limit: 2_000))
      }
    }
    json.array("Resources") { json in
      for resource in subjects.prefix(Self.maximumResources) { write(resource, hub, to: &json) }
      if subjects.isEmpty { writeAccount(hub, to: &json) }
    }
  }

  /// Writes the end of a finding that is gone.
  func write(_ closed: ClosedRecord, _ hub: Hub, to json: inout JSONText) {
    writeHead(
      id: "finding/\(Self.text(closed.id, or: "none", limit: 64))",
      generator: "isolation-audit",
      title: Self.text(closed.title, or: "a finding", limit: 256),
      description: "The finding is gone.",
      created: time,
      hub,
      to: &json
    )
    writeSeverity(closed.severity, to: &json)
    json.object("Compliance") { json in json.member("Status", "PASSED") }
    writeState(isActive: false, isSuppressed: false, to: &json)
    json.array("Resources") { json in writeAccount(hub, to: &json) }
  }

  private func writeHead(
    id: String,
    generator: String,
    title: String,
    description: String,
    created: ReportTime,
    _ hub: Hub,
    to json: inout JSONText
  ) {
    json.member("SchemaVersion", "2018-10-08")
    json.member("Id", "isolation-audit/\(SARIFReport.category(result.subject))/\(id)")
    json.member("ProductArn", hub.productARN)
    json.member("GeneratorId", generator)
    json.member("AwsAccountId", hub.account)
    json.array("Types", ["Software and Configuration Checks/AWS Security Best Practices/Network Reachability"])
    json.member("CreatedAt", created.zoned)
    json.member("UpdatedAt", time.zoned)
    json.member("Title", Self.text(title, or: "a finding", limit: 256))
    json.member("Description", Self.text(description, or: "a finding", limit: 1_024))
  }

  private func writeSeverity(_ severity: Severity, to json: inout JSONText) {
    json.object("Severity") { json in
      json.member("Label", severity == .info ? "INFORMATIONAL" : severity.rawValue.uppercased())
      json.member("Original", severity.rawValue)
    }
  }

  private func writeState(isActive: Bool, isSuppressed: Bool, to json: inout JSONText) {
    json.object("Workflow") { json in
      json.member("Status", isSuppressed ? "SUPPRESSED" : isActive ? "NEW" : "RESOLVED")
    }
    json.member("RecordState", isActive ? "ACTIVE" : "ARCHIVED")
  }

  private func writeRequirements(_ controls: [String], to json: inout JSONText) {
    guard !controls.isEmpty else { return }
    json.array("RelatedRequirements", controls.prefix(32).map { Self.text($0, or: "unnamed", limit: 64) })
  }

  private func writeAccount(_ hub: Hub, to json: inout JSONText) {
    json.object { json in
      json.member("Type", "AwsAccount")
      json.member("Id", "AWS::::Account:\(hub.account)")
      json.member("Partition", hub.partition)
      json.member("Region", hub.region)
    }
  }

  private func write(_ resource: ResourceReference, _ hub: Hub, to json: inout JSONText) {
    json.object { json in
      json.member("Type", Self.types[resource.type] ?? "Other")
      json.member("Id", Self.text(resource.id, or: "unnamed", limit: 500))
      json.member("Partition", hub.partition)
      if let region = resource.region, Hub.isRegion(region) { json.member("Region", region) }
      json.object("Details") { json in
        json.object("Other") { json in
          json.member("Kind", Self.text(resource.type, or: "resource", limit: 120))
          if let name = resource.name { json.member("Name", Self.text(name, or: "-", limit: 300)) }
          if let account = resource.account { json.member("Account", Self.text(account, or: "-", limit: 40)) }
          if let environment = resource.environment {
            json.member("Environment", Self.text(environment, or: "-", limit: 120))
          }
        }
      }
    }
  }

  private func fields(of finding: Finding) -> [(String, String)] {
    var fields = [("finding", finding.id), ("assertion", finding.assertion), ("kind", finding.kind.rawValue)]
    if !finding.from.isEmpty { fields.append(("from", finding.from)) }
    if !finding.to.isEmpty { fields.append(("to", finding.to)) }
    if let verdict = finding.verdict { fields.append(("verdict", verdict.rawValue)) }
    if let witness = finding.witness { fields.append(("packet", witness.summary)) }
    let path = finding.steps.prefix(24).map(\.text).joined(separator: "; ")
    if !path.isEmpty { fields.append(("path", path)) }
    if let waiver = finding.waiver { fields.append(("waiver", waiver)) }
    return fields
  }

  /// Text that is never empty, of at most `limit` bytes of UTF-8: Security Hub counts bytes in some of its fields.
  static func text(_ text: String, or other: String, limit: Int) -> String {
    let text = text.visible(limit: limit)
    guard text.contains(where: { $0 != " " }) else { return other }
    guard text.utf8.count > limit else { return text }
    var cut = ""
    var room = limit - "…".utf8.count
    for character in text {
      room -= character.utf8.count
      guard room >= 0 else { break }
      cut.append(character)
    }
    return cut + "…"
  }

  /// Security Hub's names for kinds of resources.
  private static let types = [
    "network interface": "AwsEc2NetworkInterface", "instance": "AwsEc2Instance",
    "security group": "AwsEc2SecurityGroup",
    "subnet": "AwsEc2Subnet", "VPC": "AwsEc2Vpc", "route table": "AwsEc2RouteTable", "network ACL": "AwsEc2NetworkAcl",
    "VPC peering connection": "AwsEc2VpcPeeringConnection", "transit gateway": "AwsEc2TransitGateway",
    "VPN connection": "AwsEc2VpnConnection", "Client VPN endpoint": "AwsEc2ClientVpnEndpoint", "role": "AwsIamRole",
    "user": "AwsIamUser", "bucket": "AwsS3Bucket", "secret": "AwsSecretsManagerSecret", "key": "AwsKmsKey",
    "function": "AwsLambdaFunction", "queue": "AwsSqsQueue", "topic": "AwsSnsTopic", "table": "AwsDynamoDbTable",
    "load balancer": "AwsElbv2LoadBalancer", "network load balancer": "AwsElbv2LoadBalancer",
    "application load balancer": "AwsElbv2LoadBalancer", "database": "AwsRdsDbInstance", "cluster": "AwsEksCluster",
  ]
}
