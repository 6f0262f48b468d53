// Batch norm with what was fused into it.

import Kernels
import Tensors

extension Lowering {
  /// The buffers of a fused norm, shared by its steps.
  struct NormBuffers {
    var input: BufferID
    var saved: BufferID
    /// The gate's product with stochastic depth, or stochastic depth by itself.
    var depthFactor: BufferID?
    /// The factors of stochastic depth, one an image.
    var depth: BufferID?
    /// Mean of x - mean for each image and channel, for a gate.
    var centered: BufferID?
    /// Sums of the backward pass for each image and channel, for a gate.
    var sums: BufferID?
    var products: BufferID?
    /// The gradient of the output, once the backward pass has reached it.
    var gradient: BufferID?
  }

  /// The statistics of a gated norm and the mean of its value over the pixels.
  mutating func lowerPooled(_ fused: FusedNorm) {
    guard let gate = fused.gate else { fatalError("\(graph[fused.norm].name) has no gate") }
    let name = graph[fused.norm].name
    var buffers = makeNormBuffers(fused)
    let perImage = batch * channels(of: fused)
    let centered = program.makeBuffer(count: perImage, for: fused.norm)
    (buffers.centered, buffers.sums) = (
      centered, program.makeBuffer(count: perImage, for: fused.norm)
    )
    buffers.products = program.makeBuffer(count: perImage, for: fused.norm)
    let makeKernel = normKernel(fused, buffers)
    let pooled = makeValue(of: gate.pool)
    norms[fused.norm] = buffers
    program.forward.append(
      Step(
        name: "\(name) forward", reads: [buffers.input], writes: [buffers.saved, pooled, centered]
      ) { memory in
        let (norm, pooled, centered) = (makeKernel(memory), memory[pooled], memory[centered])
        return { pass in
          norm.prepare(pass.statistics)
          norm.pool(into: pooled, centered: centered)
        }
      })
    onBackward(of: gate.pool) { lowering, dPooled in
      lowering.lowerNormGradient(fused, dPooled: dPooled)
    }
  }

  mutating func lower(_ fused: FusedNorm) {
    let name = graph[fused.norm].name
    let convolution = graph[fused.norm].inputs[0]
    if folded[convolution] != nil, !leftActivations.contains(convolution), fused.gate == nil,
      fused.residual == nil
    {
      shareValue(of: convolution, with: fused.output)
      return
    }
    let buffers = norms[fused.norm] ?? makeNormBuffers(fused)
    norms[fused.norm] = buffers
    let output = makeValue(of: fused.output)
    let makeKernel = normKernel(fused, buffers)
    let isPrepared = fused.gate != nil
    let draw = depthStep(fused, buffers)
    let written = [output, buffers.depth, buffers.depthFactor] + [isPrepared ? nil : buffers.saved]
    program.forward.append(
      Step(
        name: "\(name) \(isPrepared ? "gated " : "")forward",
        reads: normReads(fused, buffers) + (isPrepared ? [buffers.saved] : []),
        writes: written.compactMap(\.self)
      ) { memory in
        let (norm, z, draw) = (makeKernel(memory), memory[output], draw(memory))
        return { pass in
          if !isPrepared { norm.prepare(pass.statistics) }
          draw(pass)
          norm.apply(into: z)
        }
      })
    // A sum is made again where its residual is kept: every other one of a chain of blocks.
    if fused.residual.map(isKept) ?? true {
      let reads =
        normReads(fused, buffers) + [buffers.saved, buffers.depthFactor].compactMap(\.self)
      recompute(fused.output) { buffer in
        Step(name: "\(name) again", reads: reads, writes: [buffer]) { memory in
          let (norm, z) = (makeKernel(memory), memory[buffer])
          return { _ in norm.apply(into: z) }
        }
      }
    }
    onBackward(of: fused.output) { lowering, dz in
      lowering.norms[fused.norm]?.gradient = dz
      guard let gate = fused.gate else {
        lowering.lowerNormGradient(fused, dPooled: nil)
        return
      }
      let makeStep = lowering.factorGradient(fused, dz: dz)
      lowering.contribute(to: gate.factors) { dFactors in makeStep(dFactors) }
    }
  }

