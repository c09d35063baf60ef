// `sqs get-queue-attributes`, `sns get-topic-attributes`, `events list-event-buses`.
extension SnapshotBuilder {
  /// Reads an element of `QueueAttributes`: all attributes of one queue.
  mutating func queue(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.queue, tape, node)
    let attributes = try member(tape, node, .Attributes)
    if let attributes {
      if let value = try member(tape, attributes, .QueueArn) { try setARN(&store, tape, value) }
      store.key = try symbol(tape, attributes, .KmsMasterKeyId)
      if !store.key.isEmpty {
        store.isEncrypted = true
      } else if let value = try member(tape, attributes, .SqsManagedSseEnabled) {
        store.isEncrypted = try text(tape, value) == "true"
      }
    }
    if store.arn.isEmpty {
      let url = try symbol(tape, node, .QueueUrl)
      try require(url, .QueueUrl, tape, node)
      // https://sqs.us-east-1.amazonaws.com/111111111111/name
      let parts = estate.symbols[url].split(separator: "/").suffix(2).map(String.init)
      guard let owner = parts.first, let name = parts.last, SnapshotPlace.isAccount(Array(owner.utf8)) else {
        throw missing(.QueueArn, tape, node)
      }
      store.owner = estate.symbols.intern(owner)
      noteOwner(store.owner)
      store.name = estate.symbols.intern(name)
      store.arn = try arn("sqs", "", store.name, account: store.owner, tape, node)
    }
    if store.name.isEmpty { store.name = lastPart(of: store.arn) }
    try add(store, .QueueArn, tape, node)
    if let attributes { try resourcePolicy(.QueueAttributes, of: store.arn, tape, attributes) }
  }

  /// Reads an element of `TopicAttributes`: the attributes of one topic.
  mutating func topic(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.topic, tape, node)
    let attributes = try member(tape, node, .Attributes)
    if let value = try member(tape, node, .TopicArn) {
      try setARN(&store, tape, value)
    } else if let attributes, let value = try member(tape, attributes, .TopicArn) {
      try setARN(&store, tape, value)
    }
    store.name = lastPart(of: store.arn)
    if let attributes {
      store.key = try symbol(tape, attributes, .KmsMasterKeyId)
      store.isEncrypted = !store.key.isEmpty
    }
    try add(store, .TopicArn, tape, node)
    if let attributes { try resourcePolicy(.TopicAttributes, of: store.arn, tape, attributes) }
  }

  /// Reads an element of `EventBuses`.
  mutating func eventBus(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.eventBus, tape, node)
    store.name = try symbol(tape, node, .Name)
    if let value = try member(tape, node, .Arn) { try setARN(&store, tape, value) }
    store.key = try symbol(tape, node, .KmsKeyIdentifier)
    try add(store, .Arn, tape, node)
    try resourcePolicy(.EventBuses, of: store.arn, tape, node)
  }

  /// The part of an ARN after the last colon.
  private mutating func lastPart(of arn: Symbol) -> Symbol {
    estate.symbols.intern(estate.symbols[arn].split(separator: ":").last.map(String.init) ?? "")
  }
}
