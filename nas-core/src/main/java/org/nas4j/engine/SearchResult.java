package org.nas4j.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nas4j.objective.Objectives;
import org.nas4j.objective.ParetoFront;
import org.nas4j.search.Outcome;
import org.nas4j.search.RunHeader;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.Journal;

/**
 * All that a run has to tell. Immutable.
 *
 * @param <A> type of an architecture
 */
public final class SearchResult<A> {

  static final String NOT_ENDED = "The run has not ended.";

  private static final Comparator<Trial> BEST_FIRST = Comparator.comparingDouble(
          (Trial trial) -> -trial.outcome().reward().orElseThrow())
      .thenComparingLong(Trial::id);

  private final Function<Genotype, A> decoder;
  private final List<Trial> trials;
  private final Optional<Journal.FinalRound> finals;
  private final Account account;

  SearchResult(
      Function<Genotype, A> decoder,
      List<Trial> trials,
      Optional<Journal.FinalRound> finals,
      Account account) {
    this.decoder = decoder;
    this.finals = finals;
    this.trials = trials.stream().filter(trial -> trial.id() >= 0).toList();
    this.account = account;
  }

  /** What is told of a run besides its trials. */
  record Account(
      long seed,
      Duration elapsed,
      String stopReason,
      Goals goals,
      Map<String, String> settings,
      Map<String, String> provenance) {

    Account {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    static Account of(Journal journal) {
      RunHeader header = journal.header();
      return new Account(
          header.seed(),
          journal.log().elapsed(),
          journal.stopReason().orElse(NOT_ENDED),
          GoalWords.read(header.search(), journal.log().trials()),
          SearchSettings.inWords(
              header.seed(),
              header.lookahead(),
              header.strategy(),
              header.settings(),
              header.search()),
          header.provenance());
    }
  }

  static <A> Function<Genotype, A> decoder(SearchSpace<A> space) {
    return genotype -> space.replay(genotype).architecture();
  }

  /**
   * Reads a run's journal, whether the run goes on at the moment or not, without its space:
   * genotypes stand for architectures.
   *
   * @param journal the file that {@code store} was given
   * @return the trials that have ended by now
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no journal, or a line is damaged, with its number
   */
  public static SearchResult<Genotype> read(Path journal) throws IOException {
    return of(Journal.read(journal), Function.identity());
  }

  /**
   * Reads a run's journal, whether the run goes on at the moment or not.
   *
   * @param journal the file that {@code store} was given
   * @param space the space that was searched
   * @param <A> type of an architecture
   * @return the trials that have ended by now
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no journal, a line is damaged, or the space is
   *     another one, with all that differs
   */
  public static <A> SearchResult<A> read(Path journal, SearchSpace<A> space) throws IOException {
    Journal read = Journal.read(journal);
    List<String> differences =
        Fingerprints.of(space).differencesFrom(read.header().space());
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException("Journal [" + journal + "] is of another space:\n  "
          + String.join("\n  ", differences)
          + "\nMaybe read it without the space, by read(path).");
    }
    return of(read, decoder(space));
  }

  private static <A> SearchResult<A> of(Journal journal, Function<Genotype, A> decoder) {
    return new SearchResult<>(
        decoder, journal.log().trials(), journal.finals(), Account.of(journal));
  }

  /**
   * The trial of the highest reward; among equals the earliest. Trials that a pruning rule or a
   * time limit cut short do not take part ({@link #stopped}), nor do those beyond a constraint;
   * those that ended on their own account do, such as a training that found that it no longer
   * learns. Of a search with several objectives that is one point of its {@link #front}, not what
   * the objectives together ask for.
   *
   * @return empty if no trial was evaluated to its end, for which {@link #whyNoBest} has the reason
   */
  public Optional<Ranked<A>> best() {
    return top(1).stream().findFirst();
  }

