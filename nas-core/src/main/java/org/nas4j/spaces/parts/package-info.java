/**
 * An algebra for spaces of one's own: parts of networks with open questions
 * ({@link org.nas4j.spaces.parts.Part}), basic ones ({@link org.nas4j.spaces.parts.Parts}) and ways
 * to combine them. Uses {@code space} and {@code arch} only. No value is null.
 */
package org.nas4j.spaces.parts;
