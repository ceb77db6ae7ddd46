/**
 * The recurrent policy of the learning controllers and what lives beside it for one run: recorded
 * episodes, live baselines, the best trials. Made from the settings in {@code org.nas4j.policy},
 * which know nothing of it. For strategies; uses {@code space}, {@code policy},
 * {@code internal.math} and {@code internal.checks}. Everything here belongs to one controller and
 * its thread.
 */
package org.nas4j.internal.policy;
