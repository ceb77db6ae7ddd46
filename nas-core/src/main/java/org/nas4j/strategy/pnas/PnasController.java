package org.nas4j.strategy.pnas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.predict.CellBlock;
import org.nas4j.predict.CellPredictor;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;

/** Goes from size to size. */
final class PnasController implements Controller {

  private record Valued(List<CellBlock> cell, double value) {}

  private final PnasSettings settings;
  private final CellQuestions questions;
  private final int inputs;
  private final Deque<List<CellBlock>> next = new ArrayDeque<>();
  private final Set<List<CellBlock>> known = new HashSet<>();
  private final List<Valued> observed = new ArrayList<>();
  private int size;

  PnasController(PnasSettings settings, CellQuestions questions) {
    this.settings = settings;
    this.questions = questions;
    this.inputs = questions.blocks().get(0).get(0).options().size();
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    while (next.isEmpty() && size < questions.mostBlocks()) {
      grow(random);
    }
    return Optional.ofNullable(next.poll()).map(cell -> Proposal.of(questions.genotype(cell)));
  }

  private void grow(RandomGenerator random) {
    List<List<CellBlock>> parents = size == 0 ? List.of(List.of()) : ofSize(size);
    size++;
    List<List<CellBlock>> children = new ArrayList<>();
    for (List<CellBlock> parent : parents) {
      for (CellBlock block : questions.options(size - 1)) {
        List<CellBlock> child = new ArrayList<>(parent);
        child.add(block);
        children.add(child);
      }
    }
    if (size == 1) {
      take(shuffled(children, random), children.size());
    } else if (!observed.isEmpty()) {
      take(ranked(children, random), settings.kept());
    }
  }

  /** Whoever ends after a few trials of the first size has seen some of all kinds. */
  private static List<List<CellBlock>> shuffled(
      List<List<CellBlock>> cells, RandomGenerator random) {
    for (int i = cells.size() - 1; i > 0; i--) {
      Collections.swap(cells, i, random.nextInt(i + 1));
    }
    return cells;
  }

  private List<List<CellBlock>> ofSize(int blocks) {
    return observed.stream()
        .map(Valued::cell)
        .filter(cell -> cell.size() == blocks)
        .toList();
  }

  private List<List<CellBlock>> ranked(List<List<CellBlock>> children, RandomGenerator random) {
    CellPredictor.Fitted fitted = settings
        .predictor()
        .fit(
            observed.stream().map(Valued::cell).toList(),
            observed.stream().mapToDouble(Valued::value).toArray(),
            random);
    return children.stream()
        .map(cell -> new Valued(cell, fitted.predict(cell)))
        .sorted(Comparator.comparingDouble((Valued each) -> -each.value()))
        .map(Valued::cell)
        .toList();
  }

  private void take(List<List<CellBlock>> children, int most) {
    int taken = 0;
    for (List<CellBlock> child : children) {
      if (taken == most) {
        return;
      }
      List<CellBlock> canonical = CanonicalCell.of(child, inputs);
      if (known.add(canonical)) {
        next.add(canonical);
        taken++;
      }
    }
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    if (trial.outcome() instanceof Outcome.Failed || trial.outcome().reward().isEmpty()) {
      return;
    }
    questions.cell(trial.genotype()).ifPresent(cell -> {
      List<CellBlock> canonical = CanonicalCell.of(cell, inputs);
      known.add(canonical);
      observed.add(new Valued(canonical, trial.outcome().reward().getAsDouble()));
    });
  }
}
