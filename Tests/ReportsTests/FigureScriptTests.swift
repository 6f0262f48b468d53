import Analysis
import Testing

@testable import Reports

@Suite struct FigureScriptTests {
  /// Two panels with one key: a curve with an interval, a hollow point, a line of the key alone.
  static let figure: Figure = {
    let axis = FigureAxis("cost (s)", isLogarithmic: true)
    let first = FigurePanel(
      title: "left", horizontal: axis, vertical: FigureAxis("error (%)"),
      layers: [
        FigureLayer(.band, title: "all", points: []),
        FigureLayer(
          .connected, look: FigureLook(1), title: "depth",
          points: [
            FigurePoint(x: 1, y: 2, ends: Interval(low: 1, high: 3)), FigurePoint(x: 100, y: 1),
          ]),
      ])
    let second = FigurePanel(
      title: "right", horizontal: axis, vertical: FigureAxis("error (%)"),
      layers: [
        FigureLayer(
          .symbols, look: FigureLook(0, tone: .open), title: "open",
          points: [
            FigurePoint(x: 1, y: 5, across: Interval(low: 0.5, high: 2)), FigurePoint(x: 9, y: 6),
          ])
      ])
    var figure = Figure(name: "two", caption: "Two panels.", panels: [first, second])
    figure.columns = 2
    figure.aspect = 0.5
    return figure
  }()

