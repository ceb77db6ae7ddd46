package org.nas4j.examples.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.space.SearchSpace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a small example leaves to others, so that it shows nothing but its subject. */
public abstract class SmallExample implements Callable<Integer> {

  private final ResultFile result = new ResultFile();

  @Spec
  private CommandSpec command;

  @Mixin
  private RunOptions options;

  @Mixin
  private ResumeOption resume;

  private KeptSearch kept;

  protected SmallExample() {}

  /**
   * Does all that the example does.
   *
   * @param seed of all draws
   * @param folder for files, which is there
   */
  protected abstract void run(long seed, Path folder) throws Exception;

  /** Runs a search of a space whose trials Ctrl-C leaves in a journal. */
  protected final <A> SearchResult<A> run(SearchBuilder<A> search, SearchSpace<A> space)
      throws IOException {
    return kept.keep(search, space, "search").run();
  }

  /** For figures of what was found. */
  protected final ObjectNode best() {
    return result.best();
  }

  /** For other figures. */
  protected final ObjectNode figures() {
    return result.root();
  }

  protected final void print(String format, Object... values) {
    command.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
  }

  @Override
  public final Integer call() throws Exception {
    Path folder = options.folder();
    try (KeptSearch whileItRuns =
        new KeptSearch(folder, resume.resumes(), command.commandLine().getOut()::println)) {
      kept = whileItRuns;
      run(options.seed(), folder);
    }
    result.write(folder);
    print("Done in %.0f s. Figures are in %s", result.seconds(), folder.resolve(ResultFile.NAME));
    return 0;
  }
}
