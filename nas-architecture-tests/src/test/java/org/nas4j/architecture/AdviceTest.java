package org.nas4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What errors advise to call is there to be called. */
class AdviceTest {

  private static final Pattern ADVICE =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*\")*");
  private static final Pattern CALL = Pattern.compile("\\b([A-Z]\\w+)[.#](\\w+)\\(([^()]*)\\)");
  private static final Pattern CONSTANT =
      Pattern.compile("\\b([A-Z][a-z]\\w+)\\.([A-Z][A-Z_]+)\\b");

  private final Map<String, String> types = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int checked;

  @Test
  void namesMethodsAndConstantsThatAreThere() throws IOException {
    for (String module : Sources.modules()) {
      for (Path file : Sources.of(module)) {
        types.put(Sources.simpleName(file), Files.readString(file));
      }
    }
    for (Map.Entry<String, String> type : types.entrySet()) {
      Matcher text = ADVICE.matcher(type.getValue());
      while (text.find()) {
        if (text.group().contains("Maybe")) {
          check(type.getKey(), text.group().replaceAll("\"\\s*\\+\\s*\"", ""));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).as("names checked").isGreaterThanOrEqualTo(5);
  }

  private void check(String where, String advice) {
    Matcher call = CALL.matcher(advice);
    while (call.find()) {
      String type = types.get(call.group(1));
      if (type != null) {
        checked++;
        if (!Pattern.compile("[\\w>\\]] " + call.group(2) + "\\(").matcher(type).find()) {
          wrong.add(where + ": " + call.group());
        }
      }
    }
    Matcher constant = CONSTANT.matcher(advice);
    while (constant.find()) {
      String type = types.get(constant.group(1));
      if (type != null) {
        checked++;
        if (!type.matches("(?s).*\\b" + constant.group(2) + "\\b.*")) {
          wrong.add(where + ": " + constant.group());
        }
      }
    }
  }
}