  @Test func `a script carries its data and draws both formats`() {
    #expect(
      Self.figure.gnuplotScript == """
        # Draws two.svg and .pdf; run it with gnuplot.
        # Two panels.
        $panel0layer1 << END
        1 2 1 1 1 3
        100 1 NaN NaN NaN NaN
        END
        $panel1layer0 << END
        1 5 0.5 2 5 5
        9 6 NaN NaN NaN NaN
        END
        $keylayer0 << END
        7.55 16.8 7.55 7.55 16.45 17.15
        9.55 16.8 9.55 9.55 16.45 17.15
        END
        $keylayer1 << END
        13.1 16.8 13.1 13.1 16.45 17.15
        15.1 16.8 15.1 15.1 16.45 17.15
        END
        $keylayer2 << END
        14.1 16.8 NaN NaN NaN NaN
        END
        $keylayer3 << END
        20.75 16.8 NaN NaN NaN NaN
        END

        set encoding utf8
        set datafile missing 'NaN'
        set style fill noborder
        set key off
        do for [form in 'svg pdf'] {
          if (form eq 'svg') {
            set terminal svg size 480,266 font 'Helvetica,15' background rgb 'white'
          } else {
            set terminal pdfcairo size 8.4cm,4.65cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
          }
          set output 'two'.'.'.form
          set multiplot
          set lmargin at screen 0.0000
          set rmargin at screen 1.0000
          set bmargin at screen 0.0000
          set tmargin at screen 1.0000
          unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
          set xrange [0:32.00]
          set yrange [0:17.70]
          set label 'all' at 10.05,16.80 left noenhanced
          set label 'depth' at 15.60,16.80 left noenhanced
          set label 'open' at 22.25,16.80 left noenhanced
          plot $keylayer0 using 1:5:6 with filledcurves linecolor rgb '#0072B2' fillstyle transparent solid 0.18 notitle, \\
            $keylayer1 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.6 notitle, \\
            $keylayer2 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \\
            $keylayer3 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \\
            $keylayer3 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle
          set lmargin at screen 0.1406
          set rmargin at screen 0.4867
          set bmargin at screen 0.2119
          set tmargin at screen 0.7910
          unset label
          set border 3 linewidth 0.8 linecolor rgb '#404040'
          set label 'left' at screen 0.3137,0.8418 center noenhanced
          set label 'cost (s)' at screen 0.3137,0.0582 center noenhanced
          set label 'error (%)' at screen 0.0281,0.5014 center rotate noenhanced
          set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
          set logscale x
          set xrange [0.7787531713:128.410392]
          set xtics nomirror out scale 0.6 offset 0,0.3 ('1' 1, '10' 10, '100' 100) enhanced
          unset logscale y
          set yrange [0.88:3.12]
          set ytics nomirror out scale 0.6 ('1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5, '3' 3) enhanced
          plot $panel0layer1 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \\
            $panel0layer1 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \\
            $panel0layer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle
          set lmargin at screen 0.6195
          set rmargin at screen 0.9656
          set bmargin at screen 0.2119
          set tmargin at screen 0.7910
          unset label
          set border 3 linewidth 0.8 linecolor rgb '#404040'
          set label 'right' at screen 0.7926,0.8418 center noenhanced
          set label 'cost (s)' at screen 0.7926,0.0582 center noenhanced
          set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
          set logscale x
          set xrange [0.4242347184:10.60733553]
          set xtics nomirror out scale 0.6 offset 0,0.3 ('1' 1, '3' 3, '10' 10) enhanced
          unset logscale y
          set yrange [4.94:6.06]
          set ytics nomirror out scale 0.6 ('5' 5, '5.2' 5.2, '5.4' 5.4, '5.6' 5.6, '5.8' 5.8, '6' 6) enhanced
          plot $panel1layer0 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \\
            $panel1layer0 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \\
            $panel1layer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle
          unset multiplot
          unset output
        }

        """)
  }

  @Test func `layers of one title share a line of the key`() {
    let layout = FigureLayout(Self.figure)
    #expect(layout.key.map(\.title) == ["all", "depth", "open"])
    var figure = Self.figure
    figure.panels[1].layers[0].title = "depth"
    #expect(FigureLayout(figure).key.map(\.title) == ["all", "depth"])
  }

  @Test(arguments: [1, 2, 3], [Figure.Width.column, .page])
  func `panels neither meet nor leave the figure`(columns: Int, width: Figure.Width) {
    var figure = Self.figure
    figure.panels += [figure.panels[0], figure.panels[1], figure.panels[0]]
    (figure.columns, figure.width, figure.aspect) = (columns, width, 2)
    let layout = FigureLayout(figure)
    let boxes = layout.boxes
    for (index, box) in boxes.enumerated() {
      #expect(box.left > 0 && box.right < layout.width && box.right - box.left > 4)
      #expect(box.bottom > 2 && box.top < layout.keyPlace(layout.key.count - 1).y)
      #expect(box.top - box.bottom > 2)
      for other in boxes.prefix(index) {
        #expect(box.left > other.right || other.left > box.right || box.top < other.bottom - 2)
      }
    }
  }

  @Test func `a long key takes the rows that it needs`() {
    var figure = Self.figure
    figure.panels[0].layers = (0..<9).map {
      FigureLayer(.symbols, look: FigureLook($0), title: "a name of \($0)", points: [])
    }
    let layout = FigureLayout(figure)
    let places = layout.key.indices.map(layout.keyPlace)
    #expect(places.allSatisfy { $0.x > 0 && $0.x + layout.sample + 6 < layout.width })
    #expect(Set(places.map(\.y)).count > 1)
    #expect(layout.height > FigureLayout(Self.figure).height)
  }

  @Test func `names of rows stand once where panels share them`() {
    let axis = FigureAxis.rows("rule", ["one", "two"])
    let panel = FigurePanel(horizontal: FigureAxis("x"), vertical: axis, layers: [])
    var figure = Figure(name: "rows", caption: "", panels: [panel, panel])
    figure.columns = 2
    let layout = FigureLayout(figure)
    #expect(layout.hasVerticalTicks(0) && !layout.hasVerticalTicks(1))
    #expect(layout.verticalLabel(0) == ["rule"] && layout.verticalLabel(1) == [])
    #expect(axis.ticks == [FigureTick(2, "one"), FigureTick(1, "two")])
  }

  @Test func `a label that does not fit is broken between words`() {
    var figure = Self.figure
    figure.panels[0].horizontal.label = "multiply-adds of one image, in thousands of millions"
    let lines = FigureLayout(figure).horizontalLabel(0)
    #expect(lines.count > 1 && lines.joined(separator: " ") == figure.panels[0].horizontal.label)
  }
}
