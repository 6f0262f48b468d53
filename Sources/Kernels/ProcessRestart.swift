// Starting the program anew in the same process, for what libraries read when they are loaded and never again.

import Glibc

/// A program that could not be started anew.
public struct ProcessRestartError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system's reason.
  public let description: String
}

/// Replaces the program in this process by itself, with its arguments and with `variables` added to its environment.
///
/// To be called before anything was done that should not be done twice. Comes back only by an error.
/// - Throws: `ProcessRestartError` with the system's reason.
public func restartProcess(adding variables: [String: String]) throws(ProcessRestartError) -> Never
{
  for (name, value) in variables { unsafe setenv(name, value, 1) }
  _ = unsafe execv("/proc/self/exe", CommandLine.unsafeArgv)
  throw ProcessRestartError(
    description: unsafe "the program cannot start itself anew: \(String(cString: strerror(errno)))")
}
