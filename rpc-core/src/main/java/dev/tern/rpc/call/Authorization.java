package dev.tern.rpc.call;

import dev.tern.rpc.Metadata;
import java.util.Optional;

/** The metadata that says on whose behalf a call is made, as HTTP has it (RFC 9110, section 11.6.2). */
public final class Authorization {
    /** Its name, {@code authorization}; the value is a scheme, a space, and what the scheme says. */
    public static final Metadata.Key<String> KEY = Metadata.Key.text("authorization");

    /** The scheme of a token that whoever bears it may use, and the space. */
    static final String BEARER = "Bearer ";

    private Authorization() {}

    /** The token that {@link CallCredentials#bearer} has sent with a call; empty if there is none, or it is of another scheme. */
    public static Optional<String> bearerToken(Metadata metadata) {
        // The name of a scheme is the same in capitals.
        return metadata.first(KEY)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
