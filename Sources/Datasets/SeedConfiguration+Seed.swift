// From a study's seeds to the key of a stream.

package import Configuration
package import Randomness

extension SeedConfiguration {
  /// The seed that a source of chance draws from.
  package func seed(for source: RandomSource) -> Seed {
    Seed(root: root(for: source), replicate: replicate(for: source))
  }
}
