package org.nas4j.dl4j.internal;

import java.lang.management.ManagementFactory;

/**
 * Native libraries that Java loads when they are first needed. JavaCPP, while it loads ND4J's,
 * holds a lock of the system's loader and waits for another one, which a thread that loads a
 * library holds while it waits for the first (glibc, {@code dlopen} within
 * {@code dl_iterate_phdr}): both wait for ever, and the process with them. So what other threads
 * may ask Java for meanwhile is loaded before.
 */
public final class JavaLibraries {

  static {
    // Loads those of java.management and jdk.management; files have loaded those of channels.
    ManagementFactory.getOperatingSystemMXBean();
  }

  private JavaLibraries() {}

  /** To be called before anything of JavaCPP or ND4J is touched; the first call does it. */
  public static void loadFirst() {
    // The class's initialisation does it.
  }
}
