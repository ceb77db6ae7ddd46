package org.nas4j.isolation;

import java.util.concurrent.Future;

/**
 * Brings errands to other machines: what a cluster has to do for {@link Isolation#open(Carrier,
 * Meeting)}. Called from the search's threads.
 */
@FunctionalInterface
public interface Carrier {

  /**
   * Sees to it that {@link Errand#run} is called once some machine has room, and returns at once.
   * If that machine is lost, the search sends a new errand; a second call of the same one does no
   * harm.
   *
   * @param errand for one evaluation; may travel by Java serialization
   * @return done when the call has ended or will not be made, with what went wrong; whoever cancels
   *     it no longer wants the errand, and the thread that runs it may be interrupted
   * @throws IllegalStateException if errands can no longer be sent
   */
  Future<?> carry(Errand errand);
}
