# Draws depth-or-width-by-tpu-step-time.svg and .pdf; run it with gnuplot.
# Accuracy against TPU step time where depth alone, or width alone, grows from one network of each resolution, a panel for each number of epochs. Bars are the deviation of a reading. resnet-rs/fig3_depth_vs_width: complete (depth 400 at 320 px lies off the plotted axis: missing), digitised, from github asanakoy/blog @a40ba3fcdb54 assets/images/Revisiting-Resnets/scaling_plots.png (figure + caption). Published values of resnet-rs/fig3_depth_vs_width; ours of commit 24d2b0d3870f+changes.
$panel0layer6 << END
0.157 72.6 0.155 0.159 72.5 72.7
0.25 74.3 0.248 0.252 74.2 74.4
0.365 75.2 0.363 0.367 75.1 75.3
END
$panel0layer7 << END
0.085 71.5 0.083 0.087 71.4 71.6
0.135 73.3 0.133 0.137 73.2 73.4
0.196 74.1 0.194 0.198 74 74.2
END
$panel0layer8 << END
0.051 69.5 0.049 0.053 69.4 69.6
0.083 71.5 0.081 0.085 71.4 71.6
0.118 72.7 0.116 0.12 72.6 72.8
END
$panel0layer9 << END
0.037 67.2 0.035 0.039 67.1 67.3
0.081 69.8 0.079 0.083 69.7 69.9
0.088 70.9 0.086 0.09 70.8 71
END
$panel0layer10 << END
0.157 72.6 0.155 0.159 72.5 72.7
0.286 74.1 0.284 0.288 74 74.2
0.385 74.6 0.383 0.387 74.5 74.7
END
$panel0layer11 << END
0.085 71.5 0.083 0.087 71.4 71.6
0.144 72.6 0.142 0.146 72.5 72.7
0.204 73.8 0.202 0.206 73.7 73.9
0.27 74 0.268 0.272 73.9 74.1
END
$panel0layer12 << END
0.051 69.5 0.049 0.053 69.4 69.6
0.085 71.2 0.083 0.087 71.1 71.3
0.118 71.4 0.116 0.12 71.3 71.5
0.158 71.8 0.156 0.16 71.7 71.9
END
$panel0layer13 << END
0.037 67.2 0.035 0.039 67.1 67.3
0.063 68.9 0.061 0.065 68.8 69
0.087 69.5 0.085 0.089 69.4 69.6
0.118 69.7 0.116 0.12 69.6 69.8
END
$panel1layer6 << END
0.157 80.9 0.155 0.159 80.8 81
0.25 81.9 0.248 0.252 81.8 82
0.365 81.9 0.363 0.367 81.8 82
END
$panel1layer7 << END
0.085 80.1 0.083 0.087 80 80.2
0.135 80.4 0.133 0.137 80.3 80.5
0.196 81.1 0.194 0.198 81 81.2
END
$panel1layer8 << END
0.051 78.2 0.049 0.053 78.1 78.3
0.083 78.9 0.081 0.085 78.8 79
0.118 79.2 0.116 0.12 79.1 79.3
END
$panel1layer9 << END
0.037 76.5 0.035 0.039 76.4 76.6
0.081 77.2 0.079 0.083 77.1 77.3
0.088 77.5 0.086 0.09 77.4 77.6
END
$panel1layer10 << END
0.157 80.9 0.155 0.159 80.8 81
0.286 81.8 0.284 0.288 81.7 81.9
0.385 82.4 0.383 0.387 82.3 82.5
END
$panel1layer11 << END
0.085 80.1 0.083 0.087 80 80.2
0.144 80.8 0.142 0.146 80.7 80.9
0.204 81.1 0.202 0.206 81 81.2
0.27 81.3 0.268 0.272 81.2 81.4
END
$panel1layer12 << END
0.051 78.2 0.049 0.053 78.1 78.3
0.085 79 0.083 0.087 78.9 79.1
0.118 79.6 0.116 0.12 79.5 79.7
0.158 79.6 0.156 0.16 79.5 79.7
END
$panel1layer13 << END
0.037 76.5 0.035 0.039 76.4 76.6
0.063 77.8 0.061 0.065 77.7 77.9
0.087 77.8 0.085 0.089 77.7 77.9
0.118 78.1 0.116 0.12 78 78.2
END
$panel2layer6 << END
0.157 84.5 0.155 0.159 84.4 84.6
0.25 84.3 0.248 0.252 84.2 84.4
0.365 84.2 0.363 0.367 84.1 84.3
END
$panel2layer7 << END
0.085 83.8 0.083 0.087 83.7 83.9
0.135 84 0.133 0.137 83.9 84.1
0.196 83.8 0.194 0.198 83.7 83.9
END
$panel2layer8 << END
0.051 81.9 0.049 0.053 81.8 82
0.083 82.3 0.081 0.085 82.2 82.4
0.118 82.5 0.116 0.12 82.4 82.6
END
$panel2layer9 << END
0.037 79.9 0.035 0.039 79.8 80
0.081 81.1 0.079 0.083 81 81.2
0.088 81.3 0.086 0.09 81.2 81.4
END
$panel2layer10 << END
0.157 84.5 0.155 0.159 84.4 84.6
0.286 85.3 0.284 0.288 85.2 85.4
0.385 85.9 0.383 0.387 85.8 86
END
$panel2layer11 << END
0.085 83.8 0.083 0.087 83.7 83.9
0.144 84.6 0.142 0.146 84.5 84.7
0.204 84.9 0.202 0.206 84.8 85
0.27 85.3 0.268 0.272 85.2 85.4
END
$panel2layer12 << END
0.051 81.9 0.049 0.053 81.8 82
0.085 82.6 0.083 0.087 82.5 82.7
0.118 82.9 0.116 0.12 82.8 83
0.158 82.7 0.156 0.16 82.6 82.8
END
$panel2layer13 << END
0.037 79.9 0.035 0.039 79.8 80
0.063 81.1 0.061 0.065 81 81.2
0.087 81.8 0.085 0.089 81.7 81.9
0.118 81.5 0.116 0.12 81.4 81.6
END
$keylayer0 << END
13.65 21.92 NaN NaN NaN NaN
END
$keylayer1 << END
20.85 21.92 NaN NaN NaN NaN
END
$keylayer2 << END
28.05 21.92 NaN NaN NaN NaN
END
$keylayer3 << END
35.25 21.92 NaN NaN NaN NaN
END
$keylayer4 << END
41.45 21.92 41.45 41.45 21.57 22.27
43.45 21.92 43.45 43.45 21.57 22.27
END
$keylayer5 << END
42.45 21.92 NaN NaN NaN NaN
END
$keylayer6 << END
48.1 21.92 48.1 48.1 21.57 22.27
50.1 21.92 50.1 50.1 21.57 22.27
END
$keylayer7 << END
49.1 21.92 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 990,342 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 17.4cm,6.02cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'depth-or-width-by-tpu-step-time'.'.'.form
  set multiplot
  set lmargin at screen 0.0000
  set rmargin at screen 1.0000
  set bmargin at screen 0.0000
  set tmargin at screen 1.0000
  unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale
  set xrange [0:66.00]
  set yrange [0:22.82]
  set label '128 px' at 15.15,21.92 left noenhanced
  set label '160 px' at 22.35,21.92 left noenhanced
  set label '224 px' at 29.55,21.92 left noenhanced
  set label '320 px' at 36.75,21.92 left noenhanced
  set label 'depth' at 43.95,21.92 left noenhanced
  set label 'width' at 50.60,21.92 left noenhanced
  plot $keylayer0 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle, \
    $keylayer1 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $keylayer2 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $keylayer3 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $keylayer4 using 1:2 with lines linecolor rgb '#404040' dashtype solid linewidth 1.6 notitle, \
    $keylayer5 using 1:2 with points linecolor rgb '#404040' pointtype 7 pointsize 0.55 notitle, \
    $keylayer6 using 1:2 with lines linecolor rgb '#404040' dashtype (8,4) linewidth 1.6 notitle, \
    $keylayer7 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $keylayer7 using 1:2 with points linecolor rgb '#404040' pointtype 6 pointsize 0.6 linewidth 1.4 notitle
  set lmargin at screen 0.0598
  set rmargin at screen 0.3303
  set bmargin at screen 0.1643
  set tmargin at screen 0.8379
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label '10 epochs' at screen 0.1951,0.8773 center noenhanced
  set label 'TPU step time (s)' at screen 0.1951,0.0451 center noenhanced
  set label 'top-1 minival (%)' at screen 0.0136,0.5011 center rotate noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [0.03042886312:0.445136578]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('0.05' 0.05, '0.1' 0.1, '0.2' 0.2) enhanced
  unset logscale y
  set yrange [66.608:75.792]
  set ytics nomirror out scale 0.6 ('68' 68, '70' 70, '72' 72, '74' 74) enhanced
  plot $panel0layer6 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer6 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel0layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer7 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer8 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer9 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer10 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer10 using 1:2 with lines linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 notitle, \
    $panel0layer10 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel0layer11 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer11 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel0layer11 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel0layer12 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer12 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel0layer12 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel0layer13 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer13 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer13 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel0layer13 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.3864
  set rmargin at screen 0.6568
  set bmargin at screen 0.1643
  set tmargin at screen 0.8379
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label '100 epochs' at screen 0.5216,0.8773 center noenhanced
  set label 'TPU step time (s)' at screen 0.5216,0.0451 center noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [0.03042886312:0.445136578]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('0.05' 0.05, '0.1' 0.1, '0.2' 0.2) enhanced
  unset logscale y
  set yrange [76.034:82.866]
  set ytics nomirror out scale 0.6 ('77' 77, '78' 78, '79' 79, '80' 80, '81' 81, '82' 82) enhanced
  plot $panel1layer6 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer6 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel1layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer7 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer8 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer8 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel1layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer9 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer10 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer10 using 1:2 with lines linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 notitle, \
    $panel1layer10 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel1layer11 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer11 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel1layer11 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel1layer12 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer12 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel1layer12 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel1layer13 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer13 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer13 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel1layer13 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  set lmargin at screen 0.7129
  set rmargin at screen 0.9833
  set bmargin at screen 0.1643
  set tmargin at screen 0.8379
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label '350 epochs' at screen 0.8481,0.8773 center noenhanced
  set label 'TPU step time (s)' at screen 0.8481,0.0451 center noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [0.03042886312:0.445136578]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('0.05' 0.05, '0.1' 0.1, '0.2' 0.2) enhanced
  unset logscale y
  set yrange [79.428:86.372]
  set ytics nomirror out scale 0.6 ('80' 80, '81' 81, '82' 82, '83' 83, '84' 84, '85' 85, '86' 86) enhanced
  plot $panel2layer6 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel2layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel2layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer6 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel2layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer7 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel2layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel2layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer7 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel2layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer8 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel2layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel2layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer8 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel2layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer9 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel2layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel2layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel2layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer10 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel2layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel2layer10 using 1:2 with lines linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 notitle, \
    $panel2layer10 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel2layer11 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel2layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel2layer11 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel2layer11 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel2layer12 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel2layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel2layer12 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel2layer12 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel2layer13 using 3:2:($4-$3):(0) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel2layer13 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel2layer13 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel2layer13 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
