/** One number of several losses, for strategies that search fronts. Not for users. */
package org.nas4j.internal.scalar;
