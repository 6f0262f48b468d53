# Draws depth_or_width.svg and .pdf; run it with gnuplot.
# Depth less width at equal cost: mean over seeds with its 95 % Student interval, uncorrected; verdicts are corrected by Holm for 2 regimes. Light points are single seeds, 3 at most. The grey area is the margin of equivalence. Five ways to spend two and four times the multiply-adds, CIFAR-10 (JPEG q75 decoded). Study cifar10-scaling-rules, 66 runs, seeds 0 to 2 of root 20210611, commit 6a5abdbe1355, AMD EPYC, 2 cores.
$panel0layer0 << END
-1 0.4 -1 -1 0.4 2.6
1 0.4 1 1 0.4 2.6
END
$panel0layer1 << END
0 0.4 NaN NaN NaN NaN
0 2.6 NaN NaN NaN NaN
END
$panel0layer2 << END
-5.7 1.74 NaN NaN NaN NaN
-9.85 1.74 NaN NaN NaN NaN
-4.8 1.74 NaN NaN NaN NaN
-5.85 0.74 NaN NaN NaN NaN
-2.5 0.74 NaN NaN NaN NaN
-7.3 0.74 NaN NaN NaN NaN
END
$panel0layer3 << END
-6.783333333 2 -13.47476916 -0.09189750906 2 2
-5.216666667 1 -11.33230563 0.8989722931 1 1
END
$keylayer0 << END
13.275 12.96 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,208 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,3.64cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'depth_or_width'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:13.86]
  set label 'undecided' at 14.18,12.96 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  set lmargin at screen 0.1234
  set rmargin at screen 0.9656
  set bmargin at screen 0.2706
  set tmargin at screen 0.8268
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'depth less width, validation top-1 (points)' at screen 0.5445,0.0743 center noenhanced
  set label 'epochs' at screen 0.0281,0.5487 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [-14.34325531:1.868486149]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('-10' -10, '-5' -5, '0' 0) enhanced
  unset logscale y
  set yrange [0.4:2.6]
  set ytics nomirror out scale 0.6 ('3' 2, '12' 1) noenhanced
  plot $panel0layer0 using 1:5:6 with filledcurves linecolor rgb '#EDEDED' notitle, \
    $panel0layer1 using 1:2 with lines linecolor rgb '#808080' linewidth 0.8 dashtype solid notitle, \
    $panel0layer2 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer3 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer3 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  unset multiplot
  unset output
}
