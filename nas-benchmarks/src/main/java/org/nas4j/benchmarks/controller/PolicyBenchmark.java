package org.nas4j.benchmarks.controller;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.policy.Episode;
import org.nas4j.internal.policy.LstmPolicy;
import org.nas4j.internal.policy.Trace;
import org.nas4j.space.SearchSpace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The recurrent policy alone, without a search around it: microseconds for a sequence of 20
 * decisions of 5 options by an LSTM of 2 layers. Samples, since their median bears neighbours on
 * the machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {

  private static final int BATCH = 8;

  /** Units of each layer: those of NAS are 35, those of NASNet and ENAS 100. */
  @Param({"16", "35", "64", "100"})
  public int units;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Adam adam = new Adam(1e-4, 0.9, 0.999, 1e-8);
  private final Episode[] batch = new Episode[BATCH];
  private SearchSpace<List<Integer>> space;
  private LstmPolicy policy;

  /** JMH makes one for each thread. */
  public PolicyBenchmark() {}

  /** Opens a fresh policy and draws a first batch. */
  @Setup(Level.Trial)
  public void open() {
    ControllerWorkload workload =
        new ControllerWorkload("of any size", 20, 5, 2, units, BATCH, false, 0.08);
    space = workload.space();
    policy = new LstmPolicy(workload.network(), name -> new SplittableRandom(name.hashCode()));
    Arrays.setAll(batch, i -> sample());
  }

  /**
   * Draws a sequence.
   *
   * @return its points and options
   */
  @Benchmark
  public Episode sample() {
    return Episode.of(space.sample(policy.begin().sampling(random, 1)).walk());
  }

  /** Draws a batch and learns from what was kept of it, as REINFORCE does; for one sequence. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void sampleAndLearn() {
    for (int i = 0; i < BATCH; i++) {
      batch[i] = sample();
      policy.keep(batch[i]);
    }
    computeAndLearn();
  }

  /**
   * Learns from a batch that was drawn under other parameters, as PPO does in all but its first
   * step; for one sequence.
   */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void computeAndLearn() {
    for (Episode episode : batch) {
      Trace trace = policy.trace(episode);
      double[] factors = new double[trace.size()];
      Arrays.fill(factors, random.nextDouble() - 0.5);
      trace.backward(factors, 0.01, null);
    }
    adam.ascend(policy.parameters(), Double.POSITIVE_INFINITY);
  }
}
