package org.nas4j.isolation;

import static java.util.Objects.requireNonNull;

/**
 * Where errands find the search over the network.
 *
 * @param host name or address by which other machines reach this one
 * @param bind address of this machine to listen at, {@code 0.0.0.0} for all
 * @param port to listen at, 0 for any that is free
 */
public record Meeting(String host, String bind, int port) {

  private static final int LAST_PORT = 65_535;

  /** Checks. */
  public Meeting {
    requireNonNull(host, "host");
    requireNonNull(bind, "bind");
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "There is no port [" + port + "].\nMaybe use 0, for any that is free.");
    }
  }

  /**
   * For errands that stay on this machine.
   *
   * @return any free port of the loopback interface
   */
  public static Meeting onThisMachine() {
    return new Meeting("127.0.0.1", "127.0.0.1", 0);
  }
}
