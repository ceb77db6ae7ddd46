package org.nas4j.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.nas4j.auto.AutoResult;
import org.nas4j.auto.AutoSearch;
import org.nas4j.data.Table;
import org.nas4j.model.Model;

public class FirstModel {
  public static void main(String[] arguments) throws Exception {
    Table cars = Table.read(Path.of("cars.csv"));
    AutoResult result = AutoSearch.table(cars, "mpg")
        .within(Duration.parse(arguments[0]))
        .journal(Path.of("cars-search"))
        .run();
    result.model().save(Path.of("cars.nas4j"));
    System.out.println("R2 on rows held back: " + result.validation());

    Model model = Model.load(Path.of("cars.nas4j"));
    double mpg = model.predict(Map.of("weight", "1.3", "origin", "Japan")).value();
    System.out.println("Miles per gallon: " + mpg);
  }
}
