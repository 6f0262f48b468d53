# Draws depth_or_width.svg and .pdf; run it with gnuplot.
# Depth less width at equal cost: mean over seeds with its 95 % Student interval, uncorrected; verdicts are corrected by Holm for 6 regimes. Light points are single seeds, 3 at most. The grey area is the margin of equivalence. Depth or width under short and long training, CIFAR-10 (JPEG q75 decoded). Study cifar10-depth-or-width, 102 runs, seeds 0 to 2 of root 20210313, commit da8657e31e13, AMD EPYC, 2 cores.
$panel0layer0 << END
-0.5 0.4 -0.5 -0.5 0.4 6.6
0.5 0.4 0.5 0.5 0.4 6.6
END
$panel0layer1 << END
0 0.4 NaN NaN NaN NaN
0 6.6 NaN NaN NaN NaN
END
$panel0layer2 << END
-4.45 5.74 NaN NaN NaN NaN
-3.283333333 5.74 NaN NaN NaN NaN
-3.05 5.74 NaN NaN NaN NaN
-2.2 4.74 NaN NaN NaN NaN
-2.466666667 4.74 NaN NaN NaN NaN
-2.65 4.74 NaN NaN NaN NaN
-2.35 3.74 NaN NaN NaN NaN
-0.95 3.74 NaN NaN NaN NaN
-3 3.74 NaN NaN NaN NaN
-4.35 2.74 NaN NaN NaN NaN
-3.966666667 2.74 NaN NaN NaN NaN
-4.35 2.74 NaN NaN NaN NaN
-5.1 1.74 NaN NaN NaN NaN
-3.75 1.74 NaN NaN NaN NaN
-6.366666667 1.74 NaN NaN NaN NaN
-4.6 0.74 NaN NaN NaN NaN
-5.15 0.74 NaN NaN NaN NaN
-2.5 0.74 NaN NaN NaN NaN
END
$panel0layer3 << END
-2.438888889 5 -3.001005418 -1.87677236 5 5
-4.222222222 3 -4.772005627 -3.672438818 3 3
END
$panel0layer4 << END
-3.594444444 6 -5.457701064 -1.731187825 6 6
-2.1 4 -4.702423263 0.5024232626 4 4
-5.072222222 2 -8.322851742 -1.821592702 2 2
-4.083333333 1 -7.55742753 -0.6092391371 1 1
END
$keylayer0 << END
8.625 21.92 NaN NaN NaN NaN
END
$keylayer1 << END
17.925 21.92 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,342 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,5.99cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'depth_or_width'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:22.82]
  set label 'width better' at 9.52,21.92 left noenhanced
  set label 'undecided' at 18.82,21.92 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  set lmargin at screen 0.1922
  set rmargin at screen 0.9656
  set bmargin at screen 0.1643
  set tmargin at screen 0.8948
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'depth less width, validation top-1 (points)' at screen 0.5789,0.0451 center noenhanced
  set label 'epochs, resolution' at screen 0.0281,0.5296 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [-8.852368242:1.031939763]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('-8' -8, '-6' -6, '-4' -4, '-2' -2, '0' 0) enhanced
  unset logscale y
  set yrange [0.4:6.6]
  set ytics nomirror out scale 0.6 ('8, 16' 6, '8, 24' 5, '8, 32' 4, '30, 16' 3, '30, 24' 2, '30, 32' 1) noenhanced
  plot $panel0layer0 using 1:5:6 with filledcurves linecolor rgb '#EDEDED' notitle, \
    $panel0layer1 using 1:2 with lines linecolor rgb '#808080' linewidth 0.8 dashtype solid notitle, \
    $panel0layer2 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer3 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer3 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer4 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer4 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  unset multiplot
  unset output
}
