package org.nas4j.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.checks.Checks;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that shows a run while it goes on: best so far, budget spent, what runs, what ended. To be
 * opened by a browser on the same machine, by the {@link #address} that is also logged, which holds
 * a token of 122 random bits; whoever does not know it is refused, as are requests for another host
 * and all that would change something. Readers do not slow the search down: for a trial a few
 * figures are kept, and a text is made at most twice a second for each of at most 16 readers.
 *
 * <p>The server lives as long as this object is not closed; its threads do not keep the program
 * alive. For one run. Thread-safe.
 */
public final class LivePage implements SearchListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
  private static final int LAST_PORT = 65_535;

  private final LiveFigures figures = new LiveFigures();
  private final LiveServer server;
  private final URI address;

  private LivePage(int port) throws IOException {
    String token = UUID.randomUUID().toString().replace("-", "");
    this.server = new LiveServer(port, token, figures);
    this.address = URI.create("http://127.0.0.1:" + server.port() + "/?token=" + token);
    LOG.info("The search can be watched at {}", address);
  }

  /**
   * Begins to serve a page, for {@code listener(LivePage.on(8080))}.
   *
   * @param port on which it listens, of this machine's own address 127.0.0.1 alone; 0 for any that
   *     is free
   * @return a listener for one run
   * @throws UncheckedIOException if the port is taken
   */
  public static LivePage on(int port) {
    Checks.within(port, 0, LAST_PORT, "port");
    try {
      return new LivePage(port);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No page can be served on port [" + port + "]: " + e.getMessage()
              + ".\nMaybe another run has it; 0 takes any that is free.",
          e);
    }
  }

  /**
   * What to open in a browser. Whoever has it can read along, so it is a secret of this machine.
   *
   * @return with the token
   */
  public URI address() {
    return address;
  }

  @Override
  public void onTrialStarted(Candidate<?> candidate) {
    figures.started(candidate.trialId());
  }

  @Override
  public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
    figures.reported(candidate.trialId(), step, soFar);
  }

  @Override
  public void onTrialFinished(Trial trial, Progress progress, double spent) {
    figures.finished(trial, progress, spent);
  }

  @Override
  public void onResumed(Progress progress, double spent) {
    figures.stands(progress, spent);
  }

  @Override
  public void onStopped(Progress progress, Optional<Trial> best, String reason) {
    figures.ended(progress, reason);
  }

  /** Serves no longer. */
  @Override
  public void close() {
    server.close();
  }
}
