package org.nas4j.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.auto.TableJudge.Judged;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.ParentWeights;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;
import org.nas4j.search.StopRule;
import org.nas4j.store.WeightStore;

/**
 * The network written by hand and a linear model, then a search of dense networks if there is time
 * for it, a choice among the best few of all, and a last training on all rows. For one thread.
 */
final class TableRun {

  private static final double SEARCH_SHARE = 0.5;
  private static final double HAND_ALONE_SHARE = 0.3;
  private static final int FINALISTS = 4;
  private static final String JOURNAL = "search.jsonl";
  private static final String TRIALS = "trials";
  private static final String STRATEGY = "strategy";

  private final AutoTable.Prepared data;
  private final AutoRun run;
  private final TableJudge judge;
  private final ScaledRows training;
  private final Split split;
  private final DenseNetworks space;

  TableRun(AutoTable.Prepared data, AutoRun run) {
    this.data = data;
    this.run = run;
    this.judge = new TableJudge(data, run);
    this.training = judge.training();
    this.split = judge.split();
    this.space = data.space();
  }

  AutoResult run() throws InterruptedException {
    Map<String, String> choices = AutoTable.choices(data, run);
    ScaledRows last = data.ownJudges() ? training : ScaledRows.of(data.all());
    if (run.isFinished()) {
      Model model = run.journal().best().orElseThrow();
      ScaledRows by = "none".equals(run.choices().get("lastTraining")) ? training : last;
      return result(TrainedNetwork.of(model), model, by, run.choices());
    }
    TablePlan plan = TablePlan.of(space.handmade(), split.training(), run.clock());
    boolean searches = plan.hasTimeToSearch(split.training());
    List<Judged> finalists = floor(plan, searches);
    if (searches) {
      SearchResult<Architecture> search = search(finalists.get(0));
      choices.put(TRIALS, Integer.toString(search.trials().size()));
      choices.put(STRATEGY, search.settings().get(STRATEGY));
      finalists = finalists(plan, search, finalists.get(0));
    } else {
      choices.put(TRIALS, "0: the time is enough for the network written by hand alone");
      // Short of a whole training, time is better spent on a longer one.
      finalists = finalists.get(0).epochs() < epochsOfTrial() ? finalists.subList(0, 1) : finalists;
    }
    TableJudge.Choice choice = judge.choose(plan, finalists);
    Judged best = choice.best();
    choices.put("splits", Integer.toString(choice.splits()));
    choices.put("network", Layers.of(best.architecture()));
    boolean again = !data.ownJudges() && hasTimeForAll(best, last.data(), searches);
    choices.put("lastTraining", again ? "on all rows" : "none");
    ScaledRows by = again ? last : training;
    TrainedNetwork network = again ? trainedOnAll(best, last.data(), searches) : best.network();
    Model model = data.model(network, by);
    run.finish(model, best.figure(), choices);
    return result(network, model, by, choices);
  }

  /** Less than half of the epochs that it was chosen with would make it worse. */
  private boolean hasTimeForAll(Judged best, Dataset all, boolean searched) {
    double seconds = run.clock().seconds(TableJudge.SHARE);
    double wanted = searched ? 0.5 * best.epochs() : Math.max(0.5, best.epochs());
    return seconds / (best.secondsEach() * all.size()) >= wanted;
  }

  /** For as many epochs as it was chosen with; the one by hand for as many as fit. */
  private TrainedNetwork trainedOnAll(Judged best, Dataset all, boolean searched)
      throws InterruptedException {
    TablePlan plan = new TablePlan(best.secondsEach(), run.clock());
    int fitting = plan.epochs(all, run.clock().seconds(TableJudge.SHARE));
    int epochs = searched ? Math.min(best.epochs(), fitting) : fitting;
    return plan.train(best.architecture(), all, epochs, TableJudge.SHARE, run.seed());
  }

  /**
   * The network written by hand, a linear model, and what an earlier run left, the best one first.
   * Nothing that is worse on the validation data is the result.
   */
  private List<Judged> floor(TablePlan plan, boolean searches) throws InterruptedException {
    double share = data.ownJudges() ? TableJudge.SHARE : HAND_ALONE_SHARE;
    int epochs =
        searches ? epochsOfTrial() : plan.epochs(split.training(), plan.secondsUntil(share));
    List<Architecture> networks =
        epochs > 0 ? List.of(space.handmade(), space.linear()) : List.of(space.handmade());
    List<Judged> floor = judge.judged(plan, networks, epochs, share);
    floor.sort(Comparator.comparingDouble(Judged::figure).reversed());
    Optional<Model> earlier = run.journal().best();
    if (earlier.isPresent() && run.figure().orElseThrow() > floor.get(0).figure()) {
      floor.add(
          0,
          new Judged(
              earlier.get().architecture(),
              TrainedNetwork.of(earlier.get()),
              run.figure().getAsDouble(),
              epochsOfTrial(),
              plan.secondsEach()));
    } else {
      run.keep(data.model(floor.get(0).network(), training), floor.get(0).figure());
    }
    return floor;
  }

