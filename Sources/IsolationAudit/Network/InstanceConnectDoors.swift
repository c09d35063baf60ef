extension ForwardingModel {
  /// Where the interfaces of an Instance Connect endpoint stand.
  func doors(of endpoint: InstanceConnectEndpoint) -> [Relay.Door] {
    Relay.Door.doors(
      of: owners[endpoint.id],
      in: [endpoint.subnet],
      groups: endpoint.groups,
      isComplete: owners[endpoint.id].count >= endpoint.networkInterfaces.count,
      estate
    )
  }
}
