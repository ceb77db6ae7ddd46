package org.nas4j.torch.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCodeTest {

  @TempDir
  Path folder;

  /** Classes of a folder alone, with libraries for some platforms, whose content does not count. */
  private URLClassLoader classPath(String... platforms) throws IOException {
    for (String platform : platforms) {
      Path place = Files.createDirectories(folder.resolve("org/bytedeco/pytorch/" + platform));
      Files.createFile(place.resolve(System.mapLibraryName("jnitorch")));
    }
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
  }

  @Test
  void takesCodeOfOneKind() throws IOException {
    try (URLClassLoader classes = classPath(Loader.getPlatform() + "-gpu")) {
      assertThatCode(() -> NativeCode.requireOne(classes)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesTwoKindsBeforeTheyEndTheProcess() throws IOException {
    String platform = Loader.getPlatform();
    try (URLClassLoader classes = classPath(platform, platform + "-gpu")) {
      assertThatThrownBy(() -> NativeCode.requireOne(classes))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only one can be loaded")
          .hasMessageContaining("Maybe exclude org.bytedeco:pytorch");
    }
  }

  @Test
  void namesTheClassifierThatIsMissing() throws IOException {
    try (URLClassLoader classes = classPath()) {
      assertThatThrownBy(() -> NativeCode.requireOne(classes))
          .isInstanceOf(UnsatisfiedLinkError.class)
          .hasMessageContaining("[" + Loader.getPlatform() + "]");
    }
  }
}
