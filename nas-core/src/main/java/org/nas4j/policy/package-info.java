/**
 * What learning controllers with a recurrent policy share: the policy, recorded episodes, baselines and advantages.
 * For strategies; uses {@code space} and {@code internal}. Everything here belongs to one controller and its thread,
 * except the settings, which are values.
 */
package org.nas4j.policy;
