# Draws depth-or-width-by-multiply-adds-of-our-graphs.svg and .pdf; run it with gnuplot.
# Accuracy against multiply-adds of our graphs where depth alone, or width alone, grows from one network of each resolution, a panel for each number of epochs. Bars are the deviation of a reading. resnet-rs/fig3_depth_vs_width: complete (depth 400 at 320 px lies off the plotted axis: missing), digitised, from github asanakoy/blog @a40ba3fcdb54 assets/images/Revisiting-Resnets/scaling_plots.png (figure + caption). Published values of resnet-rs/fig3_depth_vs_width; ours of commit 24d2b0d3870f+changes.
$panel0layer6 << END
1.642713907E+10 72.6 1.642713907E+10 1.642713907E+10 72.5 72.7
3.694293811E+10 74.3 3.694293811E+10 3.694293811E+10 74.2 74.4
6.566022349E+10 75.2 6.566022349E+10 6.566022349E+10 75.1 75.3
END
$panel0layer7 << END
8060018688 71.5 8060018688 8060018688 71.4 71.6
1.812537754E+10 73.3 1.812537754E+10 1.812537754E+10 73.2 73.4
3.221430272E+10 74.1 3.221430272E+10 3.221430272E+10 74 74.2
END
$panel0layer8 << END
4122550272 69.5 4122550272 4122550272 69.4 69.6
9270054912 71.5 9270054912 9270054912 71.4 71.6
1.647504589E+10 72.7 1.647504589E+10 1.647504589E+10 72.6 72.8
END
$panel0layer9 << END
2645999616 67.2 2645999616 2645999616 67.1 67.3
5949308928 69.8 5949308928 5949308928 69.7 69.9
1.057282458E+10 70.9 1.057282458E+10 1.057282458E+10 70.8 71
END
$panel0layer10 << END
1.642713907E+10 72.6 1.642713907E+10 1.642713907E+10 72.5 72.7
3.114285466E+10 74.1 3.114285466E+10 3.114285466E+10 74 74.2
4.541662822E+10 74.6 4.541662822E+10 4.541662822E+10 74.5 74.7
END
$panel0layer11 << END
8060018688 71.5 8060018688 8060018688 71.4 71.6
1.527553229E+10 72.6 1.527553229E+10 1.527553229E+10 72.5 72.7
2.227638272E+10 73.8 2.227638272E+10 2.227638272E+10 73.7 73.9
2.971609498E+10 74 2.971609498E+10 2.971609498E+10 73.9 74.1
END
$panel0layer12 << END
4122550272 69.5 4122550272 4122550272 69.4 69.6
7808557056 71.2 7808557056 7808557056 71.1 71.3
1.138685542E+10 71.4 1.138685542E+10 1.138685542E+10 71.3 71.5
1.519010611E+10 71.8 1.519010611E+10 1.519010611E+10 71.7 71.9
END
$panel0layer13 << END
2645999616 67.2 2645999616 2645999616 67.1 67.3
5008441344 68.9 5008441344 5008441344 68.8 69
7303282688 69.5 7303282688 7303282688 69.4 69.6
9742860288 69.7 9742860288 9742860288 69.6 69.8
END
$panel1layer6 << END
1.642713907E+10 80.9 1.642713907E+10 1.642713907E+10 80.8 81
3.694293811E+10 81.9 3.694293811E+10 3.694293811E+10 81.8 82
6.566022349E+10 81.9 6.566022349E+10 6.566022349E+10 81.8 82
END
$panel1layer7 << END
8060018688 80.1 8060018688 8060018688 80 80.2
1.812537754E+10 80.4 1.812537754E+10 1.812537754E+10 80.3 80.5
3.221430272E+10 81.1 3.221430272E+10 3.221430272E+10 81 81.2
END
$panel1layer8 << END
4122550272 78.2 4122550272 4122550272 78.1 78.3
9270054912 78.9 9270054912 9270054912 78.8 79
1.647504589E+10 79.2 1.647504589E+10 1.647504589E+10 79.1 79.3
END
$panel1layer9 << END
2645999616 76.5 2645999616 2645999616 76.4 76.6
5949308928 77.2 5949308928 5949308928 77.1 77.3
1.057282458E+10 77.5 1.057282458E+10 1.057282458E+10 77.4 77.6
END
$panel1layer10 << END
1.642713907E+10 80.9 1.642713907E+10 1.642713907E+10 80.8 81
3.114285466E+10 81.8 3.114285466E+10 3.114285466E+10 81.7 81.9
4.541662822E+10 82.4 4.541662822E+10 4.541662822E+10 82.3 82.5
END
$panel1layer11 << END
8060018688 80.1 8060018688 8060018688 80 80.2
1.527553229E+10 80.8 1.527553229E+10 1.527553229E+10 80.7 80.9
2.227638272E+10 81.1 2.227638272E+10 2.227638272E+10 81 81.2
2.971609498E+10 81.3 2.971609498E+10 2.971609498E+10 81.2 81.4
END
$panel1layer12 << END
4122550272 78.2 4122550272 4122550272 78.1 78.3
7808557056 79 7808557056 7808557056 78.9 79.1
1.138685542E+10 79.6 1.138685542E+10 1.138685542E+10 79.5 79.7
1.519010611E+10 79.6 1.519010611E+10 1.519010611E+10 79.5 79.7
END
$panel1layer13 << END
2645999616 76.5 2645999616 2645999616 76.4 76.6
5008441344 77.8 5008441344 5008441344 77.7 77.9
7303282688 77.8 7303282688 7303282688 77.7 77.9
9742860288 78.1 9742860288 9742860288 78 78.2
END
$panel2layer6 << END
1.642713907E+10 84.5 1.642713907E+10 1.642713907E+10 84.4 84.6
3.694293811E+10 84.3 3.694293811E+10 3.694293811E+10 84.2 84.4
6.566022349E+10 84.2 6.566022349E+10 6.566022349E+10 84.1 84.3
END
$panel2layer7 << END
8060018688 83.8 8060018688 8060018688 83.7 83.9
1.812537754E+10 84 1.812537754E+10 1.812537754E+10 83.9 84.1
3.221430272E+10 83.8 3.221430272E+10 3.221430272E+10 83.7 83.9
END
$panel2layer8 << END
4122550272 81.9 4122550272 4122550272 81.8 82
9270054912 82.3 9270054912 9270054912 82.2 82.4
1.647504589E+10 82.5 1.647504589E+10 1.647504589E+10 82.4 82.6
END
$panel2layer9 << END
2645999616 79.9 2645999616 2645999616 79.8 80
5949308928 81.1 5949308928 5949308928 81 81.2
1.057282458E+10 81.3 1.057282458E+10 1.057282458E+10 81.2 81.4
END
$panel2layer10 << END
1.642713907E+10 84.5 1.642713907E+10 1.642713907E+10 84.4 84.6
3.114285466E+10 85.3 3.114285466E+10 3.114285466E+10 85.2 85.4
4.541662822E+10 85.9 4.541662822E+10 4.541662822E+10 85.8 86
END
$panel2layer11 << END
8060018688 83.8 8060018688 8060018688 83.7 83.9
1.527553229E+10 84.6 1.527553229E+10 1.527553229E+10 84.5 84.7
2.227638272E+10 84.9 2.227638272E+10 2.227638272E+10 84.8 85
2.971609498E+10 85.3 2.971609498E+10 2.971609498E+10 85.2 85.4
END
$panel2layer12 << END
4122550272 81.9 4122550272 4122550272 81.8 82
7808557056 82.6 7808557056 7808557056 82.5 82.7
1.138685542E+10 82.9 1.138685542E+10 1.138685542E+10 82.8 83
1.519010611E+10 82.7 1.519010611E+10 1.519010611E+10 82.6 82.8
END
$panel2layer13 << END
2645999616 79.9 2645999616 2645999616 79.8 80
5008441344 81.1 5008441344 5008441344 81 81.2
7303282688 81.8 7303282688 7303282688 81.7 81.9
9742860288 81.5 9742860288 9742860288 81.4 81.6
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
  set output 'depth-or-width-by-multiply-adds-of-our-graphs'.'.'.form
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
  set label 'multiply-adds of our graphs' at screen 0.1951,0.0451 center noenhanced
  set label 'top-1 minival (%)' at screen 0.0136,0.5011 center rotate noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [2209296355:7.863903171E+10]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('3 G' 3000000000, '10 G' 10000000000, '30 G' 3E+10) enhanced
  unset logscale y
  set yrange [66.608:75.792]
  set ytics nomirror out scale 0.6 ('68' 68, '70' 70, '72' 72, '74' 74) enhanced
  plot $panel0layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer6 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel0layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel0layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel0layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel0layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel0layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel0layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel0layer10 using 1:2 with lines linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 notitle, \
    $panel0layer10 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel0layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel0layer11 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel0layer11 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel0layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel0layer12 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel0layer12 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
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
  set label 'multiply-adds of our graphs' at screen 0.5216,0.0451 center noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [2209296355:7.863903171E+10]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('3 G' 3000000000, '10 G' 10000000000, '30 G' 3E+10) enhanced
  unset logscale y
  set yrange [76.034:82.866]
  set ytics nomirror out scale 0.6 ('77' 77, '78' 78, '79' 79, '80' 80, '81' 81, '82' 82) enhanced
  plot $panel1layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer6 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel1layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel1layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer8 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel1layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel1layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel1layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel1layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel1layer10 using 1:2 with lines linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 notitle, \
    $panel1layer10 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel1layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel1layer11 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel1layer11 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel1layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel1layer12 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel1layer12 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
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
  set label 'multiply-adds of our graphs' at screen 0.8481,0.0451 center noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [2209296355:7.863903171E+10]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('3 G' 3000000000, '10 G' 10000000000, '30 G' 3E+10) enhanced
  unset logscale y
  set yrange [79.428:86.372]
  set ytics nomirror out scale 0.6 ('80' 80, '81' 81, '82' 82, '83' 83, '84' 84, '85' 85, '86' 86) enhanced
  plot $panel2layer6 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel2layer6 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer6 using 1:2 with points linecolor rgb 'white' pointtype 13 pointsize 0.6 notitle, \
    $panel2layer6 using 1:2 with points linecolor rgb '#CC79A7' pointtype 12 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer7 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel2layer7 using 1:2 with lines linecolor rgb '#009E73' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer7 using 1:2 with points linecolor rgb 'white' pointtype 9 pointsize 0.6 notitle, \
    $panel2layer7 using 1:2 with points linecolor rgb '#009E73' pointtype 8 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer8 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel2layer8 using 1:2 with lines linecolor rgb '#D55E00' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer8 using 1:2 with points linecolor rgb 'white' pointtype 5 pointsize 0.6 notitle, \
    $panel2layer8 using 1:2 with points linecolor rgb '#D55E00' pointtype 4 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer9 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel2layer9 using 1:2 with lines linecolor rgb '#0072B2' dashtype (8,4) linewidth 1.2 notitle, \
    $panel2layer9 using 1:2 with points linecolor rgb 'white' pointtype 7 pointsize 0.6 notitle, \
    $panel2layer9 using 1:2 with points linecolor rgb '#0072B2' pointtype 6 pointsize 0.6 linewidth 1.4 notitle, \
    $panel2layer10 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#CC79A7' linewidth 1.4 notitle, \
    $panel2layer10 using 1:2 with lines linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 notitle, \
    $panel2layer10 using 1:2 with points linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 notitle, \
    $panel2layer11 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#009E73' linewidth 1.4 notitle, \
    $panel2layer11 using 1:2 with lines linecolor rgb '#009E73' dashtype solid linewidth 1.2 notitle, \
    $panel2layer11 using 1:2 with points linecolor rgb '#009E73' pointtype 9 pointsize 0.55 notitle, \
    $panel2layer12 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#D55E00' linewidth 1.4 notitle, \
    $panel2layer12 using 1:2 with lines linecolor rgb '#D55E00' dashtype solid linewidth 1.2 notitle, \
    $panel2layer12 using 1:2 with points linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 notitle, \
    $panel2layer13 using 1:5:(0):($6-$5) with vectors nohead linecolor rgb '#0072B2' linewidth 1.4 notitle, \
    $panel2layer13 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.2 notitle, \
    $panel2layer13 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
