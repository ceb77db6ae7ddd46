package org.nas4j.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a JSON document that knows its path, and says it in every complaint. Values are asked
 * with the type and the limits that they must have; nothing of the input names a class. For one
 * thread.
 */
public final class JsonCursor {

  /** The longest document, in characters. */
  public static final int MAX_DOCUMENT = 16 * 1024 * 1024;

  private static final int MAX_DEPTH = 20;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_SHOWN = 40;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxDocumentLength(MAX_DOCUMENT)
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER)
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private final String document;
  private final String path;
  private final JsonPointer pointer;
  /** A map by name, a list, a text, a number, a truth value, or null. */
  private final Object value;

  private final Set<String> asked = new HashSet<>();

  private JsonCursor(String document, String path, JsonPointer pointer, Object value) {
    this.document = document;
    this.path = path;
    this.pointer = pointer;
    this.value = value;
  }

  /**
   * Parses a document.
   *
   * @param text the document, at most {@link #MAX_DOCUMENT} characters
   * @return its root
   * @throws IllegalArgumentException if it is no JSON, with line and column
   */
  public static JsonCursor parse(String text) {
    if (text.length() > MAX_DOCUMENT) {
      throw new IllegalArgumentException("The document has ["
          + text.length()
          + "] characters, more than the ["
          + MAX_DOCUMENT
          + "] allowed.");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("The text is not valid JSON: it is empty.");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("The text is not valid JSON"
            + where(parser.currentTokenLocation()) + ": more follows after its end.");
      }
      return new JsonCursor(text, "$", JsonPointer.empty(), value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The text is not valid JSON" + where(e.getLocation()) + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What begins at the parser's token; the depth is limited by the parser. */
  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        return members;
      case START_ARRAY:
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        return items;
      case VALUE_NUMBER_INT:
        return parser.getNumberValue();
      case VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      default:
        return parser.getText();
    }
  }

  private static String where(JsonLocation location) {
    return location == null
        ? ""
        : ", line [" + location.getLineNr() + "], column [" + location.getColumnNr() + "]";
  }

  /**
   * A member that must be there.
   *
   * @param name its name
   * @return its place
   * @throws IllegalArgumentException if this is no object, or lacks it
   */
  public JsonCursor member(String name) {
    return find(name).orElseThrow(() -> error("lacks the member [" + name + "]"));
  }

  /**
   * A member that may be there.
   *
   * @param name its name
   * @return its place; empty if it is missing or null
   * @throws IllegalArgumentException if this is no object
   */
  public Optional<JsonCursor> find(String name) {
    Object member = members().get(name);
    asked.add(name);
    return member == null
        ? Optional.empty()
        : Optional.of(
            new JsonCursor(document, path + "." + name, pointer.appendProperty(name), member));
  }

  /**
   * Refuses members that were not asked for.
   *
   * @throws IllegalArgumentException if there is one
   */
  public void refuseOthers() {
    if (!(value instanceof Map)) {
      return;
    }
    for (String name : members().keySet()) {
      if (!asked.contains(name)) {
        throw error("has an unknown member [" + cut(name) + "]");
      }
    }
  }

  /**
   * The items of an array.
   *
   * @param least fewest items
   * @param most most items
   * @return their places
   * @throws IllegalArgumentException if this is no array of such a length
   */
  public List<JsonCursor> items(int least, int most) {
    if (!(value instanceof List<?> list)) {
      throw error("must be an array, but is " + shown());
    }
    if (list.size() < least || list.size() > most) {
      throw error(
          "must have from [" + least + "] to [" + most + "] items, but has [" + list.size() + "]");
    }
    List<JsonCursor> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(
          new JsonCursor(document, path + "[" + i + "]", pointer.appendIndex(i), list.get(i)));
    }
    return items;
  }

  /**
   * A text.
   *
   * @param longest most characters
   * @return the text, not blank
   * @throws IllegalArgumentException if this is no such text
   */
  public String text(int longest) {
    if (!(value instanceof String text)) {
      throw error("must be a text, but is " + shown());
    }
    if (text.isBlank() || text.length() > longest) {
      throw error("must have from [1] to [" + longest + "] characters, but is " + shown());
    }
    return text;
  }

  /**
   * A text that may be blank.
   *
   * @param longest most characters
   * @return the text
   * @throws IllegalArgumentException if this is no such text
   */
  public String string(int longest) {
    if (!(value instanceof String text) || text.length() > longest) {
      throw error("must be a text of at most [" + longest + "] characters, but is " + shown());
    }
    return text;
  }

  /**
   * The names of an object's members.
   *
   * @return in their order
   * @throws IllegalArgumentException if this is no object
   */
  public List<String> names() {
    return List.copyOf(members().keySet());
  }

  /**
   * A text, number or truth value as text.
   *
   * @param longest most characters
   * @return the text
   * @throws IllegalArgumentException if this is no such value
   */
  public String scalar(int longest) {
    return value instanceof Number || value instanceof Boolean ? value.toString() : text(longest);
  }

  /**
   * Whether this is a text.
   *
   * @return false for all else
   */
  public boolean isText() {
    return value instanceof String;
  }

  /**
   * A whole number.
   *
   * @param least smallest value
   * @param most largest value
   * @return the number
   * @throws IllegalArgumentException if this is no such number
   */
  public int integer(int least, int most) {
    return Math.toIntExact(whole(least, most));
  }

  /**
   * A whole number that may be long.
   *
   * @param least smallest value
   * @param most largest value
   * @return the number
   * @throws IllegalArgumentException if this is no such number
   */
  public long whole(long least, long most) {
    if (value instanceof Number number
        && !(value instanceof Double || value instanceof BigInteger)) {
      long whole = number.longValue();
      if (whole >= least && whole <= most) {
        return whole;
      }
    }
    throw error("must be a whole number from [" + least + "] to [" + most + "], but is " + shown());
  }

  /**
   * A number.
   *
   * @return the number, finite
   * @throws IllegalArgumentException if this is none
   */
  public double number() {
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      throw error("must be a number, but is " + shown());
    }
    return number.doubleValue();
  }

  /**
   * A truth value.
   *
   * @return true or false
   * @throws IllegalArgumentException if this is none
   */
  public boolean flag() {
    if (!(value instanceof Boolean flag)) {
      throw error("must be true or false, but is " + shown());
    }
    return flag;
  }

  /**
   * A complaint about this place.
   *
   * @param what what is wrong, to follow the path as in a sentence
   * @return an exception that names the path, and line and column in the document
   */
  public MalformedJsonException error(String what) {
    return new MalformedJsonException("[" + path + "]" + where(location()), what);
  }

  /** Reads the document again up to this place: it is wanted only when something is wrong. */
  private JsonLocation location() {
    try (JsonParser parser = FACTORY.createParser(document)) {
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        if ((token.isScalarValue() || token.isStructStart())
            && parser.getParsingContext().pathAsPointer().equals(pointer)) {
          return parser.currentTokenLocation();
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // The parser's loop makes them so.
  private Map<String, Object> members() {
    if (!(value instanceof Map)) {
      throw error("must be an object, but is " + shown());
    }
    return (Map<String, Object>) value;
  }

  private String shown() {
    return "[" + cut(JsonObject.write(value, new MinimalPrettyPrinter())) + "]";
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  @Override
  public String toString() {
    return path;
  }
}
