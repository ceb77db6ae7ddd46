package org.nas4j.data;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Shape;

/**
 * Reads tables of numbers separated by commas (RFC 4180), one example a line, its label in one column. Packed with gzip or
 * not. Immutable: each method gives a changed copy.
 *
 * @param shape shape of one example; its values are the other columns, in order
 * @param classes number of classes
 * @param labelColumn number of the label's column, from 0; −1 for the last
 * @param header whether the first line holds names
 * @param divisor divides each value, to bring it to [0, 1]
 */
public record Csv(Shape shape, int classes, int labelColumn, boolean header, double divisor) {

  /** Checks. */
  public Csv {
    requireNonNull(shape, "shape");
    if (labelColumn < -1 || labelColumn > shape.elements()) {
      throw new IllegalArgumentException("The label's column must be in [0, "
          + shape.elements()
          + "], or -1 for the last, but is ["
          + labelColumn
          + "].");
    }
    if (!(divisor > 0 && Double.isFinite(divisor))) {
      throw new IllegalArgumentException("The divisor must be above 0, but is [" + divisor + "].");
    }
  }

  /**
   * Tables without header, the label in the last column, values as they are.
   *
   * @param shape shape of one example
   * @param classes number of classes
   * @return the form of the table
   */
  public static Csv of(Shape shape, int classes) {
    return new Csv(shape, classes, -1, false, 1);
  }

  /**
   * The first line holds names and is left out.
   *
   * @return a changed copy
   */
  public Csv withHeader() {
    return new Csv(shape, classes, labelColumn, true, divisor);
  }

  /**
   * The label is in another column.
   *
   * @param column its number, from 0; −1 for the last
   * @return a changed copy
   */
  public Csv labelIn(int column) {
    return new Csv(shape, classes, column, header, divisor);
  }

  /**
   * Each value is divided.
   *
   * @param number what a full value is, for example 255
   * @return a changed copy
   */
  public Csv dividedBy(double number) {
    return new Csv(shape, classes, labelColumn, header, number);
  }

  /**
   * Reads a table.
   *
   * @param path file of text in UTF-8
   * @return the data
   * @throws IOException if it cannot be read
   * @throws MalformedDataException if a line has another number of columns, a value is no number, or a label is out of
   *     range
   */
  public Dataset read(Path path) throws IOException {
    List<float[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    CsvMapper mapper = CsvMapper.builder()
        .enable(CsvParser.Feature.WRAP_AS_ARRAY)
        .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
        .enable(CsvParser.Feature.TRIM_SPACES)
        .build();
    try (SourceFile file = new SourceFile(path);
        MappingIterator<String[]> lines = mapper
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withSkipFirstDataRow(header))
            .readValues(new InputStreamReader(file.stream(), StandardCharsets.UTF_8))) {
      while (lines.hasNextValue()) {
        String[] cells = lines.nextValue();
        rows.add(values(path, rows.size(), cells));
        labels.add(label(path, labels.size(), cells));
      }
    } catch (JsonProcessingException | RuntimeJsonMappingException e) {
      MalformedDataException malformed = new MalformedDataException(
          path,
          "is no table after [" + rows.size() + "] examples: " + e.getMessage(),
          "a quotation mark is missing");
      malformed.initCause(e);
      throw malformed;
    }
    if (rows.isEmpty()) {
      throw new MalformedDataException(path, "has [0] examples", "it is another file");
    }
    return Dataset.wrap(
        shape,
        classes,
        rows.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private int column(String[] cells) {
    return labelColumn < 0 ? cells.length - 1 : labelColumn;
  }

  private float[] values(Path path, int example, String[] cells) throws MalformedDataException {
    if (cells.length != shape.elements() + 1) {
      throw new MalformedDataException(
          path,
          "gives example [" + example + "] [" + cells.length + "] columns, but the shape [" + shape
              + "] and a label need [" + (shape.elements() + 1) + "]",
          "the shape is another one, or the line was cut");
    }
    float[] values = new float[cells.length - 1];
    int next = 0;
    for (int i = 0; i < cells.length; i++) {
      if (i != column(cells)) {
        values[next++] = (float) (number(path, example, cells[i], i) / divisor);
      }
    }
    return values;
  }

  private int label(Path path, int example, String[] cells) throws MalformedDataException {
    double label = number(path, example, cells[column(cells)], column(cells));
    if (label != Math.rint(label)) {
      throw new MalformedDataException(
          path,
          "gives example [" + example + "] the label [" + label + "], which is no whole number",
          "the label is in another column");
    }
    return Records.label(path, example, (int) label, classes);
  }

  private static double number(Path path, int example, String cell, int column)
      throws MalformedDataException {
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw new MalformedDataException(
          path,
          "has [" + cell + "] in column [" + column + "] of example [" + example + "]",
          "the first line is a header, or a value is missing");
    }
    return value;
  }
}
