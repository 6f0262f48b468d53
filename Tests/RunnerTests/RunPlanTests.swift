import Records
import Synchronization
import Testing

@testable import Runner

struct RunPlanTests {
  @Test(arguments: [RunOrder.plan, .cheapFirst])
  func `of many runs only those are made that are begun`(order: RunOrder) throws {
    try withFolder { folder in
      let count = 100_000
      let made = Mutex<[Int]>([])
      let named = Mutex(0)
      let plan = RunPlan(
        count: count,
        runID: { place in
          named.withLock { $0 += 1 }
          return "p\(place)-0"
        }, replicate: { _ in 0 }, estimatedSeconds: { $0 == 70_000 ? 1 : 2 },
        run: { place in
          made.withLock { $0.append(place) }
          return PlannedRun(
            runID: "p\(place)-0", pointID: "p\(place)", replicate: 0, title: "run \(place)",
            request: "succeed", estimatedSeconds: 2)
        })
      let store = try StudyStore(results: folder, study: "study")
      // Each run says that it took 2 seconds.
      let settings = RunnerSettings(budget: RunnerBudget(coreSeconds: 3.5), order: order)
      let summary = try runner(store, settings).run(plan)
      #expect((summary.doneNow, summary.total) == (1, count))
      #expect(made.withLock(\.self) == [order == .plan ? 0 : 70_000])
      #expect(named.withLock(\.self) == 0)
    }
  }
}
