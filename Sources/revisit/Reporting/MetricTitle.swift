// Metrics and costs as people read them.

import Configuration

/// A metric or a cost in words, for headings and axes; a name without words stays as it is.
func title(ofColumn name: String) -> String {
  if let quantity = CostQuantity(rawValue: name) { return title(of: quantity) }
  if name == "cost.resolution" { return "resolution in pixels" }
  if name.hasPrefix("best.") {
    return title(ofColumn: String(name.dropFirst(5))) + " at the best epoch"
  }
  var parts = name.split(separator: ".").map(String.init)
  let weights = parts.count == 3 && parts[0] == "ema" ? " of averaged weights" : ""
  if !weights.isEmpty { parts.removeFirst() }
  guard parts.count == 2 else { return name }
  let split = parts[0] == "train" ? "training" : parts[0]
  switch parts[1] {
  case "top1": return "\(split) top-1 accuracy\(weights)"
  case "loss": return "\(split) loss\(weights)"
  default: return name
  }
}

private func title(of quantity: CostQuantity) -> String {
  switch quantity {
  case .parameters: "parameters"
  case .multiplyAdds: "multiply-adds of one image"
  case .flops: "FLOPs of one image, two a multiply-add"
  case .attentionMultiplyAdds: "multiply-adds of attention, one image"
  case .activations: "activations of one image"
  case .trainingMemory: "bytes of a training step"
  }
}

/// The same for an axis, where room is scarce.
func shortTitle(ofColumn name: String) -> String {
  title(ofColumn: name).replacing(" accuracy", with: "")
}
