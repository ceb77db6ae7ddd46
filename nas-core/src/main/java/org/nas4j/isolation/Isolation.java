package org.nas4j.isolation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.internal.checks.Checks;
import org.nas4j.space.SearchSpace;

/**
 * How candidates are evaluated in processes of their own: Java virtual machines that the search
 * starts when it needs them, with the same Java and class path, keeps warm, and ends with the run.
 * A candidate that crashes the machine, exhausts its memory, calls {@code System.exit} or does not
 * end costs one trial.
 *
 * <p>Without isolation a run survives evaluations that throw, give no finite reward, sleep, or
 * ignore their interruption (whose threads stay behind until the program ends), and as a rule those
 * that want more heap than there is. It does not survive a native crash, {@code System.exit}, or
 * the operating system's end to who takes too much memory.
 *
 * <p>Each process computes with as many native threads as {@link Builder#nativeThreads} says, set
 * in its environment before it starts: several processes of one thread are the fast way to use
 * several cores. Immutable.
 *
 * @param <A> type of an architecture
 */
public final class Isolation<A> {

  final Class<? extends WorkerFactory<A>> factory;
  final Map<String, String> settings;
  final Map<String, String> environment;
  final List<String> jvmOptions;
  final int heapMegabytes;
  final int nativeMegabytes;
  final int addressSpaceMegabytes;
  final int trialsPerWorker;
  final Duration startLimit;

