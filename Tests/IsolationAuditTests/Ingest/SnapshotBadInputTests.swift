import IsolationAudit
import Testing

@Suite("Snapshot: bad input")
struct SnapshotBadInputTests {
  @Test(
    "a record that cannot be read is one diagnostic with its place, and the rest of the file is read",
    arguments: [
      (
        #"{"VpcId": "vpc-9", "CidrBlock": "10.0.0.1/16"}"#,
        "ec2.json:2:36 #/Vpcs/1/CidrBlock (vpc-9): error: host bits are set in `10.0.0.1/16`, expected `10.0.0.0/16`"
      ),
      (
        #"{"VpcId": "vpc-9", "CidrBlock": "10.0.0.0/33"}"#,
        "ec2.json:2:36 #/Vpcs/1/CidrBlock (vpc-9): error: prefix length out of range in `10.0.0.0/33`, expected 0 to 32"
      ),
      (
        #"{"VpcId": "vpc-9", "CidrBlock": "10.0.0/8"}"#,
        "ec2.json:2:36 #/Vpcs/1/CidrBlock (vpc-9): error: `10.0.0` is no IP address, expected IPv4 `a.b.c.d` or IPv6"
      ),
      (
        #"{"VpcId": "vpc-9", "CidrBlock": 7}"#,
        "ec2.json:2:36 #/Vpcs/1/CidrBlock (vpc-9): error: 7 for CidrBlock, expected a CIDR block"
      ),
      (
        #"{"CidrBlock": "10.0.0.0/16"}"#,
        "ec2.json:2:4 #/Vpcs/1: error: no VpcId, expected one in every record"
      ),
      (
        #"{"VpcId": "vpc-9", "IsDefault": "yes"}"#,
        "ec2.json:2:36 #/Vpcs/1/IsDefault (vpc-9): error: `yes` for IsDefault, expected true or false"
      ),
      (
        #"{"VpcId": "vpc-9", "Tags": "none"}"#,
        "ec2.json:2:31 #/Vpcs/1/Tags (vpc-9): error: `none` for Tags, expected an array"
      ),
      (
        #"{"VpcId": ["vpc-9"]}"#,
        "ec2.json:2:14 #/Vpcs/1/VpcId: error: an array for VpcId, expected a string"
      ),
      (
        #""vpc-9""#,
        "ec2.json:2:4 #/Vpcs/1: error: `vpc-9`, expected an object"
      ),
    ]
  )
  func records(record: String, error: String) throws {
    let read = try SnapshotReading(
      "{\"Vpcs\": [{\"VpcId\": \"vpc-1\"},\n   \(record), {\"VpcId\": \"vpc-2\"}]}"
    )
    #expect(read.diagnostics == [error])
    #expect(read.estate.vpcs.records.map { read($0.id) } == ["vpc-1", "vpc-2"])
    #expect(read.status("Vpcs") == .error)
  }