  /**
   * As {@link #best}, for whoever cannot go on without one.
   *
   * @return the best
   * @throws IllegalStateException if no trial was evaluated to its end, with {@link #whyNoBest}
   */
  public Ranked<A> bestOrThrow() {
    return best().orElseThrow(() -> new IllegalStateException(whyNoBest().orElse(NOT_ENDED)));
  }

  /**
   * What to take: of the {@link #finalists} the one of the highest mean reward of the longer
   * evaluation, or the {@link #best} if there are none. Its own figures are those of the search.
   *
   * @return empty if no trial was evaluated to its end
   */
  public Optional<Ranked<A>> chosen() {
    return finalists().stream().map(Finalist::searched).findFirst().or(this::best);
  }

  /**
   * The best of the search that were evaluated again for longer, with the figures of both
   * evaluations. One of which an evaluation failed, or is beyond a constraint, is left out, and so
   * is one that a round that was cut short did not come to.
   *
   * @return the highest mean reward of the longer evaluation first; empty if there was no
   *     {@linkplain SearchBuilder#finalists final round}
   */
  public List<Finalist<A>> finalists() {
    return finals
        .map(round -> FinalRound.finalists(round, candidates(), account.goals(), this::decoded))
        .orElse(List.of());
  }

  /**
   * How far the figure of the {@link #chosen} may be off by chance: the mean reward of its longer
   * evaluations, or its reward in the search if there were none. From repeated seeds if finalists
   * have them, else from the number of validation examples, if the evaluator tells it
   * ({@link ValidationNoise#EXAMPLES}) and the reward is the validation accuracy.
   *
   * @return empty if it cannot be told
   */
  public Optional<ValidationNoise> noise() {
    List<Finalist<A>> last = finalists();
    if (last.isEmpty()) {
      return best()
          .flatMap(it -> ValidationNoise.ofShare(
              it.trial(), account.provenance().get(ValidationNoise.EXAMPLES)));
    }
    return ValidationNoise.ofSeeds(last)
        .or(() -> finals.flatMap(round -> ValidationNoise.ofShare(
            last.get(0).runs().get(0), round.plan().get(ValidationNoise.EXAMPLES))));
  }

  /** What was chosen and how sure its figure is, for people. */
  Optional<String> conclusion() {
    String noise = noise().map(it -> " " + it).orElse("");
    List<Finalist<A>> last = finalists();
    if (!last.isEmpty()) {
      return Optional.of(String.format(
          Locale.ROOT,
          "Of [%d] finalists trial [%d] is chosen: %.4f%s by the longer evaluation, where the search had %.4f.",
          last.size(),
          last.get(0).searched().trial().id(),
          last.get(0).reward(),
          noise,
          last.get(0).searched().reward()));
    }
    return best()
        .filter(it -> !noise.isEmpty())
        .map(it -> String.format(Locale.ROOT, "The best figure is %.4f%s.", it.reward(), noise));
  }

  /**
   * Why there is no best trial, and what to do about it.
   *
   * @return for people; empty if there is one
   */
  public Optional<String> whyNoBest() {
    return WhyNoBest.of(trials, account.goals());
  }

  /**
   * The trials that a pruning rule or a time limit cut short, with their figures so far and the
   * reason: each has an {@link Outcome.Stopped}. What they would have come to is not known, so none
   * of them is the best, whatever its reward. Duplicates do not count.
   *
   * @return those of the highest rewards first
   */
  public List<Trial> stopped() {
    return trials.stream()
        .filter(trial ->
            trial.outcome() instanceof Outcome.Stopped && trial.duplicateOf().isEmpty())
        .sorted(BEST_FIRST)
        .toList();
  }

  /**
   * The best trials of different architectures, best first.
   *
   * @param count how many at most
   * @return fewer if there are fewer
   */
  public List<Ranked<A>> top(int count) {
    return ranked().limit(count).map(this::decoded).toList();
  }

