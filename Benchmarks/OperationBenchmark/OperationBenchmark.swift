// How near each operation of a training step comes to what this machine can do at most, one thread.
//
//     operation-benchmark [--passes N] (NETWORK RESOLUTION BATCH)...
//
// Prints Markdown: the machine's ceilings, then for each network one line for each distinct operation and pass. An
// operation is measured within a whole training step, where its operands lie as they do in use; the smallest of the
// passes counts, since other work on the machine only adds to them.

import Architectures
import Foundation
import Kernels

@main
struct OperationBenchmark {
  static func main() {
    do {
      let order = try Order(Array(CommandLine.arguments.dropFirst()))
      let ceilings = Ceilings()
      print(ceilings.text)
      for network in order.networks {
        print(try NetworkOperations(network, passes: order.passes).text(ceilings))
      }
    } catch {
      FileHandle.standardError.write(Data("operation-benchmark: \(error)\n".utf8))
      exit(1)
    }
  }
}

/// What is to be measured.
struct Order {
  /// A network of the catalogue on a batch.
  struct Network {
    let name: String
    let resolution: Int
    let batch: Int
  }

  private(set) var networks: [Network] = []
  private(set) var passes = 5

  init(_ arguments: [String]) throws {
    var words = arguments[...]
    if words.first == "--passes" {
      passes = words.dropFirst().first.flatMap { Int($0) } ?? 0
      words = words.dropFirst(2)
    }
    while words.count >= 3 {
      let numbers = words.dropFirst().prefix(2).compactMap { Int($0) }.filter { $0 > 0 }
      guard numbers.count == 2 else { break }
      networks.append(
        Network(name: words[words.startIndex], resolution: numbers[0], batch: numbers[1]))
      words = words.dropFirst(3)
    }
    guard passes > 0, words.isEmpty, !networks.isEmpty else { throw WrongOrder() }
  }
}

/// An order that cannot be read.
struct WrongOrder: Error, CustomStringConvertible {
  let description = "expected [--passes N] and one or more of NETWORK RESOLUTION BATCH"
}
