import CKernels
import Foundation
import HDF5
import Records
import TestSupport
import Testing

/// The setting `numerics`: what a run's bits are held to.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct NumericsTests {
  static let hasAVX2: Comment = "the processor has no AVX2"
  static let hasAVX512: Comment = "the processor has no AVX-512"

  /// An environment that limits no library.
  static let free: [String: String] = {
    let limits = ["DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA", "OPENBLAS_CORETYPE"]
    return ProcessInfo.processInfo.environment.filter { !limits.contains($0.key) }
  }()

  /// The environment of a machine that has AVX2 at most; what it says of OpenBLAS, which some systems bring, is no
  /// matter.
  static let limited = free.merging(
    ["DNNL_MAX_CPU_ISA": "AVX2", "OPENBLAS_CORETYPE": "Haswell"]) { $1 }

  @Test(.enabled(if: ck_instruction_level() >= 3, hasAVX2))
  func `runs held to AVX2 have the bits of a machine that is limited to it`() throws {
    let plain = try trained("avx2")
    let limited = try trained("avx2", Self.limited)
    let asOnThatMachine = try trained("native", Self.limited)
    #expect(plain.record.weightsSHA256 != nil)
    #expect(plain.record.weightsSHA256 == limited.record.weightsSHA256)
    #expect(plain.record.weightsSHA256 == asOnThatMachine.record.weightsSHA256)
    #expect(plain.record.numericsFingerprint == limited.record.numericsFingerprint)
    #expect(plain.record.pointID != asOnThatMachine.record.pointID)
  }

  @Test(.enabled(if: ck_instruction_level() >= 3, hasAVX2))
  func `the manifest shows what bits were held to, and how far they can be relied on`() throws {
    let held = try trained("avx2").environment
    #expect(held.numerics == "avx2" && held.determinism == .anyMachine)
    #expect(held.instructionSets == ["oneDNN": "avx2"])
    let native = try trained("native").environment
    #expect(native.numerics == "native" && native.determinism == .anyThreads)
  }

  @Test(.enabled(if: ck_instruction_level() >= 4, hasAVX512))
  func `a machine with AVX-512 makes other bits than AVX2, and shows it`() throws {
    let (narrow, native) = (try trained("avx2"), try trained("native"))
    #expect(narrow.record.numericsFingerprint != native.record.numericsFingerprint)
    #expect(narrow.record.weightsSHA256 != native.record.weightsSHA256)
    let wide = try trained("avx512")
    #expect(wide.environment.instructionSets == ["oneDNN": "avx512_core"])
    #expect(wide.record.numericsFingerprint != narrow.record.numericsFingerprint)
  }

  @Test(.enabled(if: ck_instruction_level() >= 4, hasAVX512))
  func `one study holds each of its points to what it asks for`() throws {
    try Workplace.with { place in
      let axes = "axes: {arithmetic: {set: numerics, values: [native, avx2, avx512]}}\n"
      try place.write(TinyStudy.text(axes), to: "tiny.yaml")
      #expect(try place.revisit(["run", "tiny.yaml"], environment: Self.free).status == 0)
      let sets = try place.records().map { try place.manifest($0).environment }
        .map { "\($0.numerics ?? "") \($0.instructionSets?["oneDNN"] ?? "")" }
      #expect(sets.contains("avx2 avx2") && sets.contains("avx512 avx512_core"))
      #expect(Set(try place.records().map(\.weightsSHA256)).count >= 2)
    }
  }

  @Test(.enabled(if: ck_instruction_level() >= 4, hasAVX512))
  func `what the environment does not allow is refused before any run`() throws {
    try Workplace.with { place in
      try place.write(Self.study("avx512"), to: "tiny.yaml")
      let ended = try place.revisit(["run", "tiny.yaml"], environment: Self.limited)
      #expect(ended.status == 1 && ended.output.isEmpty)
      #expect(
        ended.errors == """
          Error: numerics: avx512 is wider than DNNL_MAX_CPU_ISA=AVX2 in the environment allows; \
          unset it, or choose a narrower one

          """)
      #expect(!FileManager.default.fileExists(atPath: place.folder.path() + "results"))
    }
  }

  @Test(.enabled(if: ck_instruction_level() >= 4, hasAVX512))
  func `logits are held as runs are`() throws {
    try Workplace.with { place in
      try ImageInput([3, 12, 12, 3]).write(to: "images.h5", in: place)
      try place.revisit("export", "cifar_resnet20", "--seed", "3", "--output", "w.safetensors")
      func ended(_ numerics: String, _ environment: [String: String]) throws -> Ended {
        let options = ["--weights", "w.safetensors", "--input", "images.h5", "--force"]
        return try place.revisit(
          ["infer", "cifar_resnet20", "--output", "logits.h5", "--numerics", numerics] + options,
          environment: environment)
      }
      func logits(_ numerics: String, _ environment: [String: String]) throws -> [Float] {
        let ended = try ended(numerics, environment)
        #expect(ended.status == 0, "\(ended.errors)")
        return try place.logits("logits.h5").elements
      }
      let held = try logits("avx2", Self.free)
      expectSameBits(held, try logits("avx2", Self.limited))
      expectSameBits(held, try logits("native", Self.limited))
      #expect(try logits("avx512", Self.free) != held)
      #expect(
        try ended("avx512", Self.limited).errors.hasPrefix(
          "Error: numerics: avx512 is wider than DNNL_MAX_CPU_ISA=AVX2 in the environment allows;"))
    }
  }

  private static func study(_ numerics: String) -> String {
    TinyStudy.text("").replacing("  train: {", with: "  numerics: \(numerics)\n  train: {")
  }

  private func trained(
    _ numerics: String, _ environment: [String: String] = free
  ) throws -> Manifest {
    try Workplace.with { place in
      try place.write(Self.study(numerics), to: "tiny.yaml")
      let ended = try place.revisit(["run", "tiny.yaml"], environment: environment)
      #expect(ended.status == 0, "\(ended.errors)")
      return try place.manifest(#require(try place.records().first))
    }
  }
}

extension Workplace {
  fileprivate func manifest(_ record: RunRecord) throws -> Manifest {
    try StudyStore(results: folder.appending(path: "results"), study: "tiny")
      .runFolder(record.runID).manifest()
  }
}
