package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;

/**
 * The energy counters of this machine, as Linux shows them: a folder for each zone, with its
 * {@code name}, {@code energy_uj} in microjoules, and {@code max_energy_range_uj}, after which the
 * counter starts again at 0 (Linux kernel, Documentation/power/powercap). They are those that
 * hsu2018monas needs for its rewards; {@link EnergyProxy} is for machines without.
 *
 * <p>A counter counts all that the zone does, so that measurements count what else runs, and work
 * is measured one at a time. It may start again once during a measurement, not more often, which is
 * after ten minutes or more of full load. Counters step about once in a millisecond: measure work
 * that takes a tenth of a second or more. Immutable; thread-safe.
 */
public final class EnergyCounters {

  /** Joules that were measured. */
  public static final Metric JOULES = Metric.minimized("energyJoules");

  private static final Path SYSTEM = Path.of("/sys/class/powercap");
  private static final double MICROS = 1e6;

  private final List<EnergyZone> zones;

  private EnergyCounters(List<EnergyZone> zones) {
    this.zones = zones;
  }

  /**
   * The processors and, where it has a counter, the main memory of this machine.
   *
   * @return counters that were read once
   * @throws IllegalStateException if there are none, or they cannot be read
   */
  public static EnergyCounters ofMachine() {
    return in(SYSTEM);
  }

  /**
   * Zones of this machine by name, such as {@code psys} for the whole board. The zones must not
   * contain each other: {@code core} is a part of {@code package-0}.
   *
   * @param names at least one
   * @return counters that were read once
   * @throws IllegalStateException if one is not there, or cannot be read
   */
  public static EnergyCounters ofMachine(String... names) {
    return in(SYSTEM, names);
  }

  /**
   * The same of a folder that is laid out like {@code /sys/class/powercap}.
   *
   * @param folder of folders of zones
   * @param names of zones; processors and main memory if there are none
   * @return counters that were read once
   * @throws IllegalStateException if one is not there, or cannot be read
   */
  public static EnergyCounters in(Path folder, String... names) {
    List<EnergyZone> all = all(requireNonNull(folder, "folder"));
    List<EnergyZone> chosen = all.stream()
        .filter(
            names.length == 0 ? EnergyZone::isWhole : zone -> List.of(names).contains(zone.name()))
        .toList();
    Set<String> missing = new TreeSet<>(List.of(names));
    chosen.forEach(zone -> missing.remove(zone.name()));
    if (chosen.isEmpty() || !missing.isEmpty()) {
      throw new IllegalStateException("There is no energy counter "
          + (names.length == 0 ? "of a processor" : missing) + " in [" + folder + "], only "
          + all.stream().map(EnergyZone::name).sorted().toList()
          + ".\nMaybe the machine is virtual or has no counters; EnergyProxy needs none.");
    }
    chosen.forEach(EnergyZone::microjoules);
    return new EnergyCounters(chosen);
  }

  private static List<EnergyZone> all(Path folder) {
    List<EnergyZone> zones = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return zones;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.exists(entry.resolve(EnergyZone.ENERGY))) {
          zones.add(EnergyZone.of(entry));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Folder [" + folder + "] cannot be listed.", e);
    }
    return zones;
  }

  /**
   * The names of the zones that are measured.
   *
   * @return in alphabetical order
   */
  public List<String> names() {
    return zones.stream().map(EnergyZone::name).sorted().toList();
  }

  /**
   * Measures.
   *
   * @param work is done once, in the calling thread
   * @return joules that all zones took meanwhile, at least 0
   */
  public double joules(Runnable work) {
    Reading start = start();
    work.run();
    return start.joulesSince();
  }

  /**
   * Measures each evaluation of another evaluator, training included, and adds {@link #JOULES} to
   * its figures. For searches that evaluate one candidate at a time.
   *
   * @param evaluator gives all other figures; is closed with the new one
   * @param <A> type of an architecture
   * @return for a reward such as {@code MonasReward.mixed(α, new Scaled(EnergyCounters.JOULES, …))}
   */
  public <A> Evaluator<A> around(Evaluator<A> evaluator) {
    return new MeasuredEnergy<>(requireNonNull(evaluator, "evaluator"), this);
  }

  Reading start() {
    return new Reading(zones, zones.stream().mapToLong(EnergyZone::microjoules).toArray());
  }

  /** What the counters said when something began. */
  record Reading(List<EnergyZone> zones, long[] before) {

    double joulesSince() {
      double sum = 0;
      for (int i = 0; i < before.length; i++) {
        sum += zones.get(i).since(before[i]);
      }
      return sum / MICROS;
    }
  }
}
