package org.nas4j.dl4j.internal.graph;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
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

  /** Makes sure that the settings are in place. To be called before a network is built. */
  static void prepare() {
    // The class's initialisation does it.
  }

  /**
   * Whether networks are computed on the processor, not on a GPU.
   *
   * @return true on the processor
   */
  public static boolean isCpu() {
    return Nd4j.getEnvironment().isCPU();
  }

  /**
   * What a reader must know to judge figures: backend, versions, device.
   *
   * @return names and values
   */
  public static Map<String, String> describe() {
    prepare();
    Map<String, String> facts = new LinkedHashMap<>();
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
}
