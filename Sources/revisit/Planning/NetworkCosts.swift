// The costs of a study's networks, each counted once however many points share it.

import Configuration
import Datasets
import Studies

/// What a network's cost depends on.
struct NetworkKey: Hashable {
  private let model: ModelConfiguration
  private let resolution: Int
  private let set: DataSetName
  private let file: String?
  private let contentSHA256: String?
  private let regularization: RegularizationConfiguration

  init(_ configuration: Configuration) {
    model = configuration.model
    resolution = configuration.data.resolution
    set = configuration.data.set
    file = configuration.data.file
    contentSHA256 = configuration.data.contentSHA256
    regularization = configuration.regularization
  }
}

/// Costs that are counted when they are first asked for.
struct NetworkCosts {
  private let location: DataLocation
  private var known: [NetworkKey: Cost] = [:]

  init(at location: DataLocation) { self.location = location }

  /// The cost of one image forward.
  ///
  /// - Throws: What `costOfNetwork` throws.
  mutating func cost(_ configuration: Configuration) throws -> Cost {
    let key = NetworkKey(configuration)
    if let cost = known[key] { return cost }
    let cost = try costOfNetwork(configuration, at: location)
    known[key] = cost
    return cost
  }

  /// One configuration of each different network of some points, with its cost.
  mutating func networks(
    of points: some Sequence<StudyPoint>
  ) throws -> [(configuration: Configuration, cost: Cost)] {
    var seen: Set<NetworkKey> = []
    var networks: [(Configuration, Cost)] = []
    for point in points where seen.insert(NetworkKey(point.configuration)).inserted {
      networks.append((point.configuration, try cost(point.configuration)))
    }
    return networks
  }
}
