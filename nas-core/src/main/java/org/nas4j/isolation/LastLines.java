package org.nas4j.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a process prints, so that it never waits for a reader, logs it, and remembers the end
 * of it. Lines are cut, so that a process that prints without end costs no memory. Thread-safe.
 */
final class LastLines {

  private static final Logger LOG = LoggerFactory.getLogger(LastLines.class);
  private static final int LINES = 12;
  private static final int LONGEST = 300;

  private final Deque<String> lines = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private final Thread reader;

  LastLines(InputStream output, long pid) {
    reader = new Thread(() -> read(output, pid), "nas4j-output-" + pid);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream output, long pid) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n' || c == '\r') {
          endLine(pid);
        } else if (line.length() < LONGEST) {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      LOG.debug("The output of worker process [{}] ended.", pid, e);
    }
    endLine(pid);
  }

  private void endLine(long pid) {
    String text = line.toString();
    line.setLength(0);
    if (!text.isBlank() && !text.equals("#")) {
      LOG.debug("Worker process [{}]: {}", pid, text);
      synchronized (lines) {
        if (lines.size() == LINES) {
          lines.remove();
        }
        lines.add(text);
      }
    }
  }

  /** The last lines of a process that has ended. */
  String text() throws InterruptedException {
    reader.join(1000);
    synchronized (lines) {
      return lines.stream().collect(Collectors.joining("\n"));
    }
  }
}
