package org.nas4j.auto;

import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.exchange.CellJson;
import org.nas4j.language.LanguageTraining;

/** The training of a language model as source text. */
final class LanguageSource {

  private static final String TEXT = """
      import java.nio.file.Path;
      import java.util.Map;
      import org.nas4j.arch.recurrent.CellGraph;
      import org.nas4j.data.Corpus;
      import org.nas4j.exchange.CellJson;
      import org.nas4j.language.LanguageModel;
      import org.nas4j.language.LanguageTraining;

      class ExplicitLanguageModel {

        static void train(Path text, Path saved) throws Exception {
          Corpus corpus = Corpus.read(text, Corpus.Level.%s);
          CellGraph cell = %s;
          LanguageTraining training = LanguageTraining.builder()
              .hidden(%d)
              .batches(%d)
              .batch(%d)
              .steps(%d)
              .build();
          LanguageModel model = LanguageModel.train(cell, corpus, training, %dL);
          model.toTextModel(Map.of()).save(saved);
        }
      }
      """;

  private LanguageSource() {}

  static String of(Corpus corpus, LanguageTraining training, CellGraph cell, long seed) {
    String words = CellJson.write(cell);
    String cellSource = cell.equals(CellGraph.lstm())
        ? "CellGraph.lstm()"
        : "CellJson.read(\"" + words.replace("\\", "\\\\").replace("\"", "\\\"") + "\")";
    return String.format(
        TEXT,
        corpus.level(),
        cellSource,
        training.hidden(),
        training.batches(),
        training.batch(),
        training.steps(),
        seed);
  }
}
