/** Text as people write it in files. Not for users; uses nothing of NAS4J. */
package org.nas4j.internal.text;
