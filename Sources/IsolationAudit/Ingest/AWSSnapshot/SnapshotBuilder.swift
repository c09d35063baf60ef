/// Builds the estate from the records of a snapshot, file by file.
///
/// Each family of records has an extension of its own. What several files tell of one thing (the routes, associations
/// and propagations of a transit gateway route table, say) is staged, and joined by ``finish()`` when all files are read.
struct SnapshotBuilder {
  /// The estate so far.
  var estate = Estate()
  /// The input files.
  var files: SourceFiles
  /// What there is to say about the inputs.
  var remarks = SnapshotRemarks()

  /// The file at hand.
  var file = FileID(rawValue: 0)
  /// The account of the file at hand: from its path, or the first that its content names.
  var account = Symbol.empty
  /// The Region of the file at hand: from its path, or the first that its content names.
  var region = Symbol.empty
  /// The list at hand, in the name that ``Completeness`` uses.
  var list = ""
  /// Whether the file at hand only adds to others.
  var isOverlay = false
  /// Records of files on disk that another description takes the place of.
  var superseded = SupersededRecords()
  /// The lists of the file at hand and how they ended.
  var lists: [(list: String, status: Completeness.Status)] = []
  /// Whether the file at hand says that its lists go on elsewhere.
  var isPaged = false
  /// The accounts whose views the files are, with the first file of each, and in the order of the first files.
  var seenAccounts: [Symbol: Provenance] = [:]
  /// The same accounts, in the order of reading.
  var accountOrder: [Symbol] = []
  /// The ids of availability zones, by account and name: each account has names of its own.
  var zoneIDs: [ZoneName: Symbol] = [:]
  /// The records of each transit gateway attachment.
  var attachmentRows: [Symbol: [EstateID<TransitGatewayAttachment>]] = [:]
  /// Files with a list that contradicts another file, found when all were read.
  var conflictingPlaces: [(file: FileID, list: String)] = []
  /// For each file, the Region.
  var regionOfFile: [FileID: Symbol] = [:]
  /// Where files break off: more of any list may have followed.
  var brokenPlaces: [Completeness.Place] = []
  /// What `collection.json` says.
  var calls: [SnapshotCollection.Call] = []
  /// Whether there is a record of calls, be it empty.
  var hasCollection = false
  /// The ids of top-level keys that nothing reads.
  var unreadKeyIDs: Set<UInt16> = []
  /// Those of them that hold a list with something in it.
  var filledUnreadKeyIDs: Set<UInt16> = []
  /// For each file, the account whose view it is.
  var accountOfFile: [FileID: Symbol] = [:]
  /// For each symbol that names a record, the place of the first: file number above, offset below.
  var declared: ContiguousArray<UInt64> = []
  /// The top-level keys that were seen and are known.
  var recognised = 0
  /// Records that another file holds as well, with the same content, by file.
  var repeated: [FileID: Int] = [:]
  /// What waits for other files.
  var staged = SnapshotStaging()

  /// The symbols of texts that come often.
  let words: Words

  /// Texts that decoders compare with.
  struct Words {
    var available: Symbol
    var associated: Symbol
    var active: Symbol
    var local: Symbol
  }

  /// Creates a builder over a registry of files.
  init(files: SourceFiles) {
    self.files = files
    words = Words(
      available: estate.symbols.intern("available"),
      associated: estate.symbols.intern("associated"),
      active: estate.symbols.intern("active"),
      local: estate.symbols.intern("local")
    )
  }

  /// The place of a value of the file at hand.
  @inline(__always)
  func place(_ tape: borrowing JSONTape, _ node: Int) -> Provenance {
    Provenance(file: file, offset: tape.offset(node))
  }

  /// Notes that the list at hand is not to be trusted as whole.
  mutating func spoilList(_ status: Completeness.Status = .error) {
    if !list.isEmpty { lists.append((list, status)) }
  }
}
