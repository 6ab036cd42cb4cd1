package dev.tern.rpc.benchmarks.compare.chart;

import java.util.Locale;

/** How numbers are written: as many digits as they are worth, the same in pictures and tables. */
public final class Figures {
    private static final int KIB = 1_024;
    private static final int MIB = KIB * KIB;

    private Figures() {}

    /** To three digits: 0.55, 13.2, 721,000. Rounds differ by more than the fourth. */
    public static String three(double value) {
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.floor(Math.log10(Math.abs(value)) + 1e-12);
        double unit = Math.pow(10, magnitude - 2);
        double rounded = Math.round(value / unit) * unit;
        int decimals = (int) Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.abs(rounded)) + 1e-12)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** A ratio, where hundredths matter near 1 and less far from it. */
    public static String ratio(double value) {
        int decimals = value < 0.0995 ? 3 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Of 1, in hundredths. */
    public static String share(double value) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }

    /** A whole number. */
    public static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A length in the unit that fits. */
    public static String bytes(double value) {
        if (value >= MIB && value % MIB == 0) {
            return count(value / MIB) + " MiB";
        }
        return value >= KIB && value % KIB == 0 ? count(value / KIB) + " KiB" : count(value);
    }

    /** For an axis, where there is little room: 10k, 2M. */
    public static String brief(double value) {
        if (value >= 1e6) {
            return three(value / 1e6).replaceFirst("\\.0+$", "") + "M";
        }
        return value >= 1e4 ? three(value / 1e3).replaceFirst("\\.0+$", "") + "k" : plain(value);
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? count(value)
                : String.format(Locale.ROOT, "%.4f", value).replaceFirst("0+$", "");
    }
}
