package org.nas4j.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.io.File;
import java.util.Set;

/** Constructors of streams and writers that empty a file before the new content is there. */
final class OpensFiles extends DescribedPredicate<JavaConstructorCall> {

  private static final Set<String> STREAMS = Set.of(
      "java.io.FileOutputStream",
      "java.io.FileWriter",
      "java.io.RandomAccessFile",
      "java.io.PrintStream",
      "java.io.PrintWriter",
      "java.util.Formatter");

  OpensFiles() {
    super("open a file to write it in place");
  }

  @Override
  public boolean test(JavaConstructorCall call) {
    JavaClass first =
        call.getTarget().getRawParameterTypes().stream().findFirst().orElse(null);
    return STREAMS.contains(call.getTargetOwner().getName())
        && first != null
        && (first.isEquivalentTo(File.class) || first.isEquivalentTo(String.class));
  }
}
