package org.nas4j.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Objective;
import org.nas4j.objective.ParetoFront;

/**
 * A picture of a front of two objectives: the first one upwards, the second one to the right,
 * logarithmic where it spans more than a factor of five. Equal fronts give equal pictures.
 * Stateless.
 */
public final class FrontDrawing {

  private static final double WIDTH = 720;
  private static final double HEIGHT = 440;
  private static final double LEFT = 80;
  private static final double RIGHT = 30;
  private static final double TOP = 30;
  private static final double BOTTOM = 60;

  private FrontDrawing() {}

  /**
   * Draws.
   *
   * @param front of two objectives
   * @param others figures of what else was evaluated, drawn in grey; those that lack an objective
   *     are left out
   * @param label what to call a member, escaped here
   * @param <T> type of a member's item
   * @return an SVG document, to be stored in UTF-8
   * @throws IllegalArgumentException if there are not two objectives, or the front is empty
   */
  public static <T> String svg(
      ParetoFront<T> front, List<Evaluation> others, Function<T, String> label) {
    if (front.objectives().size() != 2 || front.members().isEmpty()) {
      throw new IllegalArgumentException(
          "A drawing needs two objectives and at least one member, but"
              + " got [" + front.objectives() + "] and [" + front.members().size()
              + "] members.\nMaybe draw two of the objectives.");
    }
    Objective up = front.objectives().list().get(0);
    Objective right = front.objectives().list().get(1);
    List<Evaluation> grey =
        others.stream().filter(each -> has(each, up) && has(each, right)).toList();
    List<Evaluation> all = new ArrayList<>(grey);
    front.members().forEach(member -> all.add(member.evaluation()));
    Axis x = Axis.of(all.stream().mapToDouble(each -> each.get(right.metric())).toArray(), true);
    Axis y = Axis.of(all.stream().mapToDouble(each -> each.get(up.metric())).toArray(), false);
    StringBuilder svg = new StringBuilder(head(up.metric(), right.metric()));
    x.ticks().forEach(tick -> svg.append(verticalTick(x, tick)));
    y.ticks().forEach(tick -> svg.append(horizontalTick(y, tick)));
    grey.forEach(each -> svg.append(format(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#bbbbbb\"/>\n",
        across(x, each.get(right.metric())), down(y, each.get(up.metric())))));
    front
        .members()
        .forEach(member -> svg.append(point(
            across(x, member.evaluation().get(right.metric())),
            down(y, member.evaluation().get(up.metric())),
            label.apply(member.item()),
            member.evaluation())));
    return svg.append("</svg>\n").toString();
  }

  private static boolean has(Evaluation figures, Objective objective) {
    return figures.find(objective.metric()).filter(Double::isFinite).isPresent();
  }

  private static String head(Metric up, Metric right) {
    return format(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" \
        viewBox="0 0 %1$.0f %2$.0f" font-family="Helvetica, Arial, sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="%3$.0f" y="%4$.0f" text-anchor="middle">%5$s</text>
        <text x="16" y="%6$.0f" text-anchor="middle" transform="rotate(-90 16 %6$.0f)">%7$s</text>
        """,
        WIDTH,
        HEIGHT,
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 14,
        SvgText.escaped(right.name()),
        (TOP + HEIGHT - BOTTOM) / 2,
        SvgText.escaped(up.name()));
  }

  private static String verticalTick(Axis axis, double value) {
    double x = across(axis, value);
    return format(
        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$.0f\" y2=\"%3$.0f\" stroke=\"#e5e5e5\"/>\n"
            + "<text x=\"%1$.1f\" y=\"%4$.0f\" text-anchor=\"middle\" fill=\"#555555\">%5$s</text>\n",
        x, TOP, HEIGHT - BOTTOM, HEIGHT - BOTTOM + 18, Axis.text(value));
  }

  private static String horizontalTick(Axis axis, double value) {
    double y = down(axis, value);
    return format(
        "<line x1=\"%1$.0f\" x2=\"%2$.0f\" y1=\"%3$.1f\" y2=\"%3$.1f\" stroke=\"#e5e5e5\"/>\n"
            + "<text x=\"%4$.0f\" y=\"%5$.1f\" text-anchor=\"end\" fill=\"#555555\">%6$s</text>\n",
        LEFT, WIDTH - RIGHT, y, LEFT - 6, y + 4, Axis.text(value));
  }

  private static String point(double x, double y, String label, Evaluation figures) {
    StringBuilder title = new StringBuilder(label);
    figures
        .figures()
        .forEach((metric, value) ->
            title.append(", ").append(metric.name()).append(' ').append(Axis.text(value)));
    return format(
        "<g><title>%s</title><circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#1f77b4\"/>"
            + "<text x=\"%.1f\" y=\"%.1f\">%s</text></g>\n",
        SvgText.escaped(title.toString()), x, y, x + 7, y - 6, SvgText.escaped(label));
  }

  private static double across(Axis axis, double value) {
    return LEFT + axis.share(value) * (WIDTH - RIGHT - LEFT);
  }

  private static double down(Axis axis, double value) {
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - BOTTOM - TOP);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
