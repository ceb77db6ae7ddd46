package org.nas4j.exchange;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nas4j.exchange.DrawingLayout.Place;
import org.nas4j.exchange.DrawingLayout.Point;

/** Writes a layout as SVG. */
final class SvgText {

  private SvgText() {}

  static String of(DrawingLayout layout) {
    StringBuilder svg =
        new StringBuilder(format("""
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" \
        viewBox="0 0 %1$.0f %2$.0f" font-family="Helvetica, Arial, sans-serif" \
        text-anchor="middle">
        <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" \
        markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555555"/></marker></defs>
        <rect width="100%%" height="100%%" fill="white"/>
        """, Math.ceil(layout.width()), Math.ceil(layout.height())));
    layout.lines().forEach(line -> svg.append(line(line)));
    layout.places().forEach(place -> svg.append(place(place)));
    return svg.append("</svg>\n").toString();
  }

  private static String line(List<Point> corners) {
    String points = corners.stream()
        .map(point -> format("%.1f,%.1f", point.x(), point.y()))
        .collect(Collectors.joining(" "));
    return "<polyline points=\""
        + points
        + "\" fill=\"none\" stroke=\"#555555\" stroke-linejoin=\"round\""
        + " marker-end=\"url(#head)\"/>\n";
  }

  private static String place(Place place) {
    StringBuilder group = new StringBuilder("<g><title>")
        .append(escaped(place.box().tooltip()))
        .append("</title>\n")
        .append(format(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\" fill=\"%s\""
                + " stroke=\"#555555\"/>\n",
            place.x(), place.y(), place.width(), place.height(), place.box().color()));
    double y = place.y() + DrawingLayout.LINE_HEIGHT;
    group.append(text(place, y, DrawingLayout.TITLE_SIZE, place.box().title()));
    for (String note : place.box().notes()) {
      y += DrawingLayout.LINE_HEIGHT;
      group.append(text(place, y, DrawingLayout.NOTE_SIZE, note));
    }
    return group.append("</g>\n").toString();
  }

  private static String text(Place place, double y, double size, String text) {
    return format(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\">%s</text>\n",
        place.x() + place.width() / 2, y, size, escaped(text));
  }

  static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
