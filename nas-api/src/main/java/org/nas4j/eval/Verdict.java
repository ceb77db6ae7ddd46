package org.nas4j.eval;

/** Answer to an intermediate report. */
public enum Verdict {
  /** Go on. */
  CONTINUE,
  /** End now and return what there is. */
  STOP
}
