// Has a file made, before the program is compiled, that tells the program what it is built from.

import Foundation
import PackagePlugin

/// Runs `Scripts/built-sources` whenever a source of the program changed.
@main struct SourceDigests: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let own = Set(context.package.targets.map(\.id))
    let modules = ([target] + target.recursiveTargetDependencies).filter { own.contains($0.id) }
    // What a run goes through on its way from settings to numbers.
    let deciding = modules.filter { module in
      module.name == "Training"
        || modules.contains { training in
          training.name == "Training"
            && training.recursiveTargetDependencies.contains { $0.id == module.id }
        }
    }
    let script = context.package.directoryURL.appending(path: "Scripts/built-sources")
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltSources.swift")
    return [
      .buildCommand(
        displayName: "Digesting the program's sources", executable: script,
        arguments: [output.path(percentEncoded: false), names(of: deciding)] + [names(of: modules)],
        inputFiles: [script] + modules.flatMap { files(in: $0.directoryURL) },
        outputFiles: [output])
    ]
  }

  private func names(of modules: [Target]) -> String {
    modules.map(\.name).sorted().joined(separator: " ")
  }

  private func files(in folder: URL) -> [URL] {
    let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (paths?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
      .sorted { $0.path < $1.path }
  }
}
