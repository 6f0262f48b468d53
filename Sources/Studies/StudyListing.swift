// A study file as it reads after `extends`, each value with the file and line that it came from.

import Documents
import Foundation

/// The text of a study with all that it extends.
public enum StudyListing {
  /// The merged study as YAML.
  ///
  /// - Throws: `DocumentErrors` where a file cannot be read or is no YAML; what its sections say is not checked.
  public static func text(ofFile file: String) throws -> String {
    do throws(SourceErrors) {
      let source = try StudySource(try SourceText.bytes(ofFile: file), file: file)
      return source.root.yaml { position in "\(position.file ?? file):\(position.line)" }
    } catch {
      throw DocumentErrors(file: file, error.errors)
    }
  }
}
