package org.nas4j.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of a JSON document that is being made: members in the order in which they are put.
 * Values are numbers, truth values, texts, lists and objects. Equal objects are written alike,
 * letter by letter. For one thread.
 */
public final class JsonObject {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Object> members = new LinkedHashMap<>();

  /**
   * Puts a member.
   *
   * @param name its name
   * @param value a number, truth value, text, list or object
   * @return this
   */
  public JsonObject put(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /**
   * Puts a list of objects.
   *
   * @param name its name
   * @return the list, empty, to be added to
   */
  public List<JsonObject> list(String name) {
    List<JsonObject> list = new ArrayList<>();
    members.put(name, list);
    return list;
  }

  /**
   * The document.
   *
   * @return indented text of several lines, ended by a line break
   */
  public String text() {
    return write(
            this,
            new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter()))
        + "\n";
  }

  static String write(Object value, PrettyPrinter printer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setPrettyPrinter(printer);
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("A document of our own cannot be written as JSON.", e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator to) throws IOException {
    if (value instanceof JsonObject object) {
      write(object.members, to);
    } else if (value instanceof Map<?, ?> members) {
      to.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        to.writeFieldName((String) member.getKey());
        write(member.getValue(), to);
      }
      to.writeEndObject();
    } else if (value instanceof List<?> items) {
      to.writeStartArray();
      for (Object item : items) {
        write(item, to);
      }
      to.writeEndArray();
    } else {
      to.writePOJO(value);
    }
  }
}
