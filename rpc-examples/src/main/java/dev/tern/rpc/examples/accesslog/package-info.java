/**
 * One line in the log for each call, and the same knowledge for metrics.
 */
@NullMarked
package dev.tern.rpc.examples.accesslog;

import org.jspecify.annotations.NullMarked;
