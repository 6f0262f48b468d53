// Functions of each element.

import CKernels
public import Tensors

/// A function of each element.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// max(x, 0).
  case relu
  /// x * sigmoid(x), also called swish.
  ///
  /// - Source: Elfwing et al. 2017, arXiv 1702.03118; Ramachandran et al. 2017, arXiv 1710.05941.
  case silu
  /// 1 / (1 + exp(-x)).
  case sigmoid
  /// x * Phi(x), with the normal distribution's Phi in its exact form.
  ///
  /// - Source: Hendrycks and Gimpel 2016, arXiv 1606.08415.
  case gelu
  /// The same in its approximation by a hyperbolic tangent.
  ///
  /// - Source: Hendrycks and Gimpel 2016, arXiv 1606.08415, section 2.
  case geluTanh
  /// min(max(x, 0), 6).
  ///
  /// - Source: Howard et al. 2017, arXiv 1704.04861, as published with its code.
  case relu6
  /// The hyperbolic tangent.
  case tanh
  /// min(max(x + 3, 0), 6) / 6.
  ///
  /// - Source: Howard et al. 2019, arXiv 1905.02244, section 5.2.
  case hardSigmoid
  /// x * hardSigmoid(x).
  ///
  /// - Source: Howard et al. 2019, arXiv 1905.02244, section 5.2.
  case hardSwish
}

extension Activation {
  /// The function of each element of `x` in `y`; what is no number stays so.
  ///
  /// - Precondition: Both have the same count and do not overlap.
  public func forward(_ x: Region, into y: Region) {
    require(x.count == y.count, "\(self): \(x.count) into \(y.count)")
    if let kernel {
      unsafe ck_activate(kernel, x.count, x.pointer, y.pointer)
    } else {
      unsafe ck_relu(x.count, x.pointer, y.pointer)
    }
  }

  /// Turns the gradient of y into that of x, in place; where a function has a corner it is that of PyTorch, 0 at the
  /// corner of max(x, 0).
  ///
  /// - Parameters:
  ///   - x: What the function was applied to; not read by relu, sigmoid and tanh.
  ///   - y: Its value; not read by the others.
  ///   - gradient: Gradient of y, becomes that of x.
  /// - Precondition: All have the same count and do not overlap.
  public func backward(x: Region, y: Region, gradient: Region) {
    require(
      x.count == gradient.count && y.count == gradient.count,
      "\(self) gradient: \(gradient.count) for \(x.count) and \(y.count)")
    if let kernel {
      unsafe ck_activate_backward(kernel, x.count, x.pointer, y.pointer, gradient.pointer)
    } else {
      unsafe ck_relu_backward(y.count, y.pointer, gradient.pointer)
    }
  }

  /// Whether the gradient is found from the value alone, so that x need not be kept.
  public var readsValueBackward: Bool { self == .relu || self == .sigmoid || self == .tanh }

  /// What the function is called among the kernels; max(x, 0) has kernels of its own.
  private var kernel: ck_activation? {
    switch self {
    case .relu: nil
    case .silu: ck_activation_silu
    case .sigmoid: ck_activation_sigmoid
    case .gelu: ck_activation_gelu
    case .geluTanh: ck_activation_gelu_tanh
    case .relu6: ck_activation_relu6
    case .tanh: ck_activation_tanh
    case .hardSigmoid: ck_activation_hard_sigmoid
    case .hardSwish: ck_activation_hard_swish
    }
  }
}
