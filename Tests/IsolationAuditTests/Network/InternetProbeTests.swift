import IsolationAudit
import Testing

@Suite("Probes from the internet")
struct InternetProbeTests {
  private static let snapshot = """
    {"Vpcs":[{"VpcId":"vpc-1","OwnerId":"111111111111","CidrBlock":"10.1.0.0/16",
      "CidrBlockAssociationSet":[{"CidrBlock":"10.1.0.0/16","CidrBlockState":{"State":"associated"}}]}],
     "Subnets":[{"SubnetId":"subnet-1","VpcId":"vpc-1","OwnerId":"111111111111","CidrBlock":"10.1.1.0/24",
      "AvailabilityZoneId":"use1-az1"}]}
    """

  @Test("nobody on the internet has a way to a private address", arguments: ["10.1.1.10", "192.168.1.1", "100.64.0.9"])
  func privateDestination(address: String) throws {
    let files = [(path: "accounts/111111111111/us-east-1/vpc.json", bytes: Array(Self.snapshot.utf8))]
    let snapshot = try AWSSnapshot.read(files: files)
    let session = ReachSession(snapshot.estate, files: snapshot.files)
    let probe = #"{"id":"p","from":{"internet":true},"to":{"ip":"\#(address)"},"protocol":"tcp","port":443}"#
    let answers = session.answer(probes: Array(probe.utf8))
    #expect(answers.map(\.verdict) == [.isolated])
    #expect(answers.first?.decidedBy?.code == "NO_POSSIBLE_DESTINATION")
  }
}
