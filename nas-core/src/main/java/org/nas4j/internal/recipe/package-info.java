/**
 * How a recipe tells its settings: all components of a record, so that none can be forgotten. For
 * recipes; uses nothing of ours.
 */
package org.nas4j.internal.recipe;
