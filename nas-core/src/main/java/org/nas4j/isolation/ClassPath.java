package org.nas4j.isolation;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where a worker process finds the classes that this process has. */
final class ClassPath {

  private ClassPath() {}

  /**
   * The class path from which a class can be loaded: this process's, after those of the class
   * loaders that were put in front of it, as build tools do that run programs in their own process.
   */
  static String of(Class<?> type) {
    Set<String> entries = new LinkedHashSet<>();
    for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          add(entries, url);
        }
      }
    }
    entries.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, entries);
  }

  private static void add(Set<String> entries, URL url) {
    try {
      URI uri = url.toURI();
      if ("file".equals(uri.getScheme())) {
        entries.add(Path.of(uri).toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class path entry cannot be handed on: [" + url + "].", e);
    }
  }
}
