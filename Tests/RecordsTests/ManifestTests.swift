import Configuration
import Foundation
import Records
import Testing

@Suite struct ManifestTests {
  @Test func `a manifest reads back`() throws {
    try withFolder { url in
      let manifest = try manifest(record(), runFileSHA256: "00")
      try RunFolder(url).write(manifest)
      #expect(try RunFolder(url).manifest() == manifest)
    }
  }

  @Test func `a manifest tells configuration, seeds and environment`() throws {
    let manifest = try manifest(record(), runFileSHA256: "00")
    #expect(manifest.canonicalText == (try configuration()).canonicalText)
    #expect(manifest.settings["train.learning_rate"] == "0.1")
    #expect(manifest.settings["model.width"] == "1.0")
    #expect(manifest.seeds.root == 0)
    #expect(
      manifest.environment.variables == ["OMP_NUM_THREADS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"])
  }

  @Test func `equal manifests have equal text, its keys sorted`() throws {
    try withFolder { url in
      let folder = RunFolder(url)
      try folder.write(try manifest(record(), runFileSHA256: "00"))
      let first = try Data(contentsOf: folder.manifestFile)
      try folder.write(try manifest(record(), runFileSHA256: "00"))
      #expect(try Data(contentsOf: folder.manifestFile) == first)
      let keys = String(decoding: first, as: UTF8.self).split(separator: "\n")
        .filter { $0.hasPrefix("  \"") }
      #expect(keys == keys.sorted())
    }
  }

  @Test func `arrays that are not those of the manifest are refused`() throws {
    try withFolder { url in
      let folder = RunFolder(url)
      try Data("arrays".utf8).write(to: folder.runFile)
      let digest = try FileDigest.sha256(of: folder.runFile)
      try folder.write(try manifest(record(), runFileSHA256: digest))
      #expect(try folder.verifiedRecord() == record())
      try Data("arraYs".utf8).write(to: folder.runFile)
      #expect(throws: StorageError.self) { try folder.verifiedRecord() }
    }
  }

  @Test func `digests are those of SHA-256`() throws {
    #expect(
      FileDigest.sha256(of: Data("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
