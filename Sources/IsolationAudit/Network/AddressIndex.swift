/// Who owns which address: private addresses by subnet, public addresses by value.
package struct AddressIndex: Sendable {
  /// An address of a network interface in a subnet.
  package struct Owner: Sendable {
    package var range: AddressRange
    package var family: AddressFamily
    package var networkInterface: EstateID<NetworkInterface>
  }

  /// The public side of an address.
  package struct PublicOwner: Sendable {
    package var publicAddress: UInt32
    package var privateAddress: UInt128
    package var networkInterface: EstateID<NetworkInterface>
  }

  /// The public addresses of each VPC's interfaces, ascending by private address.
  private var publicOfVPC: [Symbol: [PublicOwner]]
  private var starts: [Int32]
  private var owners: [Owner]
  /// Public addresses, ascending.
  package private(set) var publicOwners: [PublicOwner]

  /// Collects and sorts the addresses of all network interfaces.
  package init(_ estate: Estate) {
    var perSubnet = [Int32](repeating: 0, count: estate.subnets.count + 1)
    var subnetOf = [Int32](repeating: -1, count: estate.networkInterfaces.count)
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      guard let subnet = estate.subnet(interface.subnet) else { continue }
      subnetOf[index] = Int32(subnet.index)
      perSubnet[Int(subnet.index) + 1] += Int32(interface.addresses.count)
    }
    for index in 1..<max(1, perSubnet.count) { perSubnet[index] += perSubnet[index - 1] }
    starts = perSubnet
    let total = Int(perSubnet.last ?? 0)
    var next = perSubnet
    let filler = Owner(range: AddressRange(0), family: .ipv4, networkInterface: EstateID(0))
    owners = Array(repeating: filler, count: total)
    publicOwners = []
    publicOfVPC = [:]
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let subnet = Int(subnetOf[index])
      for address in estate.interfaceAddresses[interface.addresses.range] {
        if subnet >= 0 {
          owners[Int(next[subnet])] = Owner(
            range: address.range,
            family: address.family,
            networkInterface: EstateID(index)
          )
          next[subnet] += 1
        }
        if address.hasPublicAddress {
          let owner = PublicOwner(
            publicAddress: address.publicAddress,
            privateAddress: address.range.lower,
            networkInterface: EstateID(index)
          )
          publicOwners.append(owner)
          publicOfVPC[interface.vpc, default: []].append(owner)
        }
      }
    }
    for subnet in 0..<estate.subnets.count {
      let range = Int(starts[subnet])..<Int(starts[subnet + 1])
      owners[range].sort {
        ($0.family, $0.range.lower, $0.networkInterface) < ($1.family, $1.range.lower, $1.networkInterface)
      }
    }
    for vpc in publicOfVPC.keys {
      publicOfVPC[vpc]?.sort { ($0.privateAddress, $0.networkInterface) < ($1.privateAddress, $1.networkInterface) }
    }
    publicOwners.sort { ($0.publicAddress, $0.networkInterface) < ($1.publicAddress, $1.networkInterface) }
  }

  /// The addresses of a subnet of one family that fall into a range, ascending.
  package func owners(in subnet: EstateID<Subnet>, family: AddressFamily, range: AddressRange) -> ArraySlice<Owner> {
    var low = Int(starts[Int(subnet.index)])
    let end = Int(starts[Int(subnet.index) + 1])
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if (owners[middle].family, owners[middle].range.upper) < (family, range.lower) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var last = low
    while last < end, owners[last].family == family, owners[last].range.lower <= range.upper { last += 1 }
    return owners[low..<last]
  }

  /// The interfaces of a VPC whose private IPv4 address lies in a range and that have a public address.
  package func publicOwners(inVPC vpc: Symbol, privateRange range: AddressRange) -> [PublicOwner] {
    (publicOfVPC[vpc] ?? []).filter { range.contains($0.privateAddress) }
  }

  /// The public addresses in a range, ascending.
  package func publicOwners(in range: AddressRange) -> ArraySlice<PublicOwner> {
    var low = 0
    var high = publicOwners.count
    while low < high {
      let middle = (low + high) / 2
      if UInt128(publicOwners[middle].publicAddress) < range.lower { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < publicOwners.count, UInt128(publicOwners[end].publicAddress) <= range.upper { end += 1 }
    return publicOwners[low..<end]
  }
}