  private Stream<Trial> ranked() {
    return trials.stream()
        .filter(trial -> trial.duplicateOf().isEmpty() && account.goals().areMetBy(trial))
        .sorted(BEST_FIRST);
  }

  private Ranked<A> decoded(Trial trial) {
    return new Ranked<>(trial, decoder.apply(trial.genotype()));
  }

  /**
   * The best of different genotypes, best first, also where equal architectures are no duplicates.
   */
  List<Trial> candidates() {
    Set<Genotype> met = new HashSet<>();
    return ranked().filter(trial -> met.add(trial.genotype())).toList();
  }

  /**
   * The trade-offs to choose from: of the trials that were evaluated to their end and keep the
   * constraints, those that no other dominates in the run's objectives.
   *
   * @return the best by the first objective first
   * @throws IllegalStateException if the run has no objectives, for which there is
   *     {@link #front(Objectives)}
   */
  public ParetoFront<Ranked<A>> front() {
    return front(account.goals());
  }

  /**
   * The trade-offs to choose from by any objectives, within the run's constraints. Trials without a
   * figure for each of them are left out.
   *
   * @param objectives what is compared
   * @return the best by the first objective first
   */
  public ParetoFront<Ranked<A>> front(Objectives objectives) {
    return front(new Goals(objectives.list(), account.goals().constraints()));
  }

  private ParetoFront<Ranked<A>> front(Goals goals) {
    ParetoFront<Trial> front = goals.front(trials);
    return new ParetoFront<>(
        front.objectives(),
        front.members().stream()
            .map(each -> new ParetoFront.Member<>(
                new Ranked<>(each.item(), decoder.apply(each.item().genotype())),
                each.evaluation()))
            .toList());
  }

  /**
   * All trials that have ended, rejected candidates and duplicates included; not those of a run
   * that this one started from.
   *
   * @return in the order of their ids
   */
  public List<Trial> trials() {
    return trials;
  }

  /**
   * How often evaluations failed, by reason, and what the first of each reason said. Duplicates do
   * not count.
   *
   * @return reasons, with counts and messages
   */
  public Map<String, FailedTrials> failures() {
    return Collections.unmodifiableMap(WhyNoBest.failures(trials));
  }

  /**
   * How often candidates could not be built, by reason.
   *
   * @return reasons and counts
   */
  public Map<String, Long> rejections() {
    Map<String, Long> counts = new TreeMap<>();
    for (Trial trial : trials) {
      if (trial.outcome() instanceof Outcome.Rejected rejected) {
        counts.merge(rejected.reason(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * How many trials re-used the outcome of an equal architecture.
   *
   * @return at least 0
   */
  public long duplicates() {
    return trials.stream().filter(trial -> trial.duplicateOf().isPresent()).count();
  }

  /**
   * The seed from which all randomness was derived.
   *
   * @return as given to the builder
   */
  public long seed() {
    return account.seed();
  }

  /**
   * How long the run took on the clock.
   *
   * @return from the first proposal to the last observation
   */
  public Duration elapsed() {
    return account.elapsed();
  }

  /**
   * Why the run ended.
   *
   * @return for people
   */
  public String stopReason() {
    return account.stopReason();
  }

  /**
   * The settings that the run had, in the names of the builder: strategy with its settings, seed,
   * lookahead, reward, stop rule, limits, workers. A journal tells those that the run began with.
   *
   * @return names and values, such as {@code limits.perTrial} and {@code PT5M}
   * @see SearchSettings#asMap
   */
  public Map<String, String> settings() {
    return account.settings();
  }

  /**
   * Where the figures come from: versions, machine, strategy with its settings, what the evaluator
   * says of itself.
   *
   * @return names and values
   */
  public Map<String, String> provenance() {
    return account.provenance();
  }

  /**
   * A few lines for people: how many trials, in what time, how they ended, and the best or why
   * there is none.
   */
  @Override
  public String toString() {
    return ResultWords.of(this);
  }
}
