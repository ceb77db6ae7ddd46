package org.nas4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.nas4j.exchange.ArchitectureDrawing;

/**
 * The HTML page of a report. Only the script that is part of this library may run in it, and
 * nothing may be fetched: the page's security policy says so, so that a text of a run that somehow
 * became a tag would do nothing.
 */
final class ReportPage {

  private final String title;
  private final List<ReportedRun> runs;
  private final List<Drawing> drawings;

  ReportPage(String title, List<ReportedRun> runs, List<Drawing> drawings) {
    this.title = title;
    this.runs = runs;
    this.drawings = drawings;
  }

  void writeTo(OutputStream out) throws IOException {
    String script = resource("report.js");
    String page = resource("report.html")
        .replace("{{policy}}", policy(script))
        .replace("{{style}}", resource("report.css"))
        .replace("{{title}}", escaped(title));
    int data = page.indexOf("{{data}}");
    int end = page.indexOf("{{script}}");
    write(out, page.substring(0, data));
    data(out);
    write(out, page.substring(data + "{{data}}".length(), end));
    write(out, script);
    write(out, page.substring(end + "{{script}}".length()));
  }

  static String policy(String script) {
    return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but this one does not.", e);
    }
  }

  private void data(OutputStream out) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("title", title);
    ArrayNode all = root.putArray("runs");
    for (int i = 0; i < runs.size(); i++) {
      RunTable table = new RunTable(runs.get(i));
      all.add(table.json());
      write(out, "<script type=\"text/plain\" id=\"run-" + i + "\">");
      out.write(table.base64());
      write(out, "</script>\n");
    }
    ArrayNode pictures = root.putArray("drawings");
    for (int i = 0; i < drawings.size(); i++) {
      Drawing drawing = drawings.get(i);
      pictures
          .addObject()
          .put("caption", drawing.caption())
          .put("parameters", drawing.architecture().cost().parameters())
          .put("macs", drawing.architecture().cost().macs());
      write(out, "<template id=\"drawing-" + i + "\">");
      write(out, picture(drawing, i));
      write(out, "</template>\n");
    }
    write(out, "<script type=\"application/json\" id=\"report\">");
    write(out, root.toString().replace("<", "\\u003c").replace("\u2028", "\\u2028"));
    write(out, "</script>\n");
  }

  /** Without what only a file needs, and with names of its own. */
  private static String picture(Drawing drawing, int number) {
    String svg = ArchitectureDrawing.svg(drawing.architecture());
    return svg.substring(svg.indexOf("<svg"))
        .replace("id=\"head\"", "id=\"head-" + number + "\"")
        .replace("url(#head)", "url(#head-" + number + ")");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("{", "&#123;");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
