// What actions are asked on.
extension CapabilityGraphBuilder {
  mutating func addDomains() {
    addPrincipalDomains()
    addWorkloadDomains()
    addStoreDomains()
    addFootholdDomains()
  }

  private typealias Members = [String: [CapabilityDomain.Member]]

  private mutating func addPrincipalDomains() {
    var roles: Members = [:]
    var editable: Members = [:]
    var users: Members = [:]
    var groups: Members = [:]
    for id in estate.principals.ids {
      let record = estate.principals[id]
      let arn = estate.symbols[record.arn]
      let account = estate.symbols[record.account]
      let node = assumptions.principal(arn).map { Int32($0.index) } ?? -1
      var member = CapabilityDomain.Member(
        arn: arn,
        node: node,
        tags: record.tags,
        region: "",
        record: .principal(id)
      )
      switch record.kind {
      case .role:
        roles[account, default: []].append(member)
        let path = estate.symbols[record.path]
        if !path.hasPrefix("/aws-service-role/") && !path.hasPrefix("/aws-reserved/")
          && !arn.contains(":role/aws-service-role/") && !arn.contains(":role/aws-reserved/")
        {
          editable[account, default: []].append(member)
        }
      case .user: users[account, default: []].append(member)
      case .group:
        member.node = self.node(.group(id)) ?? -1
        groups[account, default: []].append(member)
      }
    }
    domains.provide(.roles, roles)
    domains.provide(.editableRoles, editable)
    domains.provide(.users, users)
    domains.provide(.groups, groups)
    var policies: Members = [:]
    for id in estate.managedPolicies.ids {
      let arn = estate.symbols[estate.managedPolicies[id].arn]
      guard let account = AmazonResourceName(arn)?.account, AmazonResourceName.isAccount(account) else { continue }
      policies[account, default: []].append(
        CapabilityDomain.Member(arn: arn, node: -1, region: "", record: .managedPolicy(id))
      )
    }
    domains.provide(.policies, policies)
    var saml: Members = [:]
    var web: Members = [:]
    for id in estate.identityProviders.ids {
      let arn = estate.symbols[estate.identityProviders[id].arn]
      // A provider whom no role trusts leads nowhere.
      guard let node = assumptions.principal(arn) else { continue }
      let account = estate.symbols[estate.identityProviders[id].account]
      let member = CapabilityDomain.Member(
        arn: arn,
        node: Int32(node.index),
        region: "",
        record: .identityProvider(id)
      )
      if arn.contains(":saml-provider/") {
        saml[account, default: []].append(member)
      } else {
        web[account, default: []].append(member)
      }
    }
    domains.provide(.samlProviders, saml)
    domains.provide(.webProviders, web)
  }

  private mutating func addWorkloadDomains() {
    var found: [WorkloadUse.Kind: Members] = [:]
    for place in nodes.indices {
      guard case .workload(let workload) = nodes[place] else { continue }
      guard let member = member(for: workload, Int32(place)) else { continue }
      found[workload.kind, default: [:]][workload.account, default: []].append(member)
    }
    for kind in WorkloadUse.Kind.all { domains.provide(.workloads(kind), found[kind] ?? [:]) }
  }

  private func member(for workload: CapabilityWorkload, _ node: Int32) -> CapabilityDomain.Member? {
    var member = CapabilityDomain.Member(arn: workload.id, node: node, region: "", record: workload.record)
    switch workload.record {
    case .instance(let id):
      let instance = estate.instances[id]
      if estate.symbols[instance.state] == "terminated" || estate.symbols[instance.state] == "shutting-down" {
        return nil
      }
      let region = estate.symbols[instance.region]
      member.arn = "arn:\(partition(of: region)):ec2:\(region):\(workload.account):instance/\(workload.id)"
      (member.tags, member.region) = (instance.tags, region)
    case .service(let id):
      let service = estate.services[id]
      // The pods and nodes of a cluster are no resources of AWS.
      if workload.id != estate.symbols[service.arn] || workload.kind == .nodes { return nil }
      (member.tags, member.region) = (service.tags, estate.symbols[service.region])
      if service.kind == .function { member.policy = functionPolicy(service) }
    case .workload(let id):
      let record = estate.workloads[id]
      (member.tags, member.region) = (record.tags, estate.symbols[record.region])
    default: return nil
    }
    return member
  }

  /// The policy of a function, where it says something about changing it; a policy about invoking only decides nothing.
  private func functionPolicy(_ service: ManagedService) -> AccessTarget.ResourcePolicyState {
    let arn = estate.symbols[service.arn]
    let state = AccessTarget.policy(of: service.arn, called: "the policy of function \(arn)", in: estate)
    guard case .known(let policy) = state else { return .none }
    let actions = ["lambda:updatefunctioncode", "lambda:updatefunctionconfiguration"].map { MatchableText($0) }
    return policy.document.statements.contains { statement in actions.contains { statement.coversAction($0) } }
      ? state : .none
  }

  private func partition(of region: String) -> String {
    region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
  }

