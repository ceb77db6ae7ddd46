package org.nas4j.benchmarks.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.benchmarks.Benchmarks;
import org.nas4j.internal.testdata.SharedData;
import picocli.CommandLine;

class ArenaCommandTest {

  private static final String DESCRIPTION = """
      {"name": "NAME", "table": "toy.csv",
       "decisions": [
        {"name": "first", "column": "a", "options": [1, 2, 3, 4, 5, 6, 7, 8]},
        {"name": "second", "column": "b", "options": [1, 2, 3, 4, 5, 6, 7, 8]}],
       "search": {"column": "valid", "goal": "max"},
       "report": {"column": "error", "goal": "min"},
       "cost_seconds": COST}
      """;

  @TempDir
  Path folder;

  private final StringWriter console = new StringWriter();
  private Path costly;
  private Path free;

  @BeforeEach
  void writeTables() throws IOException {
    StringBuilder csv = new StringBuilder("a,b,valid,error,seconds\n");
    for (int a = 0; a < 8; a++) {
      for (int b = 0; b < 8; b++) {
        if (a + b != 13) {
          csv.append(String.join(
              ",", "" + a, "" + b, "" + (a * b % 17), "" + (20 - a * b % 17), "" + (10 + b)));
          csv.append('\n');
        }
      }
    }
    Files.writeString(folder.resolve("toy.csv"), csv);
    costly = table("costly", "\"seconds\"");
    free = table("free", "null");
  }

