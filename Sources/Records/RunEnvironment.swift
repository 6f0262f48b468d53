// What a run ran on and under: code, machine, libraries, threads.

public import Configuration
import Foundation

/// What a run ran on and under.
public struct RunEnvironment: Hashable, Sendable, Codable {
  /// The program.
  public var code: CodeVersion
  /// The machine.
  public var host: HostFacts
  /// Version of each library, by name.
  public var libraries: [String: String]
  /// What the bits were held to: a value of the setting `numerics`; nil in a manifest from before there was one.
  public var numerics: String?
  /// What each library chose its kernels for, by its own name for it; nil in a manifest from before this was asked.
  public var instructionSets: [String: String]?
  /// Thread settings, by name: asked for, seen, workers at a time.
  public var threads: [String: Int]
  /// The environment variables that change floating point.
  public var variables: [String: String]
  /// How far the bits can be relied on.
  public var determinism: DeterminismLevel

  /// An environment from its parts; machine and variables are those of this process by default.
  ///
  /// - Throws: `StorageError` if the machine does not describe itself in `/proc`.
  public init(
    code: CodeVersion, libraries: [String: String], numerics: Numerics,
    instructionSets: [String: String], threads: [String: Int], determinism: DeterminismLevel,
    host: HostFacts? = nil, variables: [String: String]? = nil
  ) throws {
    self.code = code
    self.host = try host ?? HostFacts.current()
    self.libraries = libraries
    self.numerics = numerics.rawValue
    self.instructionSets = instructionSets
    self.threads = threads
    self.variables = Self.numeric(variables ?? ProcessInfo.processInfo.environment)
    self.determinism = determinism
  }

  /// The variables that change what bits the libraries make.
  static func numeric(_ variables: [String: String]) -> [String: String] {
    let prefixes = ["OMP_", "KMP_", "GOMP_", "DNNL_", "ONEDNN_"]
    return variables.filter { name, _ in prefixes.contains { name.hasPrefix($0) } }
  }
}
