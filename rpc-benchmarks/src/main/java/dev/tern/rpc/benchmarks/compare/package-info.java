/**
 * The library beside its peers: {@code harness} has what all share, the other packages a {@link
 * dev.tern.rpc.benchmarks.compare.harness.Peer} each. Those whose class path would not go together with this one's are projects of
 * their own, in the folder {@code peers}. {@code README.md} of this module has the command.
 */
package dev.tern.rpc.benchmarks.compare;
