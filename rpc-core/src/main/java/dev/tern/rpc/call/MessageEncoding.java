package dev.tern.rpc.call;

import dev.tern.rpc.Marshaller;

/**
 * A way to encode the messages of a method.
 *
 * @param request for the requests
 * @param reply for the replies; of the same encoding
 */
public record MessageEncoding<Q, R>(Marshaller<Q> request, Marshaller<R> reply) {
    /**
     * Checks that both are of one encoding.
     *
     * @throws IllegalArgumentException if they name two
     */
    public MessageEncoding {
        if (!request.encoding().equals(reply.encoding())) {
            throw new IllegalArgumentException("requests are encoded as '" + request.encoding() + "' and replies as '"
                    + reply.encoding() + "'; a call has one encoding");
        }
    }

    /** Its name, as {@link Marshaller#encoding} has it. */
    public String name() {
        return request.encoding();
    }
}