  private SearchResult<Architecture> search(Judged handmade) throws InterruptedException {
    SearchBuilder<Architecture> builder = explicit().toBuilder();
    Optional<Path> journal = run.journal().file(JOURNAL);
    Optional<WeightStore> weights = run.journal().file("weights").map(this::open);
    Duration before = Duration.ZERO;
    if (journal.isPresent()) {
      before = spentIn(journal.get());
      builder.store(journal.get());
      builder.evaluator(
          evaluator().parentWeights(ParentWeights.in(weights.get())).build());
    }
    Duration whole = before.plus(run.clock().until(SEARCH_SHARE));
    SearchResult<Architecture> found = builder
        .stopAfter(StopRule.elapsed(whole))
        .limits(limits -> limits.wholeRun(whole))
        .build()
        .run();
    if (Thread.interrupted()) {
      keepBestTrial(found, weights, handmade.figure());
      throw new InterruptedException("The search was interrupted.");
    }
    return found;
  }

  private WeightStore open(Path folder) {
    try {
      return WeightStore.open(folder, 1, Long.MAX_VALUE);
    } catch (IOException e) {
      throw run.journal().cannot(e);
    }
  }

  private Duration spentIn(Path journal) {
    try {
      return Files.exists(journal) ? SearchResult.read(journal).elapsed() : Duration.ZERO;
    } catch (IOException e) {
      throw run.journal().cannot(e);
    }
  }

  private void keepBestTrial(
      SearchResult<Architecture> found, Optional<WeightStore> weights, double handmade) {
    Optional<Ranked<Architecture>> best = found.best();
    if (weights.isEmpty() || best.isEmpty()) {
      return;
    }
    double figure = best.get().trial().outcome().reward().orElse(Double.NEGATIVE_INFINITY);
    try {
      Optional<Map<String, WeightArray>> kept =
          weights.get().find(best.get().trial().id());
      if (kept.isPresent() && figure > handmade) {
        TrainedNetwork network = TrainedNetwork.of(best.get().architecture(), kept.get(), 0);
        run.keep(data.model(network, training), figure);
      }
    } catch (IOException e) {
      throw run.journal().cannot(e);
    }
  }

  /**
   * The floor, and what is known beforehand and the best of the search, each trained for longer, as
   * far as time is.
   */
  private List<Judged> finalists(TablePlan plan, SearchResult<Architecture> search, Judged floor)
      throws InterruptedException {
    int epochs = epochs(search);
    List<Judged> finalists = new ArrayList<>(List.of(floor));
    double kept = floor.figure();
    double longest = floor.secondsEach() * epochs * split.training().size();
    // The search may have come to one of them as well: it is not trained twice.
    Set<Architecture> networks = new LinkedHashSet<>(known());
    search.top(FINALISTS).forEach(each -> networks.add(each.architecture()));
    List<Architecture> rest = new ArrayList<>(networks);
    while (!rest.isEmpty() && judge.hasTime(longest)) {
      List<Architecture> some = rest.subList(0, Math.min(SideBySide.AT_ONCE, rest.size()));
      List<Judged> turn = judge.judged(plan, some, epochs, TableJudge.SHARE);
      some.clear();
      for (Judged judged : turn) {
        longest = Math.max(longest, judged.seconds(split.training().size()));
        finalists.add(judged);
        if (judged.figure() > kept) {
          kept = judged.figure();
          run.keep(data.model(judged.network(), training), kept);
        }
      }
    }
    return finalists;
  }

  /** Networks that are finalists whatever the search finds. */
  private List<Architecture> known() {
    return List.of(space.handmade(), space.linear(), space.wide());
  }

  /**
   * So many that all finalists, those known beforehand and the last training fit into what is left,
   * by the slowest of the finalists.
   */
  private int epochs(SearchResult<Architecture> search) {
    double longest = search.top(FINALISTS).stream()
        .mapToDouble(
            each -> each.trial().outcome().figures().orElseThrow().get(Metric.TRAINING_SECONDS))
        .max()
        .orElse(Double.POSITIVE_INFINITY);
    int turns = SideBySide.turns(FINALISTS + known().size());
    double seconds = run.clock().seconds(TableJudge.SHARE) / (turns + 1);
    double fitting = seconds / (longest / epochsOfTrial());
    int most = TablePlan.mostEpochs(split.training());
    return (int) Math.max(epochsOfTrial(), Math.min(most, fitting));
  }

  private int epochsOfTrial() {
    return TablePlan.epochsOfTrial(split.training());
  }

  private Dl4jEvaluator.Builder evaluator() {
    return Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(TablePlan.training(epochsOfTrial()))
        .latencyBatch(0);
  }

  private NasSearch<Architecture> explicit() {
    Duration time = Duration.ofNanos((long) (SEARCH_SHARE * run.clock().time().toNanos()));
    return NasSearch.builder(space)
        .objective(data.metric())
        .evaluator(evaluator().build())
        .stopAfter(StopRule.elapsed(time))
        .parallelism(Math.min(4, Runtime.getRuntime().availableProcessors()))
        .seed(run.seed())
        .build();
  }

  private AutoResult result(
      TrainedNetwork network, Model model, ScaledRows last, Map<String, String> choices) {
    return new AutoResult(
        new AutoResult.Found(network, model, last.inputs()),
        new AutoResult.Judged(data.metric(), run.figure().orElseThrow()),
        choices,
        run.clock().elapsed(),
        new AutoResult.Explicit(Optional.of(explicit()), TableSource.of(data, run)));
  }
}
