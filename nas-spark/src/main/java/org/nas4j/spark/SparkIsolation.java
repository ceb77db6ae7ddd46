package org.nas4j.spark;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Future;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.isolation.Errand;
import org.nas4j.isolation.Isolation;
import org.nas4j.isolation.Meeting;
import org.nas4j.space.SearchSpace;

/**
 * How candidates are evaluated on the machines of an Apache Spark cluster: each trial is a job of
 * one task, which evaluates it in a worker process beside the executor, as the {@link Isolation}
 * describes it. Journal, strategy, rules and listeners stay in the driver, so that a run gives the
 * trials that it gives on one machine.
 *
 * <pre>{@code
 * SparkIsolation<Architecture> cluster = SparkIsolation.builder(context, isolation).build();
 * NasSearch.builder(cluster.space())
 *     .evaluatorPerRun(cluster::open)
 *     .parallelism(context.defaultParallelism())
 * }</pre>
 *
 * <p>Executors may come and go: a trial whose executor is lost runs again elsewhere, with the same
 * randomness and its whole time. A trial that Spark starts a second time, because it takes long
 * (speculation), is not doubled: the copy waits for its end, and so takes up a place in vain; leave
 * speculation off.
 *
 * <p>The factory and what it needs must be on the executors' class path, as with
 * {@code spark-submit --jars}. Executors call the driver back at a port of its own, prove by the
 * run's key that they were sent, and are proved that they have reached it; the key travels with
 * Spark's tasks, so set {@code spark.authenticate} and {@code spark.network.crypto.enabled} where
 * strangers share the network. What is said there is not encrypted: numbers, names of choices, and
 * the factory's settings.
 *
 * <p>Immutable; the context belongs to the caller.
 *
 * @param <A> type of an architecture
 */
public final class SparkIsolation<A> {

  private final JavaSparkContext context;
  private final Isolation<A> isolation;
  private final Meeting meeting;

  private SparkIsolation(Builder<A> builder) {
    this.context = builder.context;
    this.isolation = builder.isolation;
    this.meeting = new Meeting(builder.host, builder.bind, builder.port);
  }

  /**
   * Starts to describe it.
   *
   * @param context of the driver; stays open
   * @param isolation how worker processes are made on the executors' machines, with their limits
   * @param <A> type of an architecture
   * @return a builder
   */
  public static <A> Builder<A> builder(JavaSparkContext context, Isolation<A> isolation) {
    return new Builder<>(context, isolation);
  }

  /**
   * The space that the factory makes, for the driver.
   *
   * @return a new space
   */
  public SearchSpace<A> space() {
    return isolation.space();
  }

  /**
   * Makes an evaluator, which sends jobs as it is called and calls them back when it is closed. A
   * search does both for each run if it is told {@code evaluatorPerRun(cluster::open)}.
   *
   * @return an evaluator that whoever calls this must close
   */
  public Evaluator<A> open() {
    return isolation.open(this::carry, meeting);
  }

  /** Properties of jobs are the thread's, so they are set for each. */
  private Future<?> carry(Errand errand) {
    context.setJobGroup("nas4j", "NAS4J, " + errand, true);
    return context.parallelize(List.of(0), 1).foreachAsync(new BroughtErrand(errand));
  }

  /** Checks each setting at once. For one thread. */
  public static final class Builder<A> {

    private final JavaSparkContext context;
    private final Isolation<A> isolation;
    private String host;
    private String bind;
    private int port;

    private Builder(JavaSparkContext context, Isolation<A> isolation) {
      this.context = requireNonNull(context, "context");
      this.isolation = requireNonNull(isolation, "isolation");
      SparkConf settings = context.getConf();
      this.host = settings.get("spark.driver.host", "localhost");
      this.bind = settings.get("spark.driver.bindAddress", host);
    }

    /**
     * The name or address by which executors reach the driver, if it is not the one that Spark uses
     * ({@code spark.driver.host}).
     *
     * @param host as seen from the executors
     * @return this
     */
    public Builder<A> host(String host) {
      this.host = requireNonNull(host, "host");
      return this;
    }

    /**
     * The driver's address to listen at. Without it, it is {@code spark.driver.bindAddress}, or
     * else the host.
     *
     * @param address of this machine, {@code 0.0.0.0} for all
     * @return this
     */
    public Builder<A> bindAddress(String address) {
      this.bind = requireNonNull(address, "address");
      return this;
    }

    /**
     * The port to listen at, for firewalls and containers that must know it. Without it, it is any
     * that is free.
     *
     * @param port up to 65,535; one run at a time can use it
     * @return this
     */
    public Builder<A> port(int port) {
      this.port = new Meeting(host, bind, port).port();
      return this;
    }

    /**
     * Ends the description.
     *
     * @return immutable
     */
    public SparkIsolation<A> build() {
      return new SparkIsolation<>(this);
    }
  }
}
