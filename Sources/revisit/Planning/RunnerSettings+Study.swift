// What a study says of its runs, as the runner takes it.

import Records
import Runner
import Studies

extension RunnerSettings {
  /// The retries, limits, budget and order of a study, on a machine with so many threads for each run.
  init(_ study: Study, threadsPerRun: Int) {
    // That a run diverged is its result, no failure.
    let retries = study.runSettings.retries.compactMap { cause, count in
      FailureClass(rawValue: cause.rawValue).map { ($0, count) }
    }
    self.init(
      retries: Dictionary(uniqueKeysWithValues: retries),
      limits: AttemptLimits(
        seconds: study.runSettings.limits.seconds,
        memoryBytes: study.runSettings.limits.memoryBytes),
      budget: RunnerBudget(
        coreSeconds: study.budget.coreHours.map { $0 * 3600 }, diskBytes: study.budget.diskBytes),
      order: study.budget.order == .cheapFirst ? .cheapFirst : .plan, threadsPerRun: threadsPerRun)
  }
}
