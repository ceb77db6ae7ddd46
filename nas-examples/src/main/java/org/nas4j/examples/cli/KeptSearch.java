package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;

/**
 * What Ctrl-C leaves of a search: the journal of its trials, the best architecture so far, and a
 * line that says how to go on. For one thread, and one search after the other.
 */
public final class KeptSearch implements AutoCloseable {

  private final Path folder;
  private final boolean resumes;
  private final Farewell farewell;
  private double bestReward = Double.NEGATIVE_INFINITY;

  /**
   * Watches for the end of the program.
   *
   * @param folder for journals and the best architecture
   * @param resumes whether to go on with what is there, which is deleted otherwise
   * @param out for the last line
   */
  public KeptSearch(Path folder, boolean resumes, Consumer<String> out) {
    this.folder = folder;
    this.resumes = resumes;
    this.farewell = new Farewell(
        folder, "The trials so far and the best architecture (" + BestSoFar.NAME + ")", out);
  }

  /** Keeps a search's trials in a journal of a name. */
  public <A> SearchBuilder<A> keep(SearchBuilder<A> search, SearchSpace<A> space, String name)
      throws IOException {
    Path journal = folder.resolve(name + ".jsonl");
    if (!resumes) {
      Files.deleteIfExists(journal);
    }
    return search.store(journal).endOnShutdown(true).listener(new SearchListener() {
      @Override
      public void onTrialFinished(Trial trial, Progress progress, double spent) {
        double reward = trial.outcome().reward().orElse(Double.NEGATIVE_INFINITY);
        if (reward > bestReward) {
          bestReward = reward;
          Object best = space.replay(trial.genotype()).architecture();
          new BestSoFar(folder).write(trial.genotype(), best);
        }
      }
    });
  }

  /** The search is over, and what it leaves is the caller's to write. */
  @Override
  public void close() {
    farewell.close();
  }
}
