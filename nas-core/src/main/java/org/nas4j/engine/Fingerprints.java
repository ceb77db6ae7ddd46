package org.nas4j.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.nas4j.arch.Architecture;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;

/**
 * Takes the fingerprint of a space: walks it with 64 uniform choosers of fixed seeds, and notes the
 * decisions that are asked, their options, which are legal, and what is built
 * ({@link Architecture}s by their canonical hash, texts, numbers and collections of such by their
 * text, other types not at all) or why nothing is. Costs 64 walks.
 *
 * <p>Options are compared by their texts, without the parts in which texts of the same value differ
 * between two processes: identity hashes, and the order of sets and maps. Stateless.
 */
final class Fingerprints {

  private static final int WALKS = 64;
  private static final int RECORDED_WALKS = 4;
  private static final int MOST_RECORDED = 2_000;
  private static final long SEED = 0x6E61_7334_6AL;
  private static final Pattern IDENTITY =
      Pattern.compile("(\\$\\$Lambda[^@]*)?@[0-9a-f]{1,8}(?![0-9A-Za-z])");

  private Fingerprints() {}

  static SpaceFingerprint of(SearchSpace<?> space) {
    Map<String, Set<String>> decisions = new TreeMap<>();
    Map<String, Set<List<String>>> asked = new TreeMap<>();
    List<String> recorded = new ArrayList<>();
    MessageDigest digest = sha256();
    for (int i = 0; i < WALKS; i++) {
      RandomGenerator random = Seeds.random(SEED, i, "fingerprint");
      Build<?> build = space.sample(Chooser.uniform(random));
      String walk = describe(build, decisions, asked, digest);
      digest.update(walk.getBytes(StandardCharsets.UTF_8));
      if (i < RECORDED_WALKS) {
        recorded.add(
            walk.length() <= MOST_RECORDED ? walk : walk.substring(0, MOST_RECORDED) + "…");
      }
    }
    Map<String, List<String>> options = new LinkedHashMap<>();
    decisions.forEach((name, texts) -> options.put(name, List.copyOf(texts)));
    return new SpaceFingerprint(
        HexFormat.of().formatHex(digest.digest(), 0, 16),
        options,
        recorded,
        varying(options, asked));
  }

  /** Decisions of which an option's number does not tell its text among all that were met. */
  private static Set<String> varying(
      Map<String, List<String>> options, Map<String, Set<List<String>>> asked) {
    Set<String> names = new TreeSet<>();
    asked.forEach((name, lists) -> {
      List<String> all = options.get(name);
      if (lists.stream()
          .anyMatch(
              list -> list.size() > all.size() || !all.subList(0, list.size()).equals(list))) {
        names.add(name);
      }
    });
    return names;
  }

  /** The questions of a walk, with all options, and what was built. */
  static String describe(Build<?> build) {
    Map<String, Set<String>> decisions = new TreeMap<>();
    return describe(build, decisions, new TreeMap<>(), sha256()) + " of " + decisions;
  }

  private static String describe(
      Build<?> build,
      Map<String, Set<String>> decisions,
      Map<String, Set<List<String>>> asked,
      MessageDigest digest) {
    StringJoiner walk = new StringJoiner(", ");
    for (DecisionPoint point : build.points()) {
      String name = point.decision().name();
      Set<String> options = decisions.computeIfAbsent(name, each -> new LinkedHashSet<>());
      List<String> here = new ArrayList<>();
      for (int i = 0; i < point.decision().size(); i++) {
        String option = text(point.decision().options().get(i));
        options.add(option);
        here.add(option);
        String line =
            name + '\n' + option + '\n' + point.isLegal(i) + point.references().anchorOf(i);
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      asked.computeIfAbsent(name, each -> new HashSet<>()).add(here);
      walk.add(name + " " + point.legalCount() + "/" + point.decision().size());
    }
    String built = build
        .walk()
        .infeasible()
        .map(cause -> "infeasible: " + cause.reason())
        .orElseGet(() -> built(build.architecture()));
    return walk.add("= " + built).toString();
  }

  private static String built(Object architecture) {
    if (architecture instanceof Architecture known) {
      return "architecture " + known.canonicalHash();
    }
    boolean plain = architecture instanceof CharSequence
        || architecture instanceof Number
        || architecture instanceof Collection<?>;
    return plain ? text(architecture) : architecture.getClass().getSimpleName();
  }

  /** What an option is called, the same in every process. */
  static String text(Object value) {
    if (value instanceof Set<?> set) {
      return set.stream().map(Fingerprints::text).sorted().toList().toString();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Fingerprints::text).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, each) -> sorted.put(text(key), text(each)));
      return sorted.toString();
    }
    return stable(String.valueOf(value));
  }

  /** A text without identity hashes. */
  static String stable(String text) {
    return text.indexOf('@') < 0 ? text : IDENTITY.matcher(text).replaceAll("@");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but this one does not.", e);
    }
  }
}
