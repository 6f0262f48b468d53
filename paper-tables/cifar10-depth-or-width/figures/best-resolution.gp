# Draws best-resolution.svg and .pdf; run it with gnuplot.
# Resolution of the points on the frontier of error and cost. Along the cost frontier (5 points) the best resolution grows as cost^0.364 [0.12, 0.639]. Depth or width under short and long training, CIFAR-10 (JPEG q75 decoded). Study cifar10-depth-or-width, 102 runs, seeds 0 to 2 of root 20210313, commit da8657e31e13, AMD EPYC, 2 cores.
$panel0layer0 << END
809280 15.72564572 NaN NaN NaN NaN
839138.4964 15.9344779 NaN NaN NaN NaN
870098.6261 16.1460833 NaN NaN NaN NaN
902201.0341 16.36049877 NaN NaN NaN NaN
935487.8648 16.57776161 NaN NaN NaN NaN
970002.8177 16.79790965 NaN NaN NaN NaN
1005791.204 17.02098118 NaN NaN NaN NaN
1042900.009 17.24701505 NaN NaN NaN NaN
1081377.947 17.47605058 NaN NaN NaN NaN
1121275.535 17.70812764 NaN NaN NaN NaN
1162645.149 17.94328662 NaN NaN NaN NaN
1205541.101 18.18156844 NaN NaN NaN NaN
1250019.705 18.42301458 NaN NaN NaN NaN
1296139.353 18.66766706 NaN NaN NaN NaN
1343960.592 18.91556845 NaN NaN NaN NaN
1393546.202 19.1667619 NaN NaN NaN NaN
1444961.28 19.42129114 NaN NaN NaN NaN
1498273.324 19.67920045 NaN NaN NaN NaN
1553552.324 19.94053472 NaN NaN NaN NaN
1610870.85 20.20533944 NaN NaN NaN NaN
1670304.15 20.47366069 NaN NaN NaN NaN
1731930.251 20.74554517 NaN NaN NaN NaN
1795830.054 21.0210402 NaN NaN NaN NaN
1862087.45 21.30019373 NaN NaN NaN NaN
1930789.421 21.58305434 NaN NaN NaN NaN
2002026.162 21.86967126 NaN NaN NaN NaN
2075891.191 22.16009438 NaN NaN NaN NaN
2152481.481 22.45437423 NaN NaN NaN NaN
2231897.58 22.75256203 NaN NaN NaN NaN
2314243.746 23.05470968 NaN NaN NaN NaN
2399628.086 23.36086978 NaN NaN NaN NaN
2488162.693 23.67109559 NaN NaN NaN NaN
2579963.796 23.98544111 NaN NaN NaN NaN
2675151.914 24.30396105 NaN NaN NaN NaN
2773852.01 24.62671085 NaN NaN NaN NaN
2876193.66 24.95374668 NaN NaN NaN NaN
2982311.219 25.28512545 NaN NaN NaN NaN
3092344 25.62090484 NaN NaN NaN NaN
3206436.455 25.96114328 NaN NaN NaN NaN
3324738.367 26.3059 NaN NaN NaN NaN
3447405.044 26.65523498 NaN NaN NaN NaN
3574597.525 27.00920904 NaN NaN NaN NaN
3706482.791 27.36788378 NaN NaN NaN NaN
3843233.981 27.73132161 NaN NaN NaN NaN
3985030.625 28.0995858 NaN NaN NaN NaN
4132058.875 28.47274044 NaN NaN NaN NaN
4284511.753 28.85085046 NaN NaN NaN NaN
4442589.401 29.23398168 NaN NaN NaN NaN
4606499.345 29.62220077 NaN NaN NaN NaN
4776456.769 30.0155753 NaN NaN NaN NaN
4952684.796 30.41417374 NaN NaN NaN NaN
5135414.78 30.81806545 NaN NaN NaN NaN
5324886.611 31.22732074 NaN NaN NaN NaN
5521349.032 31.64201081 NaN NaN NaN NaN
5725059.96 32.06220786 NaN NaN NaN NaN
5936286.832 32.487985 NaN NaN NaN NaN
6155306.947 32.91941635 NaN NaN NaN NaN
6382407.84 33.35657698 NaN NaN NaN NaN
6617887.651 33.79954299 NaN NaN NaN NaN
6862055.522 34.24839146 NaN NaN NaN NaN
7115232 34.70320051 NaN NaN NaN NaN
END
$panel0layer1 << END
809280 16 NaN NaN NaN NaN
1779168 16 NaN NaN NaN NaN
1820480 24 NaN NaN NaN NaN
3236160 32 NaN NaN NaN NaN
7115232 32 NaN NaN NaN NaN
END

set encoding utf8
set datafile missing 'NaN'
set style fill noborder
set key off
do for [form in 'svg pdf'] {
  if (form eq 'svg') {
    set terminal svg size 480,346 font 'Helvetica,15' background rgb 'white'
  } else {
    set terminal pdfcairo size 8.4cm,6.05cm font 'Helvetica,15' fontscale 0.375 linewidth 0.8
  }
  set output 'best-resolution'.'.'.form
  set multiplot
  set lmargin at screen 0.1234
  set rmargin at screen 0.9656
  set bmargin at screen 0.1628
  set tmargin at screen 0.9696
  unset label
  set border 3 linewidth 0.8 linecolor rgb '#404040'
  set label 'multiply-adds of one image' at screen 0.5445,0.0447 center noenhanced
  set label 'best resolution (px)' at screen 0.0281,0.5662 center rotate noenhanced
  set grid xtics ytics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
  set logscale x
  set xrange [711695.3414:8090842.553]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('1 M' 1000000, '2 M' 2000000, '5 M' 5000000) enhanced
  set logscale y
  set yrange [14.81904659:36.82627173]
  set ytics nomirror out scale 0.6 ('16' 16, '24' 24, '32' 32) enhanced
  plot $panel0layer0 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.6 notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
