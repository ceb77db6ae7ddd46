package org.nas4j.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchResult;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.RunCourse;

/**
 * One or more runs as a page for people: an HTML file that holds all it needs and asks no network
 * for anything. It shows the best so far over trials and time, learning curves, fronts of two
 * metrics, all trials with a filter, how much of the rewards' variance each decision explains,
 * parallel coordinates, metrics by decision, when workers were busy, drawings of the best
 * architectures and what two of them differ in, failures with their words, and the runs' settings.
 *
 * <p>Runs may go on while they are read. Up to 100,000 trials make a file below 30 MB; where that
 * needs it, learning curves and messages are left out, and the page says so. Whatever the texts of
 * a run are, none is taken for a part of the page. Immutable.
 */
public final class SearchReport {

  private final String title;
  private final List<ReportedRun> runs;
  private final List<Drawing> drawings;

  private SearchReport(Builder builder) {
    this.title = builder.title;
    this.runs = List.copyOf(builder.runs);
    this.drawings = List.copyOf(builder.drawings);
  }

  /**
   * Begins a report.
   *
   * @return a builder that needs a run at least
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The page as a file.
   *
   * @param file made or replaced as a whole
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, this::writeTo);
  }

  /**
   * The page as bytes.
   *
   * @param out gets HTML in UTF-8, and stays open
   * @throws IOException if it cannot be written
   */
  public void writeTo(OutputStream out) throws IOException {
    new ReportPage(title, runs, drawings).writeTo(out);
  }

  /** Collects what a report shows. For one thread. */
  public static final class Builder {

    private static final int DRAWN = 4;

    private String title = "Architecture search";
    private final List<ReportedRun> runs = new ArrayList<>();
    private final List<Drawing> drawings = new ArrayList<>();

    private Builder() {}

    /**
     * What the page is called.
     *
     * @param text any text; "Architecture search" if it is not set
     * @return this
     */
    public Builder title(String text) {
      this.title = requireNonNull(text, "text");
      return this;
    }

    /**
     * Shows the run of a journal, whether it has ended or goes on. The architectures that were the
     * best one after another are drawn as the journal keeps them, the last four of them.
     *
     * @param name of the run, for people
     * @param journal the file that the run's {@code store} was given
     * @return this
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no journal, or a line is damaged
     */
    public Builder run(String name, Path journal) throws IOException {
      RunCourse course = RunCourse.read(journal);
      add(name, course);
      List<Trial> best = course.journal().log().trials().stream()
          .filter(trial -> course.best().containsKey(trial.id()))
          .toList();
      best.subList(Math.max(0, best.size() - DRAWN), best.size())
          .forEach(trial -> draw(name, trial, course.best().get(trial.id())));
      return this;
    }

    private void add(String name, RunCourse course) {
      runs.add(ReportedRun.of(requireNonNull(name, "name"), course));
    }

    /**
     * The same with drawings of its best architectures, whether or not they were the best when they
     * ended.
     *
     * @param name of the run, for people
     * @param journal the file that the run's {@code store} was given
     * @param space the space that was searched; what it builds is drawn if it is an
     *     {@link Architecture}
     * @return this
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no journal, a line is damaged, or the space is
     *     another one
     */
    public Builder run(String name, Path journal, SearchSpace<?> space) throws IOException {
      add(name, RunCourse.read(journal));
      draw(name, SearchResult.read(journal, space));
      return this;
    }

    /**
     * Shows a run that kept no journal. When its trials began is not known then, nor what its
     * options are called.
     *
     * @param name of the run, for people
     * @param result what came of it; the best of its architectures are drawn if they are
     *     {@link Architecture}s
     * @return this
     */
    public Builder run(String name, SearchResult<?> result) {
      runs.add(ReportedRun.of(requireNonNull(name, "name"), result));
      draw(name, result);
      return this;
    }

    private void draw(String name, SearchResult<?> result) {
      result.top(DRAWN).forEach(ranked -> {
        if (ranked.architecture() instanceof Architecture architecture) {
          draw(name, ranked.trial(), architecture);
        }
      });
    }

    private void draw(String name, Trial trial, Architecture architecture) {
      double reward = trial.outcome().reward().orElseThrow();
      drawings.add(
          new Drawing(name + ", trial " + trial.id() + ", reward " + reward, architecture));
    }

    /**
     * Draws an architecture, beside those of the runs.
     *
     * @param caption what it is, for people
     * @param architecture what to draw
     * @return this
     */
    public Builder architecture(String caption, Architecture architecture) {
      drawings.add(new Drawing(caption, architecture));
      return this;
    }

    /**
     * Makes the report.
     *
     * @return the report, which may be written any number of times
     * @throws IllegalStateException if there is no run
     */
    public SearchReport build() {
      if (runs.isEmpty()) {
        throw new IllegalStateException(
            "A report of [0] runs shows nothing.\nMaybe call run(name, journal).");
      }
      return new SearchReport(this);
    }
  }
}
