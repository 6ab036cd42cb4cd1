package dev.tern.rpc.protoc;

/**
 * What the author of a schema says about an element beside what it is.
 *
 * @param comment as in the file, without comment marks; empty for none
 * @param deprecated whether its use is discouraged
 */
record Documentation(String comment, boolean deprecated) {}