  private func channels(of fused: FusedNorm) -> Int { graph[fused.norm].shape.extents.last ?? 0 }

  private mutating func makeNormBuffers(_ fused: FusedNorm) -> NormBuffers {
    let channels = channels(of: fused)
    program.needScratch(count: BatchNorm.scratchCount(channels: channels))
    var buffers = NormBuffers(
      input: value(graph[fused.norm].inputs[0]),
      saved: program.makeBuffer(
        count: BatchNorm.savedVectors * channels, for: fused.norm))
    if fused.depth != nil && isTraining {
      buffers.depth = program.makeBuffer(count: batch, for: fused.norm)
      buffers.depthFactor = program.makeBuffer(count: batch * channels, for: fused.norm)
    }
    return buffers
  }

  /// The buffers of a norm as the backward pass finds them.
  private mutating func backwardBuffers(of fused: FusedNorm) -> NormBuffers? {
    var buffers = norms[fused.norm]
    buffers?.input = backwardValue(graph[fused.norm].inputs[0])
    return buffers
  }

  /// What the values of a unit are computed from, beside `saved`.
  private func normReads(_ fused: FusedNorm, _ buffers: NormBuffers) -> [BufferID] {
    [buffers.input] + [fused.gate?.factors, fused.residual].compactMap { $0.map(value) }
  }

  private func normKernel(
    _ fused: FusedNorm, _ buffers: NormBuffers
  ) -> (Memory) -> BatchNorm {
    guard case .batchNorm(let operation) = graph[fused.norm].operation else {
      fatalError("\(graph[fused.norm].name) is not a batch norm")
    }
    let (name, batch, channels) = (graph[fused.norm].name, batch, channels(of: fused))
    // A gate's factors and the residual have no value yet where only its norm is pooled, which does not read them.
    let factor = buffers.depthFactor ?? fused.gate.flatMap { values[$0.factors.index] }
    let residual = fused.residual.flatMap { values[$0.index] }
    let convolution = graph[fused.norm].inputs[0]
    let isFolded = folded[convolution] != nil
    let function =
      isFolded && !leftActivations.contains(convolution) ? .identity : fused.function
    return { memory in
      var norm = BatchNorm(
        images: batch, channels: channels, epsilon: operation.epsilon, x: memory[buffers.input],
        vectors: BatchNorm.Vectors(
          gamma: memory.values("\(name).weight"), beta: memory.values("\(name).bias"),
          runningMean: memory.values("\(name).running_mean"),
          runningVariance: memory.values("\(name).running_var"),
          observedMean: memory.gradient("\(name).running_mean"),
          observedVariance: memory.gradient("\(name).running_var")),
        saved: memory[buffers.saved], scratch: memory.scratch)
      norm.isFolded = isFolded
      norm.function = function
      norm.factor = factor.map { memory[$0] }
      norm.residual = residual.map { memory[$0] }
      norm.rectifies = fused.rectifies
      return norm
    }
  }

  /// Draws which images keep their branch and multiplies the gate's factors by that.
  private func depthStep(
    _ fused: FusedNorm, _ buffers: NormBuffers
  ) -> (Memory) -> (borrowing Pass) -> Void {
    guard let depth = fused.depth, let factors = buffers.depth, let product = buffers.depthFactor,
      case .stochasticDepth(let rate) = graph[depth].operation
    else { return { _ in { _ in } } }
    let gate = fused.gate.map { value($0.factors) }
    let name = graph[depth].name
    return { memory in
      let (factors, product, gate) = (memory[factors], memory[product], gate.map { memory[$0] })
      return { pass in
        if pass.isTraining {
          guard let address = pass.dropout else { fatalError("\(name): no seed") }
          StochasticDepth.draw(into: factors, rate: rate, lane: depth.index, address)
        } else {
          factors.fill(with: 1)
        }
        spread(factors, times: gate, over: product)
      }
    }
  }

