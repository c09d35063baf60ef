/// Two facts of the inputs that cannot both be true: a file is out of date, or damaged, or was made up.
///
/// Which of the two is false cannot be told, so what hangs on either is not certain.
package struct Contradiction: Hashable, Sendable {
  /// The kinds of contradictions; the raw values are the codes of diagnostics.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A network interface is in a subnet of another VPC than the one that it names.
    case interfaceInOtherVPC = "interface-in-other-vpc"
    /// An address of a network interface lies outside of its subnet's CIDR blocks.
    case addressOutsideSubnet = "address-outside-subnet"
    /// Two network interfaces of a subnet have one address.
    case duplicateAddress = "duplicate-address"
    /// A network interface carries a security group of another VPC.
    case groupOfOtherVPC = "group-of-other-vpc"
    /// A CIDR block of a subnet lies outside of its VPC's CIDR blocks.
    case subnetOutsideVPC = "subnet-outside-vpc"
    /// Two subnets of a VPC share addresses.
    case subnetsOverlap = "subnets-overlap"
    /// Two route tables are the main one, or two network ACLs the default one, of one VPC.
    case severalDefaults = "several-defaults"
    /// A subnet, or a gateway, is associated with two tables or lists of one kind.
    case severalAssociations = "several-associations"
    /// A table or list is associated with a subnet of another VPC.
    case associationInOtherVPC = "association-in-other-vpc"
    /// A route in the state `active` leads to a gateway that does not carry packets of the table's VPC.
    case routeToDetachedGateway = "route-to-detached-gateway"
    /// A route leads to something in another VPC, or to an attachment of another transit gateway.
    case routeToOtherVPC = "route-to-other-vpc"
    /// A gateway is attached to two VPCs, or a VPC has two gateways of a kind that it can have one of.
    case severalAttachments = "several-attachments"
    /// A resource of a VPC names a subnet of another VPC.
    case subnetInOtherVPC = "subnet-in-other-vpc"
    /// Two entries of a network ACL have one number.
    case duplicateRuleNumber = "duplicate-rule-number"
    /// An association with a transit gateway route table names a table, or an attachment, that is not there.
    case danglingAssociation = "dangling-association"
    /// An association, a propagation or a route joins a table of one transit gateway with an attachment of another.
    case otherTransitGateway = "other-transit-gateway"
    /// VPCs that are peered share addresses.
    case peersOverlap = "peers-overlap"
    /// A VPC is peered with itself.
    case peeredWithItself = "peered-with-itself"
    /// A prefix list has an entry twice.
    case duplicateEntry = "duplicate-entry"
    /// A prefix list has an entry that covers every address.
    case entryCoversAll = "entry-covers-all"
    /// Routes lead packets from appliance to appliance in a circle.
    case applianceLoop = "appliance-loop"
  }

  /// What contradicts itself.
  package var kind: Kind
  /// What the facts say and what was expected: lower case, no full stop.
  package var message: String
  /// The resource whose record is at fault.
  package var resource: Symbol
  /// The resources whose environments hang on it; empty when the contradiction hides nothing, as with an entry that is
  /// there twice.
  package var concerned: [Symbol]
  /// Where the record, or the part of it, is declared.
  package var provenance: Provenance

  /// Whether something may be hidden by it, so that no verdict about ``concerned`` can be "isolated".
  package var isUndecided: Bool { !concerned.isEmpty }

  /// Creates a contradiction.
  package init(_ kind: Kind, _ message: String, of resource: Symbol, concerning: [Symbol], at provenance: Provenance) {
    (self.kind, self.message, self.resource) = (kind, message, resource)
    (concerned, self.provenance) = (concerning, provenance)
  }
}
