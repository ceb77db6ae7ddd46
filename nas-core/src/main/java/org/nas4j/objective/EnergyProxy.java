package org.nas4j.objective;

import org.nas4j.arch.Architecture;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Checks;

/**
 * An estimate of one example's energy where none can be measured: so much for each
 * multiply-accumulate, so much for each byte moved. A proxy: good for comparing networks with each
 * other, not for a statement in joules.
 *
 * @param joulesPerMac of one multiply-accumulate, at least 0
 * @param joulesPerByte of moving one byte, at least 0
 */
public record EnergyProxy(double joulesPerMac, double joulesPerByte) {

  /** The estimated joules of one example's forward pass. */
  public static final Metric ENERGY = Metric.minimized("energyProxyJoules");

  /** A 32-bit floating-point product and sum: 3.7 and 0.9 picojoules. */
  private static final double HOROWITZ_MAC = 4.6e-12;

  /** 640 picojoules for 4 bytes of dynamic memory. */
  private static final double HOROWITZ_BYTE = 160e-12;

  /** Checks. */
  public EnergyProxy {
    Checks.notNegative(joulesPerMac, "energy of a multiply-accumulate");
    Checks.notNegative(joulesPerByte, "energy of a byte");
  }

  /**
   * The figures of a 45 nm processor with dynamic memory (horowitz2014energy).
   *
   * @return the proxy
   */
  public static EnergyProxy horowitz() {
    return new EnergyProxy(HOROWITZ_MAC, HOROWITZ_BYTE);
  }

  /**
   * The estimate.
   *
   * @param architecture any
   * @return joules for one example's forward pass
   */
  public double joules(Architecture architecture) {
    return joulesPerMac * architecture.cost().macs()
        + joulesPerByte * Resources.trafficBytes(architecture);
  }
}
