package org.nas4j.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.architecture.ArchitectureDocument;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.text.LoudWarnings;
import org.nas4j.internal.time.Stopwatch;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's log on disk: a line of JSON per event, with a checksum, that plain tools can read. A run
 * that was killed goes on from it.
 *
 * <p>What is durable when. Each event is handed to the operating system by one write before the
 * method returns: so nothing is lost when the process dies, however it dies. The disk is made to
 * keep it (fsync) as soon as outcomes that it does not yet keep are worth 20 ms of evaluation, or
 * after a second, and when the run ends: so when the machine dies, at most that much is evaluated
 * again. Lines are lost from the end only, and what was proposed knowing a lost outcome is lost
 * with it, to be proposed again.
 *
 * <p>One process writes; any number may read ({@link Journal#read}) while it does. For the thread
 * that runs the search, but for {@link #reported}.
 */
final class JournalTrialStore implements TrialStore {

  private static final Logger LOG = LoggerFactory.getLogger(JournalTrialStore.class);
  private static final Duration MOST_AT_RISK = Duration.ofMillis(20);
  private static final Duration LONGEST_AT_RISK = Duration.ofSeconds(1);
  /** Of an architecture's text, in characters: a larger one could not be looked at. */
  private static final int LARGEST_DRAWN = 1 << 20;

  private final Path path;
  private final Clock clock;
  private final LongSupplier ticker;
  private SortedTrials trials = new SortedTrials();
  private JournalLock lock;
  private JournalWriter writer;
  private Set<Long> drawn = Set.of();
  private Duration before = Duration.ZERO;
  private Optional<Journal.FinalRound> finals = Optional.empty();
  private Stopwatch opened;
  private Stopwatch forced;
  private Duration atRisk = Duration.ZERO;

  /**
   * A journal, which is made or gone on with when the run opens it.
   *
   * @param path the file; its folder must be there
   * @param clock tells the time, for stamps
   */
  JournalTrialStore(Path path, Clock clock) {
    this(path, clock, System::nanoTime);
  }

  /**
   * A journal with a ticker of its own, which is made or gone on with when the run opens it.
   *
   * @param path the file; its folder must be there
   * @param clock tells the time, for stamps
   * @param ticker measures time: nanoseconds since any moment, as of {@link System#nanoTime}
   */
  JournalTrialStore(Path path, Clock clock, LongSupplier ticker) {
    this.path = requireNonNull(path, "path");
    this.clock = requireNonNull(clock, "clock");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if another process writes to the journal, or it is of a run of
   *     another space, strategy or seed, with all that differs
   * @throws IllegalArgumentException if a line of it is damaged
   */
  @Override
  public RunLog open(Function<Optional<RunHeader>, RunHeader> header) {
    if (writer != null) {
      throw new IllegalStateException(
          "Journal [" + path + "] is open already.\nMaybe give each run a store of its own.");
    }
    try {
      lock = JournalLock.take(path, clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Journal [" + path + "] cannot be locked: " + Texts.wordsOf(e)
              + ".\nMaybe its folder does not exist, or may not be written.",
          e);
    }
    try {
      return openLocked(header);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(
          "Journal [" + path + "] cannot be opened: " + Texts.wordsOf(e), e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private RunLog openLocked(Function<Optional<RunHeader>, RunHeader> describe) throws IOException {
    Instant now = clock.instant();
    opened = new Stopwatch(ticker);
    forced = opened;
    boolean made = Files.notExists(path);
    JournalReader reader = made ? JournalReader.ofNothing(path) : JournalReader.read(path);
    Optional<Journal> journal = reader.journal();
    RunHeader header = describe.apply(journal.map(Journal::header));
    if (made) {
      Files.createFile(path);
    }
    if (journal.isPresent()) {
      requireSameRun(journal.get().header(), header);
    } else {
      requireNothingElse();
    }
    lock.hold(); // after all readers are closed, since closing one would let go
    tellOfTornLine(reader.length());
    writer = new JournalWriter(path, reader.seal(), reader.length());
    RunLog log = journal.map(Journal::log).orElseGet(() -> RunLog.of(List.of()));
    before = log.elapsed();
    finals = journal.flatMap(Journal::finals);
    drawn = reader.drawn();
    log.trials().forEach(trials::add);
    writer.write(journal.isPresent() ? Events.resume(now, before) : Events.run(header, now));
    writer.force();
    if (made) {
      forceFolder();
    }
    return log;
  }

  private void requireSameRun(RunHeader earlier, RunHeader header) {
    List<String> differences = header.differencesFrom(earlier);
    if (!differences.isEmpty()) {
      throw new IllegalStateException("Journal [" + path + "] is of another run:\n  "
          + String.join("\n  ", differences)
          + "\nMaybe choose another journal for this run, and call startFrom with this one to "
          + "learn from its trials; what differs in evaluator, data, reward, pruning or limits may be "
          + "accepted by name, as in acceptDifferences(\"training.epochs\").");
    }
    header.settingsUnknownTo(earlier).forEach((name, value) -> {
      LoudWarnings.warn(
          LOG,
          JournalTrialStore.class,
          "Journal [" + path + "] does not say what setting [" + name + "] of [" + header.strategy()
              + "] was: it is of an earlier version, and goes on with [" + value + "].");
    });
    header
        .incomparableWith(earlier)
        .forEach((name, values) -> LoudWarnings.warn(
            LOG,
            JournalTrialStore.class,
            "Journal [" + path + "] goes on although [" + name + "] cannot be compared: it "
                + values + "."));
    header.provenance().forEach((name, value) -> {
      String old = earlier.provenance().get(name);
      if (old != null && !value.equals(old)) {
        LOG.warn(
            "Journal [{}] was begun with {} [{}], and goes on with [{}].", path, name, old, value);
      }
    });
  }

  /** A file of a user's that is no journal is not to be cut to nothing. */
  private void requireNothingElse() throws IOException {
    try (var in = Files.newInputStream(path)) {
      byte[] start = "{\"event\":\"run\"".getBytes(StandardCharsets.US_ASCII);
      byte[] there = in.readNBytes(start.length);
      for (int i = 0; i < there.length; i++) {
        if (there[i] != start[i]) {
          throw new IllegalArgumentException("[" + path
              + "] is no journal.\nMaybe choose another file; this one is left as it is.");
        }
      }
    }
  }

  private void tellOfTornLine(long good) throws IOException {
    long torn = Files.size(path) - good;
    if (torn > 0) {
      LoudWarnings.warn(
          LOG,
          JournalTrialStore.class,
          "Journal [" + path + "] ends in a torn line; its [" + torn
              + "] bytes are cut off. What it told of is done again.");
    }
  }

  /** So that the file's name survives too; not every system can do it. */
  private void forceFolder() {
    try (FileChannel folder =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      LOG.debug("The folder of [{}] cannot be forced to disk.", path, e);
    }
  }

  private Duration elapsed() {
    return before.plus(opened.elapsed());
  }

  @Override
  public void started(Candidate<?> candidate) {
    forceByRule();
    writer.write(Events.start(candidate.trialId(), candidate.genotype(), elapsed()));
  }

  @Override
  public void reported(long trialId, int step, Evaluation soFar) {
    writer.write(Events.report(trialId, step, soFar, elapsed()));
  }

  @Override
  public void append(Trial trial) {
    trials.addNew(trial);
    writer.write(Events.end(trial, elapsed()));
    if (trial.wasEvaluated()) {
      atRisk = atRisk.plus(trial.duration());
    }
    forceByRule();
  }

  /** For people: a run goes on without it, so that nothing is forced to disk. */
  @Override
  public void improved(long trialId, Supplier<?> architecture) {
    if (drawn.contains(trialId) || !(architecture.get() instanceof Architecture drawable)) {
      return;
    }
    String text = ArchitectureDocument.write(drawable);
    if (text.length() <= LARGEST_DRAWN) {
      writer.write(Events.best(trialId, text, elapsed()));
    }
  }

  private void forceByRule() {
    if (atRisk.compareTo(MOST_AT_RISK) >= 0 || forced.elapsed().compareTo(LONGEST_AT_RISK) >= 0) {
      writer.force();
      requireOnlyWriter();
      forced = new Stopwatch(ticker);
      atRisk = Duration.ZERO;
    }
  }

  private void requireOnlyWriter() {
    try {
      lock.check();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Journal [" + path + "] cannot be written: " + Texts.wordsOf(e)
              + ".\nMaybe somebody cleaned up its folder; what was found since is not on disk.",
          e);
    }
  }

  @Override
  public List<Trial> trials() {
    return trials.view();
  }

  /**
   * A round of another plan is begun anew: what it had found stands in the file, and is not used.
   */
  @Override
  public List<Trial> openFinals(Map<String, String> plan) {
    Optional<Journal.FinalRound> same = finals.filter(round -> round.plan().equals(plan));
    if (same.isEmpty()) {
      writer.write(Events.finals(plan, elapsed()));
    }
    return same.map(Journal.FinalRound::trials).orElse(List.of());
  }

  @Override
  public void appendFinal(Trial trial) {
    writer.write(Events.finalist(trial, elapsed()));
    atRisk = atRisk.plus(trial.duration());
    forceByRule();
  }

  @Override
  public void stopped(String reason) {
    writer.write(Events.stop(reason, elapsed()));
    writer.force();
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      unlock();
    }
  }

  private void unlock() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.debug("The lock of journal [{}] cannot be closed.", path, e);
    }
    lock = null;
  }
}
