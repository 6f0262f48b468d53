# Draws depth_or_width.svg and .pdf; run it with gnuplot.
$layer0 << END
-0.5 0.4 0.4 6.6
0.5 0.4 0.4 6.6
END
$layer1 << END
0 0.4 0.4 0.4
0 6.6 6.6 6.6
END
$layer2 << END
-2.4388888888888904 5 -3.00100541780981 -1.8767723599679709
-4.222222222222222 3 -4.772005626579099 -3.6724388178653458
END
$layer3 << END
-3.5944444444444454 6 -5.457701063781405 -1.731187825107485
-2.100000000000002 4 -4.7024232625779465 0.5024232625779436
-5.072222222222219 2 -8.322851742182424 -1.8215927022620129
-4.083333333333331 1 -7.5574275295707345 -0.609239137095928
END

set encoding utf8
set border 3 linewidth 0.8 linecolor rgb '#404040'
set tics nomirror out scale 0.6,0.3
set grid xtics linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
set key outside top center horizontal noenhanced samplen 1.6 spacing 1.1
set style fill noborder
set xlabel 'depth less width, validation top-1 (points)' noenhanced
set xrange [-8.852368242468046:1.0319397628635656]
set xtics ('-8' -8, '-6' -6, '-4' -4, '-2' -2, '0' 0) noenhanced
unset mxtics
set ylabel 'epochs, resolution' noenhanced
set yrange [0.4:6.6]
set ytics ('8, 16' 6, '8, 24' 5, '8, 32' 4, '30, 16' 3, '30, 24' 2, '30, 32' 1) noenhanced
unset mytics
set terminal svg size 480,365 font 'Helvetica,13' background rgb 'white'
set output 'depth_or_width.svg'
plot $layer0 using 1:3:4 with filledcurves linecolor rgb '#EDEDED' notitle, \
     $layer1 using 1:2 with lines linecolor rgb '#808080' linewidth 0.8 notitle, \
     $layer2 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 5 pointsize 0.55 linewidth 1.2 title 'width better', \
     $layer3 using 1:2:3:4 with xerrorbars linecolor rgb '#CC79A7' pointtype 13 pointsize 0.55 linewidth 1.2 title 'undecided'
set terminal pdfcairo size 8.4cm,6.4cm font 'Helvetica,8' fontscale 1 linewidth 0.9
set output 'depth_or_width.pdf'
replot
unset output
