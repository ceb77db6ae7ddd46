/**
 * What is known of candidates before they are evaluated, for strategies that learn from it. Uses
 * the API only. Everything here belongs to one controller and its thread.
 */
package org.nas4j.internal.untrained;
