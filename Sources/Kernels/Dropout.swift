// Dropout with masks that are functions of seed, epoch and sample.

public import Randomness
public import Tensors

/// Where the draws of a dropout pass come from.
public struct DropoutAddress: Sendable {
  /// The run's seed for dropout.
  public var seed: Seed
  /// The epoch.
  public var epoch: Int
  /// Each row's place in the epoch.
  public var places: [Int]

  /// An address from its parts.
  public init(seed: Seed, epoch: Int, places: [Int]) {
    self.seed = seed
    self.epoch = epoch
    self.places = places
  }

  /// The address of some of the rows.
  public func part(_ rows: Range<Int>) -> DropoutAddress {
    DropoutAddress(seed: seed, epoch: epoch, places: Array(places[rows]))
  }
}

/// The arrays of one dropout: y = x * mask / (1 - rate).
///
/// - Source: Srivastava et al. 2014, with the scaling at training time.
public struct Dropout: Sendable {
  /// Probability of a zero, in 0..<1.
  public var rate: Double
  /// Tells this dropout from others of the network.
  public var lane: Int
  /// Input, `[rows, F]`.
  public var x: Region
  /// Output, `[rows, F]`.
  public var y: Region
  /// 0 or 1 / (1 - rate), `[rows, F]`, kept for the backward pass.
  public var mask: Region

  /// A dropout over its arrays.
  ///
  /// - Precondition: All regions have the same count.
  public init(rate: Double, lane: Int, x: Region, y: Region, mask: Region) {
    require(x.count == y.count && y.count == mask.count, "dropout: \(x.count), \(y.count)")
    self.rate = rate
    self.lane = lane
    self.x = x
    self.y = y
    self.mask = mask
  }

  /// Draws the mask and computes y.
  public func forwardTraining(_ address: DropoutAddress) {
    let features = x.count / address.places.count
    let kept = Float(1 / (1 - rate))
    for (row, place) in address.places.enumerated() {
      var stream = RandomStream(
        seed: address.seed, purpose: .dropout, epoch: address.epoch, index: place, lane: lane)
      for i in row * features..<(row + 1) * features {
        let factor = stream.nextUnit() < rate ? 0 : kept
        unsafe mask.pointer[i] = factor
        unsafe y.pointer[i] = x.pointer[i] * factor
      }
    }
  }

  /// Copies x.
  public func forwardInference() { y.store(x) }

  /// Turns the gradient of y into that of x, in place.
  public func backward(gradient: Region) {
    require(gradient.count == mask.count, "dropout gradient: \(gradient.count)")
    for i in 0..<mask.count { unsafe gradient.pointer[i] *= mask.pointer[i] }
  }
}
