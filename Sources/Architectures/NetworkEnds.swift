// What a network is asked for besides its own structure: classes and what is dropped in training.

package import Configuration
import Graphs

/// What is asked of a network besides its structure.
package struct NetworkEnds: Hashable, Sendable {
  var classes: Int
  /// Rate of the dropout before the classifier, in 0..<1.
  var dropout: Double
  /// Rate of stochastic depth in the last block, in 0..<1.
  var stochasticDepth: Double
  /// How that rate falls towards the first block, in residual networks.
  var stochasticDepthRule: StochasticDepthRule

  package init(
    classes: Int, dropout: Double = 0, stochasticDepth: Double = 0,
    stochasticDepthRule: StochasticDepthRule = .block
  ) {
    self.classes = classes
    self.dropout = dropout
    self.stochasticDepth = stochasticDepth
    self.stochasticDepthRule = stochasticDepthRule
  }

  /// The rate of block `index` of `blocks`: 0 in the first, then by equal steps to the last.
  ///
  /// - Source: Huang et al. 2016, arXiv 1603.09382, section 3, equation 4, with timm's count from 0.
  func rate(block index: Int, of blocks: Int) -> Double {
    blocks > 1 ? stochasticDepth * Double(index) / Double(blocks - 1) : 0
  }

  /// The rate of every block of stage `index` of `stages`: with four of them 2/5, 3/5, 4/5 and 5/5 of the last one's.
  ///
  /// - Source: the code released with ResNet-RS, Bello et al. 2021, arXiv 2103.07579, which counts the stem as the
  ///   first of five.
  func rate(stage index: Int, of stages: Int) -> Double {
    stochasticDepth * Double(index + 2) / Double(stages + 1)
  }
}

extension GraphBuilder {
  /// The branch itself where the rate is 0.
  mutating func droppedBranch(_ name: String, _ branch: NodeID, rate: Double) -> NodeID {
    rate > 0 ? stochasticDepth(name, branch, rate: rate) : branch
  }

  /// Global average pooling, dropout where its rate is not 0, linear layer.
  mutating func classifier(
    _ ends: NetworkEnds, _ input: NodeID,
    start: LayerStart = LayerStart(.uniformFanIn, bias: .uniformFanIn)
  ) {
    let x = globalAveragePooling("head.pool", input)
    linearClassifier(ends, x, start: start)
  }

  /// Dropout where its rate is not 0, linear layer, over features `[F]`.
  mutating func linearClassifier(_ ends: NetworkEnds, _ input: NodeID, start: LayerStart) {
    var x = input
    if ends.dropout > 0 { x = dropout("head.dropout", x, rate: ends.dropout) }
    _ = linear("head.linear", x, LinearOperation(features: ends.classes, start: start))
  }
}
