# Draws additive-seeds.svg and .pdf; run it with gnuplot.
# Single seeds, and above them their mean with its 95 % Student interval. ResNet-RS' ingredients one after another on a narrow ResNet-20, CIFAR-10 (JPEG q75 decoded). Study cifar10-additive, 22 runs, seeds 0 to 1 of root 20210313, commit 6a5abdbe1355, AMD EPYC, 2 cores.
$panel0layer0 << END
35.2 10.84 NaN NaN NaN NaN
35.6 10.84 NaN NaN NaN NaN
37.35 9.84 NaN NaN NaN NaN
37.8 9.84 NaN NaN NaN NaN
42.6 8.84 NaN NaN NaN NaN
42.75 8.91 NaN NaN NaN NaN
42.6 7.84 NaN NaN NaN NaN
42.75 7.91 NaN NaN NaN NaN
40.1 6.84 NaN NaN NaN NaN
44.1 6.84 NaN NaN NaN NaN
39.75 5.84 NaN NaN NaN NaN
40.25 5.84 NaN NaN NaN NaN
38.05 4.84 NaN NaN NaN NaN
42.7 4.84 NaN NaN NaN NaN
36.5 3.84 NaN NaN NaN NaN
37.7 3.84 NaN NaN NaN NaN
36.25 2.84 NaN NaN NaN NaN
37.65 2.84 NaN NaN NaN NaN
32.05 1.84 NaN NaN NaN NaN
35.15 1.84 NaN NaN NaN NaN
27.6 0.84 NaN NaN NaN NaN
28.1 0.84 NaN NaN NaN NaN
END
$panel0layer1 << END
35.4 11.2 32.85875905 37.94124095 11.2 11.2
37.575 10.2 34.71610393 40.43389607 10.2 10.2
42.675 9.2 41.72203464 43.62796536 9.2 9.2
42.675 8.2 41.72203464 43.62796536 8.2 8.2
42.1 7.2 16.68759053 67.51240947 7.2 7.2
40 6.2 36.82344882 43.17655118 6.2 6.2
40.375 5.2 10.83307399 69.91692601 5.2 5.2
37.1 4.2 29.47627716 44.72372284 4.2 4.2
36.95 3.2 28.05565668 45.84434332 3.2 3.2
33.6 2.2 13.90538266 53.29461734 2.2 2.2
27.85 1.2 24.67344882 31.02655118 1.2 1.2
END
$keylayer0 << END
7.525 26.56 NaN NaN NaN NaN
END
$keylayer1 << END
13.525 26.56 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,412 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,7.21cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'additive-seeds'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:27.46]
  set label 'a seed' at 8.42,26.56 left noenhanced
  set label 'mean, 95 % interval' at 14.42,26.56 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.3984
  set rmargin at screen 0.9656
  set bmargin at screen 0.1366
  set tmargin at screen 0.9126
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'test top-1 (%)' at screen 0.6820,0.0375 center noenhanced
  set label 'improvement' at screen 0.0281,0.5246 center rotate noenhanced
  set grid xtics noytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  unset logscale x
  set xrange [7.288042867:73.46195713]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('10' 10, '20' 20, '30' 30, '40' 40, '50' 50, '60' 60, '70' 70) enhanced
  unset logscale y
  set yrange [0.4:11.6]
  set ytics nomirror out scale 0.6 ('baseline' 11, 'cosine' 10, 'longer' 9, 'ema' 8, 'label_smoothing' 7, 'stochastic_depth' 6, 'rand_augment' 5, 'dropout' 4, 'weight_decay' 3, 'squeeze_excitation' 2, 'pooled_shortcut' 1) noenhanced
  plot $panel0layer0 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer1 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
