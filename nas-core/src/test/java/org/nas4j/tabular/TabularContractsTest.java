package org.nas4j.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.EvaluatorContract;
import org.nas4j.testkit.SearchSpaceContract;

/** Space and evaluator of a table of two decisions in which one combination is missing. */
class TabularContractsTest {

  @TempDir
  private Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    Files.writeString(
        folder.resolve("toy.csv"), "a,b,valid,test\n0,0,90,91\n0,1,92,93\n1,1,94,95\n");
    Files.writeString(folder.resolve("toy.json"), """
        {
         "name": "toy",
         "table": "toy.csv",
         "decisions": [
          {"name": "first", "column": "a", "options": ["none", "conv"]},
          {"name": "second", "column": "b", "options": [1, 2]}
         ],
         "search": {"column": "valid", "goal": "max"},
         "report": {"column": "test", "goal": "max", "optimum": 95},
         "cost_seconds": null,
         "figures": []
        }
        """);
  }

  private TabularBenchmark load() {
    try {
      return TabularBenchmark.load(folder.resolve("toy.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nested
  class Space extends SearchSpaceContract<TableEntry> {
    @Override
    protected SearchSpace<TableEntry> space() {
      return load().space();
    }
  }

  @Nested
  class Lookup extends EvaluatorContract<TableEntry> {
    @Override
    protected SearchSpace<TableEntry> space() {
      return load().space();
    }

    @Override
    protected Evaluator<TableEntry> evaluator() {
      return load().evaluator();
    }

    @Override
    protected Metric metric() {
      return load().searchMetric();
    }
  }
}
