package org.nas4j.benchmarks.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyBenchmarkTest {

  @Test
  void samplesAndLearns() {
    PolicyBenchmark benchmark = new PolicyBenchmark();
    benchmark.units = 16;
    benchmark.open();
    assertThat(benchmark.sample().size()).isEqualTo(20);
    benchmark.sampleAndLearn();
    benchmark.computeAndLearn();
  }
}
