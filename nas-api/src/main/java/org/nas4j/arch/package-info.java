/**
 * The layer graph that a space builds and a backend trains: pure data, with shape inference, cost
 * and canonical form.
 *
 * <p>Uses {@code org.nas4j.space} for {@link org.nas4j.space.InfeasibleException} only. Shapes are
 * those of one example, without the batch axis. Parameters and results are never null unless a
 * method says so.
 */
package org.nas4j.arch;
