package org.nas4j.isolation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;

/**
 * What is sent to another machine so that it evaluates one candidate: where to ask for it, and how
 * to prove that one was sent. It holds nothing of the candidate, which it is told there. Whoever
 * knows the key may take part in the run, so it travels by ways that are kept secret.
 *
 * @param host name or address of the searching machine
 * @param port of it
 * @param key of the run, in hexadecimal digits
 * @param number of this errand, from 0
 */
public record Errand(String host, int port, String key, long number) implements Serializable {

  /** Checks. */
  public Errand {
    requireNonNull(host, "host");
    requireNonNull(key, "key");
  }

  /**
   * Runs it: asks the search for a candidate, evaluates it in a worker process of this machine, and
   * tells the search how that goes. The process is kept for the next errand of the run, and ends
   * with the run or with this virtual machine. An interruption of the calling thread, or the end of
   * the search, kills the process and returns, as does an errand that is no longer wanted.
   *
   * @throws IOException if the search cannot be reached
   */
  public void run() throws IOException {
    ErrandRun.run(this);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "errand [" + number + "] of [" + host + ":" + port + "]";
  }
}
