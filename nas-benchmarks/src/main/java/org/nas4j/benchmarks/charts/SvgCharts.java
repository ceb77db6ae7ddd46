package org.nas4j.benchmarks.charts;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/** Charts as text in SVG. Stateless. */
public final class SvgCharts {

  private SvgCharts() {}

  /**
   * Draws a chart.
   *
   * @param chart what
   * @param width in pixels
   * @param height in pixels
   * @return the content of an SVG file
   */
  public static String draw(JFreeChart chart, int width, int height) {
    SVGGraphics2D graphics = new SVGGraphics2D(emptyDocument());
    graphics.setSVGCanvasSize(new Dimension(width, height));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    try (StringWriter text = new StringWriter()) {
      graphics.stream(text, false);
      return text.toString();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed.", e);
    }
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The platform lacks its XML parser.", e);
    }
  }
}
