# Draws depth-or-width-differences.svg and .pdf; run it with gnuplot.
# Depth less width at equal cost: mean over pairs with its 95 % Student interval, the variance of the readings added; verdicts are corrected by Holm over the epochs of one cost. Light points are single pairs. resnet-rs/fig3_depth_vs_width: complete (depth 400 at 320 px lies off the plotted axis: missing), digitised, from github asanakoy/blog @a40ba3fcdb54 assets/images/Revisiting-Resnets/scaling_plots.png (figure + caption). Published values of resnet-rs/fig3_depth_vs_width; ours of commit 24d2b0d3870f+changes.
$panel0layer0 << END
0 0.4 NaN NaN NaN NaN
0 3.6 NaN NaN NaN NaN
END
$panel0layer1 << END
-0.4328343024 2.74 NaN NaN NaN NaN
-1.392500278 2.74 NaN NaN NaN NaN
-0.3792405488 2.74 NaN NaN NaN NaN
-1.3 2.74 NaN NaN NaN NaN
-0.8346689774 2.74 NaN NaN NaN NaN
-0.4378279612 2.74 NaN NaN NaN NaN
-0.5364696682 2.74 NaN NaN NaN NaN
-0.689732056 2.74 NaN NaN NaN NaN
0.6 1.74 NaN NaN NaN NaN
0.3112495835 1.74 NaN NaN NaN NaN
0.06271032997 1.74 NaN NaN NaN NaN
0.4 1.74 NaN NaN NaN NaN
0.3143015599 1.74 NaN NaN NaN NaN
-0.0344569903 1.74 NaN NaN NaN NaN
-0.3018818009 1.74 NaN NaN NaN NaN
0.3923215328 1.74 NaN NaN NaN NaN
0.5450266472 0.74 NaN NaN NaN NaN
0.4887504165 0.74 NaN NaN NaN NaN
0.2673715387 0.74 NaN NaN NaN NaN
0.4 0.74 NaN NaN NaN NaN
0.5020589255 0.74 NaN NaN NaN NaN
1.06554301 0.74 NaN NaN NaN NaN
0.8205495103 0.74 NaN NaN NaN NaN
1.592321533 0.74 NaN NaN NaN NaN
END
$panel0layer2 << END
0.7102026976 1 0.3254204144 1.094984981 1 1
END
$panel0layer3 << END
-0.7504092239 3 -1.106567798 -0.3942506502 3 3
END
$panel0layer4 << END
0.2180305269 2 -0.05287515173 0.4889362055 2 2
END
$panel1layer0 << END
0 0.4 NaN NaN NaN NaN
0 3.6 NaN NaN NaN NaN
END
$panel1layer1 << END
-0.6261653985 2.74 NaN NaN NaN NaN
-1.2 2.74 NaN NaN NaN NaN
-0.2090396803 2.74 NaN NaN NaN NaN
-0.9 2.74 NaN NaN NaN NaN
-0.1559062213 2.74 NaN NaN NaN NaN
-0.1 2.74 NaN NaN NaN NaN
0.02633532142 2.74 NaN NaN NaN NaN
0.6 1.74 NaN NaN NaN NaN
0.6 1.74 NaN NaN NaN NaN
0.3728809592 1.74 NaN NaN NaN NaN
0.4 1.74 NaN NaN NaN NaN
0.5360234447 1.74 NaN NaN NaN NaN
0.2 1.74 NaN NaN NaN NaN
0.1716023857 1.74 NaN NaN NaN NaN
0.3194737017 0.74 NaN NaN NaN NaN
0.2 0.74 NaN NaN NaN NaN
0.4364404796 0.74 NaN NaN NaN NaN
0.2 0.74 NaN NaN NaN NaN
0.7360234447 0.74 NaN NaN NaN NaN
1.5 0.74 NaN NaN NaN NaN
1.271602386 0.74 NaN NaN NaN NaN
END
$panel1layer2 << END
0.4115009699 2 0.2044692405 0.6185326994 2 2
0.6662200017 1 0.1630231523 1.169416851 1 1
END
$panel1layer3 << END
-0.4521108541 3 -0.8966138821 -0.007607826074 3 3
END
$keylayer0 << END
3.975 30.24 NaN NaN NaN NaN
END
$keylayer1 << END
13.275 30.24 NaN NaN NaN NaN
END
$keylayer2 << END
22.575 30.24 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,467 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,8.17cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'depth-or-width-differences'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:31.14]
  set label 'depth better' at 4.88,30.24 left noenhanced
  set label 'width better' at 14.18,30.24 left noenhanced
  set label 'undecided' at 23.48,30.24 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  set lmargin at screen 0.1406
  set rmargin at screen 0.9656
  set bmargin at screen 0.5931
  set tmargin at screen 0.8812
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'at equal TPU step time' at screen 0.5531,0.9101 center noenhanced
  set label 'depth less width, top-1 minival (points)' at screen 0.5531,0.5058 center noenhanced
  set label 'epochs' at screen 0.0281,0.7372 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [-1.571589586:1.771410841]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('-1.5' -1.5, '-1' -1, '-0.5' -0.5, '0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5) enhanced
  unset logscale y
  set yrange [0.4:3.6]
  set ytics nomirror out scale 0.6 ('10' 3, '100' 2, '350' 1) noenhanced
  plot $panel0layer0 using 1:2 with lines linecolor rgb '#808080' linewidth 0.8 dashtype solid notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer2 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer2 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $panel0layer3 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer3 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer4 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer4 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  set lmargin at screen 0.1406
  set rmargin at screen 0.9656
  set bmargin at screen 0.1204
  set tmargin at screen 0.4085
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'at equal multiply-adds of our graphs' at screen 0.5531,0.4374 center noenhanced
  set label 'depth less width, top-1 minival (points)' at screen 0.5531,0.0331 center noenhanced
  set label 'epochs' at screen 0.0281,0.2645 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [-1.362:1.662]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('-1' -1, '-0.5' -0.5, '0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5) enhanced
  unset logscale y
  set yrange [0.4:3.6]
  set ytics nomirror out scale 0.6 ('10' 3, '100' 2, '350' 1) noenhanced
  plot $panel1layer0 using 1:2 with lines linecolor rgb '#808080' linewidth 0.8 dashtype solid notitle, \
    $panel1layer1 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel1layer2 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer2 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $panel1layer3 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer3 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle
  unset multiplot
  unset output
}
