/// The records of one kind, addressed by their dense ids.
package struct Table<Record: Sendable>: Sendable {
  /// The records, in the order in which they were added.
  package var records: ContiguousArray<Record> = []

  package init() {}

  /// The record of an id.
  package subscript(_ id: EstateID<Record>) -> Record {
    get { records[Int(id.index)] }
    _modify { yield &records[Int(id.index)] }
  }

  /// The ids, in order.
  package var ids: some RandomAccessCollection<EstateID<Record>> & Sendable {
    (0..<records.count).lazy.map { EstateID<Record>($0) }
  }

  /// The number of records.
  package var count: Int { records.count }

  /// Adds a record and tells its id.
  package mutating func append(_ record: Record) -> EstateID<Record> {
    records.append(record)
    return EstateID(records.count - 1)
  }
}
