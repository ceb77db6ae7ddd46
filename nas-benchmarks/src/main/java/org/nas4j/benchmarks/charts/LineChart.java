package org.nas4j.benchmarks.charts;

import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines through points, as SVG. For one thread. */
public final class LineChart {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;

  private final String title;
  private final ValueAxis across;
  private final ValueAxis up;
  private final XYSeriesCollection lines = new XYSeriesCollection();

  private LineChart(String title, ValueAxis across, ValueAxis up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /**
   * With plain axes.
   *
   * @param title above the chart
   * @param across what is below
   * @param up what is on the left
   * @return without a line yet
   */
  public static LineChart linear(String title, String across, String up) {
    return new LineChart(title, new NumberAxis(across), new NumberAxis(up));
  }

  /**
   * With logarithmic axes, on which what grows in proportion is a straight line of slope 1.
   *
   * @param title above the chart
   * @param across what is below
   * @param up what is on the left
   * @return without a line yet
   */
  public static LineChart logarithmic(String title, String across, String up) {
    return new LineChart(title, powersOfTwo(across), powersOfTwo(up));
  }

  private static LogAxis powersOfTwo(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setBase(2);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(
        new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    return axis;
  }

  /**
   * Adds a point.
   *
   * @param line its name; a new one begins a line
   * @param x above 0 where axes are logarithmic
   * @param y likewise
   */
  public void add(String line, double x, double y) {
    if (lines.getSeriesIndex(line) < 0) {
      lines.addSeries(new XYSeries(line));
    }
    lines.getSeries(line).add(x, y);
  }

  /**
   * Draws it.
   *
   * @return the content of an SVG file
   */
  public String svg() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (int i = 0; i < lines.getSeriesCount(); i++) {
      renderer.setSeriesPaint(i, Palette.colour(i));
      renderer.setSeriesStroke(i, Palette.stroke(i));
    }
    XYPlot plot = new XYPlot(lines, across, up, renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    JFreeChart chart =
        new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT.deriveFont(15f), plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getLegend().setPosition(RectangleEdge.BOTTOM);
    return SvgCharts.draw(chart, WIDTH, HEIGHT);
  }
}
