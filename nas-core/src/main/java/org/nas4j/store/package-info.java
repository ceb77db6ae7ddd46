/** Logs of trials. Uses the API only; for the engine and for users who give a search a store. */
package org.nas4j.store;
