# Draws depth_or_width.svg and .pdf; run it with gnuplot.
$layer0 << END
-1 0.4 0.4 2.6
1 0.4 0.4 2.6
END
$layer1 << END
0 0.4 0.4 0.4
0 2.6 2.6 2.6
END
$layer2 << END
-6.783333333333333 2 -13.474769157602534 -0.09189750906413025
-5.216666666666667 1 -11.332305626418936 0.898972293085603
END

set encoding utf8
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics nomirror out scale 0.6,0.3
set grid xtics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
set key outside top center horizontal noenhanced samplen 1.6 spacing 1.1
set style fill noborder
set xlabel 'depth less width, validation top-1 (points)' noenhanced
set xrange [-14.343255307058685:1.868486149456152]
set xtics ('-10' -10, '-5' -5, '0' 0) noenhanced
unset mxtics
set ylabel 'epochs' noenhanced
set yrange [0.4:2.6]
set ytics ('3' 2, '12' 1) noenhanced
unset mytics
set terminal svg size 480,230 font 'Helvetica,13' background rgb 'white'
set output 'depth_or_width.svg'
plot $layer0 using 1:3:4 with filledcurves linecolor rgb '#EDEDED' notitle, \
     $layer1 using 1:2 with lines linecolor rgb '#808080' linewidth 0.8 notitle, \
     $layer2 using 1:2:3:4 with xerrorbars linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 linewidth 1.2 title 'undecided'
set terminal pdfcairo size 8.4cm,4.0cm font 'Helvetica,8' fontscale 1 linewidth 0.9
set output 'depth_or_width.pdf'
replot
unset output
