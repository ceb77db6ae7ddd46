package org.nas4j.dl4j.internal.graph;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.nas4j.dl4j.internal.JavaLibraries;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * What ND4J computes with, and the settings without which Deeplearning4j computes slowly.
 * Thread-safe; the number of threads is one for the whole process.
 */
public final class NativeBackend {

  private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";
  private static final String ARTIFACT = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
  private static final String CRASH_REPORTS = "org.deeplearning4j.crash.reporting.enabled";

  static {
    JavaLibraries.loadFirst();
    setUnlessGiven(HELPERS_DISABLED, "false");
    setUnlessGiven(CRASH_REPORTS, "false");
  }

  private NativeBackend() {}

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Makes sure that the settings are in place, and ND4J can compute. To be called before a network
   * is built.
   *
   * @throws IllegalStateException if there is no native code for this machine
   */
  static void prepare() {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "ND4J cannot compute on [" + Loader.getPlatform() + "]: " + Nd4jItself.REASON
              + "\nMaybe add the artifact org.nas4j:nas-torch-backend, which has native code for"
              + " more machines.",
          Nd4jItself.REASON);
    }
  }

  /**
   * Whether ND4J has native code for this machine, such as for no Mac with a processor of Apple's.
   *
   * @return false if the portable engine cannot be used
   */
  public static boolean isAvailable() {
    return Nd4jItself.REASON == null;
  }

  /**
   * Whether networks are computed on the processor, not on a GPU.
   *
   * @return true on the processor, and where ND4J computes nothing at all
   */
  public static boolean isCpu() {
    return !isAvailable() || Nd4j.getEnvironment().isCPU();
  }

  /**
   * What a reader must know to judge figures: backend, versions, device.
   *
   * @return names and values
   */
  public static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!isAvailable()) {
      facts.put("nd4j.backend", "none");
      return facts;
    }
    Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
    facts.put("backend", "deeplearning4j");
    facts.put("nd4j.backend", Nd4j.getBackend().getClass().getSimpleName());
    facts.put("nd4j.device", environment.getProperty("backend", "not told"));
    facts.put("nd4j.blas", environment.getProperty("blas.vendor", "not told"));
    facts.put("nd4j.version", version(Nd4jBackend.class));
    return facts;
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? versionOfArtifact() : version;
  }

  /** Its jar has no version where Java looks for one, but Maven's own note of it. */
  private static String versionOfArtifact() {
    Properties note = new Properties();
    try (InputStream in = Nd4jBackend.class.getResourceAsStream(ARTIFACT)) {
      if (in != null) {
        note.load(in);
      }
    } catch (IOException e) {
      // Then it is not told.
    }
    return note.getProperty("version", "not told");
  }

  /** Tries it once. */
  private static final class Nd4jItself {

    static final Throwable REASON;

    static {
      Throwable reason = null;
      try {
        Nd4j.getEnvironment();
      } catch (LinkageError | RuntimeException e) {
        reason = e;
        while (reason.getCause() != null) {
          reason = reason.getCause();
        }
      }
      REASON = reason;
    }
  }
}
