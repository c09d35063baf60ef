/// Lists of data stores that are missing or not whole, for the accounts of an environment.
struct DataListGaps {
  private let estate: Estate
  private let placement: Placement
  /// The Regions of each account of which anything is known.
  private var regions: [Symbol: Set<Symbol>] = [:]

  init(_ estate: Estate, _ placement: Placement) {
    (self.estate, self.placement) = (estate, placement)
    for place in estate.completeness.places where !place.account.isEmpty && !place.region.isEmpty {
      guard estate.symbols[place.region] != "global" else { continue }
      regions[place.account, default: []].insert(place.region)
    }
  }

  /// What is missing of some lists, a sentence each, sorted.
  ///
  /// A list of one Region is asked for in every Region of an account of which anything was collected; buckets are one
  /// list for all Regions.
  func gaps(of environment: Int, _ lists: [String]) -> [String] {
    var accounts = Set(
      estate.accounts.records.enumerated().filter { placement.ofAccount[$0.offset] == Int16(environment) }
        .map(\.element.id)
    )
    for (index, store) in estate.dataStores.records.enumerated()
    where placement.ofDataStore[index] == Int16(environment) && !store.owner.isEmpty {
      accounts.insert(store.owner)
    }
    var gaps: [String] = []
    for account in accounts {
      let name = estate.symbols[account]
      guard let known = regions[account] else {
        gaps.append("nothing of any Region was collected of account \(name)")
        continue
      }
      if lists.contains("Buckets"),
        !estate.completeness.isCollected(["Buckets"], account: account, region: .empty)
      {
        gaps.append("`Buckets` of account \(name) was not collected in full")
      }
      for region in known {
        for list in lists where list != "Buckets" {
          let status = estate.completeness.status(.init(account: account, region: region, list: list))
          if status == .collected { continue }
          gaps.append("`\(list)` of account \(name) in \(estate.symbols[region]): \(status.rawValue)")
        }
      }
    }
    return gaps.sorted()
  }
}
