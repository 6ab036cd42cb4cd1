package dev.tern.rpc.interop.js;

import dev.tern.rpc.Metadata;

/** What both sides in both languages know of each other: grpc-js/greeter.js has the same. */
final class Agreed {
    /** Refused, as it is longer than {@link #MAX_LENGTH}. */
    static final String TOO_LONG = "Wolfeschlegelstein";

    static final int MAX_LENGTH = 12;

    /** Waits for a greeting until the call is cancelled. */
    static final String NEVER_ANSWERED = "Godot";

    /** A stream for which goes on until the call is cancelled. */
    static final String ENDLESS = "Endless";

    /** Asks for a visitor to greet, each once, and waits for one. */
    static final String NEXT_VISITOR = "Visitor?";

    /** Asks whose call was cancelled, each once, and waits for one. */
    static final String NEXT_LEAVER = "Leaver?";

    /** Comes back in headers and trailers. */
    static final Metadata.Key<String> ECHO = Metadata.Key.text("x-echo");

    /** As {@link #ECHO}. */
    static final Metadata.Key<byte[]> ECHO_BIN = Metadata.Key.binary("x-echo-bin");

    /** Asks for compressed replies. */
    static final Metadata.Key<String> COMPRESS = Metadata.Key.text("x-compress-replies");

    private Agreed() {}

    /** What is wrong with a name that is too long, with characters of one to four bytes and one that is escaped. */
    static String tooLongMessage(String name) {
        return "100 % zu lang: „" + name + "“ – 名前が長すぎる 🐦";
    }

    static String greeting(String name) {
        return "Hello, " + name + "!";
    }
}
