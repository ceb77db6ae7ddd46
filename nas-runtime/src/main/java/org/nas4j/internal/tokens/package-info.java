/** How a text becomes tokens and back. Not for users; uses nothing of NAS4J. */
package org.nas4j.internal.tokens;
