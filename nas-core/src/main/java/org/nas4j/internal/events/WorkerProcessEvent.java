package org.nas4j.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The life of a worker process, recorded when it has ended. */
@Name(WorkerProcessEvent.NAME)
@Label("Worker Process")
@Category("NAS4J")
@Description("A process that evaluated candidates has ended")
@StackTrace(false)
public final class WorkerProcessEvent extends Event {

  /** What recordings call it. */
  public static final String NAME = "org.nas4j.WorkerProcess";

  @Label("Process Identifier")
  final long pid;

  @Label("Evaluations")
  @Description("Candidates that were given to it")
  int evaluations;

  @Label("Status")
  @Description("Exit status; 128 and more: ended by a signal; -1: not known")
  int status;

  private WorkerProcessEvent(long pid) {
    this.pid = pid;
  }

  /**
   * Begins now.
   *
   * @param pid of the process that was started
   * @return to be ended once
   */
  public static WorkerProcessEvent begin(long pid) {
    WorkerProcessEvent event = new WorkerProcessEvent(pid);
    event.begin();
    return event;
  }

  /**
   * Ends now, and is recorded if somebody records.
   *
   * @param given candidates that were given to the process
   * @param exitStatus of the process; -1 if it is not known
   */
  public void end(int given, int exitStatus) {
    end();
    evaluations = given;
    status = exitStatus;
    commit();
  }
}
