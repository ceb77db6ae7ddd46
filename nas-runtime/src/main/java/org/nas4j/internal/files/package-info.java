/** How files are written so that none is ever half there. Not for users; uses nothing of NAS4J. */
package org.nas4j.internal.files;