  private Path table(String name, String cost) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".json"), DESCRIPTION.replace("NAME", name).replace("COST", cost));
  }

  private int arena(String... arguments) {
    console.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(console);
    return new CommandLine(new Benchmarks())
        .setOut(writer)
        .setErr(writer)
        .execute(Stream.concat(Stream.of("arena"), Stream.of(arguments)).toArray(String[]::new));
  }

  private List<List<String>> summary(String out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(out).resolve("summary.csv"))) {
      rows.add(List.of(line.split(",", -1)));
    }
    return rows;
  }

  private int compete(String out, String workers) {
    return arena(
        "--table",
        costly.toString(),
        "--table",
        free.toString(),
        "--strategies",
        "reinforce",
        "--seconds",
        "150",
        "--evaluations",
        "12",
        "--seeds",
        "10",
        "--workers",
        workers,
        "--out",
        folder.resolve(out).toString());
  }

  @Test
  void writesOneRowForEachStrategyAndTable() throws IOException {
    assertThat(compete("out", "2")).as(console.toString()).isZero();
    List<List<String>> rows = summary("out");
    assertThat(String.join(",", rows.get(0)))
        .isEqualTo("table,strategy,seeds,mean,std,median,regret,p_value,milliseconds_per_trial");
    assertThat(rows.stream().skip(1).map(row -> String.join(" ", row.subList(0, 3))))
        .containsExactly(
            "costly random 10", "costly reinforce 10", "free random 10", "free reinforce 10");
    double best = 4;
    for (List<String> row : rows.subList(1, rows.size())) {
      double mean = Double.parseDouble(row.get(3));
      assertThat(Double.parseDouble(row.get(6))).isCloseTo(mean - best, within(1e-3));
      assertThat(row.get(7).isEmpty()).isEqualTo(row.get(1).equals("random"));
      assertThat(Double.parseDouble(row.get(8))).isPositive();
    }
    assertThat(console.toString()).isEqualTo(Files.readString(folder.resolve("out/summary.md")));
    assertThat(console.toString()).contains("| free | reinforce | 10 |");
  }

  @Test
  void doesNotDependOnTheNumberOfWorkers() throws IOException {
    assertThat(compete("one", "1")).isZero();
    assertThat(compete("three", "3")).isZero();
    assertThat(withoutTimes("three")).isEqualTo(withoutTimes("one"));
    for (String plot : List.of("costly.svg", "free.svg")) {
      assertThat(folder.resolve("three").resolve(plot))
          .hasSameTextualContentAs(folder.resolve("one").resolve(plot));
    }
  }

  private List<List<String>> withoutTimes(String out) throws IOException {
    return summary(out).stream().map(row -> row.subList(0, 8)).toList();
  }

  @Test
  void drawsEachStrategyByName() throws IOException {
    assertThat(compete("out", "2")).isZero();
    assertThat(Files.readString(folder.resolve("out/costly.svg")))
        .contains(">random<", ">reinforce<", ">simulated seconds<");
    assertThat(Files.readString(folder.resolve("out/free.svg"))).contains(">evaluations<");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    String out = folder.resolve("out").toString();
    assertThat(arena("--table", free.toString(), "--out", out)).isNotZero();
    assertThat(console.toString()).contains("There is no budget").contains("Maybe");
    assertThat(arena("--table", free.toString(), "--seconds", "9", "--out", out))
        .isNotZero();
    assertThat(console.toString()).contains("Table [free] says no cost");
    assertThat(arena("--table", costly.toString(), "--seconds", "9", "--out", out))
        .isNotZero();
    assertThat(console.toString()).contains("without an evaluation within [9 simulated seconds]");
    assertThat(arena(
            "--table",
            free.toString(),
            "--evaluations",
            "9",
            "--strategies",
            "magic",
            "--out",
            out))
        .isNotZero();
    assertThat(console.toString()).contains("There is no strategy [magic]");
    assertThat(arena(
            "--table",
            free.toString(),
            "--table",
            free.toString(),
            "--evaluations",
            "9",
            "--out",
            out))
        .isNotZero();
    assertThat(console.toString()).contains("Two tables are named [free]");
    assertThat(arena("--table", free.toString(), "--evaluations", "9", "--flow", "--out", out))
        .isNotZero();
    assertThat(console.toString()).contains("There are [2] decisions").contains("Maybe");
  }

  private int competeAtBudgets(String... more) throws IOException {
    Path peer = Files.writeString(
        folder.resolve("peer.csv"),
        "table,peer,evaluations,mean,error\nfree,other,3,9.5,0.5\ncostly,other,3,9.25,0.5\n");
    List<String> arguments = new ArrayList<>(List.of(
        "--table", costly.toString(), "--table", free.toString(), "--strategies", "evolution"));
    arguments.addAll(List.of("--seeds", "6", "--lookahead", "1,4", "--peers", peer.toString()));
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return arena(arguments.toArray(String[]::new));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("out").resolve(file));
  }

  @Test
  void oneRunIsLookedAtAtSeveralBudgets() throws IOException {
    assertThat(competeAtBudgets("--budgets", "12,3")).as(console.toString()).isZero();
    assertThat(lines("budgets.csv"))
        .hasSize(1 + 2 * (2 * 3 + 1))
        .contains("free,other,,3,9.5000,0.5000,")
        .anyMatch(line -> line.startsWith("free,\"evolution L4\",4,12,"))
        .anyMatch(line -> line.startsWith("costly,random,1,3,"));
    assertThat(lines("curves.csv")).hasSize(1 + 2 * 3 * 12);
    assertThat(lines("ranks.csv")).hasSize(1 + 4 + 3);
    assertThat(console.toString()).contains("| free | other | 9.5000 ± 0.5000 |  |");
    assertThat(Files.readString(folder.resolve("out/free.svg"))).contains(">evolution L4<");
    String atTwelve = budgetLine("free,random,1,12");
    assertThat(arena(
            "--table",
            free.toString(),
            "--strategies",
            "random",
            "--evaluations",
            "12",
            "--seeds",
            "6",
            "--out",
            folder.resolve("plain").toString()))
        .isZero();
    assertThat(summary("plain").get(1).get(3)).isEqualTo(atTwelve.split(",")[4]);
  }

  private String budgetLine(String start) throws IOException {
    return lines("budgets.csv").stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesBudgetsThatContradict() throws IOException {
    assertThat(competeAtBudgets("--budgets", "3", "--evaluations", "4")).isNotZero();
    assertThat(console.toString()).contains("Budgets [[3]]", "Maybe leave --seconds");
    assertThat(competeAtBudgets("--budgets", "0,3")).isNotZero();
    assertThat(console.toString()).contains("must be from 1 to 1000");
    Path broken = Files.writeString(folder.resolve("broken.csv"), "table,peer\nfree,other\n");
    assertThat(competeAtBudgets("--budgets", "3", "--peers", broken.toString())).isNotZero();
    assertThat(console.toString()).contains("is no figure of a peer");
  }

  private double mean(String strategy, int seeds) throws IOException {
    return mean(strategy, seeds, "--seconds", "12000");
  }

  private double mean(String strategy, int seeds, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(
        List.of("--table", SharedData.path("tables/nasbench201-cifar10.json").toString()));
    arguments.addAll(List.of("--strategies", strategy, "--seeds", Integer.toString(seeds)));
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    assertThat(arena(arguments.toArray(String[]::new))).isZero();
    List<List<String>> rows = summary("out");
    return Double.parseDouble(rows.get(rows.size() - 1).get(3));
  }

  /** Over 100 other seeds 93.55 and 93.19. */
  @Test
  void flowTellsTenTrialsMoreThanSizes() throws IOException {
    assertThat(mean("sizeaware", 100, "--evaluations", "10", "--flow"))
        .isGreaterThan(mean("sizeaware", 100, "--evaluations", "10") + 0.15);
  }

  /** Published: 93.70 (dong2020nasbench201). */
  @Test
  void randomSearchIsAsGoodAsPublished() throws IOException {
    assertThat(mean("random", 500)).isCloseTo(93.7, within(0.1));
  }

  /** Published: 93.92; simulated on this table with the best of the published settings: 94.07. */
  @Test
  void evolutionIsAsGoodAsPublished() throws IOException {
    assertThat(mean("evolution", 500)).isGreaterThan(94.05);
  }

  /** Measured for the best peer, a tree-structured Parzen estimator: 94.15. */
  @Test
  void surrogateSearchIsBetterThanThePeers() throws IOException {
    assertThat(mean("surrogate", 40)).isGreaterThan(94.20);
  }
}
