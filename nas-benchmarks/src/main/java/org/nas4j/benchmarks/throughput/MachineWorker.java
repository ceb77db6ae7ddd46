package org.nas4j.benchmarks.throughput;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nas4j.dl4j.internal.NativeThreads;

/**
 * A process that says how fast the machine is. Prints a line when it is ready, then answers each
 * line {@code float32 SECONDS}, {@code bfloat16 SECONDS} or {@code bytes SECONDS} with
 * multiply-adds or bytes per second. Arguments: threads, megabytes of each array for bytes.
 */
public final class MachineWorker {

  private MachineWorker() {}

  /**
   * Runs until the standard input ends.
   *
   * @param arguments threads, megabytes
   * @throws IOException if the standard input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    NativeThreads.use(Integer.parseInt(arguments[0]));
    Map<Quantity, List<Gauge>> gauges = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      if (quantity.isThere()) {
        gauges.put(quantity, quantity.gauges(Integer.parseInt(arguments[1])));
      }
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    System.out.flush();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      List<Gauge> asked = gauges.get(Quantity.valueOf(words[0].toUpperCase(Locale.ROOT)));
      double seconds = Double.parseDouble(words[1]) / asked.size();
      System.out.println(
          asked.stream().mapToDouble(each -> each.perSecond(seconds)).max().orElseThrow());
      System.out.flush();
    }
  }
}
