# Draws best-resolution.svg and .pdf; run it with gnuplot.
# Resolution of the points on the frontier of error and cost. Along the cost frontier (4 points) the best resolution grows as cost^0.521 [0, 1.34]. Five ways to spend two and four times the multiply-adds, CIFAR-10 (JPEG q75 decoded). Study cifar10-scaling-rules, 66 runs, seeds 0 to 2 of root 20210611, commit 6a5abdbe1355, AMD EPYC, 2 cores.
$panel0layer0 << END
6664832 14.5366551 NaN NaN NaN NaN
6820606.876 14.71258178 NaN NaN NaN NaN
6980022.626 14.89063759 NaN NaN NaN NaN
7143164.346 15.07084827 NaN NaN NaN NaN
7310119.123 15.25323991 NaN NaN NaN NaN
7480976.078 15.43783891 NaN NaN NaN NaN
7655826.415 15.62467197 NaN NaN NaN NaN
7834763.471 15.81376615 NaN NaN NaN NaN
8017882.761 16.00514879 NaN NaN NaN NaN
8205282.038 16.1988476 NaN NaN NaN NaN
8397061.334 16.39489061 NaN NaN NaN NaN
8593323.024 16.59330618 NaN NaN NaN NaN
8794171.872 16.79412304 NaN NaN NaN NaN
8999715.092 16.99737024 NaN NaN NaN NaN
9210062.405 17.20307719 NaN NaN NaN NaN
9425326.095 17.41127367 NaN NaN NaN NaN
9645621.071 17.62198979 NaN NaN NaN NaN
9871064.927 17.83525607 NaN NaN NaN NaN
10101778.01 18.05110335 NaN NaN NaN NaN
10337883.47 18.26956288 NaN NaN NaN NaN
10579507.34 18.49066627 NaN NaN NaN NaN
10826778.6 18.71444551 NaN NaN NaN NaN
11079829.26 18.94093299 NaN NaN NaN NaN
11338794.38 19.17016148 NaN NaN NaN NaN
11603812.21 19.40216417 NaN NaN NaN NaN
11875024.2 19.63697461 NaN NaN NaN NaN
12152575.15 19.8746268 NaN NaN NaN NaN
12436613.2 20.11515512 NaN NaN NaN NaN
12727289.98 20.35859438 NaN NaN NaN NaN
13024760.64 20.60497981 NaN NaN NaN NaN
13329183.99 20.85434707 NaN NaN NaN NaN
13640722.52 21.10673224 NaN NaN NaN NaN
13959542.54 21.36217185 NaN NaN NaN NaN
14285814.23 21.62070286 NaN NaN NaN NaN
14619711.76 21.88236268 NaN NaN NaN NaN
14961413.37 22.14718919 NaN NaN NaN NaN
15311101.45 22.4152207 NaN NaN NaN NaN
15668962.67 22.686496 NaN NaN NaN NaN
16035188.07 22.96105435 NaN NaN NaN NaN
16409973.12 23.23893549 NaN NaN NaN NaN
16793517.9 23.52017962 NaN NaN NaN NaN
17186027.15 23.80482744 NaN NaN NaN NaN
17587710.38 24.09292016 NaN NaN NaN NaN
17998782.01 24.38449945 NaN NaN NaN NaN
18419461.49 24.67960752 NaN NaN NaN NaN
18849973.37 24.97828706 NaN NaN NaN NaN
19290547.45 25.28058132 NaN NaN NaN NaN
19741418.93 25.58653402 NaN NaN NaN NaN
20202828.47 25.89618945 NaN NaN NaN NaN
20675022.39 26.20959241 NaN NaN NaN NaN
21158252.73 26.52678827 NaN NaN NaN NaN
21652777.45 26.84782292 NaN NaN NaN NaN
22158860.53 27.17274282 NaN NaN NaN NaN
22676772.13 27.50159499 NaN NaN NaN NaN
23206788.69 27.83442702 NaN NaN NaN NaN
23749193.16 28.17128708 NaN NaN NaN NaN
24304275.06 28.51222392 NaN NaN NaN NaN
24872330.7 28.85728687 NaN NaN NaN NaN
25453663.32 29.20652587 NaN NaN NaN NaN
26048583.23 29.55999145 NaN NaN NaN NaN
26657408 29.91773478 NaN NaN NaN NaN
END
$panel0layer1 << END
6664832 16 NaN NaN NaN NaN
12762992 16 NaN NaN NaN NaN
14995072 24 NaN NaN NaN NaN
26657408 32 NaN NaN NaN NaN
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
  set xrange [6096598.561:29142011.58]
  set xtics nomirror out scale 0.6 offset 0,0.3 ('7 M' 7000000, '10 M' 10000000, '15 M' 15000000, '20 M' 20000000) enhanced
  set logscale y
  set yrange [13.70029883:33.95349029]
  set ytics nomirror out scale 0.6 ('16' 16, '24' 24, '32' 32) enhanced
  plot $panel0layer0 using 1:2 with lines linecolor rgb '#0072B2' dashtype solid linewidth 1.6 notitle, \
    $panel0layer1 using 1:2 with points linecolor rgb '#0072B2' pointtype 7 pointsize 0.55 notitle
  unset multiplot
  unset output
}
