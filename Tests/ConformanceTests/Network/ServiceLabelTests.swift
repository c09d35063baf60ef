import IsolationAudit
import Oracles
import Testing

/// Interfaces of AWS's services are explained by what they are, and judged as any other.
@Suite("Interfaces of services")
struct ServiceLabelTests {
  @Test(
    "an explanation says whose an interface is, and what it serves where that is known",
    arguments: [
      ("EFS mount target for fs-0a1b (fsmt-0c2d)", "EFS mount target, which serves tcp 2049"),
      ("RDSNetworkInterface", "RDS database orders, which serves tcp 5432"),
      ("RedshiftNetworkInterface", "Redshift cluster"), ("ES search", "OpenSearch domain"),
      ("ElastiCache cache-001", "ElastiCache node"), ("Amazon EKS main", "EKS control plane"),
      ("arn:aws:ecs:us-east-1:333333333333:attachment/0a1b", "ECS task"),
    ]
  )
  func label(_ description: String, _ words: String) throws {
    var estate = CaseEstate.standing()
    estate.interface("eni-service", in: "a2", "10.1.2.80", description: description)
    estate.record(
      "DBInstances",
      in: "a",
      [
        "DBInstanceArn": "arn:aws:rds:us-east-1:111111111111:db:orders", "DBInstanceIdentifier": "orders",
        "Endpoint": ["Port": 5432], "VpcSecurityGroups": [["VpcSecurityGroupId": "sg-a"]],
        "DBSubnetGroup": ["VpcId": "vpc-a", "Subnets": [["SubnetIdentifier": "subnet-a2"]]],
      ]
    )
    let session = try ReachSession(files: estate.files())
    let probe = try ReachProbe(from: "eni-a1-10", to: "eni-service", transport: "tcp", port: 80)
    let answer = session.answer(probe)
    // No port is taken away: that nothing else listens is nowhere said.
    #expect(answer.verdict == .connects)
    #expect(answer.hops.last?.action.hasSuffix("(\(words))") == true, "\(answer.hops.last?.action ?? "no hop")")
  }

  @Test("a description that a customer wrote says nothing")
  func customers() throws {
    var estate = CaseEstate.standing()
    estate.interface("eni-service", in: "a2", "10.1.2.80", type: "interface")
    for index in estate.interfaces.indices where estate.interfaces[index].id == "eni-service" {
      estate.interfaces[index].description = "RDSNetworkInterface"
    }
    let session = try ReachSession(files: estate.files())
    let answer = session.answer(try ReachProbe(from: "eni-a1-10", to: "eni-service", transport: "tcp", port: 80))
    #expect(answer.hops.last?.action == "ingress allowed to eni-service")
  }
}
