package org.nas4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cells of a table, wherever they are. Immutable and thread-safe. */
interface TableRows {

  /** The number of rows. */
  int size();

  /** The cells of one, not to be changed. */
  List<String> row(int index);

  /** One of its cells. */
  String cell(int index, int column);

  /** Some of them, by numbers that were checked. */
  TableRows subset(int[] indices);

  /** What they are read from whenever they are asked for; empty if they are on the heap. */
  Optional<Path> file();

  /** Takes one row after another. */
  @FunctionalInterface
  interface Receiver {

    void add(List<String> cells) throws IOException;
  }
}
