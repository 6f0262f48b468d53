// Where parameters and statistics lie: the same places in values, gradients and partial sums.

import Kernels
import Tensors

/// Places of all parameters of a network and, behind them, of its running statistics.
struct ParameterLayout {
  /// Floats of everything.
  let count: Int
  /// Where the running statistics begin.
  let parameterCount: Int
  private let places: [String: (offset: Int, count: Int)]

  /// The layout of a graph; `convolutions` gives the layouts of weights by parameter name.
  init(graph: Graph, convolutions: [String: Convolution]) {
    var places: [String: (offset: Int, count: Int)] = [:]
    var end = 0
    let parameters = graph.parameters.map {
      ($0.name, convolutions[$0.name]?.weightCount ?? $0.shape.count)
    }
    func place(_ name: String, _ count: Int) {
      places[name] = (end, count)
      end += ArenaLayout.aligned(count)
    }
    for (name, count) in parameters { place(name, count) }
    parameterCount = end
    for statistic in graph.statistics { place(statistic.name, statistic.shape.count) }
    self.places = places
    count = end
  }

  /// A parameter or statistic within a buffer that has this layout.
  ///
  /// - Precondition: The network has one of that name.
  func region(_ name: String, in buffer: AlignedBuffer) -> Region {
    guard let place = places[name] else { fatalError("no parameter or statistic '\(name)'") }
    return buffer.region(at: place.offset, count: place.count)
  }
}
