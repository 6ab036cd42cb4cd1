package dev.tern.rpc.protoc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The names of a method.
 *
 * @param rpc as the .proto file has it: {@code SayHello}
 * @param method of the Java methods: {@code sayHello}
 * @param constant of the descriptor: {@code SAY_HELLO}
 */
record MethodNames(String rpc, String method, String constant) {
    /** The methods of every object, and of the class that stubs extend. */
    private static final Set<String> INHERITED = Set.of(
            "channel",
            "clone",
            "equals",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "options",
            "toString",
            "wait",
            "with",
            "withCompressor",
            "withCredentials",
            "withDeadline",
            "withDeadlineAfter",
            "withInterceptors",
            "withMetadata",
            "withWaiting",
            "withWhenFull",
            "within");

    /** What Java 17 keeps for itself; contextual keywords such as {@code record} may name methods. */
    private static final Set<String> KEYWORDS = Set.of(
            ("_ abstract assert boolean break byte case catch char class const continue default do double else enum"
                            + " extends false final finally float for goto if implements import instanceof int interface"
                            + " long native new null package private protected public return short static strictfp super"
                            + " switch synchronized this throw throws transient true try void volatile while")
                    .split(" "));

    static final String SERVICE_CONSTANT = "SERVICE";

    /**
     * Names the methods of one service. A name that is taken, reserved in Java or inherited gets underscores appended;
     * names that need none are settled first, so that no method takes another's natural name.
     *
     * @param rpcs the names in the .proto file, all different
     * @param avoided names no constant may have: those that expressions beside the constants begin with
     */
    static List<MethodNames> of(List<String> rpcs, Set<String> avoided) {
        Set<String> taken = new HashSet<>(avoided);
        taken.add(SERVICE_CONSTANT);
        List<String> constants = settle(rpcs, MethodNames::upperSnake, taken);
        List<String> methods = settle(rpcs, MethodNames::lowerCamel, new HashSet<>(INHERITED));
        List<MethodNames> names = new ArrayList<>();
        for (int i = 0; i < rpcs.size(); i++) {
            names.add(new MethodNames(rpcs.get(i), methods.get(i), constants.get(i)));
        }
        return names;
    }

    static boolean isInherited(String method) {
        return INHERITED.contains(method);
    }

    private static List<String> settle(List<String> rpcs, UnaryOperator<String> rule, Set<String> taken) {
        String[] settled = new String[rpcs.size()];
        List<Integer> clashes = new ArrayList<>();
        for (int i = 0; i < settled.length; i++) {
            settled[i] = rule.apply(rpcs.get(i));
            if (KEYWORDS.contains(settled[i]) || !taken.add(settled[i])) {
                clashes.add(i);
            }
        }
        for (int i : clashes) {
            do {
                settled[i] += "_";
            } while (!taken.add(settled[i]));
        }
        return Arrays.asList(settled);
    }

    /** {@code SayHello} and {@code say_hello} → {@code sayHello}: as protoc names a field's accessors. */
    private static String lowerCamel(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                boolean afterUnderscore = i > 0 && name.charAt(i - 1) == '_';
                camel.append(camel.isEmpty() ? toLower(c) : afterUnderscore ? toUpper(c) : c);
            }
        }
        return camel.isEmpty() ? name : camel.toString();
    }

    /** {@code SayHello} → {@code SAY_HELLO}, {@code GetURLFor} → {@code GET_URL_FOR}: a word starts at a capital. */
    private static String upperSnake(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (startsWord(name, i)) {
                snake.append('_');
            }
            snake.append(toUpper(name.charAt(i)));
        }
        return snake.toString();
    }

    private static boolean startsWord(String name, int at) {
        if (at == 0 || !isUpper(name.charAt(at)) || name.charAt(at - 1) == '_') {
            return false;
        }
        // In a run of capitals only the last one may start a word, and only before a small letter.
        return !isUpper(name.charAt(at - 1)) || (at + 1 < name.length() && isLower(name.charAt(at + 1)));
    }

    // Names in .proto files are ASCII; Character's methods would make one wonder about locales and Unicode.

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static char toUpper(char c) {
        return isLower(c) ? (char) (c - 'a' + 'A') : c;
    }

    private static char toLower(char c) {
        return isUpper(c) ? (char) (c - 'A' + 'a') : c;
    }
}
