package org.nas4j.tabular;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvReadException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.nas4j.internal.checks.Texts;

/**
 * A CSV text with a header, perhaps compressed by gzip, whose errors name file, line and column.
 */
final class CsvTable {

  /** A small packed file may hold more than fits into memory. */
  private static final long MAX_CHARACTERS = 1L << 30;

  private static final int GZIP_MAGIC = 0x8b1f;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final CsvFactory CSV = CsvFactory.builder()
      .enable(CsvParser.Feature.WRAP_AS_ARRAY)
      .enable(CsvParser.Feature.TRIM_SPACES)
      .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
      .build();

  private final String file;
  private final byte[] bytes;
  private Map<String, Integer> header = Map.of();

  CsvTable(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Reads all rows, each with its line number, the header excluded. */
  void read(BiConsumer<Integer, List<String>> row) throws IOException {
    try (CsvParser parser = CSV.createParser(reader())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        List<String> cells = new ArrayList<>();
        int line = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
          cells.add(parser.getText());
        }
        if (parser.currentLocation().getCharOffset() > MAX_CHARACTERS) {
          throw error(line, "the text is longer than [" + MAX_CHARACTERS + "] characters");
        }
        if (header.isEmpty()) {
          header = checkedHeader(cells, line);
        } else {
          row.accept(line, checkedRow(cells, line));
        }
      }
    } catch (CsvReadException e) {
      throw error(e.getLocation().getLineNr(), e.getOriginalMessage());
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException(
          "[" + file + "]: the compressed data is broken: " + Texts.wordsOf(e), e);
    }
    if (header.isEmpty()) {
      throw new IllegalArgumentException("[" + file + "] is empty: it needs a header.");
    }
  }

  private Reader reader() throws IOException {
    boolean packed = bytes.length > 1 && ((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8) == GZIP_MAGIC;
    InputStream in = new ByteArrayInputStream(bytes);
    return new InputStreamReader(packed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
  }

  private Map<String, Integer> checkedHeader(List<String> cells, int line) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (String cell : cells) {
      String name = columns.isEmpty() ? cell.replace(BYTE_ORDER_MARK, "") : cell;
      if (columns.putIfAbsent(name, columns.size()) != null) {
        throw error(line, "the column [" + name + "] is there twice");
      }
    }
    return columns;
  }

  private List<String> checkedRow(List<String> cells, int line) {
    if (cells.size() != header.size()) {
      throw error(
          line, "there are [" + cells.size() + "] cells under [" + header.size() + "] columns");
    }
    return cells;
  }

  /** The place of a column, which must be there. */
  int column(String name) {
    Integer index = header.get(name);
    if (index == null) {
      throw new IllegalArgumentException("["
          + file
          + "], line [1]: there is no column ["
          + name
          + "], only "
          + header.keySet()
          + ".\nMaybe the description belongs to another table.");
    }
    return index;
  }

  /** A complaint about a line. */
  IllegalArgumentException error(int line, String what) {
    return new IllegalArgumentException("[" + file + "], line [" + line + "]: " + what + ".");
  }

  /** A complaint about a cell. */
  IllegalArgumentException error(int line, String column, String what) {
    return new IllegalArgumentException(
        "[" + file + "], line [" + line + "], column [" + column + "]: " + what + ".");
  }
}
