# Draws rule-curves.svg and .pdf; run it with gnuplot.
# Validation top-1 accuracy against cost, a curve for each rule, a panel for each value of epochs: means over seeds with 95 % Student intervals. Five ways to spend two and four times the multiply-adds, CIFAR-10 (JPEG q75 decoded). Study cifar10-scaling-rules, 66 runs, seeds 0 to 2 of root 20210611, commit 6a5abdbe1355, AMD EPYC, 2 cores.
$panel0layer5 << END
6664832 36 6664832 6664832 32.47812696 39.52187304
12762992 39.23333333 12762992 12762992 36.40825234 42.05841433
18177120 39.56666667 18177120 18177120 38.06929956 41.06403378
END
$panel0layer6 << END
6664832 36 6664832 6664832 32.47812696 39.52187304
11028176 35.33333333 11028176 11028176 33.96517696 36.7014897
28861600 37.26666667 28861600 28861600 32.98317952 41.55015381
END
$panel0layer7 << END
6664832 36 6664832 6664832 32.47812696 39.52187304
14995072 35.8 14995072 14995072 34.48551788 37.11448212
26657408 35.76666667 26657408 26657408 35.38720836 36.14612497
END
$panel0layer8 << END
6664832 36 6664832 6664832 32.47812696 39.52187304
14215024 37.6 14215024 14215024 34.61903475 40.58096525
26436864 40.03333333 26436864 26436864 35.13174919 44.93491747
END
$panel0layer9 << END
6664832 36 6664832 6664832 32.47812696 39.52187304
13742720 34.16666667 13742720 13742720 31.13100024 37.20233309
27898496 29.9 27898496 27898496 23.63031987 36.16968013
END
$panel1layer5 << END
6664832 40.16666667 6664832 6664832 38.64883345 41.68449988
12762992 42.23333333 12762992 12762992 37.95705543 46.50961124
18177120 43.43333333 18177120 18177120 41.60224691 45.26441976
END
$panel1layer6 << END
6664832 40.16666667 6664832 6664832 38.64883345 41.68449988
11028176 39.96666667 11028176 11028176 37.46602287 42.46731046
28861600 42.8 28861600 28861600 38.89587113 46.70412887
END
$panel1layer7 << END
6664832 40.16666667 6664832 6664832 38.64883345 41.68449988
14995072 44.9 14995072 14995072 41.88814309 47.91185691
26657408 46.3 26657408 26657408 44.17755181 48.42244819
END
$panel1layer8 << END
6664832 40.16666667 6664832 6664832 38.64883345 41.68449988
14215024 41.3 14215024 14215024 38.53378132 44.06621868
26436864 43.33333333 26436864 26436864 41.09301386 45.57365281
END
$panel1layer9 << END
6664832 40.16666667 6664832 6664832 38.64883345 41.68449988
13742720 38 13742720 13742720 33.03793881 42.96206119
27898496 36.2 27898496 27898496 31.30681618 41.09318382
END
$keylayer0 << END
15.425 27.2 15.425 15.425 26.85 27.55
17.425 27.2 17.425 17.425 26.85 27.55
END
$keylayer1 << END
16.425 27.2 NaN NaN NaN NaN
END
$keylayer2 << END
22.075 27.2 22.075 22.075 26.85 27.55
24.075 27.2 24.075 24.075 26.85 27.55
END
$keylayer3 << END
23.075 27.2 NaN NaN NaN NaN
END
$keylayer4 << END
28.725 27.2 28.725 28.725 26.85 27.55
30.725 27.2 30.725 30.725 26.85 27.55
END
$keylayer5 << END
29.725 27.2 NaN NaN NaN NaN
END
$keylayer6 << END
38.125 27.2 38.125 38.125 26.85 27.55
40.125 27.2 40.125 40.125 26.85 27.55
END
$keylayer7 << END
39.125 27.2 NaN NaN NaN NaN
END
$keylayer8 << END
45.875 27.2 45.875 45.875 26.85 27.55
47.875 27.2 47.875 47.875 26.85 27.55
END
$keylayer9 << END
46.875 27.2 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 990,422 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 17.4cm,7.41cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'rule-curves'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:66.00]
  set yrange [0:28.10]
  set label 'depth' at 17.92,27.20 left noenhanced
  set label 'width' at 24.57,27.20 left noenhanced
  set label 'resolution' at 31.22,27.20 left noenhanced
  set label 'uniform' at 40.62,27.20 left noenhanced
  set label 'fast' at 48.38,27.20 left noenhanced
  plot $keylayer0 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.6 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.6 notitle, \
    $keylayer3 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer4 using 1:2 with lines linecolor rgb '#009E73' dashtype (2,3) linewidth 1.6 notitle, \
    $keylayer5 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $keylayer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,3,2,3) linewidth 1.6 notitle, \
    $keylayer7 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $keylayer8 using 1:2 with lines linecolor rgb '#000000' dashtype (14,4) linewidth 1.6 notitle, \
    $keylayer9 using 1:2 with points linecolor rgb '#000000' pointtype 11 pointsize 0.55 notitle
  set lmargin at screen 0.0598
  set rmargin at screen 0.4936
  set bmargin at screen 0.1335
  set tmargin at screen 0.8683
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 3' at screen 0.2767,0.9004 center noenhanced
  set label 'multiply-adds of one image' at screen 0.2767,0.0367 center noenhanced
  set label 'validation top-1 (%)' at screen 0.0136,0.5009 center rotate noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [6072429.411:31677225.41]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('7 M' 7000000, '10 M' 10000000, '15 M' 15000000, '20 M' 20000000, '30 M' 30000000) enhanced
  unset logscale y
  set yrange [22.35204402:46.21319333]
  set ytics nomirror out scale 0.6 ('25' 25, '30' 30, '35' 35, '40' 40, '45' 45) enhanced
  plot $panel0layer5 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#000000' linewidth 1.4 notitle, \
    $panel0layer5 using 1:2 with lines linecolor rgb '#000000' dashtype (14,4) linewidth 1.2 notitle, \
    $panel0layer5 using 1:2 with points linecolor rgb '#000000' pointtype 11 pointsize 0.55 notitle, \
    $panel0layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,3,2,3) linewidth 1.2 notitle, \
    $panel0layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel0layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (2,3) linewidth 1.2 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel0layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.5496
  set rmargin at screen 0.9833
  set bmargin at screen 0.1335
  set tmargin at screen 0.8683
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 12' at screen 0.7665,0.9004 center noenhanced
  set label 'multiply-adds of one image' at screen 0.7665,0.0367 center noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [6072429.411:31677225.41]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('7 M' 7000000, '10 M' 10000000, '15 M' 15000000, '20 M' 20000000, '30 M' 30000000) enhanced
  unset logscale y
  set yrange [30.27987826:49.44938611]
  set ytics nomirror out scale 0.6 ('35' 35, '40' 40, '45' 45) enhanced
  plot $panel1layer5 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#000000' linewidth 1.4 notitle, \
    $panel1layer5 using 1:2 with lines linecolor rgb '#000000' dashtype (14,4) linewidth 1.2 notitle, \
    $panel1layer5 using 1:2 with points linecolor rgb '#000000' pointtype 11 pointsize 0.55 notitle, \
    $panel1layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,3,2,3) linewidth 1.2 notitle, \
    $panel1layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel1layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (2,3) linewidth 1.2 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel1layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel1layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
