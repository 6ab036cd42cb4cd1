/**
 * Makes the tables and charts of {@code docs/performance.md} from raw results. Of the harness it uses the names of workloads and
 * curves.
 */
@NullMarked
package dev.tern.rpc.benchmarks.compare.report;

import org.jspecify.annotations.NullMarked;
