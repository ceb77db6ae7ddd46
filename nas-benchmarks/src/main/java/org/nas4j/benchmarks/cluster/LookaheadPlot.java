package org.nas4j.benchmarks.cluster;

import java.awt.BasicStroke;
import java.awt.Color;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.nas4j.benchmarks.charts.SvgCharts;

/** Draws a figure against the lookahead, one line for each kind of run. For one thread. */
final class LookaheadPlot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;

  /** The colours of Okabe and Ito, which most people can tell apart; a second round is dashed. */
  private static final int[] COLOURS = {
    0x000000, 0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x8C6D00
  };

  private final String title;
  private final String figure;
  private final XYSeriesCollection lines = new XYSeriesCollection();

  LookaheadPlot(String title, String figure) {
    this.title = title;
    this.figure = figure;
  }

  void add(String line, double multiple, double value) {
    if (lines.getSeriesIndex(line) < 0) {
      lines.addSeries(new XYSeries(line));
    }
    lines.getSeries(line).add(multiple, value);
  }

  String svg() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (int i = 0; i < lines.getSeriesCount(); i++) {
      renderer.setSeriesPaint(i, new Color(COLOURS[i % COLOURS.length]));
      renderer.setSeriesStroke(i, i < COLOURS.length ? new BasicStroke(2) : dashed());
    }
    XYPlot plot = new XYPlot(
        lines,
        new NumberAxis("lookahead in multiples of the workers"),
        new NumberAxis(figure),
        renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    JFreeChart chart =
        new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT.deriveFont(15f), plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getLegend().setPosition(RectangleEdge.BOTTOM);
    return SvgCharts.draw(chart, WIDTH, HEIGHT);
  }

  private static BasicStroke dashed() {
    return new BasicStroke(
        2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
  }
}
