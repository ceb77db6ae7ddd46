package org.nas4j.auto;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.language.LanguageModel;
import org.nas4j.model.TextModel;
import org.nas4j.spaces.nas.RecurrentCell;

/** What one call found for a text. Immutable. */
public final class AutoTextResult {

  private final LanguageModel model;
  private final double perplexity;
  private final Map<String, String> choices;
  private final Duration elapsed;
  private final NasSearch<RecurrentCell> search;
  private final String java;

  AutoTextResult(
      TextRun.Trained trained,
      Map<String, String> choices,
      Duration elapsed,
      NasSearch<RecurrentCell> search,
      String java) {
    this.model = requireNonNull(trained.model(), "model");
    this.perplexity = trained.perplexity();
    this.choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    this.elapsed = elapsed;
    this.search = search;
    this.java = java;
  }

  /**
   * What foretells, and writes text of its own.
   *
   * @return the model
   */
  public LanguageModel model() {
    return model;
  }

  /**
   * The same model for servers: one {@code .nas4j} file, which nas-runtime reads without native
   * code. Its provenance has the perplexity and what was chosen.
   *
   * @return the model in plain Java
   */
  public TextModel textModel() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("validationPerplexity", String.valueOf(perplexity));
    provenance.putAll(choices);
    return model.toTextModel(provenance);
  }

  /**
   * The perplexity of the validation part, by which the model was chosen.
   *
   * @return e to the mean cross-entropy of a token, at least 1
   */
  public double validation() {
    return perplexity;
  }

  /**
   * What was decided on the way.
   *
   * @return by name, in the order of the decisions
   */
  public Map<String, String> choices() {
    return choices;
  }

  /**
   * Time on the clock, that of interrupted runs before included.
   *
   * @return from the call of run to its end
   */
  public Duration elapsed() {
    return elapsed;
  }

  /**
   * The search for cells, to be changed and run by oneself; it was run if there was time for it.
   *
   * @return a new builder
   */
  public SearchBuilder<RecurrentCell> asSearch() {
    return search.toBuilder();
  }

  /**
   * The training of the model as source text, with the imports it needs.
   *
   * @return a class that compiles
   */
  public String asJava() {
    return java;
  }

  /** A few lines for people: the figure it was chosen by, the time, the model, what was chosen. */
  @Override
  public String toString() {
    return ResultLines.of(
        "AutoTextResult: validationPerplexity", perplexity, elapsed, model, choices);
  }
}
