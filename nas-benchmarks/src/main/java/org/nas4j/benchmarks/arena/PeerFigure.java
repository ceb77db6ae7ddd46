package org.nas4j.benchmarks.arena;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What another library reached on a table.
 *
 * @param table its name
 * @param peer whose figure it is
 * @param evaluations the budget, duplicates free
 * @param mean of the report figure
 * @param error standard error of the mean
 */
record PeerFigure(String table, String peer, int evaluations, double mean, double error) {

  /** Reads files with the columns table, peer, evaluations, mean and error. */
  static List<PeerFigure> read(List<Path> files) throws IOException {
    List<PeerFigure> figures = new ArrayList<>();
    for (Path file : files) {
      try (MappingIterator<Map<String, String>> rows = new CsvMapper()
          .readerForMapOf(String.class)
          .with(CsvSchema.emptySchema().withHeader())
          .readValues(file.toFile())) {
        while (rows.hasNext()) {
          figures.add(of(rows.next(), file));
        }
      }
    }
    return figures;
  }

  private static PeerFigure of(Map<String, String> row, Path file) {
    try {
      return new PeerFigure(
          row.get("table"),
          row.get("peer"),
          Integer.parseInt(row.get("evaluations")),
          Double.parseDouble(row.get("mean")),
          Double.parseDouble(row.get("error")));
    } catch (NumberFormatException | NullPointerException e) {
      throw new IllegalArgumentException(
          "The row [" + row + "] of [" + file
              + "] is no figure of a peer.\nMaybe its columns are not table,peer,evaluations,mean,error.",
          e);
    }
  }
}
