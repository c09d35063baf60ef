import IsolationAudit
import Testing

@Suite("Who can read or write data")
struct DataAccessTests {
  static let development = "111111111111"
  static let production = "333333333333"
  static let bucket = "arn:aws:s3:::orders"
  static let secret = "arn:aws:secretsmanager:us-east-1:333333333333:secret:db-AbCdEf"
  static let key = "arn:aws:kms:us-east-1:333333333333:key/k1"

  private static func allow(_ action: String, _ resource: String = "*", by principal: String? = nil) -> String {
    AccessModelTests.statement("Allow", action, on: resource, by: principal)
  }

  /// The accesses to a store in one line each: who, how, in which part, how sure.
  private func accesses(_ small: SmallEstate, _ arn: String) throws -> (lines: [String], gaps: [String]) {
    let estate = small.estate
    let graph = AssumeRoleGraph(estate: estate)
    let model = AccessModel(estate, graph, about: DataAction.allActions)
    let symbol = try #require(estate.symbols.find(arn))
    let result = model.access(to: try #require(estate.dataStore(symbol)))
    let lines = result.accesses.map { access in
      "\(graph[access.principal].name) \(access.mode) \(access.part ?? "all") \(access.answer.standing)"
    }
    return (lines, result.gaps)
  }

  /// A bucket of production and a role there with a policy.
  private func orders(
    _ identity: String?,
    policy: String? = "",
    in account: String = production
  ) throws -> SmallEstate {
    var small = SmallEstate()
    try small.role("app", account, policy: identity)
    try small.store(.bucket, Self.bucket, Self.production, policy: policy) { store, _ in
      store.publicAccessBlock = .init(ignoresPublicACLs: true, restrictsPublicBuckets: true)
    }
    return small
  }

  @Test("every object, the objects of a prefix, or none, as the policies name them")
  func objects() throws {
    func lines(_ identity: String) throws -> [String] { try accesses(orders(identity), Self.bucket).lines }
    #expect(try lines(Self.allow("s3:GetObject")) == ["app read all allowed"])
    #expect(try lines(Self.allow("s3:GetObject", "arn:aws:s3:::orders/*")) == ["app read all allowed"])
    #expect(
      try lines(Self.allow("s3:GetObject", "arn:aws:s3:::orders/exports/*")) == [
        "app read arn:aws:s3:::orders/exports/* allowed"
      ]
    )
    #expect(try lines(Self.allow("s3:*", Self.bucket)) == [])
    #expect(try lines(Self.allow("s3:GetObject", "arn:aws:s3:::orders-old/*")) == [])
    #expect(try lines(Self.allow("s3:*", "arn:aws:s3:::*")) == ["app read all allowed", "app write all allowed"])
    #expect(
      try lines(Self.allow("s3:GetObject", "arn:aws:s3:::*/exports/*")) == [
        "app read arn:aws:s3:::*/exports/* allowed"
      ]
    )
  }

  @Test(
    "a denial of a part leaves the rest, a denial of all leaves nothing, and one of everything else leaves the part"
  )
  func partsDenied() throws {
    func lines(_ deny: String) throws -> [String] {
      try accesses(orders(Self.allow("s3:GetObject") + "," + deny), Self.bucket).lines
    }
    func deny(_ resource: String) -> String { AccessModelTests.statement("Deny", "s3:*", on: resource) }
    #expect(try lines(deny("arn:aws:s3:::orders/secret/*")) == ["app read all allowed"])
    #expect(try lines(deny("arn:aws:s3:::orders/*")) == [])
    let butExports =
      "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"NotResource\":\"arn:aws:s3:::orders/exports/*\"}"
    #expect(try lines(butExports) == ["app read arn:aws:s3:::orders/exports/* allowed"])
    let exports = Self.allow("s3:GetObject", "arn:aws:s3:::orders/exports/*")
    let both = try accesses(orders(exports + "," + deny("arn:aws:s3:::orders/exports/*")), Self.bucket).lines
    #expect(both.allSatisfy { $0.hasSuffix("unknown") })
  }

  @Test("a bucket's policy lets another account in as far as that account's own policies go")
  func otherAccount() throws {
    let grant = Self.allow("s3:GetObject", "arn:aws:s3:::orders/*", by: "{\"AWS\":\"\(Self.development)\"}")
    func lines(_ identity: String?, policy: String) throws -> [String] {
      try accesses(orders(identity, policy: policy, in: Self.development), Self.bucket).lines
    }
    #expect(try lines(Self.allow("s3:*"), policy: grant) == ["app read all allowed"])
    #expect(try lines(nil, policy: grant) == [])
    #expect(try lines(Self.allow("s3:*"), policy: "") == [])
    let foreign = Self.allow("s3:GetObject", "arn:aws:s3:::orders/*", by: "{\"AWS\":\"999999999999\"}")
    #expect(try lines(Self.allow("s3:*"), policy: foreign) == ["999999999999 read all allowed"])
  }

  @Test("a bucket's policy that is not in the snapshot leaves other accounts unknown, and the answer says what is open")
  func missingPolicy() throws {
    let found = try accesses(orders(Self.allow("s3:*"), policy: nil, in: Self.development), Self.bucket)
    #expect(found.lines == ["app read all unknown", "app write all unknown"])
    #expect(found.gaps == ["the policy of bucket \(Self.bucket) is not in the snapshot"])
    #expect(try accesses(orders(Self.allow("s3:*"), in: Self.development), Self.bucket).gaps == [])
  }

  @Test("an encrypted secret is read by whom its key lets as well")
  func encryptedSecret() throws {
    func lines(_ identity: String, keyPolicy: String?, hasKey: Bool = true) throws -> [String] {
      var small = SmallEstate()
      try small.role("app", Self.production, policy: identity)
      if hasKey {
        try small.store(.key, Self.key, Self.production, policy: keyPolicy) { store, _ in store.grants = [] }
      }
      try small.store(.secret, Self.secret, Self.production) { store, estate in
        store.key = estate.symbols.intern(Self.key)
      }
      return try accesses(small, Self.secret).lines
    }
    let read = Self.allow("secretsmanager:GetSecretValue")
    let decrypt = Self.allow("kms:Decrypt")
    let delegates = Self.allow("kms:*", by: "{\"AWS\":\"\(Self.production)\"}")
    #expect(try lines(read + "," + decrypt, keyPolicy: delegates) == ["app read all allowed"])
    #expect(try lines(read, keyPolicy: delegates) == [])
    #expect(try lines(read + "," + decrypt, keyPolicy: nil) == ["app read all unknown"])
    #expect(try lines(read + "," + decrypt, keyPolicy: delegates, hasKey: false) == ["app read all unknown"])
  }

  @Test(
    "of two roles with equal policies the one that the key of a secret names reads it",
    arguments: ["app", "other"]
  )
  func keyOfOne(name: String) throws {
    var small = SmallEstate()
    let may = Self.allow("secretsmanager:GetSecretValue") + "," + Self.allow("kms:Decrypt")
    for role in ["app", "other"] { try small.role(role, Self.production, policy: may) }
    let policy = Self.allow("kms:Decrypt", by: "{\"AWS\":\"arn:aws:iam::\(Self.production):role/\(name)\"}")
    try small.store(.key, Self.key, Self.production, policy: policy) { store, _ in store.grants = [] }
    try small.store(.secret, Self.secret, Self.production) { store, estate in
      store.key = estate.symbols.intern(Self.key)
    }
    #expect(try accesses(small, Self.secret).lines == ["\(name) read all allowed"])
  }

  @Test("a snapshot is read by the accounts that it is shared with, and by everybody where it is public")
  func snapshots() throws {
    func found(_ shared: [String]?, isPublic: Bool = false) throws -> (lines: [String], gaps: [String]) {
      var small = SmallEstate()
      try small.role("app", Self.development, policy: Self.allow("ec2:CreateVolume"))
      let accounts = shared?.map { small.symbol($0) }
      let arn = "arn:aws:ec2:us-east-1:333333333333:snapshot/snap-1"
      try small.store(.volumeSnapshot, arn, Self.production, policy: nil) { store, _ in
        store.sharedWith = accounts
        store.isPublic = isPublic
      }
      return try accesses(small, arn)
    }
    #expect(try found([]).lines == [])
    #expect(try found([]).gaps == [])
    #expect(try found([Self.development]).lines == ["app read all allowed"])
    #expect(try found(["999999999999"]).lines == ["999999999999 read all allowed"])
    #expect(try found([], isPublic: true).lines == ["app read all allowed", "* read all allowed"])
    let unknown = try found(nil)
    #expect(unknown.lines == ["app read all unknown"])
    #expect(!unknown.gaps.isEmpty)
  }

  @Test("every kind of store has actions that read it, and is read by who may do everything")
  func everyKind() throws {
    for kind in DataStore.Kind.allCases {
      #expect(kind.dataActions.contains { $0.mode == .read })
      var small = SmallEstate()
      try small.role("admin", Self.production, policy: Self.allow("*"))
      try small.role("none", Self.production, policy: Self.allow("iam:ListRoles"))
      let arn = kind == .key ? Self.key : "arn:aws:any:us-east-1:333333333333:thing/x"
      let policy = kind == .key ? Self.allow("kms:*", by: "{\"AWS\":\"\(Self.production)\"}") : ""
      try small.store(kind, arn, Self.production, policy: policy) { store, _ in
        store.grants = []
        store.sharedWith = []
      }
      let lines = try accesses(small, arn).lines
      #expect(lines.contains { $0.hasPrefix("admin read all") }, "\(kind.name): \(lines)")
      #expect(!lines.contains { $0.hasPrefix("none") }, "\(kind.name)")
    }
  }
}
