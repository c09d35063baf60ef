import IsolationAudit
import Testing

/// What of load balancers decides where their connections go.
@Suite("Load balancers of a snapshot")
struct SnapshotLoadBalancerTests {
  private static let arn = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer"

  @Test("attributes tell zones and whose address targets see, and a list that is there tells defaults too")
  func attributes() throws {
    let read = try SnapshotReading(
      """
      {"LoadBalancers": [
         {"LoadBalancerArn": "\(Self.arn)/net/one/1", "LoadBalancerName": "one", "Type": "network",
          "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "on",
          "AvailabilityZones": [{"ZoneName": "us-east-1a", "SubnetId": "subnet-1"}, {"ZoneName": "us-east-1b"}]},
         {"LoadBalancerArn": "\(Self.arn)/net/two/2", "LoadBalancerName": "two", "Type": "network",
          "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "off"},
         {"LoadBalancerArn": "\(Self.arn)/net/three/3", "LoadBalancerName": "three", "Type": "network"}],
       "LoadBalancerAttributes": [
         {"LoadBalancerArn": "\(Self.arn)/net/one/1",
          "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]},
         {"LoadBalancerArn": "\(Self.arn)/net/two/2", "Attributes": [{"Key": "deletion_protection.enabled", "Value": "true"}]}],
       "TargetGroups": [
         {"TargetGroupArn": "tg-1", "TargetType": "ip", "IpAddressType": "ipv6", "LoadBalancerArns": ["\(Self.arn)/net/one/1"]},
         {"TargetGroupArn": "tg-2", "TargetType": "ip"}, {"TargetGroupArn": "tg-3", "TargetType": "ip"}],
       "TargetGroupAttributes": [
         {"TargetGroupArn": "tg-1", "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "false"}]},
         {"TargetGroupArn": "tg-2", "Attributes": [
           {"Key": "load_balancing.cross_zone.enabled", "Value": "use_load_balancer_configuration"}]}],
       "LoadBalancerTargetHealth": [{"TargetGroupArn": "tg-1", "TargetHealthDescriptions": [
         {"Target": {"Id": "10.0.1.10", "Port": 9090, "AvailabilityZone": "all"}}]}]}
      """
    )
    #expect(read.errors == [])
    let balancers = read.estate.loadBalancers.records
    #expect(balancers.map(\.isCrossZone) == [true, false, nil])
    #expect(balancers.map(\.filtersPrivateLink) == [true, false, nil])
    #expect(read(balancers[0].subnets) == ["subnet-1"])
    #expect(read(balancers[0].zoneNames) == ["us-east-1a"])
    let groups = read.estate.targetGroups.records
    #expect(groups.map(\.isCrossZone) == [false, nil, nil])
    #expect(groups.map(\.hasAttributes) == [true, true, false])
    #expect(groups.map(\.isIPv6) == [true, false, false])
    #expect(read(groups[0].loadBalancers) == ["\(Self.arn)/net/one/1"])
    #expect(groups[0].targets.map { read($0.map(\.zone)) } == ["all"])
  }

  @Test("listeners end the transport or pass packets on, by their protocol; rules that were listed are known")
  func listeners() throws {
    let protocols = ["HTTP", "HTTPS", "TLS", "TCP", "UDP", "TCP_UDP", "QUIC"]
    let rows = protocols.enumerated().map { index, name in
      "{\"ListenerArn\": \"listener-\(index)\", \"LoadBalancerArn\": \"\(Self.arn)/net/one/1\", \"Port\": \(index + 1), \"Protocol\": \"\(name)\"}"
    }
    let read = try SnapshotReading(
      """
      {"LoadBalancers": [{"LoadBalancerArn": "\(Self.arn)/net/one/1", "LoadBalancerName": "one", "Type": "network"}],
       "Listeners": [\(rows.joined(separator: ","))], "ListenerRules": [{"ListenerArn": "listener-0", "Rules": []}]}
      """
    )
    let listeners = try #require(read.estate.loadBalancers.records.first?.listeners)
    #expect(listeners.map(\.endsTransport) == [true, true, true, false, false, false, false])
    #expect(listeners.map(\.hasRules) == [true] + Array(repeating: false, count: 6))
  }

  @Test("a Classic Load Balancer is known by its ARN, with listeners, instances and its cross-zone attribute")
  func classic() throws {
    let read = try SnapshotReading(
      """
      {"LoadBalancerDescriptions": [
         {"LoadBalancerName": "old", "Scheme": "internet-facing", "VPCId": "vpc-1", "Subnets": ["subnet-1"],
          "SecurityGroups": ["sg-1"], "Instances": [{"InstanceId": "i-1"}, {"InstanceId": "i-2"}],
          "ListenerDescriptions": [{"Listener": {"Protocol": "SSL", "LoadBalancerPort": 443, "InstanceProtocol": "TCP",
            "InstancePort": 8443}, "PolicyNames": []}]}],
       "LoadBalancerAttributes": [{"LoadBalancerName": "old",
         "LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": true}, "AccessLog": {"Enabled": false}}}]}
      """
    )
    #expect(read.errors == [])
    let balancer = try #require(read.estate.loadBalancers.records.first)
    #expect(read(balancer.arn) == "\(Self.arn)/old")
    #expect(balancer.kind == .classic && balancer.isInternetFacing && balancer.isCrossZone == true)
    #expect(read(balancer.instances) == ["i-1", "i-2"])
    #expect(balancer.listeners?.map(\.port) == [443] && balancer.listeners?.map(\.instancePort) == [8443])
    #expect(read.status("LoadBalancerDescriptions") == .collected)
  }

  @Test("a listener without its ports is an error with its place")
  func badClassic() throws {
    let read = try SnapshotReading(
      """
      {"LoadBalancerDescriptions": [{"LoadBalancerName": "old",
        "ListenerDescriptions": [{"Listener": {"Protocol": "TCP", "LoadBalancerPort": 443}}]}]}
      """
    )
    #expect(read.errors.count == 1)
    #expect(read.errors[0].contains("#/LoadBalancerDescriptions/0/ListenerDescriptions/0/Listener"))
    #expect(read.errors[0].hasSuffix("no InstancePort, expected one in every record"))
    #expect(read.status("LoadBalancerDescriptions") == .error)
  }

  @Test("the calls of `elb` and `elbv2` are kept apart")
  func calls() throws {
    let read = try SnapshotReading([
      "collection.json": """
      {"calls": [
        {"account": "111111111111", "region": "us-east-1", "service": "elb", "operation": "describe-load-balancers", "status": "denied"},
        {"account": "111111111111", "region": "us-east-1", "service": "elbv2", "operation": "describe-load-balancers", "status": "empty"}]}
      """,
      "accounts/111111111111/us-east-1/ec2.json": "{\"Vpcs\": []}",
    ])
    #expect(read.status("LoadBalancerDescriptions") == .denied)
    #expect(read.status("LoadBalancers") == .collected)
  }
}
