# Draws validation-seeds.svg and .pdf; run it with gnuplot.
# Single seeds, and above them their mean with its 95 % Student interval. Five ways to spend two and four times the multiply-adds, CIFAR-10 (JPEG q75 decoded). Study cifar10-scaling-rules, 66 runs, seeds 0 to 2 of root 20210611, commit 6a5abdbe1355, AMD EPYC, 2 cores.
$panel0layer0 << END
34.4 14.84 NaN NaN NaN NaN
36.5 14.84 NaN NaN NaN NaN
37.1 14.84 NaN NaN NaN NaN
33.1 13.84 NaN NaN NaN NaN
33.9 13.84 NaN NaN NaN NaN
35.5 13.84 NaN NaN NaN NaN
27.1 12.84 NaN NaN NaN NaN
30.6 12.84 NaN NaN NaN NaN
32 12.84 NaN NaN NaN NaN
34.4 11.84 NaN NaN NaN NaN
36.5 11.84 NaN NaN NaN NaN
37.1 11.84 NaN NaN NaN NaN
36.4 10.84 NaN NaN NaN NaN
37.6 10.84 NaN NaN NaN NaN
38.8 10.84 NaN NaN NaN NaN
38.7 9.84 NaN NaN NaN NaN
39.1 9.84 NaN NaN NaN NaN
42.3 9.84 NaN NaN NaN NaN
34.4 8.84 NaN NaN NaN NaN
36.5 8.84 NaN NaN NaN NaN
37.1 8.84 NaN NaN NaN NaN
35.2 7.84 NaN NaN NaN NaN
36 7.84 NaN NaN NaN NaN
36.2 7.91 NaN NaN NaN NaN
35.6 6.84 NaN NaN NaN NaN
35.8 6.91 NaN NaN NaN NaN
35.9 6.77 NaN NaN NaN NaN
34.4 5.84 NaN NaN NaN NaN
36.5 5.84 NaN NaN NaN NaN
37.1 5.84 NaN NaN NaN NaN
34.8 4.84 NaN NaN NaN NaN
35.3 4.84 NaN NaN NaN NaN
35.9 4.84 NaN NaN NaN NaN
35.4 3.84 NaN NaN NaN NaN
37.6 3.84 NaN NaN NaN NaN
38.8 3.84 NaN NaN NaN NaN
34.4 2.84 NaN NaN NaN NaN
36.5 2.84 NaN NaN NaN NaN
37.1 2.84 NaN NaN NaN NaN
38.3 1.84 NaN NaN NaN NaN
38.9 1.84 NaN NaN NaN NaN
40.5 1.84 NaN NaN NaN NaN
39 0.84 NaN NaN NaN NaN
39.5 0.84 NaN NaN NaN NaN
40.2 0.84 NaN NaN NaN NaN
END
$panel0layer1 << END
36 15.2 32.47812696 39.52187304 15.2 15.2
34.16666667 14.2 31.13100024 37.20233309 14.2 14.2
29.9 13.2 23.63031987 36.16968013 13.2 13.2
36 12.2 32.47812696 39.52187304 12.2 12.2
37.6 11.2 34.61903475 40.58096525 11.2 11.2
40.03333333 10.2 35.13174919 44.93491747 10.2 10.2
36 9.2 32.47812696 39.52187304 9.2 9.2
35.8 8.2 34.48551788 37.11448212 8.2 8.2
35.76666667 7.2 35.38720836 36.14612497 7.2 7.2
36 6.2 32.47812696 39.52187304 6.2 6.2
35.33333333 5.2 33.96517696 36.7014897 5.2 5.2
37.26666667 4.2 32.98317952 41.55015381 4.2 4.2
36 3.2 32.47812696 39.52187304 3.2 3.2
39.23333333 2.2 36.40825234 42.05841433 2.2 2.2
39.56666667 1.2 38.06929956 41.06403378 1.2 1.2
END
$panel1layer0 << END
39.5 14.84 NaN NaN NaN NaN
40.3 14.84 NaN NaN NaN NaN
40.7 14.84 NaN NaN NaN NaN
35.7 13.84 NaN NaN NaN NaN
39 13.84 NaN NaN NaN NaN
39.3 13.84 NaN NaN NaN NaN
34.6 12.84 NaN NaN NaN NaN
35.6 12.84 NaN NaN NaN NaN
38.4 12.84 NaN NaN NaN NaN
39.5 11.84 NaN NaN NaN NaN
40.3 11.84 NaN NaN NaN NaN
40.7 11.84 NaN NaN NaN NaN
40.3 10.84 NaN NaN NaN NaN
41.1 10.84 NaN NaN NaN NaN
42.5 10.84 NaN NaN NaN NaN
42.4 9.84 NaN NaN NaN NaN
43.4 9.84 NaN NaN NaN NaN
44.2 9.84 NaN NaN NaN NaN
39.5 8.84 NaN NaN NaN NaN
40.3 8.84 NaN NaN NaN NaN
40.7 8.84 NaN NaN NaN NaN
44.2 7.84 NaN NaN NaN NaN
44.2 7.91 NaN NaN NaN NaN
46.3 7.84 NaN NaN NaN NaN
45.5 6.84 NaN NaN NaN NaN
46.2 6.84 NaN NaN NaN NaN
47.2 6.84 NaN NaN NaN NaN
39.5 5.84 NaN NaN NaN NaN
40.3 5.84 NaN NaN NaN NaN
40.7 5.84 NaN NaN NaN NaN
38.9 4.84 NaN NaN NaN NaN
40.1 4.84 NaN NaN NaN NaN
40.9 4.84 NaN NaN NaN NaN
41.7 3.84 NaN NaN NaN NaN
42.1 3.84 NaN NaN NaN NaN
44.6 3.84 NaN NaN NaN NaN
39.5 2.84 NaN NaN NaN NaN
40.3 2.84 NaN NaN NaN NaN
40.7 2.84 NaN NaN NaN NaN
40.3 1.84 NaN NaN NaN NaN
42.8 1.84 NaN NaN NaN NaN
43.6 1.84 NaN NaN NaN NaN
42.6 0.84 NaN NaN NaN NaN
43.7 0.84 NaN NaN NaN NaN
44 0.84 NaN NaN NaN NaN
END
$panel1layer1 << END
40.16666667 15.2 38.64883345 41.68449988 15.2 15.2
38 14.2 33.03793881 42.96206119 14.2 14.2
36.2 13.2 31.30681618 41.09318382 13.2 13.2
40.16666667 12.2 38.64883345 41.68449988 12.2 12.2
41.3 11.2 38.53378132 44.06621868 11.2 11.2
43.33333333 10.2 41.09301386 45.57365281 10.2 10.2
40.16666667 9.2 38.64883345 41.68449988 9.2 9.2
44.9 8.2 41.88814309 47.91185691 8.2 8.2
46.3 7.2 44.17755181 48.42244819 7.2 7.2
40.16666667 6.2 38.64883345 41.68449988 6.2 6.2
39.96666667 5.2 37.46602287 42.46731046 5.2 5.2
42.8 4.2 38.89587113 46.70412887 4.2 4.2
40.16666667 3.2 38.64883345 41.68449988 3.2 3.2
42.23333333 2.2 37.95705543 46.50961124 2.2 2.2
43.43333333 1.2 41.60224691 45.26441976 1.2 1.2
END
$keylayer0 << END
24.525 33.272 NaN NaN NaN NaN
END
$keylayer1 << END
30.525 33.272 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 990,513 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 17.4cm,9.01cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'validation-seeds'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:66.00]
  set yrange [0:34.17]
  set label 'a seed' at 25.42,33.27 left noenhanced
  set label 'mean, 95 % interval' at 31.42,33.27 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.1848
  set rmargin at screen 0.5644
  set bmargin at screen 0.1097
  set tmargin at screen 0.8917
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 3' at screen 0.3746,0.9181 center noenhanced
  set label 'validation top-1 (%)' at screen 0.3746,0.0301 center noenhanced
  set label 'rule, scaling.factor, cost.resolution' at screen 0.0136,0.5007 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [22.35204402:46.21319333]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('25' 25, '30' 30, '35' 35, '40' 40, '45' 45) enhanced
  unset logscale y
  set yrange [0.4:15.6]
  set ytics nomirror out scale 0.6 ('depth, 1, 16' 15, 'depth, 2, 16' 14, 'depth, 4, 16' 13, 'width, 1, 16' 12, 'width, 2, 16' 11, 'width, 4, 16' 10, 'resolution, 1, 16' 9, 'resolution, 2, 24' 8, 'resolution, 4, 32' 7, 'uniform, 1, 16' 6, 'uniform, 2, 16' 5, 'uniform, 4, 20' 4, 'fast, 1, 16' 3, 'fast, 2, 16' 2, 'fast, 4, 16' 1) noenhanced
  plot $panel0layer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer1 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.6038
  set rmargin at screen 0.9833
  set bmargin at screen 0.1097
  set tmargin at screen 0.8917
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 12' at screen 0.7936,0.9181 center noenhanced
  set label 'validation top-1 (%)' at screen 0.7936,0.0301 center noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [30.27987826:49.44938611]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('35' 35, '40' 40, '45' 45) enhanced
  unset logscale y
  set yrange [0.4:15.6]
  set ytics nomirror out scale 0.6 ('' 15, '' 14, '' 13, '' 12, '' 11, '' 10, '' 9, '' 8, '' 7, '' 6, '' 5, '' 4, '' 3, '' 2, '' 1) noenhanced
  plot $panel1layer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel1layer1 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
