/**
 * Ready-made search spaces, one class a paper, each sized by parameters so that small ones fit small
 * machines. Uses {@code space} and {@code arch} only; for users, and known to no engine or strategy.
 * Parameters and results are never null unless a method says so.
 */
package org.nas4j.spaces;
