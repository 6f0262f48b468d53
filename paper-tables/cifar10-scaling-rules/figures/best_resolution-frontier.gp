# Draws best_resolution-frontier.svg and .pdf; run it with gnuplot.
# Error against cost: means with 95 % Student intervals over seeds. The line is the frontier of the means; a point is on it, or dominated, where Welch's tests against all that cost as much or less say so (5 %, Holm), else left open. Where epochs = 12. Five ways to spend two and four times the multiply-adds, CIFAR-10 (JPEG q75 decoded). Study cifar10-scaling-rules, 66 runs, seeds 0 to 2 of root 20210611, commit 6a5abdbe1355, AMD EPYC, 2 cores.
$panel0layer5 << END
27898496 63.8 27898496 27898496 58.90681618 68.69318382
END
$panel0layer6 << END
6664832 59.83333333 NaN NaN NaN NaN
12762992 57.76666667 NaN NaN NaN NaN
14995072 55.1 NaN NaN NaN NaN
26657408 53.7 NaN NaN NaN NaN
END
$panel0layer8 << END
11028176 60.03333333 11028176 11028176 57.53268954 62.53397713
12762992 57.76666667 12762992 12762992 53.49038876 62.04294457
13742720 62 13742720 13742720 57.03793881 66.96206119
14215024 58.7 14215024 14215024 55.93378132 61.46621868
18177120 56.56666667 18177120 18177120 54.73558024 58.39775309
26436864 56.66666667 26436864 26436864 54.42634719 58.90698614
END
$panel0layer9 << END
28861600 57.2 28861600 28861600 53.29587113 61.10412887
END
$panel0layer10 << END
14995072 55.1 14995072 14995072 52.08814309 58.11185691
END
$panel0layer11 << END
26657408 53.7 26657408 26657408 51.57755181 55.82244819
END
$panel0layer13 << END
6664832 59.83333333 6664832 6664832 58.31550012 61.35116655
END
$keylayer0 << END
3.05 30.48 NaN NaN NaN NaN
END
$keylayer1 << END
11.9 30.48 NaN NaN NaN NaN
END
$keylayer2 << END
24.05 30.48 NaN NaN NaN NaN
END
$keylayer3 << END
3.05 29.08 NaN NaN NaN NaN
END
$keylayer4 << END
11.9 29.08 NaN NaN NaN NaN
END
$keylayer5 << END
23.05 29.08 23.05 23.05 28.73 29.43
25.05 29.08 25.05 25.05 28.73 29.43
END
$keylayer6 << END
3.05 27.68 NaN NaN NaN NaN
END
$keylayer7 << END
11.9 27.68 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,471 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,8.24cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'best_resolution-frontier'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:31.38]
  set label '16 px' at 4.55,30.48 left noenhanced
  set label '20 px' at 13.40,30.48 left noenhanced
  set label '24 px' at 25.55,30.48 left noenhanced
  set label '32 px' at 4.55,29.08 left noenhanced
  set label 'dominated' at 13.40,29.08 left noenhanced
  set label 'frontier' at 25.55,29.08 left noenhanced
  set label 'left open' at 4.55,27.68 left noenhanced
  set label 'on the frontier' at 13.40,27.68 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $keylayer3 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $keylayer4 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer5 using 1:2 with steps linecolor rgb '#404040' dashtype solid linewidth 1.1 notitle, \
    $keylayer6 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $keylayer6 using 1:2 with points linecolor rgb '#404040' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $keylayer7 using 1:2 with points linecolor rgb '#404040' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.1234
  set rmargin at screen 0.9656
  set bmargin at screen 0.1195
  set tmargin at screen 0.8343
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'multiply-adds of one image' at screen 0.5445,0.0328 center noenhanced
  set label 'error (%)' at screen 0.0281,0.4769 center rotate noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [6072429.411:31677225.41]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('7 M' 7000000, '10 M' 10000000, '15 M' 15000000, '20 M' 20000000, '30 M' 30000000) enhanced
  set logscale y
  set yrange [49.84687149:71.07820694]
  set ytics nomirror out scale 0.6 ('50' 50, '55' 55, '60' 60, '65' 65, '70' 70) enhanced
  plot $panel0layer5 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#7FB8D8' linewidth 0.6 notitle, \
    $panel0layer5 using 1:2 with points linecolor rgb '#7FB8D8' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer6 using 1:2 with steps linecolor rgb '#404040' dashtype solid linewidth 1.1 notitle, \
    $panel0layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer10 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel0layer10 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer11 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel0layer11 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer13 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer13 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
