// The processes that the tests of Runner start: a worker whose behaviour its request names, and a
// host that runs a study with such workers.
//
//     RunnerTestProgram worker
//     RunnerTestProgram host <results> <jobs> <crash at disk step, or -> [--core-seconds=<n>] [--data-retries=<n>] <behaviour>...
//     RunnerTestProgram schedule            (what the runner takes for a run; see Benchmarks/README.md)

import Foundation
import Glibc
import Records
import Runner
import Synchronization

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "worker": try TestWorker().run()
case "host": try TestHost(Array(arguments.dropFirst(2))).run()
case "schedule": try TestSchedule().run()
case "nothing": exit(0)
default: exit(64)
}
