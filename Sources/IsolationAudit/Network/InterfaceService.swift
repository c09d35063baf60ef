/// The AWS service that a network interface works for, and what it is known to listen on.
///
/// AWS names the service in the description of the interfaces that it makes. The ports are those that the snapshot or AWS's
/// documentation tells; they only explain, and narrow nothing: nowhere does AWS say that nothing else listens.
package struct InterfaceService: Hashable, Sendable {
  /// What the service calls itself: `RDS database orders`, `EFS mount target`.
  package var name: String
  /// The TCP port that it serves; `nil` when that is not known.
  package var port: UInt16?

  /// How descriptions begin, with what makes them and the port that AWS documents for it (EFS: NFS on 2049, Amazon EFS User
  /// Guide, "Using VPC security groups").
  private static let beginnings: [(beginning: String, name: String, port: UInt16?)] = [
    ("AWS Lambda VPC ENI", "Lambda function, which only sends", nil), ("Amazon EKS ", "EKS control plane", nil),
    ("EFS mount target for ", "EFS mount target", 2049), ("ES ", "OpenSearch domain", nil),
    ("ElastiCache ", "ElastiCache node", nil), ("RDSNetworkInterface", "RDS database", nil),
    ("RedshiftNetworkInterface", "Redshift cluster", nil), ("arn:aws:ecs:", "ECS task", nil),
    ("arn:aws-cn:ecs:", "ECS task", nil), ("arn:aws-us-gov:ecs:", "ECS task", nil),
  ]

  /// The service of an interface; `nil` for interfaces that a customer made, and for those of services that are not known.
  package init?(of id: EstateID<NetworkInterface>, in model: ForwardingModel) {
    let estate = model.estate
    let interface = estate.networkInterfaces[id]
    guard interface.isRequesterManaged || interface.kind == .lambda else { return nil }
    let description = estate.symbols[interface.description]
    let known = Self.beginnings.first { description.hasPrefix($0.beginning) }
    guard known != nil || interface.kind == .lambda else { return nil }
    (name, port) = (known?.name ?? "Lambda function, which only sends", known?.port)
    for service in estate.services.records where model.owners[service.arn].contains(id) {
      name += " \(estate.symbols[service.name])"
      if service.port > 0 { port = service.port }
      return
    }
  }

  /// The service in a few words: `RDS database orders, which serves tcp 5432`.
  package var text: String { port.map { "\(name), which serves tcp \($0)" } ?? name }
}
