package org.nas4j.arch;

/** What a pooling layer keeps of the values it sees. */
public enum PoolingKind {
  /** The largest. */
  MAX("max"),
  /** The mean. */
  AVERAGE("average");

  private final String word;

  PoolingKind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
