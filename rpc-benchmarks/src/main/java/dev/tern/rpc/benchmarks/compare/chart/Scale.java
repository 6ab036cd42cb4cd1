package dev.tern.rpc.benchmarks.compare.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Where values are on an axis. A logarithmic one that has 0 too gives it a place of its own before the others.
 *
 * @param logarithmic whether equal factors, and not equal differences, are equally far apart
 * @param low the value at {@code from}; of a logarithmic one over 0
 * @param high the value at {@code to}, greater than {@code low}
 * @param from in pixels
 * @param to in pixels; may be less, as upwards is
 * @param zero how far before {@code from} 0 is, of a logarithmic one, in pixels; 0 if there is none
 */
record Scale(boolean logarithmic, double low, double high, double from, double to, double zero) {
    /** Of what there is along an axis, the place of 0. */
    private static final double ZERO_SHARE = 0.1;

    /** Where there are more decades than that, each has one tick. */
    private static final double DECADES = 100;

    private static final int[] STEPS = {1, 2, 5};

    Scale {
        if (!(high > low) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException("a scale from " + low + " to " + high);
        }
    }

    /** From 0 to the greatest of these. */
    static Scale linear(Collection<Double> values, double from, double to) {
        double greatest = Collections.max(values);
        return new Scale(false, 0, greatest > 0 ? greatest : 1, from, to, 0);
    }

    /** From the least of these that isn't 0 to the greatest. */
    static Scale logarithmic(Collection<Double> values, double from, double to) {
        double[] positive = positive(values);
        double zero = positive.length < values.size() ? (to - from) * ZERO_SHARE : 0;
        double low = positive[0];
        double high = positive[positive.length - 1];
        return new Scale(true, low, high > low ? high : 10 * low, from + zero, to, zero);
    }

    /** The same between round numbers, the same factor or more. */
    static Scale roundLogarithmic(Collection<Double> values, double from, double to) {
        double[] positive = positive(values);
        double low = rounded(positive[0], false);
        double high = rounded(positive[positive.length - 1], true);
        return new Scale(true, low, high > low ? high : 10 * low, from, to, 0);
    }

    private static double[] positive(Collection<Double> values) {
        double[] positive = values.stream()
                .mapToDouble(value -> value)
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        if (positive.length == 0) {
            throw new IllegalArgumentException("a logarithmic scale of no value over 0");
        }
        return positive;
    }

    /** Where that value is. */
    double at(double value) {
        if (!logarithmic) {
            return from + (value - low) / (high - low) * (to - from);
        }
        return value <= 0 ? from - zero : from + Math.log(value / low) / Math.log(high / low) * (to - from);
    }

    /** Round numbers between the ends of a logarithmic one. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        int steps = high / low > DECADES ? 1 : STEPS.length;
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        for (int exponent = first; Math.pow(10, exponent) <= high * (1 + 1e-9); exponent++) {
            for (int i = 0; i < steps; i++) {
                double tick = STEPS[i] * Math.pow(10, exponent);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** The next of 1, 2, 5, 10 and so on, downwards or upwards. */
    private static double rounded(double value, boolean up) {
        double decade = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double best = up ? 10 * decade : decade;
        for (int step : STEPS) {
            double candidate = step * decade;
            if (up && candidate >= value * (1 - 1e-9)) {
                return candidate;
            }
            if (!up && candidate <= value * (1 + 1e-9)) {
                best = candidate;
            }
        }
        return best;
    }
}
