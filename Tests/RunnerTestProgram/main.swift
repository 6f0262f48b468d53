// The processes that the tests of Runner start: a worker whose behaviour its request names, and a
// host that runs a study with such workers.
//
//     RunnerTestProgram worker
//     RunnerTestProgram host <results> <jobs> <crash at disk step, or -> <behaviour>...

import Foundation
import Glibc
import Records
import Runner
import Synchronization

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "worker": try TestWorker().run()
case "host": try TestHost(Array(arguments.dropFirst(2))).run()
default: exit(64)
}
