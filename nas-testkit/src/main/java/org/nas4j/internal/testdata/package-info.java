/** Where NAS4J's own tests find published data. Not for users; uses nothing of NAS4J. */
package org.nas4j.internal.testdata;
