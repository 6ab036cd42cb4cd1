package dev.tern.rpc.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a program was told by {@code --name value} or {@code --name=value}; every flag has a default. Flags are named as in
 * gRPC's description of its interop programs.
 */
final class CommandLine {
    /** The exit code of a program that was called in a way it does not know, as shells and Unix tools have it. */
    static final int MISUSED = 2;

    private final Map<String, String> values;

    private CommandLine(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a command line.
     *
     * @param defaults the flags there are, without dashes, with the value each has unless given
     * @throws IllegalArgumentException if a flag is not known, lacks its value or comes with what is no flag; the message
     *     says which, and what there is
     */
    static CommandLine of(String[] arguments, Map<String, String> defaults) {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            if (!flag.startsWith("--") || !defaults.containsKey(flag.substring(2))) {
                throw new IllegalArgumentException("'" + flag + "' is not known; " + usage(defaults));
            }
            if (equals < 0 && ++i == arguments.length) {
                throw new IllegalArgumentException("'" + flag + "' needs a value; " + usage(defaults));
            }
            values.put(flag.substring(2), equals < 0 ? arguments[i] : argument.substring(equals + 1));
        }
        return new CommandLine(values);
    }

    /**
     * The value of a flag.
     *
     * @throws IllegalArgumentException if there is no such flag
     */
    String text(String flag) {
        String value = values.get(flag);
        if (value == null) {
            throw new IllegalArgumentException("no flag --" + flag);
        }
        return value;
    }

    /**
     * The value of a flag that is on or off.
     *
     * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
     */
    boolean isOn(String flag) {
        String value = text(flag);
        if (!Set.of("true", "false").contains(value)) {
            throw new IllegalArgumentException("--" + flag + " '" + value + "' is neither true nor false");
        }
        return value.equals("true");
    }

    /**
     * The value of a flag as a number.
     *
     * @throws IllegalArgumentException if it is not one from {@code least} to {@code most}
     */
    int number(String flag, int least, int most) {
        String value = text(flag);
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "--" + flag + " '" + value + "' is not a number from " + least + " to " + most);
    }

    private static String usage(Map<String, String> defaults) {
        StringBuilder usage = new StringBuilder("the flags and their defaults are");
        defaults.forEach(
                (flag, value) -> usage.append(" --").append(flag).append('=').append(value));
        return usage.toString();
    }
}
