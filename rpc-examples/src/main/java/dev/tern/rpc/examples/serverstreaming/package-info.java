/**
 * Many replies to one request, drawn at the reader's pace.
 */
@NullMarked
package dev.tern.rpc.examples.serverstreaming;

import org.jspecify.annotations.NullMarked;
