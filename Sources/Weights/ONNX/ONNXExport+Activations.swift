// Functions of each element in ONNX's operators.

import Graphs
import Kernels
import Tensors

extension ONNXExport {
  /// A function of each element.
  mutating func addActivation(
    _ node: Node, _ function: Activation, _ name: String
  ) -> String {
    let x = input(node)
    switch function {
    case .relu: return add("Relu", name, [x])
    case .sigmoid: return add("Sigmoid", name, [x])
    case .silu: return add("Mul", name, [x, add("Sigmoid", "\(node.name)/sigmoid", [x])])
    case .gelu: return addGELU(node, name)
    }
  }

  /// x / 2 * (1 + erf(x / sqrt(2))); the operator Gelu is younger than our opset.
  private mutating func addGELU(_ node: Node, _ name: String) -> String {
    let sqrtHalf = scalar("sqrt_half", Float(0.5.squareRoot()))
    let x = input(node)
    let scaled = add("Mul", "\(node.name)/scaled", [x, sqrtHalf])
    let error = add("Erf", "\(node.name)/erf", [scaled])
    let sum = add("Add", "\(node.name)/sum", [error, scalar("one", 1)])
    return add("Mul", name, [add("Mul", "\(node.name)/half", [x, scalar("half", 0.5)]), sum])
  }

  private mutating func scalar(_ name: String, _ value: Float) -> String {
    shared(name, .floats(Tensor([value], shape: [])))
  }
}
