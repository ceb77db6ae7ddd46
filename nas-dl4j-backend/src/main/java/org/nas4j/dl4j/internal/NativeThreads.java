package org.nas4j.dl4j.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many native threads compute what a thread asks for. ND4J and oneDNN share them. */
public final class NativeThreads {

  private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private NativeThreads() {}

  /**
   * Sets the number for the calling thread, and ND4J's own limits for the process.
   *
   * @param threads at least 1
   */
  public static void use(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    if (threads > 1 && System.getenv(POLICY) == null && TOLD.compareAndSet(false, true)) {
      LOG.info(
          "Native threads spin while they wait, which is fast on idle cores and slow on busy ones."
              + " If other work shares them, start Java with the environment variable {}=PASSIVE.",
          POLICY);
    }
  }
}
