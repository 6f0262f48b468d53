import Configuration
import Testing

@testable import Studies

/// The section `identity`.
@Suite struct IdentityRulesTests {
  static let packed = """
    schema: 1
    study: probe
    title: A probe
    base:
      model: {family: cifar_resnet, depth: 8}
      data: {set: packed, file: a.h5, sha256: 0123456789abcdef}
      train: {epochs: 2, batch: 50, learning_rate: 0.1}

    """

  @Test func `a setting goes by its other name in every section`() throws {
    let own = """
      axes:
        side: {set: data.resolution, values: [16, 32]}
      when: {data.flip: data.resolution > 16}
      override:
        - {where: data.resolution == 16, set: {train.momentum: 0.5, data.flip: true}, why: a}
        - {where: data.resolution == 32, set: {data: {flip: true}}, why: b}
      derive: {train.weight_decay: data.resolution / 1e6}
      constraints: [{drop: data.resolution > 32 or train.momentum > 1, why: c}]
      """
      .replacing(
        "constraints: [{drop: data.resolution > 32 or train.momentum > 1, why: c}]", with: "")
    let aliases = "identity: {aliases: {data.image_size: data.resolution, net.flip: data.flip}}\n"
    let other = own.replacing("data.resolution", with: "data.image_size")
      .replacing("data.flip", with: "net.flip").replacing("data: {flip", with: "net: {flip")
    let study = try TestStudy.study(aliases + other)
    #expect(try study.points == TestStudy.study(own).points)
    #expect(
      study.aliases == [
        SettingAlias(name: "data.image_size", path: "data.resolution"),
        SettingAlias(name: "net.flip", path: "data.flip"),
      ])
    #expect(try TestStudy.study(own).aliases.isEmpty)
  }

  @Test func `a setting under both of its names is an error that says so`() {
    #expect(
      TestStudy.errors(
        """
        identity: {aliases: {data.image_size: data.resolution}}
        override:
          - {where: model.depth == 8, set: {data.resolution: 16, data.image_size: 32}, why: a}
        """) == """
          probe.yaml:10:58: 'data.image_size' is another name of 'data.resolution', which is given already, at 10:37; remove one
          """)
  }

  @Test func `an alias is a new name of a known setting`() {
    #expect(
      TestStudy.errors(
        """
        identity:
          aliases: {data: data.resolution, train.epochs: train.batch, Size: data.resolution, a.b: data.resolutoin, seed: data.flip}
          colour: blue
        """) == """
          probe.yaml:9:13: 'data' in 'identity.aliases' is a setting of its own; expected a name that is none
          probe.yaml:9:36: 'train.epochs' in 'identity.aliases' is a setting of its own; expected a name that is none
          probe.yaml:9:63: the name 'Size' in 'identity.aliases'; expected small letters, digits, '_' and '.', such as data.image_size
          probe.yaml:9:91: unknown setting 'data.resolutoin' in 'identity.aliases.a.b'; did you mean 'data.resolution'?
          probe.yaml:9:108: the name 'seed' in 'identity.aliases'; expected small letters, digits, '_' and '.', such as data.image_size
          probe.yaml:10:3: unknown key 'colour' in 'identity'; expected one of defaults, aliases, ignore
          """)
  }

  @Test func `a declared default has to be the one that absent means`() throws {
    let declared = "identity: {defaults: {regularize.stochastic_depth: 0.0, model.width: 1e0}}\n"
    #expect(try TestStudy.study(declared).points == TestStudy.study("").points)
    #expect(
      TestStudy.errors(
        "identity: {defaults: {model.width: 0.5, model.se_ratio: 0.25, train.epochs: 3}}\n") == """
          probe.yaml:8:36: 'model.width' is 0.5 in 'identity.defaults', but its default is 1.0, so that absent and 0.5 are two things; give that or remove the line
          probe.yaml:8:57: 'model.se_ratio' is 0.25 in 'identity.defaults', but it has no default: what absent means depends on other settings; give the value in 'base'
          probe.yaml:8:77: 'train.epochs' is 3 in 'identity.defaults', but it has no default, every point has to give it; remove the line
          """)
  }

  @Test func `where images are found can be left out of identities, and nothing else`() throws {
    let ignore = "identity: {ignore: [data.file, data.sha256]}\n"
    let moved = Self.packed.replacing("a.h5, sha256: 0123456789abcdef", with: "b.h5")
    let (here, there) = try (
      TestStudy.whole(Self.packed + ignore), TestStudy.whole(moved + ignore)
    )
    #expect(here.points[0].id == there.points[0].id)
    #expect(here.points.id(at: 0) == here.points[0].id)
    #expect(here.points[0].configuration.data.file == "a.h5")
    #expect(here.points[0].configuration.canonicalText.contains("data.file: a.h5"))
    #expect(
      try TestStudy.whole(Self.packed).points[0].id != TestStudy.whole(moved).points[0].id)
    #expect(
      TestStudy.errors(
        "identity: {ignore: [numerics, run.threads, data.fiel, train.batch]}\n") == """
          probe.yaml:8:21: 'numerics' changes results, so an identity cannot leave it out; expected some of data.file, data.sha256
          probe.yaml:8:31: 'run.threads' is scheduling and in no identity anyway; remove it
          probe.yaml:8:44: unknown setting 'data.fiel' in 'identity.ignore'; did you mean 'data.file'?
          probe.yaml:8:55: 'train.batch' changes results, so an identity cannot leave it out; expected some of data.file, data.sha256
          """)
  }

  @Test func `what differs between points cannot be left out of their identities`() {
    let message = """
      is not the same at all points, so that leaving it out of identities would make one of different ones; remove it from 'identity.ignore' or set it in 'base' alone
      """
    #expect(
      TestStudy.errors(
        whole: Self.packed + """
          axes: {file: {set: data.file, values: [a.h5, b.h5]}}
          identity: {ignore: [data.file]}
          """) == "probe.yaml:9:21: 'data.file' \(message)")
    #expect(
      TestStudy.errors(
        whole: Self.packed + """
          identity: {ignore: [data.file]}
          subsets: {small: {set: {data.file: b.h5}}}
          """) == "probe.yaml:8:21: 'data.file' \(message)")
  }
}
