package org.nas4j.search;

/** A rule that says what it is, for results and logs. */
record NamedStopRule(String name, StopRule rule) implements StopRule {

  @Override
  public double spent(Progress progress) {
    return rule.spent(progress);
  }

  @Override
  public String toString() {
    return name;
  }
}
