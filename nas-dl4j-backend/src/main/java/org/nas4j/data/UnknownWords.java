package org.nas4j.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.model.TableColumns;

/** Leaves words out of rows that the training rows lack, and remembers them. For one thread. */
final class UnknownWords {

  private final TableColumns columns;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, String> first = new LinkedHashMap<>();

  UnknownWords(TableColumns columns) {
    this.columns = columns;
  }

  Map<String, String> leftOut(Map<String, String> row) {
    columns.unknownWords(row).forEach((column, word) -> {
      counts.merge(column, 1, Integer::sum);
      first.putIfAbsent(column, word);
    });
    return columns.withoutUnknownWords(row);
  }

  List<String> notes() {
    return counts.entrySet().stream()
        .map(each -> "[" + each.getValue() + "] cells of the column [" + each.getKey()
            + "] hold words that the training rows lack, such as [" + first.get(each.getKey())
            + "]; they count as missing.")
        .toList();
  }
}
