import Configuration
import Studies
import Testing

/// Messages about a file's sections, compared whole.
@Suite struct StudyReaderTests {
  @Test func `all errors of a file come at once, in its order, with the nearest known name`() {
    let errors = TestStudy.errors(
      whole: """
        schema: 2
        study: Probe one
        base:
          model: {family: cifar_resnett, depth: 8, widht: 1}
          data: {set: generated, train.images: 3}
          train: {epochs: 2, batch: [50], learning_rate: 0, weight_decy: 4e-5}
          seeds: {root: 1}
          data.flipp: true
          train.epochs: 3
        axes:
          epochs: {set: train.epoch, values: [1, 2]}
          depth: {set: model.depth, values: [8, 8, x]}
          Width: {values: []}
        colour: blue
        """)
    #expect(
      errors == """
        probe.yaml:1:1: 'title' is missing in the file; expected a title in words
        probe.yaml:1:9: 'schema' is '2'; this version reads schema 1
        probe.yaml:2:8: 'study' is 'Probe one'; expected at most 64 small letters, digits and '-'
        probe.yaml:4:19: 'base.model.family' is 'cifar_resnett'; expected one of resnet, cifar_resnet, resnet_d, se_resnet, resnet_rs, efficientnet, tf_efficientnet, regnet_x, regnet_y, vit, video_resnet, resnet_3d, resnet_3d_rs; did you mean 'cifar_resnet'?
        probe.yaml:4:44: unknown key 'widht' in 'base.model'; did you mean 'width'?
        probe.yaml:5:26: unknown key 'train.images' in 'base.data'; did you mean 'train_images'?
        probe.yaml:6:29: 'base.train.batch' is a list; expected a whole number from 1 to 1000000
        probe.yaml:6:50: 'base.train.learning_rate' is '0'; expected a number above 0
        probe.yaml:6:53: unknown key 'weight_decy' in 'base.train'; did you mean 'weight_decay'?
        probe.yaml:7:3: seeds are set in the section 'seeds'
        probe.yaml:8:3: unknown setting 'data.flipp' in 'base'; did you mean 'data.flip'?
        probe.yaml:9:3: 'train.epochs' is given already, at 6:11; remove one
        probe.yaml:11:17: unknown setting 'train.epoch' in 'axes.epochs.set'; did you mean 'train.epochs'?
        probe.yaml:12:41: 'axes.depth.values' gives 8 twice; remove one
        probe.yaml:12:44: 'axes.depth.values' is 'x'; expected a whole number from 1 to 10000
        probe.yaml:13:3: the name 'Width' in 'axes'; expected small letters, digits and '_', a letter first
        probe.yaml:13:10: 'set' is missing in 'axes.Width'; expected the path of a setting
        probe.yaml:14:1: unknown key 'colour' in the file; expected one of schema, study, title, extends, recipe, base, axes, groups, seeds, derive, when, override, constraints, identity, subsets, measure, fits, tables, run, budget, claims
        """)
  }

  @Test func `an axis may vary what replicates draw anew, which the section then leaves to it`()
    throws
  {
    let axis = "axes: {streams: {set: seeds.vary, values: [[init], [order, init]]}}\n"
    let study = try TestStudy.study(axis + "seeds: {root: 2, count: 2}")
    #expect(
      study.points.map(\.configuration.seeds.vary) == [
        [.initialization], [.initialization, .order],
      ])
    #expect(Set(study.runs.map(\.runID)).count == 4)
    #expect(
      TestStudy.errors(axis + "seeds: {count: 2, vary: [init]}") == """
        probe.yaml:8:44: 'seeds.vary' is set in 'seeds' and in 'axes.streams'; remove one
        """)
    #expect(
      TestStudy.errors("axes: {pairs: {set: seeds.paired, values: [true, false]}}") == """
        probe.yaml:8:21: seeds are set in the section 'seeds'
        """)
  }

  @Test func `an axis may vary the root of all streams`() throws {
    let axis = "axes: {root: {set: seeds.root, values: [5, 6]}}\n"
    let study = try TestStudy.study(axis + "seeds: {count: 2, vary: [order]}")
    #expect(study.points.map(\.configuration.seeds.root) == [5, 6])
    #expect(
      TestStudy.errors(axis + "seeds: {root: 1}") == """
        probe.yaml:8:41: 'seeds.root' is set in 'seeds' and in 'axes.root'; remove one
        """)
  }

  @Test func `an axis with the name of a setting or of an operator is refused`() {
    let errors = TestStudy.errors(
      """
      axes:
        numerics: {set: numerics, values: [native, avx2]}
        not: {set: model.depth, values: [8, 14]}
      """)
    #expect(
      errors == """
        probe.yaml:9:3: the name 'numerics' in 'axes' is that of a setting; choose another
        probe.yaml:10:3: the name 'not' in 'axes' has a meaning in expressions; choose another
        """)
  }

  @Test func `what other readers of YAML turn into other values is refused or kept as text`() {
    let errors = TestStudy.errors(
      """
      axes:
        a: {set: model.depth, values: [010, 0x10, 12:30, 1_000, +8, "8", 8.5, 1e9, ~]}
        b: {set: train.momentum, values: [.5, .inf, .nan, 1e400, 5., 1e-1]}
        c: {set: data.flip, values: [yes, on, True, "true", 1]}
        d: {set: data.set, values: [no, generated]}
      """)
    #expect(
      errors == """
        probe.yaml:9:34: 'axes.a.values' is '010'; expected a whole number from 1 to 10000; numbers have no leading zero
        probe.yaml:9:39: 'axes.a.values' is '0x10'; expected a whole number from 1 to 10000
        probe.yaml:9:45: 'axes.a.values' is '12:30'; expected a whole number from 1 to 10000; numbers have no ':'
        probe.yaml:9:52: 'axes.a.values' is '1_000'; expected a whole number from 1 to 10000; numbers have no '_'
        probe.yaml:9:59: 'axes.a.values' is '+8'; expected a whole number from 1 to 10000; numbers have no '+'
        probe.yaml:9:63: 'axes.a.values' is the quoted text '8'; expected a whole number from 1 to 10000; remove the quotes
        probe.yaml:9:68: 'axes.a.values' is '8.5'; expected a whole number from 1 to 10000
        probe.yaml:9:73: 'axes.a.values' is '1e9'; expected a whole number from 1 to 10000
        probe.yaml:9:78: 'axes.a.values' is empty; expected a whole number from 1 to 10000
        probe.yaml:10:37: 'axes.b.values' is '.5'; expected a number from 0.0 to 1.0; a digit stands before the point
        probe.yaml:10:41: 'axes.b.values' is '.inf'; expected a number from 0.0 to 1.0
        probe.yaml:10:47: 'axes.b.values' is '.nan'; expected a number from 0.0 to 1.0
        probe.yaml:10:53: 'axes.b.values' is '1e400'; expected a number from 0.0 to 1.0
        probe.yaml:10:60: 'axes.b.values' is '5.'; expected a number from 0.0 to 1.0
        probe.yaml:11:32: 'axes.c.values' is 'yes'; expected true or false
        probe.yaml:11:37: 'axes.c.values' is 'on'; expected true or false
        probe.yaml:11:41: 'axes.c.values' is 'True'; expected true or false
        probe.yaml:11:47: 'axes.c.values' is the quoted text 'true'; expected true or false
        probe.yaml:11:55: 'axes.c.values' is '1'; expected true or false
        probe.yaml:12:31: 'axes.d.values' is 'no'; expected one of generated, generated_clips, cifar10, cifar100, mnist, fashion_mnist, packed
        """)
  }

  @Test func `four e minus five is a number and a title of no is text`() throws {
    let study = try TestStudy.whole(
      TestStudy.head.replacing("learning_rate: 0.1", with: "learning_rate: 4e-5")
        .replacing("title: A probe", with: "title: no"))
    #expect(study.title == "no")
    #expect(study.points.first?.configuration.training.schedule.peak == 4e-5)
  }

  @Test func `sections of the wrong type are errors where they stand`() {
    let errors = TestStudy.errors(
      """
      axes: [1, 2]
      groups: 3
      override: {}
      constraints: []
      subsets:
      fits: {a: 1}
      """)
    #expect(
      errors == """
        probe.yaml:8:7: 'axes' is a list; expected a map
        probe.yaml:9:9: 'groups' is '3'; expected a map
        probe.yaml:10:11: 'override' is a map; expected a list
        probe.yaml:11:14: 'constraints' is an empty list; expected a list
        probe.yaml:12:9: 'subsets' is empty; expected a map
        probe.yaml:13:11: 'fits.a' has to have one of form, contrast, frontier
        """)
  }

  @Test func `groups need alternatives of equal lengths where they are zipped`() {
    let errors = TestStudy.errors(
      """
      groups:
        s:
          a: {zip: {model.depth: [8, 14], model.width: [1]}}
          b: {}
          c: {zip: {}}
        t: {}
      """)
    #expect(
      errors == """
        probe.yaml:10:51: 'groups.s.a.zip' has 2 values for 'model.depth' and 1 for 'model.width'; give as many of each
        probe.yaml:11:8: 'groups.s.b' has to have either 'axes' or 'zip', or a 'recipe'
        probe.yaml:12:14: 'groups.s.c.zip' is an empty map; expected at least one entry
        probe.yaml:13:6: 'groups.t' is an empty map; expected at least one entry
        """)
  }

  @Test func `rules say why, and expressions say what is wrong at which character`() {
    let errors = TestStudy.errors(
      """
      override:
        - {where: model.depth >> 3, set: {model.width: 2}}
        - {where: train.epoch == 2, set: {model.width: 2}, why: a}
        - {where: train.learning_rate == 2, set: {model.width: 2}, why: a}
        - {where: count() == 3, set: {model.width: 2}, why: a}
      constraints:
        - {drop: model.depth == 010}
        - {why: a}
        - {keep: cost.multiply_add < 3, why: a}
      derive: {model.width: 1 +, train.learning_rate: cost.multiply_adds}
      """)
    #expect(
      errors == """
        probe.yaml:9:5: 'why' is missing in 'override[1]'; expected a reason in words
        probe.yaml:9:13: in 'override[1].where', character 14 of 'model.depth >> 3': found '>', expected a value
        probe.yaml:10:13: in 'override[2].where': unknown name 'train.epoch'; did you mean 'train.epochs'?
        probe.yaml:12:13: in 'override[4].where': 'count' is for 'expect' alone
        probe.yaml:14:5: 'why' is missing in 'constraints[1]'; expected a reason in words
        probe.yaml:14:12: in 'constraints[1].drop', character 16 of 'model.depth == 010': '010' is no number; numbers have no leading zero
        probe.yaml:15:5: 'constraints[2]' has to have one of drop, keep, expect
        probe.yaml:16:12: in 'constraints[3].keep': unknown name 'cost.multiply_add'; did you mean 'cost.multiply_adds'?
        probe.yaml:17:23: in 'derive.model.width', character 4 of '1 +': found the end, expected a value
        probe.yaml:17:49: in 'derive.train.learning_rate': unknown name 'cost.multiply_adds'; quote it if it is a word
        """)
  }

  @Test func `a rule before derivation cannot ask for what is derived`() {
    #expect(
      TestStudy.errors(
        """
        override: [{where: train.momentum > 0.5, set: {model.width: 2}, why: a}]
        derive: {train.momentum: 0.9}
        """) == """
          probe.yaml:8:20: in 'override[1].where': 'train.momentum' is derived only after this; use what it is derived from
          """)
  }
}
