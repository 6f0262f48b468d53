# Draws scale-curves.svg and .pdf; run it with gnuplot.
# Validation top-1 accuracy against cost, a curve for each scale, a panel for each value of epochs: means over seeds with 95 % Student intervals. Depth or width under short and long training, CIFAR-10 (JPEG q75 decoded). Study cifar10-depth-or-width, 102 runs, seeds 0 to 2 of root 20210313, commit da8657e31e13, AMD EPYC, 2 cores.
$panel0layer5 << END
3236160 41.91666667 3236160 3236160 40.69127063 43.1420627
7115232 46.25 7115232 7115232 45.16718948 47.33281052
END
$panel0layer6 << END
3236160 41.91666667 3236160 3236160 40.69127063 43.1420627
6775104 44.15 6775104 6775104 41.02995863 47.27004137
END
$panel0layer7 << END
1820480 42.05 1820480 1820480 38.02332081 46.07667919
4002528 44.15 4002528 4002528 42.17827682 46.12172318
5411504 45.58333333 5411504 5411504 44.25522927 46.9114374
8865360 46.88333333 8865360 8865360 44.91814122 48.84852545
END
$panel0layer8 << END
1820480 42.05 1820480 1820480 38.02332081 46.07667919
3811136 43.61666667 3811136 3811136 41.93031708 45.30301625
5801792 43.8 5801792 5801792 41.11012503 46.48987497
9783104 41.88333333 9783104 9783104 39.95779275 43.80887392
END
$panel0layer9 << END
809280 42.2 809280 809280 41.65859474 42.74140526
1779168 43.25 1779168 1779168 40.42856192 46.07143808
2405424 44.73333333 2405424 2405424 42.33021629 47.13645037
3940560 46.71666667 3940560 3940560 44.33936721 49.09396612
END
$panel0layer10 << END
809280 42.2 809280 809280 41.65859474 42.74140526
1694016 41.78333333 1694016 1694016 39.59527002 43.97139665
2578752 42.06666667 2578752 2578752 40.49392431 43.63940902
4348224 40.06666667 4348224 4348224 38.37574908 41.75758425
END
$panel1layer5 << END
3236160 49.25 3236160 3236160 43.87025006 54.62974994
7115232 51.73333333 7115232 7115232 49.75250284 53.71416383
END
$panel1layer6 << END
3236160 49.25 3236160 3236160 43.87025006 54.62974994
6775104 47.65 6775104 6775104 45.20656295 50.09343705
END
$panel1layer7 << END
1820480 45.45 1820480 1820480 44.25219217 46.64780783
4002528 47.78333333 4002528 4002528 45.66695103 49.89971564
5411504 48.36666667 5411504 5411504 44.62737236 52.10596098
8865360 50.25 8865360 8865360 48.21664565 52.28335435
END
$panel1layer8 << END
1820480 45.45 1820480 1820480 44.25219217 46.64780783
3811136 44.61666667 3811136 3811136 42.54820866 46.68512467
5801792 44.3 5801792 5801792 41.43515263 47.16484737
9783104 42.26666667 9783104 9783104 39.80018769 44.73314564
END
$panel1layer9 << END
809280 41.15 809280 809280 39.32031832 42.97968168
1779168 43.08333333 1779168 1779168 41.38786006 44.77880661
2405424 44.6 2405424 2405424 42.12519534 47.07480466
3940560 47.25 3940560 3940560 44.15976863 50.34023137
END
$panel1layer10 << END
809280 41.15 809280 809280 39.32031832 42.97968168
1694016 40.91666667 1694016 1694016 38.41910946 43.41422388
2578752 41.28333333 2578752 2578752 39.38198054 43.18468613
4348224 40.06666667 4348224 4348224 37.73523582 42.39809752
END
$keylayer0 << END
9.825 27.2 NaN NaN NaN NaN
END
$keylayer1 << END
21.975 27.2 NaN NaN NaN NaN
END
$keylayer2 << END
34.125 27.2 NaN NaN NaN NaN
END
$keylayer3 << END
45.275 27.2 45.275 45.275 26.85 27.55
47.275 27.2 47.275 47.275 26.85 27.55
END
$keylayer4 << END
46.275 27.2 NaN NaN NaN NaN
END
$keylayer5 << END
51.925 27.2 51.925 51.925 26.85 27.55
53.925 27.2 53.925 53.925 26.85 27.55
END
$keylayer6 << END
52.925 27.2 NaN NaN NaN NaN
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
  set output 'scale-curves'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:66.00]
  set yrange [0:28.10]
  set label 'resolution = 16' at 11.32,27.20 left noenhanced
  set label 'resolution = 24' at 23.48,27.20 left noenhanced
  set label 'resolution = 32' at 35.62,27.20 left noenhanced
  set label 'depth' at 47.78,27.20 left noenhanced
  set label 'width' at 54.42,27.20 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $keylayer3 using 1:2 with lines linecolor rgb '#404040' dashtype solid linewidth 1.6 notitle, \
    $keylayer4 using 1:2 with points linecolor rgb '#404040' pointtype 7 pointsize 0.55 notitle, \
    $keylayer5 using 1:2 with lines linecolor rgb '#404040' dashtype (8,4) linewidth 1.6 notitle, \
    $keylayer6 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $keylayer6 using 1:2 with points linecolor rgb '#404040' pointtype 6 pointsize 0.6 linewidth 1.4 notitle
  set lmargin at screen 0.0598
  set rmargin at screen 0.4936
  set bmargin at screen 0.1335
  set tmargin at screen 0.8683
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 8' at screen 0.2767,0.9004 center noenhanced
  set label 'multiply-adds of one image' at screen 0.2767,0.0367 center noenhanced
  set label 'validation top-1 (%)' at screen 0.0136,0.5009 center rotate noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [700454.1985:11303052.25]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('1 M' 1000000, '3 M' 3000000, '10 M' 10000000) enhanced
  unset logscale y
  set yrange [37.35908209:49.75820484]
  set ytics nomirror out scale 0.6 ('38' 38, '40' 40, '42' 42, '44' 44, '46' 46, '48' 48) enhanced
  plot $panel0layer5 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer5 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer5 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel0layer5 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer6 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel0layer6 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel0layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer7 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer10 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel0layer10 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.5496
  set rmargin at screen 0.9833
  set bmargin at screen 0.1335
  set tmargin at screen 0.8683
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'epochs = 30' at screen 0.7665,0.9004 center noenhanced
  set label 'multiply-adds of one image' at screen 0.7665,0.0367 center noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [700454.1985:11303052.25]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('1 M' 1000000, '3 M' 3000000, '10 M' 10000000) enhanced
  unset logscale y
  set yrange [36.72156497:55.64342079]
  set ytics nomirror out scale 0.6 ('40' 40, '45' 45, '50' 50, '55' 55) enhanced
  plot $panel1layer5 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer5 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer5 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel1layer5 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer6 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel1layer6 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel1layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer7 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel1layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel1layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer10 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel1layer10 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
