import Foundation

/// What an audit of a generated estate has to find, and that there is nothing else.
struct ExpectedFindings {
  let estate: EstatePlan

  init(_ estate: EstatePlan) { self.estate = estate }

  /// Writes one record for each planted violation.
  func write(to url: URL) throws {
    var json = try JSONFile(url, compact: false)
    json.object { json in
      json.field("schema", "isolation-audit/expected-findings/v1")
      json.list("findings") { json in
        for violation in estate.violations { write(violation, &json) }
      }
    }
    _ = try json.finish()
  }

  private func write(_ violation: PlantedViolation, _ json: inout JSONFile) {
    let (from, to) = (estate.vpcs[violation.from], estate.vpcs[violation.to])
    json.object { json in
      json.field("assertion", PolicyText.crossTraffic)
      json.field("kind", violation.kind.rawValue)
      for (key, vpc) in [("from" as StaticString, from), ("to", to)] {
        json.object(key) { json in
          json.field("environment", vpc.environment.name)
          json.field("account", vpc.account)
          json.field("region", vpc.regionName)
          json.field("vpc", vpc.id)
          json.field("cidr", vpc.block.description)
        }
      }
      json.list("via") { json in
        for resource in violation.via(in: estate) { json.item(resource) }
      }
      json.field("protocol", "tcp")
      json.field("port", violation.port)
      json.field("securityGroup", to.groupID(.application))
      json.field("securityGroupRule", to.ruleID(.application, to.rules(.application).count - 1))
      json.list("sourceEnis") { json in
        for interface in from.applicationInterfaces() { json.item(interface) }
      }
      json.list("targetEnis") { json in
        for interface in to.applicationInterfaces() { json.item(interface) }
      }
    }
  }
}
