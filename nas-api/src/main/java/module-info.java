/**
 * What users and backends implement: spaces, architectures, evaluators, search strategies. Uses
 * nothing but the JDK.
 *
 * <p>A package for users is exported here; one that is not for them lies below
 * {@code org.nas4j.internal} and is exported to our own modules by name. A test in
 * nas-architecture-tests compares this list with the packages.
 */
@SuppressWarnings("module") // The modules that use the checks are built after this one.
module org.nas4j.api {
  exports org.nas4j.arch;
  exports org.nas4j.arch.recurrent;
  exports org.nas4j.eval;
  exports org.nas4j.search;
  exports org.nas4j.space;
  exports org.nas4j.internal.checks to
      org.nas4j.core,
      org.nas4j.runtime,
      org.nas4j.dl4j;
}