  @Test("all errors of a file are told at once, in the order of their places")
  func allAtOnce() throws {
    let read = try SnapshotReading(
      """
      {"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.1/24"}],
       "SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 9, "ToPort": 8}]},
         {"GroupId": "sg-2", "IpPermissions": [{"IpProtocol": "ggp"}]}],
       "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [{"RuleNumber": 1, "Egress": true,
         "RuleAction": "maybe", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}]}],
       "RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [{"GatewayId": "local"}]}]}
      """
    )
    #expect(
      read.errors == [
        "ec2.json:1:70 #/Subnets/0/CidrBlock (subnet-1): error: host bits are set in `10.0.0.1/24`, expected "
          + "`10.0.0.0/24`",
        "ec2.json:2:93 #/SecurityGroups/0/IpPermissions/0/FromPort (sg-1): error: ports from 9 to 8, expected the lower "
          + "one first",
        "ec2.json:3:57 #/SecurityGroups/1/IpPermissions/0/IpProtocol (sg-2): error: `ggp` for IpProtocol, expected -1, "
          + "tcp, udp, icmp, icmpv6 or a number from 0 to 255",
        "ec2.json:5:18 #/NetworkAcls/0/Entries/0/RuleAction (acl-1): error: `maybe` for RuleAction, expected allow or "
          + "deny",
        "ec2.json:6:73 #/RouteTables/0/Routes/0 (rtb-1): error: no destination, expected DestinationCidrBlock, "
          + "DestinationIpv6CidrBlock or DestinationPrefixListId",
      ]
    )
    #expect(read.estate.securityGroups.count == 0)
    #expect(read.estate.securityGroupRules.isEmpty)
  }

  @Test(
    "a file that is no JSON from some place on is cut there, and its lists are known to be cut",
    arguments: [
      (#"{"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "vp"#, "ec2.json:1:44 #/Vpcs/1/VpcId: error: unexpected end of text"),
      (
        #"{"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "a", "VpcId": "b"}]}"#, "ec2.json:1:46 #/Vpcs/1: error: duplicate key"
      ),
      (
        "{\"Vpcs\": [{\"VpcId\": \"vpc-1\"}, {\"VpcId\": \"a\0\"}]}",
        "ec2.json:1:43 #/Vpcs/1/VpcId: error: control char"
      ),
      (#"{"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "\ud800"}]}"#, "ec2.json:1:42 #/Vpcs/1/VpcId: error: lone surrogate"),
      (#"{"Vpcs": [{"VpcId": "vpc-1"}]} []"#, "ec2.json:1:32 #: error: unexpected '['"),
      (
        #"{"Vpcs": [{"VpcId": "vpc-1"}, "# + String(repeating: "[", count: 100_000),
        "ec2.json:1:543 #/Vpcs/1" + String(repeating: "/0", count: 512) + ": error: more than 512 nested"
      ),
    ]
  )
  func cut(text: String, error: String) throws {
    let read = try SnapshotReading(text)
    #expect(read.errors.count == 1)
    #expect(read.errors.first?.hasPrefix(error) == true, "\(read.errors)")
    #expect(read.estate.vpcs.records.map { read($0.id) } == ["vpc-1"])
    #expect(read.status("Vpcs") == .truncated)
  }

  @Test("a file that breaks off makes every list of its account and Region doubtful")
  func cutElsewhere() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": #"{"Vpcs": [{"VpcId": "vpc-1"}]}"#,
      "accounts/111111111111/us-east-1/b.json": #"{"Subn"#,
      "accounts/222222222222/us-east-1/a.json": #"{"Vpcs": []}"#,
    ])
    #expect(read.status("Vpcs") == .truncated)
    #expect(read.status("Vpcs", account: "222222222222") == .collected)
  }

  @Test("one id with two definitions is an error that names both places")
  func conflict() throws {
    func subnet(_ vpc: String) -> String {
      #"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "\#(vpc)", "CidrBlock": "10.0.1.0/24"}]}"#
    }
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": subnet("vpc-1"),
      "accounts/111111111111/us-east-1/b.json": "\n" + subnet("vpc-2"),
    ])
    #expect(
      read.errors
        == [
          "b.json:2:14 #/Subnets/0 (subnet-1): error: defined differently in another place, expected one definition: "
            + "accounts/111111111111/us-east-1/a.json:1:14 #/Subnets/0"
        ].map { $0.replacing("accounts/111111111111/us-east-1/", with: "") }
    )
    #expect(read.status("Subnets") == .error)
  }

  @Test("one id with the same definition twice is a note, whatever the order of keys and lists")
  func repetition() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json":
        #"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111"}], "InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1"}, {"VpcId": "vpc-2", "State": "detached"}]}]}"#,
      "accounts/222222222222/us-east-1/a.json":
        #"{"Vpcs": [{"OwnerId": "111111111111", "VpcId": "vpc-1", "Unknown": 1}], "InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-2", "State": "detached"}, {"VpcId": "vpc-1"}]}]}"#,
    ])
    #expect(read.errors == [])
    #expect(
      read.diagnostics == [
        "accounts/222222222222/us-east-1/a.json:1:1 #: note: 2 records are in another file as well, with the same content"
      ]
    )
  }

  @Test("references to what is not there are notes, not failures")
  func staleReferences() throws {
    let read = try SnapshotReading(
      """
      {"Vpcs": [{"VpcId": "vpc-1"}],
       "RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [
         {"DestinationCidrBlock": "10.1.0.0/16", "TransitGatewayId": "tgw-404"}]}],
       "SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [
         {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-404"}]}]}]}
      """
    )
    #expect(
      read.diagnostics == [
        "ec2.json:3:4 #/RouteTables/0/Routes/0 (rtb-1): note: route names gateway `tgw-404`, which is not in the snapshot",
        "ec2.json:5:46 #/SecurityGroups/0/IpPermissions/0/UserIdGroupPairs/0 (sg-1): note: rule names security group "
          + "`sg-404`, which is not in the snapshot",
      ]
    )
    #expect(read.status("RouteTables") == .collected)
  }

  @Test("text from attackers is kept as it is, up to 64 KiB")
  func hostileText() throws {
    let long = String(repeating: "é", count: 50_000)
    let hostile = #"<script>]]>\u0000\u001b[2J\u202e"#
    let read = try SnapshotReading(
      """
      {"Vpcs": [{"VpcId": "vpc-1", "Tags": [{"Key": "Name", "Value": "\(hostile)"}, {"Key": "Long", "Value": "\(long)"}]}]}
      """
    )
    let tags = try #require(read.estate.vpcs.records.first.map { read($0.tags) })
    #expect(tags[1] == "Name=<script>]]>\0\u{1B}[2J\u{202E}")
    #expect(tags[0].utf8.count == 5 + 65_536)
    #expect(
      read.diagnostics == [
        "ec2.json:1:126 #/Vpcs/0/Tags/1/Value: warning: text of 100000 bytes, only the first 65536 are kept"
      ]
    )
  }

  @Test("a byte order mark is a note")
  func byteOrderMark() throws {
    let read = try SnapshotReading("\u{FEFF}{\"Vpcs\": [{\"VpcId\": \"vpc-1\"}]}")
    #expect(read.estate.vpcs.count == 1)
    #expect(read.diagnostics.map { $0.contains(": note: byte order mark") } == [true])
  }

  @Test("a list that is no list is an error")
  func noList() throws {
    let read = try SnapshotReading(#"{"Vpcs": {"VpcId": "vpc-1"}, "Subnets": null}"#)
    #expect(
      read.errors == [
        "ec2.json:1:10 #/Vpcs: error: an object for Vpcs, expected an array",
        "ec2.json:1:41 #/Subnets: error: null for Subnets, expected an array",
      ]
    )
    #expect(read.status("Vpcs") == .error)
  }

  @Test("keys that nothing reads are listed")
  func unreadKeys() throws {
    let read = try SnapshotReading(
      #"{"Vpcs": [], "Reserved": [1, 2], "Volumes": {"a": 1}, "Routes": [{"DestinationCidrBlock": "1.0.0.0/8"}]}"#
    )
    #expect(read.estate.completeness.unreadKeys.sorted() == ["Reserved", "Routes", "Volumes"])
    #expect(read.diagnostics == [])
  }

  @Test("a snapshot in which nothing can be read is refused")
  func nothing() {
    #expect(throws: SnapshotError.noFiles(path: "snapshot")) { try AWSSnapshot.read(files: []) }
    #expect(throws: SnapshotError.nothingRecognised(path: "snapshot", files: 1, keys: ["Volumes"])) {
      try AWSSnapshot.read(files: [("a.json", Array(#"{"Volumes": []}"#.utf8))])
    }
    #expect(throws: SnapshotError.notADirectory(path: "no/such/folder")) {
      try AWSSnapshot.read(directory: "no/such/folder")
    }
    let error = SnapshotError.notADirectory(path: "snap")
    #expect(error.description.hasPrefix("snap: error: no such directory, expected a snapshot"))
  }
}
