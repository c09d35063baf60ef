// Which records of a base snapshot the statements of a plan touch, or need to be completed.
extension BaseRecords {
  /// Reads the records of a base that a plan's changes touch or need.
  static func capture(_ statements: PlannedStatements, _ document: TerraformDocument, _ base: [SourceFile])
    -> BaseRecords
  {
    var wanted = Wanted()
    for said in statements.before { wanted.presence.formUnion(said.edits.map(\.target)) }
    for said in statements.changed.flatMap({ [$0.old, $0.new] }).compactMap({ $0 }) {
      wanted.keys.formUnion(said.lookups)
      for edit in said.edits {
        wanted.keys.insert(edit.target)
        wanted.want(edit, document.before)
      }
    }
    guard !wanted.isEmpty else { return BaseRecords(wanted, in: []) }
    let records = BaseRecords(wanted, in: base)
    // Subnets tell their VPCs, and these their blocks and default groups.
    var more = wanted
    for (key, row) in records.rows {
      if let vpc = row.record["VpcId"]?.text, ["Subnets", "RouteTables", "NetworkInterfaces"].contains(key.list) {
        more.keys.insert(RecordKey(list: "Vpcs", id: vpc, account: "", region: ""))
        if key.list == "Subnets" { more.vpcs.insert(vpc) }
      }
    }
    return more.keys == wanted.keys && more.vpcs == wanted.vpcs ? records : BaseRecords(more, in: base)
  }
}

extension BaseRecords.Wanted {
  /// Notes what an edit needs beside the record that it changes.
  fileprivate mutating func want(_ edit: DraftEdit, _ before: [TerraformResource]) {
    let target = edit.target
    func also(_ list: String, _ id: String) {
      keys.insert(RecordKey(list: list, id: id, account: target.account, region: target.region))
    }
    switch (target.list, edit.statement) {
    case ("NetworkInterfaces", .record(let fields)):
      guard let subnet = fields["SubnetId"]?.text else { return }
      subnets.insert(subnet)
      if let description = fields["Description"]?.text { interfaces[subnet, default: []].insert(description) }
    case ("NetworkAcls", .element(["Associations"], let value, _)):
      if let subnet = value["SubnetId"]?.text { subnets.insert(subnet) }
    case ("RouteTables", .element(["Associations"], let value, _)) where value["Main"]?.flag == true:
      // The table that was the main one is in the same VPC.
      for row in before where row.type == "aws_route_table" {
        if let vpc = row.values["vpc_id"]?.string, row.values["id"]?.string == target.id { vpcs.insert(vpc) }
      }
    case ("TransitGatewayPropagations", _), ("TransitGatewayPrefixListReferences", _):
      also("TransitGatewayStaticRoutes", target.id.split(separator: "\u{1F}").first.map(String.init) ?? target.id)
    case ("TransitGatewayAssociations", .element(_, let value, _)):
      if let id = value["TransitGatewayAttachmentId"]?.text { also("TransitGatewayAttachments", id) }
    case ("Vpcs", .element): vpcs.insert(target.id)
    default: break
    }
  }
}
