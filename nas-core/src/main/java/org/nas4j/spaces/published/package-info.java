/** Architectures that were published, ready to be trained, drawn and exported. For everybody. */
package org.nas4j.spaces.published;
