package org.nas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.data.Dataset;
import org.nas4j.data.Standardisation;
import org.nas4j.data.Table;
import org.nas4j.data.TableTask;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;
import org.nas4j.model.TableColumns;

/** The README's way from a table with words and gaps to a model that predicts from a row. */
class ServeTableTest {

  @TempDir
  private Path folder;

  private Path cars() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>(List.of("id,mpg,weight,origin"));
    for (int i = 0; i < 300; i++) {
      double tons = 1 + random.nextDouble();
      boolean japan = random.nextBoolean();
      double mpg = 45 - 15 * tons + (japan ? 6 : 0);
      String weight = i % 20 == 0 ? "?" : String.format(Locale.ROOT, "%.3f", tons);
      lines.add("car" + i + "," + String.format(Locale.ROOT, "%.2f", mpg) + "," + weight + ","
          + (japan ? "Japan" : "USA"));
    }
    return Files.write(folder.resolve("cars.csv"), lines);
  }

  // region: network
  static Architecture network(Dataset data) {
    Architecture.Builder network = Architecture.builder(data.shape());
    network.add("dense", Dense.of(32), Architecture.INPUT);
    network.add("relu", Activation.RELU, "dense");
    return network.build(network.add("out", RegressionOutput.of(1), "relu"));
  }

  // end region

  @Test
  void predictsFromRowsOfTheTable() throws Exception {
    Path file = cars();
    // region: table
    Table table = Table.read(file);
    TableTask task = TableTask.without(table, "id").regression("mpg");
    Dataset data = task.dataset(table);
    Standardisation inputs = Standardisation.fit(data);
    Standardisation outputs = Standardisation.ofTargets(data);
    Dataset training = outputs.applyToTargets(inputs.apply(data));
    TrainedNetwork network =
        TrainedNetwork.train(network(training), training, Dl4jTraining.of(60), 1);
    Path saved = folder.resolve("cars.nas4j");
    network
        .model()
        .columns(task.columns())
        .scaling(inputs.scaling())
        .outputScaling(outputs.scaling())
        .build()
        .save(saved);

    Model model = Model.load(saved);
    double milesPerGallon =
        model.predict(Map.of("weight", "1.3", "origin", "Japan")).value();
    // end region
    assertThat(milesPerGallon).isBetween(30.0, 33.0);
    assertThat(model.predict(Map.of("weight", "1.9", "origin", "USA")).value())
        .isBetween(15.0, 18.0);
    assertThat(model.predict(Map.of("origin", "Japan")).value()).isBetween(20.0, 38.0);
    // region: unknown
    Map<String, String> row = Map.of("weight", "1.3", "origin", "Japn");
    TableColumns columns = model.columns().orElseThrow();
    if (!columns.unknownWords(row).isEmpty()) {
      System.out.println("Taken as missing: " + columns.unknownWords(row));
    }
    double anyway = model.predict(columns.withoutUnknownWords(row)).value();
    // end region
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(row))
        .withMessageContaining("The column [origin] has the word [Japn]")
        .withMessageContaining("known are [Japan, USA]");
    assertThat(anyway).isEqualTo(model.predict(Map.of("weight", "1.3")).value());
  }
}
