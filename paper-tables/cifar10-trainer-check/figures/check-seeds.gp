# Draws check-seeds.svg and .pdf; run it with gnuplot.
# Single seeds, and above them their mean with its 95 % Student interval. ResNet-20 by the common recipe, CIFAR-10 (JPEG q75 decoded). Study cifar10-trainer-check, 3 runs, seeds 0 to 2 of root 1, commit 6a4ced5a0c03 and 9ca3782cdac1, AMD EPYC, 2 cores.
$panel0layer0 << END
82.87 0.84 NaN NaN NaN NaN
82.88 0.84 NaN NaN NaN NaN
82.91 0.84 NaN NaN NaN NaN
END
$panel0layer1 << END
82.88666667 1.2 82.83495522 82.93837812 1.2 1.2
END
$keylayer0 << END
7.525 10.72 NaN NaN NaN NaN
END
$keylayer1 << END
13.525 10.72 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,174 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,3.05cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'check-seeds'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:11.62]
  set label 'a seed' at 8.42,10.72 left noenhanced
  set label 'mean, 95 % interval' at 14.42,10.72 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.1234
  set rmargin at screen 0.9656
  set bmargin at screen 0.3227
  set tmargin at screen 0.7935
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'test top-1 (%)' at screen 0.5445,0.0886 center noenhanced
  set label 'model.depth' at screen 0.0281,0.5581 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [82.82874984:82.94458349]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('82.84' 82.84, '82.86' 82.86, '82.88' 82.88, '82.9' 82.9, '82.92' 82.92, '82.94' 82.94) enhanced
  unset logscale y
  set yrange [0.4:1.6]
  set ytics nomirror out scale 0.6 ('20' 1) noenhanced
  plot $panel0layer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer1 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
