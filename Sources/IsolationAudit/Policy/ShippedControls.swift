// Made of the files below policies/controls; do not edit. `UPDATE_GOLDEN=1 script/test --filter ShippedControls` makes it anew.

/// The catalogues of controls that come with the program, compiled in so that it finds them wherever it runs.
package enum ShippedControls {
  /// The catalogues by id, as text; each is read when it is asked for.
  package static let files: [(id: String, text: String)] = [
    (
      "aws-well-architected-2024",
      #"""
      # What isolation of environments says about best practices of the AWS Well-Architected Framework.
      # AWS renumbers and rewords them from edition to edition; this file follows the editions of 2024.
      schema: isolation-audit/controls/v1
      framework: aws-well-architected
      version: "2024"
      title: AWS Well-Architected Framework, security pillar
      source: https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html
      checked: 2026-11-29
      controls:
        - id: "SEC01-BP01"
          title: Separate workloads using accounts
          paraphrase: Environments and workloads stand in accounts of their own, with guardrails in common.
          supported-by:
            - kinds: [separate-accounts]
              strength: direct
              because: It shows that no account holds resources of two of the environments.
            - kinds: [no-traffic, only-traffic, no-assume-role]
              strength: partial
              because: Separate accounts keep apart only what no packet and no identity crosses.
            - kinds: [separate-vpcs]
              strength: supporting
              because: What shares a VPC shares more than an account.
        - id: "SEC03-BP07"
          title: Analyze public and cross-account access
          paraphrase: Access from other accounts and from everybody is looked for and reduced.
          supported-by:
            - kinds: [no-assume-role, no-data-access, limited-principals]
              strength: partial
              because: It finds access from other environments, whatever accounts they stand in.
        - id: "SEC05-BP01"
          title: Create network layers
          paraphrase: The network is divided by how sensitive and how exposed its parts are.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows whether the division between the environments holds.
            - kinds: [separate-vpcs]
              strength: partial
              because: It shows that the environments do not share a VPC.
        - id: "SEC05-BP02"
          title: Control traffic flow within your network layers
          paraphrase: Traffic inside and between parts of the network is limited to what is needed.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It finds all traffic between the environments that the policy does not accept.
        - id: "SEC05-BP03"
          paraphrase: Traffic is inspected between parts of the network.
        - id: "SEC05-BP04"
          paraphrase: Protection of the network is automated.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: An audit in the pipeline tells what a change would open before it is applied.

      """#
    ),
    (
      "cis-aws-foundations-3.0.0",
      #"""
      # What isolation of environments says about recommendations of the CIS AWS Foundations Benchmark v3.0.0.
      # Numbers change from version to version: this file is for this version alone.
      # Titles are left out where they have not been checked; what a recommendation asks for is told in our own words.
      schema: isolation-audit/controls/v1
      framework: cis-aws-foundations
      version: "3.0.0"
      title: CIS AWS Foundations Benchmark
      source: https://www.cisecurity.org/benchmark/amazon_web_services
      checked: 2026-11-29
      controls:
        - id: "1.20"
          paraphrase: An access analyzer for access from outside is on in all Regions.
        - id: "1.21"
          paraphrase: In several accounts, users are managed centrally, by federation or by the organization.
          supported-by:
            - kinds: [limited-principals, no-assume-role]
              strength: supporting
              because: It shows which identities get into accounts of the environment, users of the account included.
        - id: "5.1"
          paraphrase: No network ACL lets any address of the internet in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "5.2"
          paraphrase: No security group lets any IPv4 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "5.3"
          paraphrase: No security group lets any IPv6 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "5.4"
          paraphrase: The default security group of each VPC lets nothing through.
        - id: "5.5"
          title: "Ensure routing tables for VPC peering are 'least access'"
          paraphrase: Route tables send into a VPC peering connection only what has to go there.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows what crosses a peering connection; a route to more addresses than answer is not a finding.
        - id: "5.6"
          paraphrase: Instances answer the metadata service in its second version alone.

      """#
    ),
    (
      "cis-aws-foundations-5.0.0",
      #"""
      # What isolation of environments says about recommendations of the CIS AWS Foundations Benchmark v5.0.0.
      # Numbers change from version to version: this file is for this version alone.
      # Titles are left out where they have not been checked; what a recommendation asks for is told in our own words.
      schema: isolation-audit/controls/v1
      framework: cis-aws-foundations
      version: "5.0.0"
      title: CIS AWS Foundations Benchmark
      source: https://www.cisecurity.org/benchmark/amazon_web_services
      checked: 2026-11-29
      controls:
        - id: "1.19"
          paraphrase: An access analyzer for access from outside is on in all Regions.
        - id: "1.20"
          paraphrase: In several accounts, users are managed centrally, by federation or by the organization.
          supported-by:
            - kinds: [limited-principals, no-assume-role]
              strength: supporting
              because: It shows which identities get into accounts of the environment, users of the account included.
        - id: "5.2"
          paraphrase: No network ACL lets any address of the internet in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "5.3"
          paraphrase: No security group lets any IPv4 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "5.4"
          paraphrase: No security group lets any IPv6 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "5.5"
          paraphrase: The default security group of each VPC lets nothing through.
        - id: "5.6"
          title: "Ensure routing tables for VPC peering are 'least access'"
          paraphrase: Route tables send into a VPC peering connection only what has to go there.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows what crosses a peering connection; a route to more addresses than answer is not a finding.
        - id: "5.7"
          paraphrase: Instances answer the metadata service in its second version alone.

      """#
    ),
    (
      "cis-aws-foundations-6.0.0",
      #"""
      # What isolation of environments says about recommendations of the CIS AWS Foundations Benchmark v6.0.0.
      # Numbers change from version to version: this file is for this version alone.
      # Titles are left out where they have not been checked; what a recommendation asks for is told in our own words.
      schema: isolation-audit/controls/v1
      framework: cis-aws-foundations
      version: "6.0.0"
      title: CIS AWS Foundations Benchmark
      source: https://www.cisecurity.org/benchmark/amazon_web_services
      checked: 2026-11-29
      controls:
        - id: "2.19"
          paraphrase: An access analyzer for access from outside is on in all Regions.
        - id: "2.20"
          paraphrase: In several accounts, users are managed centrally, by federation or by the organization.
          supported-by:
            - kinds: [limited-principals, no-assume-role]
              strength: supporting
              because: It shows which identities get into accounts of the environment, users of the account included.
        - id: "6.2"
          paraphrase: No network ACL lets any address of the internet in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "6.3"
          paraphrase: No security group lets any IPv4 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "6.4"
          paraphrase: No security group lets any IPv6 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "6.5"
          paraphrase: The default security group of each VPC lets nothing through.
        - id: "6.6"
          title: "Ensure routing tables for VPC peering are 'least access'"
          paraphrase: Route tables send into a VPC peering connection only what has to go there.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows what crosses a peering connection; a route to more addresses than answer is not a finding.
        - id: "6.7"
          paraphrase: Instances answer the metadata service in its second version alone.

      """#
    ),
    (
      "cis-aws-foundations-7.0.0",
      #"""
      # What isolation of environments says about recommendations of the CIS AWS Foundations Benchmark v7.0.0.
      # Numbers change from version to version: this file is for this version alone.
      # Titles are left out where they have not been checked; what a recommendation asks for is told in our own words.
      schema: isolation-audit/controls/v1
      framework: cis-aws-foundations
      version: "7.0.0"
      title: CIS AWS Foundations Benchmark
      source: https://www.cisecurity.org/benchmark/amazon_web_services
      checked: 2026-11-29
      controls:
        - id: "2.18"
          paraphrase: An access analyzer for access from outside is on in all Regions.
        - id: "2.19"
          paraphrase: In several accounts, users are managed centrally, by federation or by the organization.
          supported-by:
            - kinds: [limited-principals, no-assume-role]
              strength: supporting
              because: It shows which identities get into accounts of the environment, users of the account included.
        - id: "6.2"
          paraphrase: No network ACL lets any address of the internet in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "6.3"
          paraphrase: No security group lets any IPv4 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "6.4"
          paraphrase: No security group lets any IPv6 address in at ports for remote administration.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: >-
                Where the policy asserts it between the internet and an environment, it finds the ways that are open as a
                whole.
        - id: "6.5"
          paraphrase: The default security group of each VPC lets nothing through.
        - id: "6.6"
          title: "Ensure routing tables for VPC peering are 'least access'"
          paraphrase: Route tables send into a VPC peering connection only what has to go there.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows what crosses a peering connection; a route to more addresses than answer is not a finding.
        - id: "6.7"
          paraphrase: Instances answer the metadata service in its second version alone.
        - id: "6.8"
          paraphrase: Services of AWS are used over VPC endpoints.

      """#
    ),
    (
      "cis-controls-8",
      #"""
      # What isolation of environments says about safeguards of the CIS Controls v8.
      # Titles are CIS's; what a safeguard asks for is told in our own words, and in short.
      schema: isolation-audit/controls/v1
      framework: cis-controls
      version: "8"
      title: CIS Controls
      source: https://www.cisecurity.org/controls/v8
      checked: 2026-11-29
      controls:
        - id: "12.2"
          title: Establish and Maintain a Secure Network Architecture
          paraphrase: The network has an architecture with segmentation and least privilege, which is kept up.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It verifies the segmentation between environments.
            - kinds: [separate-vpcs, separate-accounts]
              strength: supporting
              because: It verifies what the segmentation rests on.
        - id: "13.4"
          title: Perform Traffic Filtering Between Network Segments
          paraphrase: Traffic between segments is filtered.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It shows what the filters between the environments let across.
        - id: "16.8"
          title: Separate Production and Non-Production Systems
          paraphrase: Production and non-production are environments of their own.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that no packet crosses between the two, or shows the way of one that does.
            - kinds: [separate-accounts, no-assume-role, no-path]
              strength: direct
              because: It shows that the two share neither an account nor identities that get from one into the other.
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who could open a way that does not exist yet.
            - kinds: [separate-vpcs, separate-vpn, separate-roles, no-data-access, no-admin-bridge]
              strength: partial
              because: It shows one of the ways in which the two could still touch.

      """#
    ),
    (
      "fedramp-high-rev5",
      #"""
      # What isolation of environments says about controls of the FedRAMP Rev. 5 High baseline, which are controls of NIST SP 800-53.
      # SA-3(1), SC-7(22) and SC-7(29) are not in this baseline. Which parameters FedRAMP sets is not told here.
      schema: isolation-audit/controls/v1
      framework: fedramp-high
      version: "rev5"
      title: "FedRAMP Rev. 5, High baseline"
      source: https://github.com/GSA/fedramp-automation
      checked: 2026-11-29
      controls:
        - id: "AC-3"
          title: Access Enforcement
          paraphrase: The system itself enforces who may do what; it does not rely on people keeping to it.
          supported-by:
            - kinds: [no-assume-role, limited-principals, no-path]
              strength: partial
              because: It decides from the policies in force who can get into an environment.
            - kinds: [no-data-access]
              strength: partial
              because: It decides from the policies in force who can read or write the data of an environment.
        - id: "AC-4"
          title: Information Flow Enforcement
          paraphrase: The system enforces which flows of information are allowed inside it and to other systems.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: >-
                It compares every flow that the configuration allows between the environments with those that are approved.
            - kinds: [no-data-access, one-way]
              strength: partial
              because: >-
                Data that identities of another environment can read or write flow without a packet between the networks.
            - kinds: [separate-vpn]
              strength: partial
              because: A shared VPN endpoint, group or gateway lets flows of both sides in at one place.
            - kinds: [no-path]
              strength: direct
              because: It compares flows with what is approved where packets and identities take turns.
        - id: "AC-4(21)"
          title: Physical or Logical Separation of Information Flows
          paraphrase: Flows of different kinds are kept apart, physically or logically.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that no flow crosses between the environments, or shows the one that does.
            - kinds: [separate-vpn]
              strength: direct
              because: It shows that remote access and site links of the two sides do not share an endpoint, group or gateway.
            - kinds: [separate-vpcs, separate-accounts]
              strength: partial
              because: Separate VPCs and accounts are what logical separation rests on.
        - id: "AC-5"
          title: Separation of Duties
          paraphrase: Duties that one person must not hold together are told apart, and access follows that.
          supported-by:
            - kinds: [no-admin-bridge]
              strength: partial
              because: It shows that nobody administers both tiers; who holds which duty is decided elsewhere.
            - kinds: [separate-roles]
              strength: supporting
              because: A role that serves two environments joins the duties of both.
        - id: "AC-6"
          title: Least Privilege
          paraphrase: Users and processes have the access that their tasks need, and no more.
          supported-by:
            - kinds: [no-assume-role, limited-principals]
              strength: partial
              because: It shows which principals can get into an environment beyond those that are listed.
            - kinds: [separate-roles]
              strength: partial
              because: A role that two environments share has the rights that either needs.
            - kinds: [no-data-access, no-admin-bridge]
              strength: partial
              because: It shows access to another environment that no task of this one needs.
        - id: "AC-6(5)"
          title: Privileged Accounts
          paraphrase: Privileged accounts are restricted to the people or roles that need them.
          supported-by:
            - kinds: [no-admin-bridge]
              strength: partial
              because: It shows who administers accounts of both tiers.
            - kinds: [limited-principals]
              strength: supporting
              because: It shows who else comes into an environment.
        - id: "CA-3"
          title: Information Exchange
          paraphrase: Exchanges with other systems are approved, and their interfaces are documented.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: It lists the traffic that crosses with the reason for which the policy accepts it.
        - id: "CA-3(6)"
          title: Transfer Authorizations
          paraphrase: Who transfers data to another system is authorized to do so before it is accepted.
          supported-by:
            - kinds: [only-traffic, no-data-access]
              strength: supporting
              because: It shows that only the named senders can deliver to the other environment.
        - id: "CA-7"
          title: Continuous Monitoring
          paraphrase: Controls are watched continuously by a plan that says what is measured and how often.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role, no-data-access]
              strength: supporting
              because: An audit each night, with its history, is a measurement of this control.
        - id: "CA-9"
          title: Internal System Connections
          paraphrase: Connections between components of the system are authorized, and their interfaces are documented.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: >-
                It finds every connection between the environments and compares it with the exceptions, each with its reason.
        - id: "CM-2"
          title: Baseline Configuration
          paraphrase: There is a documented configuration that the system is meant to have.
          supported-by:
            - kinds: [separate-accounts, separate-vpcs]
              strength: supporting
              because: The policy writes down how environments are meant to be laid out, and the audit compares.
        - id: "CM-3(2)"
          title: Testing, Validation, and Documentation of Changes
          paraphrase: Changes are tested and documented before they are carried out.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
        - id: "CM-4"
          title: Impact Analyses
          paraphrase: What a change means for security is worked out before it is made.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
        - id: "CM-4(1)"
          title: Separate Test Environments
          paraphrase: Changes are tried out in an environment apart from the one in operation.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that the environment in which changes are tried out has no traffic with the one in operation.
            - kinds: [separate-accounts]
              strength: direct
              because: It shows that the two do not share an account.
            - kinds: [separate-vpcs, no-assume-role, no-data-access]
              strength: partial
              because: It shows one of the ways in which the two could still touch.
        - id: "CM-4(2)"
          title: Verification of Controls
          paraphrase: After a change, it is verified that the controls concerned still work.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role]
              strength: partial
              because: An audit after a change verifies that the environments are still apart.
        - id: "CM-5"
          title: Access Restrictions for Change
          paraphrase: Who may change the system is defined, approved and enforced.
          supported-by:
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who of one environment may change what keeps another apart.
            - kinds: [no-admin-bridge]
              strength: supporting
              because: It shows who administers both tiers.
        - id: "CM-6"
          title: Configuration Settings
          paraphrase: Settings are chosen, carried out, and deviations from them are found.
          supported-by:
            - kinds: [namespaced-parameters]
              strength: supporting
              because: It finds parameters and secrets whose names deviate from the convention.
        - id: "CP-7"
          title: Alternate Processing Site
          paraphrase: There is another site from which operation can go on, apart from the first.
          supported-by:
            - kinds: [separate-regions]
              strength: partial
              because: It shows that recovery does not stand in the Region of what it replaces; it says nothing of readiness.
        - id: "IA-2(1)"
          title: Multi-factor Authentication to Privileged Accounts
          paraphrase: Privileged access needs a second factor.
          supported-by:
            - kinds: [limited-principals]
              strength: supporting
              because: Where the policy asks for it, a way into the environment without a second factor is a finding.
        - id: "SC-3"
          title: Security Function Isolation
          paraphrase: Security functions are isolated from the rest.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: Where the policy names the environment of security functions, it shows what reaches it.
        - id: "SC-7"
          title: Boundary Protection
          paraphrase: Traffic is watched and controlled at the outer boundary and at key inner ones, over managed interfaces.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows every way across an inner boundary; that traffic is watched is not seen.
            - kinds: [separate-vpn]
              strength: partial
              because: It shows which VPN endpoints and gateways lead into which environment.
        - id: "SC-7(3)"
          title: Access Points
          paraphrase: The number of connections to the outside is limited.
          supported-by:
            - kinds: [separate-vpn]
              strength: supporting
              because: It lists the endpoints and gateways that lead into an environment.
        - id: "SC-7(4)"
          title: External Telecommunications Services
          paraphrase: Exceptions from the traffic policy are documented with their need and duration, and reviewed.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: Exceptions of the policy and waivers carry reason, owner and last day, and are checked in each audit.
        - id: "SC-7(5)"
          title: "Deny by Default — Allow by Exception"
          paraphrase: Traffic is denied unless it is allowed by an exception.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It finds all traffic between the environments that is not among the exceptions.
        - id: "SC-7(20)"
          title: Dynamic Isolation and Segregation
          paraphrase: Components can be isolated from others while they run.
        - id: "SC-7(21)"
          title: Isolation of System Components
          paraphrase: Boundaries isolate components that serve different missions or functions.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that the boundary between the environments holds, or shows where it does not.
            - kinds: [separate-vpcs, separate-accounts]
              strength: direct
              because: It shows that the environments do not share the boundary that a VPC or an account is.
            - kinds: [no-path]
              strength: direct
              because: It shows that no steps of packets and identities together lead across the boundary.
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who could open the boundary.
            - kinds: [separate-vpn]
              strength: partial
              because: It shows that remote access does not bypass the boundary.
        - id: "SC-39"
          title: Process Isolation
          paraphrase: Each process runs in an address space of its own.

      """#
    ),
    (
      "iso-27001-2022",
      #"""
      # What isolation of environments says about controls of ISO/IEC 27001:2022, Annex A.
      # Titles are the standard's; what a control asks for is told in our own words, and in short. Read the standard for its text.
      schema: isolation-audit/controls/v1
      framework: iso-27001
      version: "2022"
      title: ISO/IEC 27001, Annex A
      source: https://www.iso.org/standard/27001
      checked: 2026-11-29
      controls:
        - id: "A.5.3"
          title: Segregation of duties
          paraphrase: Duties that conflict are held by different people.
          supported-by:
            - kinds: [no-admin-bridge]
              strength: partial
              because: It shows that nobody administers both tiers; who holds which duty is decided elsewhere.
        - id: "A.5.15"
          title: Access control
          paraphrase: Rules for access are set and carried out, from what business and security need.
          supported-by:
            - kinds: [separate-roles, no-assume-role, limited-principals]
              strength: partial
              because: It compares who can get into an environment with what the policy allows.
            - kinds: [no-data-access]
              strength: partial
              because: It compares who can read or write data with what the policy allows.
        - id: "A.8.2"
          title: Privileged access rights
          paraphrase: Privileged rights are restricted and managed.
          supported-by:
            - kinds: [no-admin-bridge, limited-principals]
              strength: partial
              because: It shows who administers, or comes into, an environment beyond those that are meant to.
            - kinds: [no-assume-role]
              strength: supporting
              because: It shows chains of roles that end in another environment.
        - id: "A.8.3"
          title: Information access restriction
          paraphrase: Access to information follows the rules of access control.
          supported-by:
            - kinds: [no-data-access]
              strength: partial
              because: It shows who can read or write the data of another environment.
        - id: "A.8.9"
          title: Configuration management
          paraphrase: Configurations are written down, carried out, watched and reviewed.
          supported-by:
            - kinds: [separate-accounts, separate-vpcs, namespaced-parameters]
              strength: supporting
              because: The policy writes down how environments are laid out, and the audit compares.
        - id: "A.8.14"
          title: Redundancy of information processing facilities
          paraphrase: Facilities are redundant enough for the availability that is asked for.
          supported-by:
            - kinds: [separate-regions]
              strength: partial
              because: It shows that recovery does not stand in the Region of what it replaces; it says nothing of readiness.
        - id: "A.8.20"
          title: Networks security
          paraphrase: Networks are secured, managed and controlled.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows what the networks let across between environments.
        - id: "A.8.21"
          title: Security of network services
          paraphrase: Security of network services is defined, carried out and watched.
          supported-by:
            - kinds: [separate-vpn]
              strength: supporting
              because: It shows which VPN endpoints and gateways serve which environment.
        - id: "A.8.22"
          title: Segregation of networks
          paraphrase: Groups of services, users and systems are kept apart in the networks.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that no packet crosses between the environments, or shows the way of one that does.
            - kinds: [separate-vpcs, separate-vpn]
              strength: direct
              because: It shows that the environments share neither a VPC nor a way in.
            - kinds: [disjoint-address-space]
              strength: supporting
              because: Ranges of their own keep rules from meaning two environments.
        - id: "A.8.31"
          title: Separation of development, test and production environments
          paraphrase: Development, test and production are separate and secured.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that no packet crosses between the environments, or shows the way of one that does.
            - kinds: [separate-accounts, no-assume-role, no-path]
              strength: direct
              because: >-
                It shows that the environments share neither an account nor identities that get from one into the other.
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who could open a way that does not exist yet.
            - kinds: [separate-vpcs, separate-vpn, separate-roles, no-data-access, no-admin-bridge]
              strength: partial
              because: It shows one of the ways in which the environments could still touch.
            - kinds: [namespaced-parameters]
              strength: supporting
              because: Names that tell the environments apart keep rules from meaning both.
        - id: "A.8.32"
          title: Change management
          paraphrase: Changes go through change management.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
            - kinds: [no-rewiring]
              strength: supporting
              because: It shows who of one environment may change the other's network at all, past change management.
        - id: "A.8.33"
          title: Test information
          paraphrase: Test information is chosen, protected and managed with care.
          supported-by:
            - kinds: [only-traffic]
              strength: partial
              because: It shows that data leave production by the one approved way; that they are anonymised is not seen.
            - kinds: [data-classes]
              strength: partial
              because: It shows which classes of data, by their tags, stand in environments for tests.
            - kinds: [no-data-access, one-way]
              strength: partial
              because: It shows that nobody of non-production reads data stores of production, or writes to them.

      """#
    ),
    (
      "nist-800-53-5.1.1",
      #"""
      # What isolation of environments says about controls of NIST SP 800-53, release 5.1.1.
      # Titles are NIST's; what a control asks for is told in our own words, and in short. Read the publication for its text.
      schema: isolation-audit/controls/v1
      framework: nist-800-53
      version: "5.1.1"
      title: "NIST SP 800-53 Rev. 5, release 5.1.1"
      source: https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final
      checked: 2026-11-29
      controls:
        - id: "AC-3"
          title: Access Enforcement
          paraphrase: The system itself enforces who may do what; it does not rely on people keeping to it.
          supported-by:
            - kinds: [no-assume-role, limited-principals, no-path]
              strength: partial
              because: It decides from the policies in force who can get into an environment.
            - kinds: [no-data-access]
              strength: partial
              because: It decides from the policies in force who can read or write the data of an environment.
        - id: "AC-4"
          title: Information Flow Enforcement
          paraphrase: The system enforces which flows of information are allowed inside it and to other systems.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: >-
                It compares every flow that the configuration allows between the environments with those that are approved.
            - kinds: [no-data-access, one-way]
              strength: partial
              because: >-
                Data that identities of another environment can read or write flow without a packet between the networks.
            - kinds: [separate-vpn]
              strength: partial
              because: A shared VPN endpoint, group or gateway lets flows of both sides in at one place.
            - kinds: [no-path]
              strength: direct
              because: It compares flows with what is approved where packets and identities take turns.
        - id: "AC-4(21)"
          title: Physical or Logical Separation of Information Flows
          paraphrase: Flows of different kinds are kept apart, physically or logically.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that no flow crosses between the environments, or shows the one that does.
            - kinds: [separate-vpn]
              strength: direct
              because: It shows that remote access and site links of the two sides do not share an endpoint, group or gateway.
            - kinds: [separate-vpcs, separate-accounts]
              strength: partial
              because: Separate VPCs and accounts are what logical separation rests on.
        - id: "AC-5"
          title: Separation of Duties
          paraphrase: Duties that one person must not hold together are told apart, and access follows that.
          supported-by:
            - kinds: [no-admin-bridge]
              strength: partial
              because: It shows that nobody administers both tiers; who holds which duty is decided elsewhere.
            - kinds: [separate-roles]
              strength: supporting
              because: A role that serves two environments joins the duties of both.
        - id: "AC-6"
          title: Least Privilege
          paraphrase: Users and processes have the access that their tasks need, and no more.
          supported-by:
            - kinds: [no-assume-role, limited-principals]
              strength: partial
              because: It shows which principals can get into an environment beyond those that are listed.
            - kinds: [separate-roles]
              strength: partial
              because: A role that two environments share has the rights that either needs.
            - kinds: [no-data-access, no-admin-bridge]
              strength: partial
              because: It shows access to another environment that no task of this one needs.
        - id: "AC-6(5)"
          title: Privileged Accounts
          paraphrase: Privileged accounts are restricted to the people or roles that need them.
          supported-by:
            - kinds: [no-admin-bridge]
              strength: partial
              because: It shows who administers accounts of both tiers.
            - kinds: [limited-principals]
              strength: supporting
              because: It shows who else comes into an environment.
        - id: "CA-3"
          title: Information Exchange
          paraphrase: Exchanges with other systems are approved, and their interfaces are documented.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: It lists the traffic that crosses with the reason for which the policy accepts it.
        - id: "CA-3(6)"
          title: Transfer Authorizations
          paraphrase: Who transfers data to another system is authorized to do so before it is accepted.
          supported-by:
            - kinds: [only-traffic, no-data-access]
              strength: supporting
              because: It shows that only the named senders can deliver to the other environment.
        - id: "CA-7"
          title: Continuous Monitoring
          paraphrase: Controls are watched continuously by a plan that says what is measured and how often.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role, no-data-access]
              strength: supporting
              because: An audit each night, with its history, is a measurement of this control.
        - id: "CA-9"
          title: Internal System Connections
          paraphrase: Connections between components of the system are authorized, and their interfaces are documented.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: >-
                It finds every connection between the environments and compares it with the exceptions, each with its reason.
        - id: "CM-2"
          title: Baseline Configuration
          paraphrase: There is a documented configuration that the system is meant to have.
          supported-by:
            - kinds: [separate-accounts, separate-vpcs]
              strength: supporting
              because: The policy writes down how environments are meant to be laid out, and the audit compares.
        - id: "CM-3(2)"
          title: Testing, Validation, and Documentation of Changes
          paraphrase: Changes are tested and documented before they are carried out.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
        - id: "CM-4"
          title: Impact Analyses
          paraphrase: What a change means for security is worked out before it is made.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
        - id: "CM-4(1)"
          title: Separate Test Environments
          paraphrase: Changes are tried out in an environment apart from the one in operation.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that the environment in which changes are tried out has no traffic with the one in operation.
            - kinds: [separate-accounts]
              strength: direct
              because: It shows that the two do not share an account.
            - kinds: [separate-vpcs, no-assume-role, no-data-access]
              strength: partial
              because: It shows one of the ways in which the two could still touch.
        - id: "CM-4(2)"
          title: Verification of Controls
          paraphrase: After a change, it is verified that the controls concerned still work.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role]
              strength: partial
              because: An audit after a change verifies that the environments are still apart.
        - id: "CM-5"
          title: Access Restrictions for Change
          paraphrase: Who may change the system is defined, approved and enforced.
          supported-by:
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who of one environment may change what keeps another apart.
            - kinds: [no-admin-bridge]
              strength: supporting
              because: It shows who administers both tiers.
        - id: "CM-6"
          title: Configuration Settings
          paraphrase: Settings are chosen, carried out, and deviations from them are found.
          supported-by:
            - kinds: [namespaced-parameters]
              strength: supporting
              because: It finds parameters and secrets whose names deviate from the convention.
        - id: "CP-7"
          title: Alternate Processing Site
          paraphrase: There is another site from which operation can go on, apart from the first.
          supported-by:
            - kinds: [separate-regions]
              strength: partial
              because: It shows that recovery does not stand in the Region of what it replaces; it says nothing of readiness.
        - id: "IA-2(1)"
          title: Multi-factor Authentication to Privileged Accounts
          paraphrase: Privileged access needs a second factor.
          supported-by:
            - kinds: [limited-principals]
              strength: supporting
              because: Where the policy asks for it, a way into the environment without a second factor is a finding.
        - id: "SA-3(1)"
          title: Manage Preproduction Environment
          paraphrase: Environments before production are protected as their risk demands.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows what can reach environments before production, and what they can reach.
            - kinds: [separate-accounts, no-assume-role]
              strength: partial
              because: It shows whether environments before production stand apart from it.
        - id: "SA-3(2)"
          title: Use of Live or Operational Data
          paraphrase: Live data in environments before production are approved, documented and protected as in production.
          supported-by:
            - kinds: [only-traffic]
              strength: partial
              because: It shows that data leave production by the one approved way; that they are anonymised is not seen.
            - kinds: [data-classes]
              strength: partial
              because: It shows which classes of data, by their tags, stand in environments before production.
            - kinds: [no-data-access, one-way]
              strength: partial
              because: It shows that nobody of non-production reads data stores of production.
        - id: "SA-11"
          title: Developer Testing and Evaluation
          paraphrase: Developers test what they make, by a plan.
        - id: "SC-2"
          title: Separation of System and User Functionality
          paraphrase: What users do and what administers the system are kept apart.
          supported-by:
            - kinds: [no-admin-bridge]
              strength: supporting
              because: It shows who administers both tiers.
        - id: "SC-3"
          title: Security Function Isolation
          paraphrase: Security functions are isolated from the rest.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: Where the policy names the environment of security functions, it shows what reaches it.
        - id: "SC-7"
          title: Boundary Protection
          paraphrase: Traffic is watched and controlled at the outer boundary and at key inner ones, over managed interfaces.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows every way across an inner boundary; that traffic is watched is not seen.
            - kinds: [separate-vpn]
              strength: partial
              because: It shows which VPN endpoints and gateways lead into which environment.
        - id: "SC-7(3)"
          title: Access Points
          paraphrase: The number of connections to the outside is limited.
          supported-by:
            - kinds: [separate-vpn]
              strength: supporting
              because: It lists the endpoints and gateways that lead into an environment.
        - id: "SC-7(4)"
          title: External Telecommunications Services
          paraphrase: Exceptions from the traffic policy are documented with their need and duration, and reviewed.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: Exceptions of the policy and waivers carry reason, owner and last day, and are checked in each audit.
        - id: "SC-7(5)"
          title: "Deny by Default — Allow by Exception"
          paraphrase: Traffic is denied unless it is allowed by an exception.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It finds all traffic between the environments that is not among the exceptions.
        - id: "SC-7(11)"
          title: Restrict Incoming Communications Traffic
          paraphrase: Only traffic from authorized sources to authorized destinations comes in.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It shows which senders can deliver to the environment.
        - id: "SC-7(13)"
          title: Isolation of Security Tools, Mechanisms, and Support Components
          paraphrase: Security tools stand in a subnetwork of their own, behind managed interfaces.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: Where the policy names the environment of security tools, it shows what reaches it.
        - id: "SC-7(20)"
          title: Dynamic Isolation and Segregation
          paraphrase: Components can be isolated from others while they run.
        - id: "SC-7(21)"
          title: Isolation of System Components
          paraphrase: Boundaries isolate components that serve different missions or functions.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that the boundary between the environments holds, or shows where it does not.
            - kinds: [separate-vpcs, separate-accounts]
              strength: direct
              because: It shows that the environments do not share the boundary that a VPC or an account is.
            - kinds: [no-path]
              strength: direct
              because: It shows that no steps of packets and identities together lead across the boundary.
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who could open the boundary.
            - kinds: [separate-vpn]
              strength: partial
              because: It shows that remote access does not bypass the boundary.
        - id: "SC-7(22)"
          title: Separate Subnets for Connecting to Different Security Domains
          paraphrase: Systems of different security domains are connected to by separate addresses.
          supported-by:
            - kinds: [disjoint-address-space]
              strength: direct
              because: It shows that no address range is used by two environments.
            - kinds: [separate-vpcs]
              strength: partial
              because: It shows that environments do not share the subnets of a VPC.
        - id: "SC-7(29)"
          title: Separate Subnets to Isolate Functions
          paraphrase: Critical functions stand in subnetworks of their own.
          supported-by:
            - kinds: [separate-vpcs]
              strength: direct
              because: It shows that no VPC, and so no subnet, holds resources of two environments.
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: Separate subnets isolate only what no traffic crosses.
        - id: "SC-32"
          paraphrase: The system is divided into parts that stand in separate domains.
          supported-by:
            - kinds: [separate-accounts, separate-vpcs]
              strength: supporting
              because: It shows that the parts which the policy names stand in accounts and VPCs of their own.
        - id: "SC-39"
          title: Process Isolation
          paraphrase: Each process runs in an address space of its own.

      """#
    ),
    (
      "pci-dss-4.0.1",
      #"""
      # What isolation of environments says about requirements of PCI DSS v4.0.1.
      # Requirements have no titles of their own; what each asks for is told in our own words, and in short. Read the standard for its text.
      schema: isolation-audit/controls/v1
      framework: pci-dss
      version: "4.0.1"
      title: PCI DSS
      source: https://www.pcisecuritystandards.org/document_library/
      checked: 2026-11-29
      controls:
        - id: "1.2.1"
          paraphrase: How network security controls have to be set up is written down, carried out and kept up.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: The policy is such a standard for traffic between environments, and the audit compares.
        - id: "1.2.2"
          paraphrase: Changes of network connections and controls go through change control.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
            - kinds: [no-rewiring]
              strength: supporting
              because: It shows who of one tier may change the other's network at all, past any control of changes.
        - id: "1.2.3"
          paraphrase: >-
            There is an accurate diagram of the connections between the cardholder data environment and other networks.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: The report lists and draws every connection that crosses; the diagram itself is yours.
        - id: "1.2.4"
          paraphrase: There is an accurate diagram of the flows of account data.
        - id: "1.2.5"
          paraphrase: Every service, protocol and port that is allowed is named, approved and needed.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It compares all traffic between environments with the exceptions of the policy, each with its reason.
            - kinds: [disjoint-address-space]
              strength: supporting
              because: A rule for a range that two environments use allows more than somebody approved.
        - id: "1.2.6"
          paraphrase: Insecure services that are in use have something that makes up for it.
        - id: "1.2.7"
          paraphrase: Configurations of network security controls are reviewed at least every six months.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: A nightly audit reviews what they let across between environments; it does not replace the review.
        - id: "1.2.8"
          paraphrase: Configuration files of network security controls are secured and agree with what is active.
        - id: "1.3.1"
          paraphrase: Only traffic that is needed comes into the cardholder data environment; the rest is denied.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It finds all traffic from the other environments that the policy does not accept.
        - id: "1.3.2"
          paraphrase: Only traffic that is needed leaves the cardholder data environment; the rest is denied.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It finds all traffic to the other environments that the policy does not accept.
        - id: "1.4.1"
          paraphrase: Network security controls stand between trusted and untrusted networks.
          supported-by:
            - kinds: [no-traffic, only-traffic, separate-vpn]
              strength: supporting
              because: It shows which ways lead between the two without a control that stops them.
        - id: "1.4.2"
          paraphrase: From untrusted networks only what is meant to be public, or answers, come into trusted ones.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: Where the policy names the untrusted side, it finds what can come in.
            - kinds: [separate-vpn]
              strength: partial
              because: It shows which VPN endpoints and gateways lead from the untrusted side into the trusted one.
        - id: "1.4.4"
          paraphrase: Components that store cardholder data cannot be reached directly from untrusted networks.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: Where the policy names the two sides, it shows whether a packet gets there.
            - kinds: [no-path]
              strength: partial
              because: It shows every mixed way of packets and identities from the named side to what stores data.
            - kinds: [no-data-access]
              strength: supporting
              because: It shows who reads data stores without a packet to them.
        - id: "6.5.3"
          paraphrase: Environments before production are separated from production, and access control enforces it.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: direct
              because: It proves that no packet crosses between the tiers, or shows the way of one that does.
            - kinds: [separate-accounts, separate-vpn]
              strength: direct
              because: It shows that the tiers do not share an account, or a way in.
            - kinds: [no-assume-role, no-path]
              strength: direct
              because: It shows that access control lets nobody of one tier get into the other, step by step.
            - kinds: [no-rewiring]
              strength: partial
              because: It shows who could open a way that does not exist yet.
            - kinds: [separate-vpcs, no-data-access, separate-roles]
              strength: partial
              because: It shows one of the ways in which the tiers could still touch.
            - kinds: [namespaced-parameters, disjoint-address-space]
              strength: supporting
              because: Names and addresses that tell the tiers apart keep rules from meaning both.
        - id: "6.5.4"
          paraphrase: >-
            Roles and functions are separated between production and what comes before it, so that only approved changes get
            there.
          supported-by:
            - kinds: [no-assume-role, no-admin-bridge]
              strength: direct
              because: It shows that nobody acts in both tiers except as the policy says.
            - kinds: [no-rewiring, no-path]
              strength: partial
              because: It shows who gets at production, or could, past the changes that were approved.
            - kinds: [separate-roles, limited-principals]
              strength: partial
              because: It shows that roles are of one environment, and who comes in.
            - kinds: [separate-accounts]
              strength: supporting
              because: Separate accounts have separate administrators by default.
        - id: "6.5.5"
          paraphrase: Live card numbers are not used before production, unless that environment is protected like production.
          supported-by:
            - kinds: [only-traffic]
              strength: supporting
              because: It shows that data leave production by the one approved way; their content is not seen.
            - kinds: [data-classes]
              strength: partial
              because: It shows which classes of data, by their tags, stand before production; their content is not seen.
            - kinds: [no-data-access, one-way]
              strength: partial
              because: It shows that nobody of non-production reads data stores of production.
        - id: "6.5.6"
          paraphrase: Test data and test accounts are removed before a system goes into production.
        - id: "7.2.1"
          paraphrase: There is a model of who gets which access, by need and least privilege.
          supported-by:
            - kinds: [limited-principals, no-data-access, no-assume-role]
              strength: supporting
              because: The policy is such a model for ways between environments, and the audit compares.
        - id: "8.4.2"
          paraphrase: Access into the cardholder data environment needs a second factor.
          supported-by:
            - kinds: [limited-principals]
              strength: supporting
              because: Where the policy asks for it, a way into the environment without a second factor is a finding.
        - id: "11.4.5"
          paraphrase: Penetration tests of the segmentation are made at least once a year and after changes of it.
          supported-by:
            - kinds: [no-traffic, only-traffic, separate-vpn]
              strength: supporting
              because: >-
                It supports the scoping of these tests and verifies the segmentation between them; it does not replace them.
        - id: "11.4.6"
          paraphrase: >-
            Service providers make penetration tests of the segmentation at least every six months and after changes of it.
          supported-by:
            - kinds: [no-traffic, only-traffic, separate-vpn]
              strength: supporting
              because: >-
                It supports the scoping of these tests and verifies the segmentation between them; it does not replace them.

      """#
    ),
    (
      "soc-2-2017",
      #"""
      # What isolation of environments says about the Trust Services Criteria of 2017, with the points of focus revised in 2022.
      # Criteria have no titles of their own; what each asks for is told in our own words, and in short.
      schema: isolation-audit/controls/v1
      framework: soc-2
      version: "2017"
      title: SOC 2, Trust Services Criteria
      source: https://www.aicpa-cima.com/
      checked: 2026-11-29
      controls:
        - id: "CC6.1"
          paraphrase: >-
            Logical access to protected information is restricted by software, infrastructure and architecture; segmentation
            of the network is one means.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: It proves that segments which the policy names are apart, or shows the way across.
            - kinds: [separate-roles, no-assume-role, limited-principals, no-data-access]
              strength: partial
              because: It shows who gets into an environment or at its data.
            - kinds: [no-path]
              strength: partial
              because: It shows who gets from one environment to the other's data by steps of several kinds.
            - kinds: [separate-accounts, separate-vpcs]
              strength: partial
              because: Accounts and VPCs are what this separation rests on.
        - id: "CC6.6"
          paraphrase: Access from outside of the boundaries of the system is restricted.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: partial
              because: Where the policy names what is outside, it finds what can come in.
            - kinds: [separate-vpn]
              strength: partial
              because: It shows which VPN endpoints and gateways lead into which environment.
        - id: "CC7.1"
          paraphrase: Changes of configuration that bring new weaknesses are detected.
          supported-by:
            - kinds: [no-traffic, only-traffic, no-assume-role, no-data-access]
              strength: supporting
              because: An audit each night, with its history, shows what was opened since.
        - id: "CC8.1"
          paraphrase: Changes are authorized, tested, approved and carried out by a process.
          supported-by:
            - kinds: [no-traffic, only-traffic]
              strength: supporting
              because: An audit of a planned change tells what it would open before it is applied.
            - kinds: [no-admin-bridge]
              strength: supporting
              because: Whoever acts in both tiers can carry changes past the process.
        - id: "A1.2"
          paraphrase: Recovery infrastructure is built and kept up so that the objectives of availability can be met.
          supported-by:
            - kinds: [separate-regions]
              strength: supporting
              because: It shows that recovery does not stand in the Region of what it replaces; it says nothing of readiness.

      """#
    ),
  ]
}