  private mutating func addStoreDomains() {
    var found: [DataStore.Kind: Members] = [:]
    for id in estate.dataStores.ids {
      let store = estate.dataStores[id]
      // AWS changes the policies and grants of its own keys itself.
      if store.kind == .key && store.isManagedByAWS { continue }
      // A snapshot under AWS's own key cannot be shared.
      if store.kind.isShareable, store.isEncrypted == true, store.key.isEmpty { continue }
      let member = CapabilityDomain.Member(
        arn: estate.symbols[store.arn],
        node: node(.dataStore(id)) ?? -1,
        tags: store.tags,
        region: estate.symbols[store.region],
        store: id,
        record: .dataStore(id)
      )
      found[store.kind, default: [:]][estate.symbols[store.owner], default: []].append(member)
    }
    for kind in DataStore.Kind.allCases { domains.provide(.stores(kind), found[kind] ?? [:]) }
    addCodeStores()
  }

  /// The repositories and buckets that workloads run code from, once for each workload.
  private mutating func addCodeStores() {
    var found: [DataStore.Kind: Members] = [.repository: [:], .bucket: [:]]
    for place in nodes.indices {
      guard case .workload(let workload) = nodes[place] else { continue }
      let sources: [Symbol] =
        switch workload.record {
        case .service(let id) where estate.symbols[estate.services[id].arn] == workload.id:
          estate.services[id].codeSources
        case .workload(let id): estate.workloads[id].codeSources
        default: []
        }
      for source in sources {
        guard let code = CodeSource(estate.symbols[source]),
          let id = estate.symbols.find(code.storeARN).flatMap({ estate.dataStore($0) })
        else { continue }
        let store = estate.dataStores[id]
        if store.kind == .repository, store.hasMutableTags == false || code.isPinned { continue }
        let member = CapabilityDomain.Member(
          arn: code.resourceARN,
          node: Int32(place),
          tags: store.tags,
          region: estate.symbols[store.region],
          isPattern: code.resourceARN.hasSuffix("*"),
          store: id,
          record: .dataStore(id)
        )
        found[store.kind, default: [:]][estate.symbols[store.owner], default: []].append(member)
      }
    }
    for (kind, members) in found { domains.provide(.codeStores(kind), members) }
  }

  private mutating func addFootholdDomains() {
    var subnets: Members = [:]
    var endpoints: Members = [:]
    for place in nodes.indices {
      guard case .foothold(let foothold) = nodes[place] else { continue }
      switch foothold.record {
      case .subnet(let id):
        let subnet = estate.subnets[id]
        let region = estate.vpc(subnet.vpc).map { estate.symbols[estate.vpcs[$0].region] } ?? ""
        subnets[foothold.account, default: []].append(
          CapabilityDomain.Member(
            arn: "arn:\(partition(of: region)):ec2:\(region):\(foothold.account):subnet/\(foothold.id)",
            node: Int32(place),
            tags: subnet.tags,
            region: region,
            record: foothold.record
          )
        )
      case .instanceConnectEndpoint(let id):
        let endpoint = estate.instanceConnectEndpoints[id]
        if !endpoint.isAvailable { continue }
        let region = estate.vpc(endpoint.vpc).map { estate.symbols[estate.vpcs[$0].region] } ?? ""
        endpoints[foothold.account, default: []].append(
          CapabilityDomain.Member(
            arn:
              "arn:\(partition(of: region)):ec2:\(region):\(foothold.account):instance-connect-endpoint/\(foothold.id)",
            node: Int32(place),
            tags: endpoint.tags,
            region: region,
            record: foothold.record
          )
        )
      default: break
      }
    }
    domains.provide(.subnets, subnets)
    domains.provide(.connectEndpoints, endpoints)
  }
}

extension WorkloadUse.Kind {
  /// Every kind.
  static let all: [WorkloadUse.Kind] = [
    .instance, .function, .cluster, .database, .instanceProfile, .containerService, .taskDefinition, .glueJob,
    .glueEndpoint, .buildProject, .pipeline, .notebook, .stack, .appRunnerService, .stateMachine, .pods, .nodes,
    .permissionSet,
  ]
}

/// Where a workload's code comes from: an image of ECR, or an object of S3.
struct CodeSource: Hashable {
  /// The ARN of the repository or bucket.
  let storeARN: String
  /// What has to be written: the repository, or the object, with `*` for any object.
  let resourceARN: String
  /// Whether the code is named by its digest, so that nothing can take its place.
  let isPinned: Bool

  /// Reads an image of a private registry of ECR (`account.dkr.ecr.region.amazonaws.com/repository:tag`) or an object
  /// (`s3://bucket/key`); nothing for others.
  init?(_ text: String) {
    if text.hasPrefix("s3://") {
      let path = text.dropFirst(5)
      guard let slash = path.firstIndex(of: "/"), slash > path.startIndex else { return nil }
      storeARN = "arn:aws:s3:::\(path[..<slash])"
      resourceARN = "arn:aws:s3:::\(path)"
      isPinned = false
      return
    }
    guard let slash = text.firstIndex(of: "/") else { return nil }
    let host = text[..<slash].split(separator: ".")
    guard host.count >= 6, host[1] == "dkr", host[2] == "ecr" || host[2] == "ecr-fips",
      AmazonResourceName.isAccount(host[0])
    else { return nil }
    var name = text[text.index(after: slash)...]
    isPinned = name.contains("@")
    if let end = name.firstIndex(of: "@") { name = name[..<end] }
    if let end = name.lastIndex(of: ":") { name = name[..<end] }
    guard !name.isEmpty else { return nil }
    let partition = text[..<slash].hasSuffix(".cn") ? "aws-cn" : host[3].hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    storeARN = "arn:\(partition):ecr:\(host[3]):\(host[0]):repository/\(name)"
    resourceARN = storeARN
  }
}
