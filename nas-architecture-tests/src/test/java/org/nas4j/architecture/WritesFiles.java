package org.nas4j.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Calls that write a file in place, or move one over another, by whichever library. */
final class WritesFiles extends DescribedPredicate<JavaMethodCall> {

  /** Names by class; those that take a folder's name are not among them. */
  private static final Map<String, Set<String>> WRITERS = Map.of(
      "java.nio.file.Files",
          Set.of(
              "write",
              "writeString",
              "newOutputStream",
              "newBufferedWriter",
              "newByteChannel",
              "copy",
              "move"),
      "java.nio.channels.FileChannel", Set.of("open"),
      "java.nio.channels.AsynchronousFileChannel", Set.of("open"),
      "java.net.http.HttpResponse$BodyHandlers", Set.of("ofFile", "ofFileDownload"),
      "javax.imageio.ImageIO", Set.of("write"),
      "com.fasterxml.jackson.databind.ObjectMapper", Set.of("writeValue"),
      "com.fasterxml.jackson.databind.ObjectWriter", Set.of("writeValue"),
      "org.deeplearning4j.util.ModelSerializer", Set.of("writeModel", "addObjectToFile"),
      "org.nd4j.linalg.factory.Nd4j", Set.of("saveBinary", "writeTxt", "writeAsNumpy"));

  WritesFiles() {
    super("write a file in place");
  }

  @Override
  public boolean test(JavaMethodCall call) {
    AccessTarget.MethodCallTarget target = call.getTarget();
    return WRITERS.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName())
        && takesFile(target);
  }

  private static boolean takesFile(AccessTarget.MethodCallTarget target) {
    return target.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Path.class)
            || type.isEquivalentTo(java.io.File.class)
            || target.getOwner().getName().startsWith("org.nd4j")
            || target.getOwner().getName().startsWith("org.deeplearning4j"));
  }
}
