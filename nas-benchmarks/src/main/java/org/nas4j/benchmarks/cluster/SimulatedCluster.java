package org.nas4j.benchmarks.cluster;

import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;

/** A run of the real engine whose evaluations take a table's seconds of simulated time. */
final class SimulatedCluster {

  /** An evaluation on its way; those that end together end in the order of their trials. */
  private record Running(double end, long trial, Evaluation evaluation)
      implements Comparable<Running> {

    @Override
    public int compareTo(Running other) {
      int first = Double.compare(end, other.end);
      return first == 0 ? Long.compare(trial, other.trial) : first;
    }
  }

  private final TabularBenchmark table;
  private final Conditions conditions;
  private final SplittableRandom chance;
  private final PriorityQueue<Running> running = new PriorityQueue<>();
  private int free;
  private double now;
  private double waited;
  private double lost;
  private double idle;
  private double lastProposal;
  private double bestReward = Double.NEGATIVE_INFINITY;
  private TableEntry best;

  SimulatedCluster(TabularBenchmark table, Conditions conditions, long seed) {
    this.table = table;
    this.conditions = conditions;
    this.chance = new SplittableRandom(seed);
    this.free = conditions.workers();
  }

  /** Goes through a whole run; for one session. */
  Usage run(SearchSession<TableEntry> session) {
    startAll(session);
    while (!running.isEmpty()) {
      Running ended = running.poll();
      waited += free * (ended.end - now);
      now = ended.end;
      free++;
      session.tell(ended.trial, ended.evaluation);
      startAll(session);
    }
    if (!session.isFinished()) {
      throw new IllegalStateException("The engine has stopped before the run's end.");
    }
    double whole = Math.max(conditions.workers() * lastProposal, Double.MIN_NORMAL);
    double regret = Math.abs(table.optimum().orElse(0) - table.report(best));
    return new Usage(idle / whole, lost / whole, now / 3600, regret);
  }

  private void startAll(SearchSession<TableEntry> session) {
    while (free > 0) {
      Optional<Candidate<TableEntry>> asked = session.ask();
      if (asked.isEmpty()) {
        return;
      }
      free--;
      lastProposal = now;
      idle = waited;
      start(asked.get());
    }
  }

  private void start(Candidate<TableEntry> candidate) {
    Evaluation evaluation = table.evaluate(candidate.architecture());
    double seconds = evaluation.figures().get(Metric.SIMULATED_SECONDS);
    double end = now;
    while (true) {
      double takes =
          chance.nextDouble() < conditions.stragglers() ? seconds * conditions.slowness() : seconds;
      if (chance.nextDouble() >= conditions.losses()) {
        end += takes;
        break;
      }
      double inVain = takes * chance.nextDouble() + conditions.restartSeconds();
      lost += inVain;
      end += inVain;
    }
    running.add(new Running(end, candidate.trialId(), evaluation));
    double reward = table.reward().reward(evaluation);
    if (reward > bestReward) {
      bestReward = reward;
      best = candidate.architecture();
    }
  }
}
