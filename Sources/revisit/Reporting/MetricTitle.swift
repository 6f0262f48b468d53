// Metrics and costs as people read them.

import Configuration
import Studies

extension Study {
  /// What costs are counted for: `image`, `clip`, or `image or clip` where points differ in it.
  var sampleNoun: String {
    let takesClips = Set(
      points.firstIndices(differingIn: ["data.frames"]).map {
        points[$0].configuration.data.frames != nil
      })
    switch (takesClips.contains(false), takesClips.contains(true)) {
    case (true, true): return "image or clip"
    case (false, true): return "clip"
    default: return "image"
    }
  }
}

/// A metric or a cost in words, for headings and axes; a name without words stays as it is.
///
/// - Parameters:
///   - name: The column.
///   - sample: What costs are counted for: `Study.sampleNoun`.
/// - Returns: The words.
func title(ofColumn name: String, sample: String = "image") -> String {
  if let quantity = CostQuantity(rawValue: name) { return title(of: quantity, sample) }
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

private func title(of quantity: CostQuantity, _ sample: String) -> String {
  switch quantity {
  case .parameters: "parameters"
  case .multiplyAdds: "multiply-adds of one \(sample)"
  case .flops: "FLOPs of one \(sample), two a multiply-add"
  case .attentionMultiplyAdds: "multiply-adds of attention, one \(sample)"
  case .activations: "activations of one \(sample)"
  case .trainingMemory: "bytes of a training step"
  }
}

/// The same for an axis, where room is scarce.
func shortTitle(ofColumn name: String) -> String {
  title(ofColumn: name).replacing(" accuracy", with: "")
}
