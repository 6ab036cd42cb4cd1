/**
 * Charts as SVG, written by hand: text stays text, colours follow whoever looks at it in light or dark, nothing is loaded. Uses the
 * JDK only.
 */
@NullMarked
package dev.tern.rpc.benchmarks.compare.chart;

import org.jspecify.annotations.NullMarked;
