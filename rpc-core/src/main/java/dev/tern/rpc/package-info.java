/**
 * The vocabulary of Tern: methods, messages' codecs, metadata, status, deadlines and how a call ended.
 *
 * <p>Values only: no threads and no I/O. Uses no other package of this project.
 */
@NullMarked
package dev.tern.rpc;

import org.jspecify.annotations.NullMarked;