  /// The step that finds the gradient of a gate's factors.
  private mutating func factorGradient(_ fused: FusedNorm, dz: BufferID) -> (BufferID) -> Step {
    guard let buffers = backwardBuffers(of: fused), let sums = buffers.sums,
      let products = buffers.products
    else { fatalError("\(graph[fused.norm].name) has no gate") }
    let (makeKernel, z) = (
      normKernel(fused, buffers), fused.rectifies ? backwardValue(fused.output) : dz
    )
    let reads = [buffers.input, buffers.saved, dz] + [buffers.depth].compactMap(\.self)
    let (name, rectifies) = (graph[fused.norm].name, fused.rectifies)
    return { dFactors in
      Step(
        name: "\(name) gate gradient", reads: reads + (rectifies ? [z] : []),
        writes: [sums, products, dFactors]
      ) { memory in
        let (norm, z, dz, dFactors) = (makeKernel(memory), memory[z], memory[dz], memory[dFactors])
        let found = BatchNorm.ImageSums(sums: memory[sums], products: memory[products])
        let depth = buffers.depth.map { memory[$0] }
        return { _ in
          norm.factorGradient(z: z, dz: dz, found: found, dFactor: dFactors)
          if let depth { scaleRows(dFactors, by: depth) }
        }
      }
    }
  }

  /// The gradients of a fused norm's input, parameters and residual.
  private mutating func lowerNormGradient(_ fused: FusedNorm, dPooled: BufferID?) {
    guard let buffers = backwardBuffers(of: fused), let dz = buffers.gradient else { return }
    let (name, x) = (graph[fused.norm].name, graph[fused.norm].inputs[0])
    // The output is read only where it was rectified; elsewhere the gradient stands for it.
    let (makeKernel, z) = (
      normKernel(fused, buffers), fused.rectifies ? backwardValue(fused.output) : dz
    )
    let factor = buffers.depthFactor ?? fused.gate.map { value($0.factors) }
    let reads =
      [buffers.input, buffers.saved, dz] + (fused.rectifies ? [z] : [])
      + [factor, dPooled, buffers.centered, buffers.sums, buffers.products].compactMap(\.self)
    let makeStep = { (dx: BufferID?) in
      Step(
        name: "\(name) gradient", reads: reads, writes: [dz] + [dx, dPooled].compactMap(\.self)
      ) { memory in
        let (norm, z, dz, dx) = (makeKernel(memory), memory[z], memory[dz], dx.map { memory[$0] })
        let gate = memory.gate(buffers, dPooled: dPooled)
        let (dGamma, dBeta) = (memory.gradient("\(name).weight"), memory.gradient("\(name).bias"))
        return { pass in
          norm.backward(
            pass.statistics, z: z, dz: dz, dx: dx, gate: gate, dGamma: dGamma, dBeta: dBeta)
        }
      }
    }
    guard let residual = fused.residual else {
      program.backward.append(makeStep(nil))
      contribute(to: x, buffer: dz)
      return
    }
    contribute(to: x) { dx in makeStep(dx) }
    contribute(to: residual, buffer: dz)
  }
}

extension Memory {
  /// The gate's arrays for the backward pass of a gated norm.
  fileprivate func gate(_ buffers: Lowering.NormBuffers, dPooled: BufferID?) -> BatchNorm.Gate? {
    guard let dPooled, let centered = buffers.centered, let sums = buffers.sums,
      let products = buffers.products
    else { return nil }
    return BatchNorm.Gate(
      dPooled: self[dPooled], centered: self[centered],
      found: BatchNorm.ImageSums(sums: self[sums], products: self[products]))
  }
}
