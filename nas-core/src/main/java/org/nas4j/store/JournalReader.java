package org.nas4j.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;

/**
 * Reads a journal line by line. The last line may be torn, by a process or a machine that died
 * while writing it: it is left out. A line that is damaged while others follow is refused, since
 * what follows depends on it. For one thread.
 */
final class JournalReader {

  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Optional<CourseNotes> notes;
  private final Seal seal = new Seal();
  private final SortedTrials trials = new SortedTrials();
  private final Set<Long> ended = new HashSet<>();
  private final Set<Long> running = new HashSet<>();
  private final Set<Long> drawn = new HashSet<>();
  private RunHeader header;
  /** Null until a final round begins. */
  private Map<String, String> plan;

  private SortedTrials finals = new SortedTrials();
  private Duration elapsed = Duration.ZERO;
  private long proposed;
  private long own;
  private boolean stopped;
  private String stopReason;
  private int lines;
  private long good;
  private String damage;

  private JournalReader(Path path, Optional<CourseNotes> notes) {
    this.path = path;
    this.notes = notes;
  }

  /** Of a file that is not there yet. */
  static JournalReader ofNothing(Path path) {
    return new JournalReader(path, Optional.empty());
  }

  static JournalReader read(Path path) throws IOException {
    return read(new JournalReader(path, Optional.empty()));
  }

  /** Reads, and has somebody take notes of what is for people alone. */
  static JournalReader read(Path path, CourseNotes notes) throws IOException {
    return read(new JournalReader(path, Optional.of(notes)));
  }

  private static JournalReader read(JournalReader reader) throws IOException {
    try (InputStream in = Files.newInputStream(reader.path)) {
      reader.readLines(in);
    }
    return reader;
  }

  private void readLines(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, from, i - from);
          accept(line.toByteArray());
          line.reset();
          from = i + 1;
        }
      }
      line.write(buffer, from, count - from);
      if (line.size() > JsonCursor.MAX_DOCUMENT) {
        throw refusal(lines + 1, "it is longer than [" + JsonCursor.MAX_DOCUMENT + "] bytes");
      }
    }
    if (line.size() > 0 && damage != null) {
      throw refusal(lines, damage);
    }
  }

  private void accept(byte[] line) {
    if (damage != null) {
      throw refusal(lines, damage);
    }
    lines++;
    if (!seal.accepts(line, line.length)) {
      damage = "its checksum is wrong";
      return;
    }
    try {
      event(JsonCursor.parse(new String(line, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw refusal(lines, e.getMessage());
    }
    good += line.length + 1L;
  }

  private IllegalArgumentException refusal(int line, String what) {
    return new IllegalArgumentException("Journal [" + path + "] is damaged in line [" + line + "]: "
        + what + ".\nMaybe restore it from a copy; or keep the first [" + (line - 1)
        + "] lines alone, and the run goes on from there.");
  }

  private void event(JsonCursor at) {
    String name = at.member("event").string(EventReader.MAX_TEXT);
    if ((header == null) != name.equals("run")) {
      throw at.error("must begin the file with the event [run], once, but is [" + name + "]");
    }
    switch (name) {
      case "run" -> header = EventReader.header(at);
      case "resume" -> {
        stopReason = null;
        running.clear();
      }
      case "start" -> start(at);
      case "report" -> EventReader.id(at);
      case "end" -> end(at);
      case "best" -> best(at);
      case "finals" -> {
        plan = EventReader.plan(at);
        finals = new SortedTrials();
      }
      case "finalist" -> finalist(at);
      case "stop" -> {
        stopReason = at.member("reason").string(EventReader.MAX_TEXT);
        stopped = true;
      }
      default -> throw at.member("event").error("[" + name + "] is not an event");
    }
    if (!name.equals("run")) {
      Duration now = EventReader.elapsed(at);
      elapsed = now.compareTo(elapsed) > 0 ? now : elapsed;
    }
    notes.ifPresent(each -> each.take(name, at));
  }

  private void start(JsonCursor at) {
    long id = ownId(at);
    if (ended.contains(id)) {
      throw at.member("id").error("trial [" + id + "] has ended before");
    }
    running.add(id);
  }

  private void finalist(JsonCursor at) {
    Trial trial = EventReader.trial(at);
    if (plan == null) {
      throw at.error("is of a final round, but none has begun");
    }
    if (trial.id() < 0 || !finals.add(trial)) {
      throw at.member("id").error("cannot be [" + trial.id() + "], or was there before");
    }
  }

  private void end(JsonCursor at) {
    Trial trial = EventReader.trial(at);
    if (trial.id() >= 0) {
      ownId(at);
      own++;
    }
    if (!ended.add(trial.id())) {
      throw at.member("id").error("trial [" + trial.id() + "] has ended before");
    }
    trials.add(trial);
    running.remove(trial.id());
  }

  private void best(JsonCursor at) {
    long id = EventReader.id(at);
    if (!ended.contains(id) || !drawn.add(id)) {
      throw at.member("id").error("trial [" + id + "] has not ended, or was drawn before");
    }
  }

  /**
   * Trial k is proposed when all up to k − lookahead have ended: so a log can claim no proposals
   * without their trials.
   */
  private long ownId(JsonCursor at) {
    long id = EventReader.id(at);
    if (id < 0 || id >= own + header.lookahead()) {
      throw at.member("id")
          .error("trial [" + id + "] cannot follow [" + own + "] trials at a lookahead of ["
              + header.lookahead() + "]");
    }
    proposed = Math.max(proposed, id + 1);
    return id;
  }

  /** Empty if there is not one whole line. */
  Optional<Journal> journal() {
    if (header == null) {
      return Optional.empty();
    }
    RunLog log = new RunLog(trials.view(), proposed, elapsed, stopped);
    return Optional.of(
        new Journal(header, log, running, Optional.ofNullable(stopReason), finals()));
  }

  private Optional<Journal.FinalRound> finals() {
    return Optional.ofNullable(plan).map(it -> new Journal.FinalRound(it, finals.view()));
  }

  /** Ids of the trials whose architectures stand in the file. */
  Set<Long> drawn() {
    return drawn;
  }

  /** The seal of the last good line. */
  Seal seal() {
    return seal;
  }

  /** Where the good lines end. */
  long length() {
    return good;
  }
}
