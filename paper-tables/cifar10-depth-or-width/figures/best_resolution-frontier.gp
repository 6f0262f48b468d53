# Draws best_resolution-frontier.svg and .pdf; run it with gnuplot.
# Error against cost: means with 95 % Student intervals over seeds. The line is the frontier of the means; a point is on it, or dominated, where Welch's tests against all that cost as much or less say so (5 %, Holm), else left open. Where epochs = 30. Depth or width under short and long training, CIFAR-10 (JPEG q75 decoded). Study cifar10-depth-or-width, 102 runs, seeds 0 to 2 of root 20210313, commit da8657e31e13, AMD EPYC, 2 cores.
$panel0layer4 << END
2578752 58.71666667 2578752 2578752 56.81531387 60.61801946
4348224 59.93333333 4348224 4348224 57.60190248 62.26476418
END
$panel0layer5 << END
9783104 57.73333333 9783104 9783104 55.26685436 60.19981231
END
$panel0layer6 << END
809280 58.85 NaN NaN NaN NaN
1779168 56.91666667 NaN NaN NaN NaN
1820480 54.55 NaN NaN NaN NaN
3236160 50.75 NaN NaN NaN NaN
7115232 48.26666667 NaN NaN NaN NaN
END
$panel0layer8 << END
1694016 59.08333333 1694016 1694016 56.58577612 61.58089054
2405424 55.4 2405424 2405424 52.92519534 57.87480466
3940560 52.75 3940560 3940560 49.65976863 55.84023137
END
$panel0layer9 << END
3811136 55.38333333 3811136 3811136 53.31487533 57.45179134
4002528 52.21666667 4002528 4002528 50.10028436 54.33304897
5411504 51.63333333 5411504 5411504 47.89403902 55.37262764
5801792 55.7 5801792 5801792 52.83515263 58.56484737
8865360 49.75 8865360 8865360 47.71664565 51.78335435
END
$panel0layer10 << END
6775104 52.35 6775104 6775104 49.90656295 54.79343705
7115232 48.26666667 7115232 7115232 46.28583617 50.24749716
END
$panel0layer12 << END
809280 58.85 809280 809280 57.02031832 60.67968168
1779168 56.91666667 1779168 1779168 55.22119339 58.61213994
END
$panel0layer13 << END
1820480 54.55 1820480 1820480 53.35219217 55.74780783
END
$panel0layer14 << END
3236160 50.75 3236160 3236160 45.37025006 56.12974994
END
$keylayer0 << END
3.05 30.48 NaN NaN NaN NaN
END
$keylayer1 << END
15.2 30.48 NaN NaN NaN NaN
END
$keylayer2 << END
23.5 30.48 NaN NaN NaN NaN
END
$keylayer3 << END
3.05 29.08 NaN NaN NaN NaN
END
$keylayer4 << END
14.2 29.08 14.2 14.2 28.73 29.43
16.2 29.08 16.2 16.2 28.73 29.43
END
$keylayer5 << END
23.5 29.08 NaN NaN NaN NaN
END
$keylayer6 << END
3.05 27.68 NaN NaN NaN NaN
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
  set label '24 px' at 16.70,30.48 left noenhanced
  set label '32 px' at 25.00,30.48 left noenhanced
  set label 'dominated' at 4.55,29.08 left noenhanced
  set label 'frontier' at 16.70,29.08 left noenhanced
  set label 'left open' at 25.00,29.08 left noenhanced
  set label 'on the frontier' at 4.55,27.68 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $keylayer3 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer4 using 1:2 with steps linecolor rgb '#404040' dashtype solid linewidth 1.1 notitle, \
    $keylayer5 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $keylayer5 using 1:2 with points linecolor rgb '#404040' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $keylayer6 using 1:2 with points linecolor rgb '#404040' pointtype 7 pointsize 0.55 notitle
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
  set xrange [700454.1985:11303052.25]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('1 M' 1000000, '3 M' 3000000, '10 M' 10000000) enhanced
  set logscale y
  set yrange [43.78218608:64.52322677]
  set ytics nomirror out scale 0.6 ('45' 45, '50' 50, '55' 55, '60' 60) enhanced
  plot $panel0layer4 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#7FB8D8' linewidth 0.6 notitle, \
    $panel0layer4 using 1:2 with points linecolor rgb '#7FB8D8' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer5 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#EAAE7F' linewidth 0.6 notitle, \
    $panel0layer5 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 4 pointsize 0.45 linewidth 1.3 notitle, \
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
    $panel0layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer12 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $panel0layer13 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer13 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer14 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer14 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle
  unset multiplot
  unset output
}
