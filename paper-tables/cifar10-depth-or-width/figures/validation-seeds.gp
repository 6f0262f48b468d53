# Draws validation-seeds.svg and .pdf; run it with gnuplot.
# Single seeds, and above them their mean with its 95 % Student interval. Depth or width under short and long training, CIFAR-10 (JPEG q75 decoded). Study cifar10-depth-or-width, 102 runs, seeds 0 to 2 of root 20210313, commit da8657e31e13, AMD EPYC, 2 cores.
$panel0layer0 << END
42.05 19.84 NaN NaN NaN NaN
42.1 19.91 NaN NaN NaN NaN
42.45 19.84 NaN NaN NaN NaN
42.05 18.84 NaN NaN NaN NaN
42.1 18.91 NaN NaN NaN NaN
42.45 18.84 NaN NaN NaN NaN
40.85 17.84 NaN NaN NaN NaN
41.9 17.84 NaN NaN NaN NaN
42.6 17.84 NaN NaN NaN NaN
41.5 16.84 NaN NaN NaN NaN
41.95 16.84 NaN NaN NaN NaN
42.75 16.84 NaN NaN NaN NaN
39.3 15.84 NaN NaN NaN NaN
40.3 15.84 NaN NaN NaN NaN
40.6 15.84 NaN NaN NaN NaN
41.95 14.84 NaN NaN NaN NaN
43.75 14.84 NaN NaN NaN NaN
44.05 14.84 NaN NaN NaN NaN
44.15 13.84 NaN NaN NaN NaN
44.2 13.91 NaN NaN NaN NaN
45.85 13.84 NaN NaN NaN NaN
45.7 12.84 NaN NaN NaN NaN
46.85 12.84 NaN NaN NaN NaN
47.6 12.84 NaN NaN NaN NaN
40.3 11.84 NaN NaN NaN NaN
42.35 11.84 NaN NaN NaN NaN
43.5 11.84 NaN NaN NaN NaN
40.3 10.84 NaN NaN NaN NaN
42.35 10.84 NaN NaN NaN NaN
43.5 10.84 NaN NaN NaN NaN
42.9 9.84 NaN NaN NaN NaN
43.7 9.84 NaN NaN NaN NaN
44.25 9.84 NaN NaN NaN NaN
42.55 8.84 NaN NaN NaN NaN
44.4 8.84 NaN NaN NaN NaN
44.45 8.91 NaN NaN NaN NaN
41.1 7.84 NaN NaN NaN NaN
41.9 7.84 NaN NaN NaN NaN
42.65 7.84 NaN NaN NaN NaN
43.25 6.84 NaN NaN NaN NaN
44.45 6.84 NaN NaN NaN NaN
44.75 6.84 NaN NaN NaN NaN
45 5.84 NaN NaN NaN NaN
45.7 5.84 NaN NaN NaN NaN
46.05 5.84 NaN NaN NaN NaN
46.2 4.84 NaN NaN NaN NaN
46.7 4.84 NaN NaN NaN NaN
47.75 4.84 NaN NaN NaN NaN
41.35 3.84 NaN NaN NaN NaN
42.15 3.84 NaN NaN NaN NaN
42.25 3.91 NaN NaN NaN NaN
41.35 2.84 NaN NaN NaN NaN
42.15 2.84 NaN NaN NaN NaN
42.25 2.91 NaN NaN NaN NaN
43.4 1.84 NaN NaN NaN NaN
43.45 1.91 NaN NaN NaN NaN
45.6 1.84 NaN NaN NaN NaN
45.75 0.84 NaN NaN NaN NaN
46.45 0.84 NaN NaN NaN NaN
46.55 0.91 NaN NaN NaN NaN
END
$panel0layer1 << END
42.2 20.2 41.65859474 42.74140526 20.2 20.2
42.2 19.2 41.65859474 42.74140526 19.2 19.2
41.78333333 18.2 39.59527002 43.97139665 18.2 18.2
42.06666667 17.2 40.49392431 43.63940902 17.2 17.2
40.06666667 16.2 38.37574908 41.75758425 16.2 16.2
43.25 15.2 40.42856192 46.07143808 15.2 15.2
44.73333333 14.2 42.33021629 47.13645037 14.2 14.2
46.71666667 13.2 44.33936721 49.09396612 13.2 13.2
42.05 12.2 38.02332081 46.07667919 12.2 12.2
42.05 11.2 38.02332081 46.07667919 11.2 11.2
43.61666667 10.2 41.93031708 45.30301625 10.2 10.2
43.8 9.2 41.11012503 46.48987497 9.2 9.2
41.88333333 8.2 39.95779275 43.80887392 8.2 8.2
44.15 7.2 42.17827682 46.12172318 7.2 7.2
45.58333333 6.2 44.25522927 46.9114374 6.2 6.2
46.88333333 5.2 44.91814122 48.84852545 5.2 5.2
41.91666667 4.2 40.69127063 43.1420627 4.2 4.2
41.91666667 3.2 40.69127063 43.1420627 3.2 3.2
44.15 2.2 41.02995863 47.27004137 2.2 2.2
46.25 1.2 45.16718948 47.33281052 1.2 1.2
END
$panel1layer0 << END
40.35 19.84 NaN NaN NaN NaN
41.3 19.84 NaN NaN NaN NaN
41.8 19.84 NaN NaN NaN NaN
40.35 18.84 NaN NaN NaN NaN
41.3 18.84 NaN NaN NaN NaN
41.8 18.84 NaN NaN NaN NaN
39.8 17.84 NaN NaN NaN NaN
41.2 17.84 NaN NaN NaN NaN
41.75 17.84 NaN NaN NaN NaN
40.4 16.84 NaN NaN NaN NaN
41.7 16.84 NaN NaN NaN NaN
41.75 16.91 NaN NaN NaN NaN
39.5 15.84 NaN NaN NaN NaN
39.55 15.91 NaN NaN NaN NaN
41.15 15.84 NaN NaN NaN NaN
42.3 14.84 NaN NaN NaN NaN
43.4 14.84 NaN NaN NaN NaN
43.55 14.91 NaN NaN NaN NaN
44 13.84 NaN NaN NaN NaN
44.05 13.91 NaN NaN NaN NaN
45.75 13.84 NaN NaN NaN NaN
46.15 12.84 NaN NaN NaN NaN
47 12.84 NaN NaN NaN NaN
48.6 12.84 NaN NaN NaN NaN
44.9 11.84 NaN NaN NaN NaN
45.65 11.84 NaN NaN NaN NaN
45.8 11.91 NaN NaN NaN NaN
44.9 10.84 NaN NaN NaN NaN
45.65 10.84 NaN NaN NaN NaN
45.8 10.91 NaN NaN NaN NaN
43.95 9.84 NaN NaN NaN NaN
44.35 9.84 NaN NaN NaN NaN
45.55 9.84 NaN NaN NaN NaN
43.2 8.84 NaN NaN NaN NaN
44.2 8.84 NaN NaN NaN NaN
45.5 8.84 NaN NaN NaN NaN
41.55 7.84 NaN NaN NaN NaN
41.85 7.84 NaN NaN NaN NaN
43.4 7.84 NaN NaN NaN NaN
46.9 6.84 NaN NaN NaN NaN
47.85 6.84 NaN NaN NaN NaN
48.6 6.84 NaN NaN NaN NaN
47.15 5.84 NaN NaN NaN NaN
47.9 5.84 NaN NaN NaN NaN
50.05 5.84 NaN NaN NaN NaN
49.55 4.84 NaN NaN NaN NaN
50.05 4.84 NaN NaN NaN NaN
51.15 4.84 NaN NaN NaN NaN
46.75 3.84 NaN NaN NaN NaN
50.45 3.84 NaN NaN NaN NaN
50.55 3.91 NaN NaN NaN NaN
46.75 2.84 NaN NaN NaN NaN
50.45 2.84 NaN NaN NaN NaN
50.55 2.91 NaN NaN NaN NaN
46.75 1.84 NaN NaN NaN NaN
47.5 1.84 NaN NaN NaN NaN
48.7 1.84 NaN NaN NaN NaN
51.2 0.84 NaN NaN NaN NaN
51.35 0.91 NaN NaN NaN NaN
52.65 0.84 NaN NaN NaN NaN
END
$panel1layer1 << END
41.15 20.2 39.32031832 42.97968168 20.2 20.2
41.15 19.2 39.32031832 42.97968168 19.2 19.2
40.91666667 18.2 38.41910946 43.41422388 18.2 18.2
41.28333333 17.2 39.38198054 43.18468613 17.2 17.2
40.06666667 16.2 37.73523582 42.39809752 16.2 16.2
43.08333333 15.2 41.38786006 44.77880661 15.2 15.2
44.6 14.2 42.12519534 47.07480466 14.2 14.2
47.25 13.2 44.15976863 50.34023137 13.2 13.2
45.45 12.2 44.25219217 46.64780783 12.2 12.2
45.45 11.2 44.25219217 46.64780783 11.2 11.2
44.61666667 10.2 42.54820866 46.68512467 10.2 10.2
44.3 9.2 41.43515263 47.16484737 9.2 9.2
42.26666667 8.2 39.80018769 44.73314564 8.2 8.2
47.78333333 7.2 45.66695103 49.89971564 7.2 7.2
48.36666667 6.2 44.62737236 52.10596098 6.2 6.2
50.25 5.2 48.21664565 52.28335435 5.2 5.2
49.25 4.2 43.87025006 54.62974994 4.2 4.2
49.25 3.2 43.87025006 54.62974994 3.2 3.2
47.65 2.2 45.20656295 50.09343705 2.2 2.2
51.73333333 1.2 49.75250284 53.71416383 1.2 1.2
END
$keylayer0 << END
24.525 41.984 NaN NaN NaN NaN
END
$keylayer1 << END
30.525 41.984 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 990,643 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 17.4cm,11.31cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'validation-seeds'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:66.00]
  set yrange [0:42.88]
  set label 'a seed' at 25.42,41.98 left noenhanced
  set label 'mean, 95 % interval' at 31.42,41.98 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.2015
  set rmargin at screen 0.5727
  set bmargin at screen 0.0874
  set tmargin at screen 0.9137
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 8' at screen 0.3871,0.9347 center noenhanced
  set label 'validation top-1 (%)' at screen 0.3871,0.0240 center noenhanced
  set label 'resolution, scale, model.depth, model.width' at screen 0.0136,0.5006 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [37.35908209:49.75820484]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('38' 38, '40' 40, '42' 42, '44' 44, '46' 46, '48' 48) enhanced
  unset logscale y
  set yrange [0.4:20.6]
  set ytics nomirror out scale 0.6 ('16, depth, 8, 0.5' 20, '16, width, 8, 0.5' 19, '16, depth, 14, 0.5' 18, '16, depth, 20, 0.5' 17, '16, depth, 32, 0.5' 16, '16, width, 8, 0.75' 15, '16, width, 8, 0.875' 14, '16, width, 8, 1.125' 13, '24, depth, 8, 0.5' 12, '24, width, 8, 0.5' 11, '24, depth, 14, 0.5' 10, '24, depth, 20, 0.5' 9, '24, depth, 32, 0.5' 8, '24, width, 8, 0.75' 7, '24, width, 8, 0.875' 6, '24, width, 8, 1.125' 5, '32, depth, 8, 0.5' 4, '32, width, 8, 0.5' 3, '32, depth, 14, 0.5' 2, '32, width, 8, 0.75' 1) noenhanced
  plot $panel0layer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer1 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.6121
  set rmargin at screen 0.9833
  set bmargin at screen 0.0874
  set tmargin at screen 0.9137
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 30' at screen 0.7977,0.9347 center noenhanced
  set label 'validation top-1 (%)' at screen 0.7977,0.0240 center noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [36.72156497:55.64342079]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('40' 40, '45' 45, '50' 50, '55' 55) enhanced
  unset logscale y
  set yrange [0.4:20.6]
  set ytics nomirror out scale 0.6 ('' 20, '' 19, '' 18, '' 17, '' 16, '' 15, '' 14, '' 13, '' 12, '' 11, '' 10, '' 9, '' 8, '' 7, '' 6, '' 5, '' 4, '' 3, '' 2, '' 1) noenhanced
  plot $panel1layer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel1layer1 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
