package org.nas4j.benchmarks.curves;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.predict.LearningCurve;

/**
 * Curves in a CSV file with a header: columns whose names begin with {@code val_error_e} are errors
 * after each epoch, in order; {@code id} and {@code final_performance} are left out; all others are
 * features.
 */
final class CurveFile {

  static final String ERROR = "val_error_e";

  private CurveFile() {}

  /** The curves of a file, as accuracies. */
  static List<LearningCurve> read(Path file) throws IOException {
    List<LearningCurve> curves = new ArrayList<>();
    try (MappingIterator<Map<String, String>> rows = new CsvMapper()
        .readerForMapOf(String.class)
        .with(CsvSchema.emptySchema().withHeader())
        .readValues(file.toFile())) {
      while (rows.hasNext()) {
        curves.add(curve(rows.next()));
      }
    }
    return curves;
  }

  private static LearningCurve curve(Map<String, String> row) {
    List<Double> values = new ArrayList<>();
    List<Double> features = new ArrayList<>();
    row.forEach((name, cell) -> {
      if (name.startsWith(ERROR)) {
        values.add(1 - Double.parseDouble(cell));
      } else if (!name.equals("id") && !name.equals("final_performance")) {
        features.add(Double.parseDouble(cell));
      }
    });
    return new LearningCurve(values, features);
  }
}
