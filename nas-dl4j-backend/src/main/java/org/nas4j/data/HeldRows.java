package org.nas4j.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows on the heap. */
record HeldRows(List<List<String>> rows) implements TableRows {

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public List<String> row(int index) {
    return rows.get(index);
  }

  @Override
  public String cell(int index, int column) {
    return rows.get(index).get(column);
  }

  @Override
  public HeldRows subset(int[] indices) {
    return new HeldRows(Arrays.stream(indices).mapToObj(rows::get).toList());
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }
}
