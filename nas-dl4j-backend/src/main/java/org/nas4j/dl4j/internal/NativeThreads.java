package org.nas4j.dl4j.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many native threads compute what a thread asks for. ND4J and oneDNN share them. OpenBLAS has
 * its own, one for each core unless told otherwise, and shares sums out among them: so it is told
 * too, that figures do not depend on the environment that Java was started in.
 */
public final class NativeThreads {

  private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  static {
    JavaLibraries.loadFirst();
  }

  private NativeThreads() {}

  /**
   * Sets the number for the calling thread, and the limits of ND4J and OpenBLAS for the process.
   *
   * @param threads at least 1
   */
  public static void use(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    if (Nd4j.getEnvironment().isCPU()) {
      openblas_nolapack.blas_set_num_threads(threads);
    }
    if (threads > 1 && System.getenv(POLICY) == null && TOLD.compareAndSet(false, true)) {
      LOG.info(
          "Native threads spin while they wait, which is fast on idle cores and slow on busy ones."
              + " If other work shares them, start Java with the environment variable {}=PASSIVE.",
          POLICY);
    }
  }

  /**
   * Sets the number for what the calling thread asks for, and nothing else.
   *
   * @param threads at least 1
   * @return the number before
   */
  public static int useHere(int threads) {
    int before = Operations.OF_ND4J.ompGetMaxThreads();
    if (before != threads) {
      Operations.OF_ND4J.setOmpNumThreads(threads);
    }
    return before;
  }

  /** ND4J finds its native library when its main class is loaded, and only then. */
  private static final class Operations {

    static final NativeOps OF_ND4J;

    static {
      Nd4j.getEnvironment();
      OF_ND4J = NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
  }
}
