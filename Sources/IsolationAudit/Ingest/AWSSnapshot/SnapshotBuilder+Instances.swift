// `describe-instances`.
extension SnapshotBuilder {
  /// Reads an element of `Reservations`; each of its instances is a record of its own.
  mutating func reservation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let owner = try symbol(tape, node, .OwnerId)
    noteOwner(owner)
    guard let list = try member(tape, node, .Instances) else { throw missing(.Instances, tape, node) }
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      attempt(tape, element, id: .InstanceId) { builder, tape throws(SnapshotFault) in
        try builder.instance(tape, element, owner: owner.isEmpty ? builder.account : owner)
      }
    }
  }

  /// Reads an instance.
  mutating func instance(_ tape: borrowing JSONTape, _ node: Int, owner: Symbol) throws(SnapshotFault) {
    var instance = Instance(
      id: .empty,
      vpc: .empty,
      subnet: .empty,
      owner: owner,
      region: .empty,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .InstanceId: instance.id = try symbol(tape, member)
      case .VpcId: instance.vpc = try symbol(tape, member)
      case .SubnetId: instance.subnet = try symbol(tape, member)
      case .OwnerId: instance.owner = try symbol(tape, member)
      case .State: instance.state = try symbol(tape, member, .Name)
      case .IamInstanceProfile:
        if tape.kind(member) == .null { continue }
        instance.instanceProfile = try symbol(tape, member, .Arn)
        try require(instance.instanceProfile, .Arn, tape, member)
      case .Placement:
        let zone = try symbol(tape, member, .AvailabilityZone)
        noteZone(zone)
        instance.region = regionOfZone(zone)
      case .Tags, .TagSet: instance.tags = try tags(tape, member)
      default: break
      }
    }
    try require(instance.id, .InstanceId, tape, node)
    if instance.region.isEmpty { instance.region = region }
    if !superseded.isEmpty, isSuperseded(.Instances, tape, node) { return }
    guard isNew(instance.id, tape, node) else { return }
    estate.bind(instance.id, to: .instance(estate.instances.append(instance)))
  }
}
