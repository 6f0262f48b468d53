// The published sets as parts to be packed.

package import Configuration

/// The traits of a published set, and the images of both of its parts.
///
/// - Throws: `DataError` if it has no files, or they are not there or not sound.
package func publishedImages(
  _ set: DataSetName, at location: DataLocation
) throws -> (DataSetTraits, [PackedSplit: ImageSet]) {
  func parts(_ read: (DataPart) throws -> ImageSet) rethrows -> [PackedSplit: ImageSet] {
    [.training: try read(.training), .test: try read(.test)]
  }
  switch set {
  case .cifar10: return (.cifar10, try parts { try CIFAR.cifar10.read($0, from: location) })
  case .cifar100: return (.cifar100, try parts { try CIFAR.cifar100.read($0, from: location) })
  case .mnist: return (.mnist, try parts { try IDX.mnist.read($0, from: location) })
  case .fashionMNIST:
    return (.fashionMNIST, try parts { try IDX.fashionMNIST.read($0, from: location) })
  case .generated, .generatedClips, .packed:
    throw DataError(
      set.rawValue, found: "it has no files of its own to pack",
      expected: "cifar10, cifar100, mnist or fashion_mnist", remedy: "name one of them")
  }
}