  private Isolation(Builder<A> builder) {
    this.factory = builder.factory;
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(builder.settings));
    this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(builder.environment));
    this.jvmOptions = List.copyOf(builder.jvmOptions);
    this.heapMegabytes = builder.heapMegabytes;
    this.nativeMegabytes = builder.nativeMegabytes;
    this.addressSpaceMegabytes = builder.addressSpaceMegabytes;
    this.trialsPerWorker = builder.trialsPerWorker;
    this.startLimit = builder.startLimit;
  }

  /**
   * Starts to describe worker processes.
   *
   * @param factory makes space and evaluator in each of them
   * @param <A> type of an architecture
   * @return a builder
   * @throws IllegalArgumentException if the class cannot be made from its name
   */
  public static <A> Builder<A> builder(Class<? extends WorkerFactory<A>> factory) {
    return new Builder<>(factory);
  }

  /**
   * Starts from this description.
   *
   * @return a builder
   */
  public Builder<A> toBuilder() {
    return new Builder<>(this);
  }

  /**
   * What the factory is given.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return settings;
  }

  /**
   * The space that the factory makes, for the searching process.
   *
   * @return a new space
   */
  public SearchSpace<A> space() {
    return create(factory).space(settings);
  }

  /**
   * Makes an evaluator, which starts processes as it is called and ends them when it is closed. A
   * search does both for each run if it is told {@code evaluatorPerRun(isolation::open)}, with the
   * {@link #space} of this.
   *
   * @return an evaluator that whoever calls this must close
   */
  public Evaluator<A> open() {
    return new IsolatedEvaluator<>(this);
  }

  /**
   * Makes an evaluator whose processes run on other machines, one evaluation at a time wherever the
   * carrier finds room. What is said of processes here holds there: deadlines, limits of memory,
   * crashes. A machine that is lost costs nothing: its trial runs again with the same randomness.
   * One whose evaluator says something else of itself than the first one's is refused.
   *
   * @param carrier brings errands to machines that have the factory on their class path
   * @param meeting where the errands find this process
   * @return an evaluator that whoever calls this must close
   * @throws UncheckedIOException if nobody can be met there
   */
  public Evaluator<A> open(Carrier carrier, Meeting meeting) {
    requireNonNull(carrier, "carrier");
    try {
      return new RemoteEvaluator<>(Exchange.open(this, meeting), carrier);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The search cannot listen at [" + meeting.bind() + ":" + meeting.port()
              + "].\nMaybe the port is taken, or the address is none of this machine's.",
          e);
    }
  }

  static <T> T create(Class<T> factory) {
    try {
      return factory.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "The factory [" + factory.getName() + "] cannot be made: [" + e
              + "].\nMaybe its class or its constructor without arguments is not public.",
          e);
    }
  }

  /**
   * Checks each setting at once. For one thread.
   *
   * @param <A> type of an architecture
   */
  public static final class Builder<A> {

    /** Java heap of a process in megabytes, unless the user says otherwise. */
    public static final int DEFAULT_HEAP_MEGABYTES = 1024;

    /** What native libraries of a process may hold in megabytes, unless the user says otherwise. */
    public static final int DEFAULT_NATIVE_MEGABYTES = 2048;

    private final Class<? extends WorkerFactory<A>> factory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private int heapMegabytes = DEFAULT_HEAP_MEGABYTES;
    private int nativeMegabytes = DEFAULT_NATIVE_MEGABYTES;
    private int addressSpaceMegabytes;
    private int trialsPerWorker = Integer.MAX_VALUE;
    private Duration startLimit = Duration.ofMinutes(5);

    private Builder(Class<? extends WorkerFactory<A>> factory) {
      this.factory = requireNonNull(factory, "factory");
      boolean inner =
          factory.getEnclosingClass() != null && !Modifier.isStatic(factory.getModifiers());
      if (!Modifier.isPublic(factory.getModifiers()) || inner || factory.isAnonymousClass()) {
        throw new IllegalArgumentException("The factory [" + factory.getName()
            + "] must be public, and top-level or static, to be found by its name.\n"
            + "Maybe move it to a file of its own.");
      }
      nativeThreads(1);
      environment("OMP_WAIT_POLICY", "PASSIVE");
    }

    private Builder(Isolation<A> isolation) {
      factory = isolation.factory;
      settings.putAll(isolation.settings);
      environment.putAll(isolation.environment);
      jvmOptions.addAll(isolation.jvmOptions);
      heapMegabytes = isolation.heapMegabytes;
      nativeMegabytes = isolation.nativeMegabytes;
      addressSpaceMegabytes = isolation.addressSpaceMegabytes;
      trialsPerWorker = isolation.trialsPerWorker;
      startLimit = isolation.startLimit;
    }

    /**
     * A setting for the factory, such as where the data are.
     *
     * @param name as the factory asks for it
     * @param value any text
     * @return this
     */
    public Builder<A> setting(String name, String value) {
      settings.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * The Java heap of each process; 1,024 megabytes by default.
     *
     * @param megabytes at least 8
     * @return this
     */
    public Builder<A> heapMegabytes(int megabytes) {
      this.heapMegabytes = Checks.atLeast(megabytes, 8, "heap in megabytes");
      return this;
    }

    /**
     * What native libraries may hold in each process, as far as they ask JavaCPP for it, as ND4J
     * does; 2,048 megabytes by default. An evaluation that wants more fails, and its process lives
     * on. The process as a whole may hold this, its heap, and half a gigabyte for the virtual
     * machine itself.
     *
     * @param megabytes at least 1
     * @return this
     */
    public Builder<A> nativeMegabytes(int megabytes) {
      this.nativeMegabytes = Checks.positive(megabytes, "native memory in megabytes");
      return this;
    }

    /**
     * How much address space the operating system gives each process, for code that allocates
     * behind JavaCPP's back; not limited by default. A hard limit: who meets it may crash. Mind
     * that a virtual machine reserves some gigabytes that it never uses. Needs a POSIX shell.
     *
     * @param megabytes at least 1,024
     * @return this
     */
    public Builder<A> addressSpaceMegabytes(int megabytes) {
      this.addressSpaceMegabytes = Checks.atLeast(megabytes, 1024, "address space in megabytes");
      return this;
    }

    /**
     * Native threads of each process; 1 by default. Sets {@code OMP_NUM_THREADS}.
     *
     * @param count at least 1
     * @return this
     */
    public Builder<A> nativeThreads(int count) {
      return environment(
          "OMP_NUM_THREADS", Integer.toString(Checks.positive(count, "number of native threads")));
    }

    /**
     * A variable of the processes' environment, which is this process's otherwise.
     *
     * @param name of the variable
     * @param value of the variable
     * @return this
     */
    public Builder<A> environment(String name, String value) {
      environment.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * An option for the processes' virtual machine. Those of this process are not handed on.
     *
     * @param option such as {@code -XX:+UseSerialGC}
     * @return this
     */
    public Builder<A> jvmOption(String option) {
      jvmOptions.add(requireNonNull(option, "option"));
      return this;
    }

    /**
     * After how many trials a process is replaced, to give memory back that native libraries keep;
     * never by default.
     *
     * @param count at least 1
     * @return this
     */
    public Builder<A> trialsPerWorker(int count) {
      this.trialsPerWorker = Checks.positive(count, "number of trials per worker");
      return this;
    }

    /**
     * How long a process may take until its evaluator is ready; 5 minutes by default.
     *
     * @param limit above zero
     * @return this
     */
    public Builder<A> startLimit(Duration limit) {
      this.startLimit = Checks.positive(limit, "time limit of a start");
      return this;
    }

    /**
     * Ends the description.
     *
     * @return immutable
     */
    public Isolation<A> build() {
      return new Isolation<>(this);
    }
  }
}
