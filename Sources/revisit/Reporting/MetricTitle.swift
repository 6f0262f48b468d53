// Metrics and costs as people read them.

import Studies

/// A metric or a cost in words, for headings and axes; a name without words stays as it is.
func title(ofColumn name: String) -> String {
  switch name {
  case "cost.multiply_adds": return "multiply-adds of one image"
  case "cost.parameters": return "parameters"
  case "cost.activations": return "activations of one image"
  case "cost.resolution": return "resolution in pixels"
  default:
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
}

/// The same for an axis, where room is scarce.
func shortTitle(ofColumn name: String) -> String {
  title(ofColumn: name).replacing(" accuracy", with: "")
}
