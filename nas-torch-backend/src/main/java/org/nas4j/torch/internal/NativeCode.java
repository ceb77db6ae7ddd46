package org.nas4j.torch.internal;

import org.bytedeco.javacpp.Loader;

/** Which of LibTorch's native libraries are on the class path. */
final class NativeCode {

  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String GPU = "-gpu";

  private NativeCode() {}

  /**
   * Makes sure that there is code for this machine, and one kind of it. Of two kinds JavaCPP may
   * load parts of both, which ends the process.
   *
   * @throws UnsatisfiedLinkError if there is none
   * @throws IllegalStateException if there are two
   */
  static void requireOne(ClassLoader classes) {
    String platform = Loader.getPlatform();
    boolean forProcessors = isThere(classes, platform);
    boolean forGpus = isThere(classes, platform + GPU);
    if (forProcessors && forGpus && System.getProperty(EXTENSION) == null) {
      throw new IllegalStateException(
          "There is native code for processors and for GPUs on the class"
              + " path, of which only one can be loaded.\nMaybe exclude org.bytedeco:pytorch from"
              + " nas-torch-backend, and add it anew with the classifier [" + platform + GPU
              + "] only.");
    }
    if (!forProcessors && !forGpus) {
      throw new UnsatisfiedLinkError("There is no native code for [" + platform
          + "] on the class path.\nMaybe add org.bytedeco:pytorch with that classifier.");
    }
  }

  private static boolean isThere(ClassLoader classes, String platform) {
    String library = System.mapLibraryName("jnitorch");
    return classes.getResource("org/bytedeco/pytorch/" + platform + "/" + library) != null;
  }
}
