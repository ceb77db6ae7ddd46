package org.nas4j.spark;

import java.io.IOException;
import org.apache.spark.api.java.function.VoidFunction;
import org.nas4j.isolation.Errand;

/**
 * The one task of a job. It travels by Java serialization from the driver, and gives nothing back
 * by it: what a candidate has to say goes over the errand's own line.
 */
final class BroughtErrand implements VoidFunction<Integer> {

  private static final long serialVersionUID = 1;

  /** Where to ask for the candidate. */
  private final Errand errand;

  BroughtErrand(Errand errand) {
    this.errand = errand;
  }

  @Override
  public void call(Integer ignored) throws IOException {
    errand.run();
  }
}
