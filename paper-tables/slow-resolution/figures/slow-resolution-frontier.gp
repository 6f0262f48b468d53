# Draws slow-resolution-frontier.svg and .pdf; run it with gnuplot.
# Error against multiply-adds, symbols by resolution. A point is on the frontier where nothing that costs as much or less has a smaller error; it is left open where it stays there in fewer than 95 % of 1000 draws of the readings, whose errors are smaller than the symbols. resnet-rs/fig2_flops_vs_error: partial (109 visible points of the figure; some points are hidden under others), digitised, from github asanakoy/blog @a40ba3fcdb54 assets/images/Revisiting-Resnets/img_size_scaling.png (figure); github Mycenae/PaperWeekly ResNet-RS.md (full paper body text, arXiv v1, tables absent) sec 6 (grid). Published values of resnet-rs/fig2_flops_vs_error; ours of commit 24d2b0d3870f+changes.
$panel0layer6 << END
315000000 29.8 NaN NaN NaN NaN
615000000 25.8 NaN NaN NaN NaN
1250000000 22.7 NaN NaN NaN NaN
1825000000 21.5 NaN NaN NaN NaN
1895000000 20.9 NaN NaN NaN NaN
2450000000 20.6 NaN NaN NaN NaN
2645000000 20.1 NaN NaN NaN NaN
3400000000 20.4 NaN NaN NaN NaN
5675000000 19.4 NaN NaN NaN NaN
5950000000 18.9 NaN NaN NaN NaN
7335000000 18.2 NaN NaN NaN NaN
1.133E+10 18.3 NaN NaN NaN NaN
1.6445E+10 18.2 NaN NaN NaN NaN
1.999E+10 19 NaN NaN NaN NaN
2.1915E+10 18.3 NaN NaN NaN NaN
2.9165E+10 19.3 NaN NaN NaN NaN
3.894E+10 19.5 NaN NaN NaN NaN
END
$panel0layer7 << END
560000000 24.9 NaN NaN NaN NaN
1320000000 21.9 NaN NaN NaN NaN
3005000000 19.3 NaN NaN NaN NaN
3810000000 18.5 NaN NaN NaN NaN
4180000000 18.2 NaN NaN NaN NaN
4980000000 18.2 NaN NaN NaN NaN
7855000000 17.5 NaN NaN NaN NaN
9025000000 17.8 NaN NaN NaN NaN
1.115E+10 17.2 NaN NaN NaN NaN
1.581E+10 17.4 NaN NaN NaN NaN
1.7565E+10 16.9 NaN NaN NaN NaN
2.5415E+10 17.4 NaN NaN NaN NaN
3.121E+10 18.4 NaN NaN NaN NaN
3.4095E+10 17.6 NaN NaN NaN NaN
4.547E+10 17.9 NaN NaN NaN NaN
6.085E+10 18.1 NaN NaN NaN NaN
END
$panel0layer8 << END
165000000 34.6 NaN NaN NaN NaN
9960000000 16.7 NaN NaN NaN NaN
1.0325E+10 17.7 NaN NaN NaN NaN
1.7585E+10 16.2 NaN NaN NaN NaN
3.187E+10 16.2 NaN NaN NaN NaN
3.3455E+10 15.8 NaN NaN NaN NaN
4.9835E+10 14.6 NaN NaN NaN NaN
6.012E+10 15.6 NaN NaN NaN NaN
8.871E+10 14.6 NaN NaN NaN NaN
1.1877E+11 14.7 NaN NaN NaN NaN
END
$panel0layer9 << END
335000000 31.8 NaN NaN NaN NaN
560000000 26.4 NaN NaN NaN NaN
1030000000 22.4 NaN NaN NaN NaN
1335000000 23.2 NaN NaN NaN NaN
1960000000 19.9 NaN NaN NaN NaN
2215000000 20.3 NaN NaN NaN NaN
3780000000 18 NaN NaN NaN NaN
4130000000 17.7 NaN NaN NaN NaN
5280000000 18.7 NaN NaN NaN NaN
1.1355E+10 16.3 NaN NaN NaN NaN
1.1815E+10 16.9 NaN NaN NaN NaN
1.638E+10 15.5 NaN NaN NaN NaN
1.984E+10 16.1 NaN NaN NaN NaN
2.081E+10 16.9 NaN NaN NaN NaN
3.5E+10 16.1 NaN NaN NaN NaN
3.6635E+10 15.7 NaN NaN NaN NaN
6.379E+10 15.8 NaN NaN NaN NaN
7.0245E+10 15.5 NaN NaN NaN NaN
9.96E+10 14 NaN NaN NaN NaN
1.24005E+11 14 NaN NaN NaN NaN
1.80645E+11 14.5 NaN NaN NaN NaN
END
$panel0layer10 << END
655000000 30.2 NaN NaN NaN NaN
1100000000 25.3 NaN NaN NaN NaN
2035000000 21.3 NaN NaN NaN NaN
2595000000 22.5 NaN NaN NaN NaN
3835000000 19 NaN NaN NaN NaN
4340000000 19.5 NaN NaN NaN NaN
5575000000 17.6 NaN NaN NaN NaN
1.5255E+10 16.1 NaN NaN NaN NaN
2.322E+10 17 NaN NaN NaN NaN
3.909E+10 16 NaN NaN NaN NaN
4.1365E+10 16.6 NaN NaN NaN NaN
6.9515E+10 16.1 NaN NaN NaN NaN
1.2787E+11 15.7 NaN NaN NaN NaN
END
$panel0layer11 << END
55000000 43.3 NaN NaN NaN NaN
85000000 38.6 NaN NaN NaN NaN
90000000 37.8 NaN NaN NaN NaN
140000000 33.8 NaN NaN NaN NaN
170000000 32.9 NaN NaN NaN NaN
215000000 31.3 NaN NaN NaN NaN
275000000 29 NaN NaN NaN NaN
310000000 28.9 NaN NaN NaN NaN
330000000 28.1 NaN NaN NaN NaN
365000000 27.8 NaN NaN NaN NaN
460000000 27.6 NaN NaN NaN NaN
490000000 26.5 NaN NaN NaN NaN
510000000 24.6 NaN NaN NaN NaN
720000000 24.3 NaN NaN NaN NaN
845000000 24.1 NaN NaN NaN NaN
945000000 22.8 NaN NaN NaN NaN
955000000 22 NaN NaN NaN NaN
1095000000 21.9 NaN NaN NaN NaN
1405000000 20.7 NaN NaN NaN NaN
1825000000 19.6 NaN NaN NaN NaN
2010000000 19.3 NaN NaN NaN NaN
2850000000 18.9 NaN NaN NaN NaN
3760000000 17.5 NaN NaN NaN NaN
5595000000 17.2 NaN NaN NaN NaN
8070000000 16.6 NaN NaN NaN NaN
8080000000 16.2 NaN NaN NaN NaN
1.497E+10 15.7 NaN NaN NaN NaN
1.5E+10 15.4 NaN NaN NaN NaN
2.225E+10 15.1 NaN NaN NaN NaN
3.233E+10 15 NaN NaN NaN NaN
4.5355E+10 14.1 NaN NaN NaN NaN
6.069E+10 14 NaN NaN NaN NaN
END
$panel0layer13 << END
460000000 27.6 NaN NaN NaN NaN
845000000 24.1 NaN NaN NaN NaN
END
$panel0layer14 << END
310000000 28.9 NaN NaN NaN NaN
945000000 22.8 NaN NaN NaN NaN
END
$panel0layer15 << END
1095000000 21.9 NaN NaN NaN NaN
END
$panel0layer16 << END
1.497E+10 15.7 NaN NaN NaN NaN
END
$panel0layer17 << END
8070000000 16.6 NaN NaN NaN NaN
3.233E+10 15 NaN NaN NaN NaN
6.069E+10 14 NaN NaN NaN NaN
END
$panel0layer19 << END
55000000 43.3 NaN NaN NaN NaN
90000000 37.8 NaN NaN NaN NaN
170000000 32.9 NaN NaN NaN NaN
215000000 31.3 NaN NaN NaN NaN
365000000 27.8 NaN NaN NaN NaN
END
$panel0layer20 << END
85000000 38.6 NaN NaN NaN NaN
140000000 33.8 NaN NaN NaN NaN
330000000 28.1 NaN NaN NaN NaN
490000000 26.5 NaN NaN NaN NaN
720000000 24.3 NaN NaN NaN NaN
END
$panel0layer21 << END
275000000 29 NaN NaN NaN NaN
510000000 24.6 NaN NaN NaN NaN
955000000 22 NaN NaN NaN NaN
1405000000 20.7 NaN NaN NaN NaN
1825000000 19.6 NaN NaN NaN NaN
2010000000 19.3 NaN NaN NaN NaN
3760000000 17.5 NaN NaN NaN NaN
5595000000 17.2 NaN NaN NaN NaN
8080000000 16.2 NaN NaN NaN NaN
1.5E+10 15.4 NaN NaN NaN NaN
2.225E+10 15.1 NaN NaN NaN NaN
END
$panel0layer22 << END
2850000000 18.9 NaN NaN NaN NaN
4.5355E+10 14.1 NaN NaN NaN NaN
END
$keylayer0 << END
3.05 30.48 NaN NaN NaN NaN
END
$keylayer1 << END
11.35 30.48 NaN NaN NaN NaN
END
$keylayer2 << END
20.2 30.48 NaN NaN NaN NaN
END
$keylayer3 << END
3.05 29.08 NaN NaN NaN NaN
END
$keylayer4 << END
11.35 29.08 NaN NaN NaN NaN
END
$keylayer5 << END
20.2 29.08 NaN NaN NaN NaN
END
$keylayer6 << END
2.05 27.68 2.05 2.05 27.33 28.03
4.05 27.68 4.05 4.05 27.33 28.03
END
$keylayer7 << END
11.35 27.68 NaN NaN NaN NaN
END
$keylayer8 << END
20.2 27.68 NaN NaN NaN NaN
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
  set output 'slow-resolution-frontier'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:32.00]
  set yrange [0:31.38]
  set label '128 px' at 4.55,30.48 left noenhanced
  set label '160 px' at 12.85,30.48 left noenhanced
  set label '224 px' at 21.70,30.48 left noenhanced
  set label '320 px' at 4.55,29.08 left noenhanced
  set label '448 px' at 12.85,29.08 left noenhanced
  set label 'dominated' at 21.70,29.08 left noenhanced
  set label 'frontier' at 4.55,27.68 left noenhanced
  set label 'left open' at 12.85,27.68 left noenhanced
  set label 'on the frontier' at 21.70,27.68 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $keylayer3 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $keylayer4 using 1:2 with points linecolor rgb '#000000' pointtype 11 pointsize 0.55 notitle, \
    $keylayer5 using 1:2 with points linecolor rgb '#9F9F9F' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $keylayer6 using 1:2 with steps linecolor rgb '#404040' dashtype solid linewidth 1.1 notitle, \
    $keylayer7 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $keylayer7 using 1:2 with points linecolor rgb '#404040' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $keylayer8 using 1:2 with points linecolor rgb '#404040' pointtype 7 pointsize 0.55 notitle
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
  set xrange [35969910.31:2.762162851E+11]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('10^{8}' 100000000, '10^{9}' 1000000000, '10^{10}' 10000000000, '10^{11}' 1E+11) enhanced
  set logscale y
  set yrange [12.97208754:46.73110615]
  set ytics nomirror out scale 0.6 ('15' 15, '20' 20, '30' 30, '40' 40) enhanced
  plot $panel0layer6 using 1:2 with points linecolor rgb '#7FB8D8' pointtype 6 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb '#EAAE7F' pointtype 4 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb '#7FCEB9' pointtype 8 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb '#E5BCD3' pointtype 12 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer10 using 1:2 with points linecolor rgb '#7F7F7F' pointtype 10 pointsize 0.45 linewidth 1.3 notitle, \
    $panel0layer11 using 1:2 with steps linecolor rgb '#404040' dashtype solid linewidth 1.1 notitle, \
    $panel0layer13 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel0layer13 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer14 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel0layer14 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer15 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel0layer15 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer16 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel0layer16 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer17 using 1:2 with points linecolor rgb 'white' pointtype 11 pointsize 0.6 notitle, \
    $panel0layer17 using 1:2 with points linecolor rgb '#000000' pointtype 10 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer19 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $panel0layer20 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer21 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel0layer22 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle
  unset multiplot
  unset output
}
