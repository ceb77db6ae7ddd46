package org.nas4j.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nas4j.internal.checks.Texts;

/** Reads the cells of a table of text (RFC 4180), line by line. Stateless. */
final class CsvCells {

  private static final CsvFactory FACTORY = CsvFactory.builder()
      .enable(CsvParser.Feature.WRAP_AS_ARRAY)
      .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
      .enable(CsvParser.Feature.TRIM_SPACES)
      .build();

  private CsvCells() {}

  /** Takes what is read. */
  interface Receiver {

    void take(int line, List<String> cells) throws IOException;

    /** How many examples were read so far, for messages. */
    int count();
  }

  static void read(Path path, char delimiter, Receiver receiver) throws IOException {
    try (SourceFile file = new SourceFile(path);
        CsvParser parser = FACTORY.createParser(TextSource.reader(file))) {
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(delimiter));
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        List<String> cells = new ArrayList<>();
        int line = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
          cells.add(parser.getText());
        }
        receiver.take(line, cells);
      }
    } catch (JsonProcessingException e) {
      MalformedDataException malformed = new MalformedDataException(
          path,
          "is no table after [" + receiver.count() + "] examples: " + Texts.wordsOf(e),
          "a quotation mark is missing");
      malformed.initCause(e);
      throw malformed;
    } catch (CharacterCodingException e) {
      MalformedDataException malformed = new MalformedDataException(
          path,
          "is no text in its encoding after [" + receiver.count() + "] examples",
          "it is in an older encoding: save it as UTF-8");
      malformed.initCause(e);
      throw malformed;
    }
  }
}
