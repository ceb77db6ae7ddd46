package org.nd4j.nativeblas;

/**
 * Stands where Deeplearning4j 1.0.0-M2.1 looks for ND4J's CPU binding. The binding has moved to
 * another package since, and Deeplearning4j, which asks by reflection, takes its absence for the
 * absence of oneDNN: convolutions then run some 15 times slower. Not for users.
 */
public final class Nd4jCpu {

  private Nd4jCpu() {}

  /** The two methods that are asked for. Thread-safe. */
  public static final class Environment {

    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /**
     * The only one.
     *
     * @return the environment
     */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /**
     * Whether ND4J may use oneDNN.
     *
     * @return what the binding says
     */
    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
          .isUseONEDNN();
    }
  }
}
