package dev.tern.rpc.benchmarks.compare.chart;

/** A place in a picture, or of values before they have one. */
public record Point(double x, double y) {}
