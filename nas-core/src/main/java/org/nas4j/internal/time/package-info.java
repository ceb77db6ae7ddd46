/** Time that only goes on, for whatever measures it. Not for users; uses nothing of NAS4J. */
package org.nas4j.internal.time;
