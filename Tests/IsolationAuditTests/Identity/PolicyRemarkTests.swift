import IsolationAudit
import Testing

@Suite("Remarks about policies")
struct PolicyRemarkTests {
  private func remarks(_ iam: String) throws -> [String] {
    let read = try SnapshotReading(["accounts/111111111111/global/iam.json": iam])
    #expect(read.errors == [])
    return PolicyRemarks(read.estate).diagnostics(in: read.snapshot.files).map(\.description)
  }

  @Test("a deleted principal and a variable without Version are told with file, line and place in the policy")
  func places() throws {
    let remarks = try remarks(
      #"""
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111111111111:role/web",
        "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": ["arn:aws:iam::111111111111:root", "AROAEXAMPLEEXAMPLE01"]}}]},
        "RolePolicyList": [{"PolicyName": "p", "PolicyDocument":
          {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"}}}]}]}
      """#
    )
    #expect(remarks.count == 2)
    #expect(
      remarks.first?.hasPrefix(
        "accounts/111111111111/global/iam.json:2:31 #/RoleDetailList/0/AssumeRolePolicyDocument "
          + "(arn:aws:iam::111111111111:role/web): warning: policy, #/Statement/0/Principal/AWS: \"AROAEXAMPLEEXAMPLE01\""
      ) == true,
      "\(remarks)"
    )
    #expect(
      remarks.last?.contains("iam.json:5:") == true && remarks.last?.contains("#/Statement/Resource") == true,
      "\(remarks)"
    )
  }

  @Test("a policy as it should be has no remark")
  func clean() throws {
    let remarks = try remarks(
      #"""
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111111111111:role/web",
        "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": "arn:aws:iam::111111111111:role/AROAEXAMPLEEXAMPLE01"}}]},
        "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17",
          "Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"}}}]}]}
      """#
    )
    #expect(remarks == [])
  }

  @Test("many remarks of one kind are counted, not repeated")
  func many() throws {
    let principals = (0..<130).map { "\"AROAEXAMPLEEXAMPLE\(100 + $0)\"" }.joined(separator: ",")
    let remarks = try remarks(
      """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111111111111:role/web",
        "AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": [\(principals)]}}}}]}
      """
    )
    #expect(remarks.count == 101)
    #expect(remarks.contains { $0.contains("30 more remarks of this kind") })
  }
}
