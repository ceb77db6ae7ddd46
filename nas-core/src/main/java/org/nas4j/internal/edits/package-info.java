/**
 * What the controllers that read a network and then edit it share: encoder, episodes, update. Not
 * for users.
 */
package org.nas4j.internal.edits;
