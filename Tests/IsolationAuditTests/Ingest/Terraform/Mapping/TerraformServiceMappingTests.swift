import IsolationAudit
import Testing

/// What planned load balancers, links, firewalls, relays, workloads and directories are in an estate, and what is said
/// when one of their attributes is known after apply.
@Suite("Terraform: services as an estate")
struct TerraformServiceMappingTests {
  /// Resources, what an estate tells of them, and the same with one attribute that is not known.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let resources: [PlannedEstate.Resource]
    /// What the estate has, a line each.
    let told: @Sendable (Estate) -> [String]
    let expected: [String]
    /// The resource that takes the place of the one with its address.
    let open: PlannedEstate.Resource
    /// The attribute of it that is not known.
    let attribute: String

    init(
      _ what: String,
      _ resources: [PlannedEstate.Resource],
      _ told: @escaping @Sendable (Estate) -> [String],
      _ expected: [String],
      open: PlannedEstate.Resource,
      _ attribute: String
    ) {
      (testDescription, self.resources, self.told, self.expected) = (what, resources, told, expected)
      (self.open, self.attribute) = (open, attribute)
    }
  }

  private static let vpc: [PlannedEstate.Resource] = [
    ("aws_vpc.a", #"{"cidr_block": "10.0.0.0/16"}"#),
    ("aws_subnet.a", #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a"}"#),
    ("aws_security_group.g", #"{"vpc_id": "@aws_vpc.a.id", "name": "g", "ingress": "@", "egress": "@"}"#),
  ]

  static let cases: [Case] = [
    Case(
      "a network load balancer with its listener",
      vpc + [
        (
          "aws_lb.l",
          #"{"name": "l", "load_balancer_type": "network", "internal": true, "subnets": "@aws_subnet.a.id", "security_groups": "@"}"#
        ),
        (
          "aws_lb_target_group.t",
          #"{"name": "t", "port": 80, "protocol": "TCP", "target_type": "ip", "vpc_id": "@aws_vpc.a.id"}"#
        ),
        (
          "aws_lb_listener.x",
          #"{"load_balancer_arn": "@aws_lb.l.arn", "port": 443, "protocol": "TCP", "default_action": [{"type": "forward", "target_group_arn": "arn:t"}]}"#
        ),
      ],
      { estate in
        estate.loadBalancers.records.flatMap { balancer in
          ["\(balancer.kind) internet-facing: \(balancer.isInternetFacing) in \(estate.texts(balancer.subnets))"]
            + (balancer.listeners ?? []).map { "\($0.port) to \(estate.texts($0.targetGroups))" }
        }
      },
      [#"network internet-facing: false in ["aws_subnet.a"]"#, #"443 to ["arn:t"]"#],
      open: (
        "aws_lb_listener.x",
        #"{"load_balancer_arn": "@aws_lb.l.arn", "port": "@local.port", "protocol": "TCP", "default_action": []}"#
      ),
      "aws_lb_listener.x.port"
    ),
    Case(
      "a target group with a target",
      vpc + [
        (
          "aws_lb_target_group.t",
          #"{"name": "t", "port": 80, "protocol": "TCP", "target_type": "ip", "vpc_id": "@aws_vpc.a.id", "preserve_client_ip": "@"}"#
        ),
        (
          "aws_lb_target_group_attachment.x",
          #"{"target_group_arn": "@aws_lb_target_group.t.arn", "target_id": "10.0.1.9", "port": 8080}"#
        ),
      ],
      { estate in
        estate.targetGroups.records.flatMap { group in
          ["\(group.kind) keeps client addresses: \(group.preservesClientAddress.map(String.init) ?? "?")"]
            + (group.targets ?? []).map { "\(estate.symbols[$0.id]) \($0.port)" }
        }
      },
      ["ip keeps client addresses: false", "10.0.1.9 8080"],
      open: (
        "aws_lb_target_group_attachment.x",
        #"{"target_group_arn": "@aws_lb_target_group.t.arn", "target_id": "@local.address", "port": 8080}"#
      ),
      "aws_lb_target_group_attachment.x.target_id"
    ),
    Case(
      "a VPN connection of a transit gateway",
      [
        ("aws_ec2_transit_gateway.t", "{}"),
        ("aws_customer_gateway.c", #"{"ip_address": "203.0.113.9", "bgp_asn": "65000"}"#),
        (
          "aws_vpn_connection.v",
          #"{"transit_gateway_id": "@aws_ec2_transit_gateway.t.id", "customer_gateway_id": "@aws_customer_gateway.c.id", "static_routes_only": true, "routes": "@", "transit_gateway_attachment_id": "@", "type": "ipsec.1"}"#
        ),
        (
          "aws_vpn_connection_route.r",
          #"{"vpn_connection_id": "@aws_vpn_connection.v.id", "destination_cidr_block": "192.168.0.0/24"}"#
        ),
      ],
      { estate in
        estate.customerGateways.records.map { "gateway at \(estate.symbols[$0.address])" }
          + estate.vpnConnections.records.map { connection in
            "\(estate.symbols[connection.transitGateway]) static: \(connection.usesStaticRoutes) "
              + connection.routes.map(\.description).joined(separator: " ")
          }
          + estate.transitGatewayAttachments.records.map { "\($0.kind) \(estate.symbols[$0.resource])" }
      },
      [
        "gateway at 203.0.113.9", "aws_ec2_transit_gateway.t static: true 192.168.0.0/24", "vpn aws_vpn_connection.v",
      ],
      open: (
        "aws_vpn_connection_route.r",
        #"{"vpn_connection_id": "@aws_vpn_connection.v.id", "destination_cidr_block": "@local.office"}"#
      ),
      "aws_vpn_connection_route.r.destination_cidr_block"
    ),
    Case(
      "a virtual private gateway",
      vpc + [("aws_vpn_gateway.v", #"{"vpc_id": "@aws_vpc.a.id"}"#)],
      { estate in estate.vpnGateways.records.flatMap { $0.attachments.map { "attached to \(estate.symbols[$0.vpc])" } }
      },
      ["attached to aws_vpc.a"],
      open: ("aws_vpn_gateway.v", #"{"vpc_id": "@local.vpcs"}"#),
      // With one VPC in the plan, that is the one.
      ""
    ),
    Case(
      "a Direct Connect gateway with an association and a virtual interface",
      [
        ("aws_vpn_gateway.v", #"{"vpc_id": "@"}"#),
        ("aws_dx_gateway.d", #"{"name": "office", "amazon_side_asn": "64512"}"#),
        (
          "aws_dx_gateway_association.a",
          #"{"dx_gateway_id": "@aws_dx_gateway.d.id", "associated_gateway_id": "@aws_vpn_gateway.v.id", "allowed_prefixes": ["10.0.0.0/16"]}"#
        ),
        (
          "aws_dx_private_virtual_interface.i",
          #"{"name": "i", "connection_id": "dxcon-1", "dx_gateway_id": "@aws_dx_gateway.d.id", "bgp_asn": 65000, "vlan": 9}"#
        ),
      ],
      { estate in
        estate.directConnectGateways.records.flatMap { gateway in
          gateway.associations.map {
            "\(estate.symbols[gateway.name]): \(estate.symbols[$0.gateway]) \($0.allowedPrefixes.map(\.description))"
          }
        }
          + estate.virtualInterfaces.records.map {
            "\($0.kind) \(estate.symbols[$0.connection]) to \(estate.symbols[$0.gateway])"
          }
      },
      [#"office: aws_vpn_gateway.v ["10.0.0.0/16"]"#, "private dxcon-1 to aws_dx_gateway.d"],
      open: (
        "aws_dx_gateway_association.a",
        #"{"dx_gateway_id": "@aws_dx_gateway.d.id", "associated_gateway_id": "@aws_vpn_gateway.v.id", "allowed_prefixes": "@local.ranges"}"#
      ),
      "aws_dx_gateway_association.a.allowed_prefixes"
    ),
    Case(
      "a Network Firewall with its policy and a group",
      vpc + [
        (
          "aws_networkfirewall_rule_group.g",
          #"{"name": "g", "type": "STATEFUL", "rules": "drop tcp any any -> any 23 (sid:1;)", "capacity": 9}"#
        ),
        (
          "aws_networkfirewall_firewall_policy.p",
          #"{"name": "p", "firewall_policy": [{"stateless_default_actions": ["aws:forward_to_sfe"], "stateless_fragment_default_actions": ["aws:drop"], "stateful_rule_group_reference": [{"resource_arn": "arn:g", "priority": 1}]}]}"#
        ),
        (
          "aws_networkfirewall_firewall.f",
          #"{"name": "f", "vpc_id": "@aws_vpc.a.id", "firewall_policy_arn": "@aws_networkfirewall_firewall_policy.p.arn", "subnet_mapping": [{"subnet_id": "subnet-1"}], "firewall_status": "@"}"#
        ),
      ],
      { estate in
        estate.networkFirewalls.records.map { firewall in
          "\(estate.symbols[firewall.vpc]) \(estate.symbols[firewall.policy]) in "
            + firewall.endpoints.map { estate.symbols[$0.subnet] }.joined()
        }
          + estate.firewallPolicies.records.map {
            "\($0.statelessDefault) \(estate.texts($0.statefulGroups.map(\.group)))"
          }
          + estate.firewallRuleGroups.records.flatMap { $0.rules.map { "\($0.action)" } }
      },
      [
        "aws_vpc.a arn:aws:network-firewall:eu-west-1:111111111111:firewall-policy/p in subnet-1",
        #"forward ["arn:g"]"#, "drop",
      ],
      open: (
        "aws_networkfirewall_firewall.f",
        #"{"name": "f", "vpc_id": "@aws_vpc.a.id", "firewall_policy_arn": "@local.policy", "subnet_mapping": [{"subnet_id": "subnet-1"}], "firewall_status": "@"}"#
      ),
      // The only policy of the plan is taken.
      ""
    ),
    Case(
      "a service network of VPC Lattice with a VPC and a service",
      vpc + [
        ("aws_vpclattice_service_network.n", #"{"name": "n", "auth_type": "NONE"}"#),
        ("aws_vpclattice_service.s", #"{"name": "s", "auth_type": "AWS_IAM"}"#),
        (
          "aws_vpclattice_service_network_vpc_association.v",
          #"{"service_network_identifier": "@aws_vpclattice_service_network.n.id", "vpc_identifier": "@aws_vpc.a.id", "security_group_ids": ["sg-1"]}"#
        ),
        (
          "aws_vpclattice_service_network_service_association.s",
          #"{"service_network_identifier": "@aws_vpclattice_service_network.n.id", "service_identifier": "@aws_vpclattice_service.s.id"}"#
        ),
      ],
      { estate in
        estate.serviceNetworks.records.flatMap { network in
          ["network \(network.access.authType)"] + (network.vpcs ?? []).map { "for \(estate.symbols[$0.vpc])" }
            + (network.services ?? []).map { "has \(estate.symbols[$0.target])" }
        } + estate.latticeServices.records.map { "service \($0.access.authType)" }
      },
      [
        "network open", "for aws_vpc.a",
        "has arn:aws:vpc-lattice:eu-west-1:111111111111:vpclattice-service/aws_vpclattice_service.s", "service iam",
      ],
      open: (
        "aws_vpclattice_service.s", #"{"name": "s", "auth_type": "@local.auth"}"#
      ),
      "aws_vpclattice_service.s.auth_type"
    ),
    Case(
      "a Route 53 Resolver endpoint with a rule",
      vpc + [
        (
          "aws_route53_resolver_endpoint.e",
          #"{"direction": "OUTBOUND", "security_group_ids": ["sg-1"], "host_vpc_id": "@", "ip_address": [{"subnet_id": "subnet-1", "ip": "10.0.1.9"}]}"#
        ),
        (
          "aws_route53_resolver_rule.r",
          #"{"domain_name": "corp.example", "rule_type": "FORWARD", "resolver_endpoint_id": "@aws_route53_resolver_endpoint.e.id", "target_ip": [{"ip": "192.168.0.2", "port": 53, "ipv6": "", "protocol": "Do53"}]}"#
        ),
        (
          "aws_route53_resolver_rule_association.a",
          #"{"resolver_rule_id": "@aws_route53_resolver_rule.r.id", "vpc_id": "@aws_vpc.a.id"}"#
        ),
      ],
      { estate in
        estate.resolverEndpoints.records.map { endpoint in
          "\(endpoint.direction) \((endpoint.addresses ?? []).map { "\(estate.symbols[$0.subnet]) \($0.address)" })"
        }
          + estate.resolverRules.records.filter { estate.symbols[$0.domain].hasPrefix("corp") }.map { rule in
            "\(rule.targets.map { "\($0.address):\($0.port)" }) for \((rule.vpcs ?? []).map { estate.symbols[$0.vpc] })"
          }
      },
      [#"outbound ["subnet-1 10.0.1.9"]"#, #"["192.168.0.2:53"] for ["aws_vpc.a"]"#],
      open: (
        "aws_route53_resolver_rule.r",
        #"{"domain_name": "@local.domain", "rule_type": "FORWARD", "resolver_endpoint_id": "@aws_route53_resolver_endpoint.e.id", "target_ip": []}"#
      ),
      "aws_route53_resolver_rule.r.domain_name"
    ),
    Case(
      "a VPC at a core network of Cloud WAN, whose routes only AWS knows",
      vpc + [
        ("aws_networkmanager_core_network.c", "{}"),
        (
          "aws_networkmanager_vpc_attachment.a",
          #"{"core_network_id": "@aws_networkmanager_core_network.c.id", "vpc_arn": "@aws_vpc.a.arn", "subnet_arns": ["arn:s"], "segment_name": "production"}"#
        ),
      ],
      { estate in
        estate.coreNetworks.records.map { estate.symbols[$0.id] }
          + estate.unsettled.map(\.words).filter { $0.contains("routes") }
      },
      [
        "aws_networkmanager_core_network.c",
        "aws_networkmanager_vpc_attachment.a: the routes that a core network will have are known after apply",
      ],
      open: (
        "aws_networkmanager_vpc_attachment.a",
        #"{"core_network_id": "@aws_networkmanager_core_network.c.id", "vpc_arn": "@aws_vpc.a.arn", "subnet_arns": ["arn:s"], "segment_name": "@"}"#
      ),
      "aws_networkmanager_vpc_attachment.a.segment_name"
    ),
    Case(
      "an EKS cluster with who gets in",
      vpc + [
        (
          "aws_eks_cluster.k",
          #"{"name": "k", "role_arn": "arn:aws:iam::111111111111:role/k", "vpc_config": [{"subnet_ids": ["subnet-1"], "security_group_ids": [], "endpoint_public_access": false}], "access_config": [{"authentication_mode": "API"}]}"#
        ),
        (
          "aws_eks_access_entry.e",
          #"{"cluster_name": "@aws_eks_cluster.k.name", "principal_arn": "arn:aws:iam::111111111111:role/admin", "kubernetes_groups": ["ops"]}"#
        ),
        (
          "aws_eks_pod_identity_association.p",
          #"{"cluster_name": "@aws_eks_cluster.k.name", "namespace": "n", "service_account": "s", "role_arn": "arn:aws:iam::111111111111:role/pod"}"#
        ),
      ],
      { estate in
        estate.kubernetesClusters.values.flatMap { cluster in
          ["\(cluster.authenticationMode.map { "\($0)" } ?? "?")"]
            + (cluster.accessEntries ?? []).map { "\(estate.symbols[$0.principal]) \(estate.texts($0.groups))" }
            + (cluster.podIdentities ?? []).map { "\(estate.symbols[$0.serviceAccount]) \(estate.symbols[$0.role])" }
        }
      },
      [
        "api", #"arn:aws:iam::111111111111:role/admin ["ops"]"#, "s arn:aws:iam::111111111111:role/pod",
      ],
      open: (
        "aws_eks_access_entry.e",
        #"{"cluster_name": "@aws_eks_cluster.k.name", "principal_arn": "@local.admins", "kubernetes_groups": []}"#
      ),
      "aws_eks_access_entry.e.principal_arn"
    ),
    Case(
      "an ECS service with the roles of its tasks",
      vpc + [
        (
          "aws_ecs_task_definition.t",
          #"{"family": "t", "task_role_arn": "arn:aws:iam::111111111111:role/task", "execution_role_arn": "arn:aws:iam::111111111111:role/start", "container_definitions": "[{\"image\":\"app\"}]"}"#
        ),
        (
          "aws_ecs_service.s",
          #"{"name": "s", "cluster": "arn:aws:ecs:eu-west-1:111111111111:cluster/c", "task_definition": "@aws_ecs_task_definition.t.arn", "enable_execute_command": true, "network_configuration": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"], "assign_public_ip": false}]}"#
        ),
      ],
      { estate in
        estate.workloads.records.map { workload in
          "\(workload.kind) \(estate.symbols[workload.role]) exec: \(workload.allowsExec.map(String.init) ?? "?")"
        }.sorted()
      },
      [
        "containerService arn:aws:iam::111111111111:role/task exec: true"
      ],
      open: (
        "aws_ecs_task_definition.t",
        #"{"family": "t", "task_role_arn": "@local.role", "execution_role_arn": "", "container_definitions": "[]"}"#
      ),
      "aws_ecs_task_definition.t.task_role_arn"
    ),
    Case(
      "a permission set of IAM Identity Center, and who has it where",
      [
        ("aws_ssoadmin_permission_set.p", #"{"name": "Admin", "instance_arn": "arn:aws:sso:::instance/i"}"#),
        (
          "aws_ssoadmin_managed_policy_attachment.m",
          #"{"instance_arn": "arn:aws:sso:::instance/i", "permission_set_arn": "@aws_ssoadmin_permission_set.p.arn", "managed_policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}"#
        ),
        ("aws_identitystore_group.g", #"{"display_name": "ops", "identity_store_id": "d-1", "group_id": "@"}"#),
        (
          "aws_ssoadmin_account_assignment.a",
          #"{"instance_arn": "arn:aws:sso:::instance/i", "permission_set_arn": "@aws_ssoadmin_permission_set.p.arn", "principal_type": "GROUP", "principal_id": "@aws_identitystore_group.g.group_id", "target_id": "222222222222", "target_type": "AWS_ACCOUNT"}"#
        ),
      ],
      { estate in
        estate.permissionSets.records.map { "\(estate.symbols[$0.name]) \(estate.texts($0.managedPolicies))" }
          + estate.permissionSetAssignments.map { "group: \($0.isGroup) in \(estate.symbols[$0.account])" }
          + estate.directoryIdentities.values.map { estate.symbols[$0.name] }
      },
      [
        #"Admin ["arn:aws:iam::aws:policy/AdministratorAccess"]"#, "group: true in 222222222222", "ops",
      ],
      open: (
        "aws_ssoadmin_account_assignment.a",
        #"{"instance_arn": "arn:aws:sso:::instance/i", "permission_set_arn": "@aws_ssoadmin_permission_set.p.arn", "principal_type": "GROUP", "principal_id": "@local.group", "target_id": "222222222222", "target_type": "AWS_ACCOUNT"}"#
      ),
      "aws_ssoadmin_account_assignment.a.principal_id"
    ),
  ]

  @Test("what is planned is in the estate", arguments: cases)
  func known(_ example: Case) throws {
    let snapshot = TerraformEstate.read(try PlannedEstate.creating(example.resources)).after
    #expect(example.told(snapshot.estate) == example.expected)
    #expect(snapshot.diagnostics.filter { $0.code == "unreadable" || $0.code == "wrong-type" }.isEmpty)
  }

  @Test("an attribute that is not known is named", arguments: cases.filter { !$0.attribute.isEmpty })
  func unknown(_ example: Case) throws {
    let resources = example.resources.map { $0.address == example.open.address ? example.open : $0 }
    let words = try PlannedEstate.after(resources).unsettled.map(\.words)
    #expect(words.contains { $0.hasPrefix("\(example.attribute) is known after apply") }, "\(words)")
    let before = try PlannedEstate.after(example.resources).unsettled.map(\.words)
    #expect(!before.contains { $0.hasPrefix("\(example.attribute) ") }, "\(before)")
  }

  @Test("an endpoint of another account's service is connected only if the service lets the account in")
  func endpointPermission() throws {
    func connected(_ more: [PlannedEstate.Resource], principals: String = "[]") throws -> [Bool] {
      let estate = try PlannedEstate.after(
        Self.vpc + [
          (
            "aws_vpc_endpoint_service.s",
            #"{"acceptance_required": false, "network_load_balancer_arns": ["arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/l/1"], "allowed_principals": \#(principals), "service_name": "@"}"#
          ),
          (
            "aws_vpc_endpoint.e",
            #"{"owner_id": "222222222222", "vpc_id": "@aws_vpc.a.id", "service_name": "@aws_vpc_endpoint_service.s.service_name", "vpc_endpoint_type": "Interface", "policy": "@", "state": "@"}"#
          ),
        ] + more
      )
      let name = try #require(estate.vpcEndpoints.records.first.map { estate.symbols[$0.service] })
      // The name that it gets is not known; this one is that of a customer's service, and of this one only.
      #expect(name == "com.amazonaws.vpce.eu-west-1.vpce-svc-of-aws_vpc_endpoint_service.s")
      #expect(estate.endpointServices.records.map { estate.symbols[$0.name] } == [name])
      return estate.vpcEndpoints.records.map(\.isAvailable)
        + estate.endpointServices.records.flatMap { ($0.connections ?? []).map(\.isAvailable) }
    }
    #expect(try connected([]) == [false, false])
    #expect(try connected([], principals: #"["arn:aws:iam::333333333333:root"]"#) == [false, false])
    #expect(try connected([], principals: #"["arn:aws:iam::222222222222:role/app"]"#) == [true, true])
    #expect(try connected([], principals: #"["*"]"#) == [true, true])
    let principal = #"{"vpc_endpoint_service_id": "@aws_vpc_endpoint_service.s.id", "principal_arn": "%"}"#
    let type = "aws_vpc_endpoint_service_allowed_principal.p"
    #expect(
      try connected([(type, principal.replacing("%", with: "arn:aws:iam::222222222222:root"))]) == [true, true]
    )
    // One that is not known may be anybody's.
    #expect(try connected([(type, principal.replacing("%", with: "@local.partner"))]) == [true, true])
  }

  @Test("subnets that name their zone are in the zone that other subnets of the account give the id of")
  func zones() throws {
    let estate = try PlannedEstate.after([
      Self.vpc[0],
      (
        "aws_subnet.a",
        #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a", "availability_zone_id": "euw1-az2"}"#
      ),
      (
        "aws_subnet.b",
        #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.2.0/24", "availability_zone": "eu-west-1a", "availability_zone_id": "@"}"#
      ),
      (
        "aws_subnet.c",
        #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.3.0/24", "availability_zone": "eu-west-1b", "availability_zone_id": "@"}"#
      ),
    ])
    let zones = estate.subnets.records.map { estate.symbols[$0.zone] }
    #expect(zones[0] == "euw1-az2" && zones[1] == zones[0])
    #expect(zones[2] != zones[0])
  }
}
