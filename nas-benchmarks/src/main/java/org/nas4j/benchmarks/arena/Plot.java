package org.nas4j.benchmarks.arena;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.nas4j.benchmarks.charts.Palette;
import org.nas4j.benchmarks.charts.SvgCharts;
import org.nas4j.eval.Metric;
import org.nas4j.tabular.TabularBenchmark;

/** Draws the mean courses of the strategies on one table, with 95 % confidence bands, as SVG. */
final class Plot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int ROOM_FOR_LAST_LABEL = 28;
  private static final float OPACITY = 0.18f;

  /** The part of the budget whose early, low values are left out of the picture. */
  private static final double HIDDEN_START = 0.12;

  private final List<Standing> standings;
  private final TabularBenchmark table;
  private final Budget budget;

  Plot(List<Standing> standings) {
    this.standings = standings;
    this.table = standings.get(0).contest().table();
    this.budget = standings.get(0).contest().budget();
  }

  String svg() {
    return SvgCharts.draw(chart(), WIDTH, HEIGHT);
  }

  private JFreeChart chart() {
    NumberAxis spent = new NumberAxis(budget.unit());
    NumberAxis value = new NumberAxis(table.reportMetric().name() + " of the best so far");
    value.setAutoRangeIncludesZero(false);
    XYPlot plot = new XYPlot(courses(), spent, value, renderer());
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    double optimum = Standing.optimum(table);
    plot.addRangeMarker(new ValueMarker(optimum, Color.GRAY, Palette.dashed(1)));
    spent.setRange(0, budget.amount());
    setRange(value, optimum);
    JFreeChart chart = new JFreeChart(
        table.name() + ", mean of " + standings.get(0).seeds()
            + " seeds, 95 % confidence; dashed line: optimum",
        JFreeChart.DEFAULT_TITLE_FONT.deriveFont(15f),
        plot,
        true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(4, 4, 4, ROOM_FOR_LAST_LABEL));
    chart.getLegend().setPosition(RectangleEdge.BOTTOM);
    return chart;
  }

  /** From the worst mean after the hidden start to a little beyond the optimum. */
  private void setRange(NumberAxis axis, double optimum) {
    boolean more = table.reportMetric().goal() == Metric.Goal.MAXIMIZE;
    int start = (int) (HIDDEN_START * budget.grid().length);
    double far = standings.stream()
        .mapToDouble(each -> Math.abs(optimum - each.band()[start][1]))
        .filter(Double::isFinite)
        .max()
        .orElse(1);
    double margin = Math.max(far, 1e-9) * 0.05;
    double worst = more ? optimum - far - margin : optimum + far + margin;
    double best = more ? optimum + margin : optimum - margin;
    axis.setRange(Math.min(worst, best), Math.max(worst, best));
  }

  private YIntervalSeriesCollection courses() {
    YIntervalSeriesCollection courses = new YIntervalSeriesCollection();
    double[] grid = budget.grid();
    for (Standing standing : standings) {
      YIntervalSeries course = new YIntervalSeries(standing.contest().name());
      double[][] band = standing.band();
      for (int i = 0; i < grid.length; i++) {
        if (Double.isFinite(band[i][1])) {
          course.add(grid[i], band[i][1], band[i][0], band[i][2]);
        }
      }
      courses.addSeries(course);
    }
    return courses;
  }

  private DeviationRenderer renderer() {
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha(OPACITY);
    for (int i = 0; i < standings.size(); i++) {
      Color colour = Palette.colour(i);
      renderer.setSeriesPaint(i, colour);
      renderer.setSeriesFillPaint(i, colour);
      renderer.setSeriesStroke(i, Palette.stroke(i));
    }
    return renderer;
  }
}
