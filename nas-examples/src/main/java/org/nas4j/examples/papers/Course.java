package org.nas4j.examples.papers;

import java.io.IOException;

/** How a paper is run: a search, random search beside it, and what both found trained longer. */
@FunctionalInterface
interface Course {

  /** Runs all of it on the calling thread. */
  PaperFindings run(Stage stage) throws IOException, InterruptedException;
}
