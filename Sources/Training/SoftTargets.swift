// Targets of images that were mixed from two.

import Tensors

/// The targets of images of two classes each: w * t(first) + (1 - w) * t(second), where t of a class is
/// (1 - s) * one-hot + s / classes.
///
/// - Parameters:
///   - first: A class an image.
///   - second: A class an image.
///   - weights: Of the first class, one an image, in 0...1.
///   - classes: Number of classes.
///   - labelSmoothing: s, in 0..<1.
/// - Returns: `[N, classes]`.
/// - Precondition: The three lists have one length, and classes lie in 0..<classes.
/// - Source: Zhang et al. 2018, arXiv 1710.09412, equation 1; Yun et al. 2019, arXiv 1905.04899, equation 1.
func softTargets(
  first: [Int], second: [Int], weights: [Double], classes: Int, labelSmoothing: Double
) -> Tensor {
  require(
    first.count == second.count && first.count == weights.count,
    "\(first.count) and \(second.count) labels with \(weights.count) weights")
  require(
    (first + second).allSatisfy { (0..<classes).contains($0) },
    "labels \(first) and \(second) of \(classes) classes")
  let uniform = labelSmoothing / Double(classes)
  var rows = Array(repeating: Float(uniform), count: first.count * classes)
  for (image, weight) in weights.enumerated() {
    var share: [Int: Double] = [first[image]: weight]
    share[second[image], default: 0] += 1 - weight
    for (label, part) in share {
      rows[image * classes + label] = Float(uniform + part * (1 - labelSmoothing))
    }
  }
  return Tensor(rows, shape: [first.count, classes])
}
