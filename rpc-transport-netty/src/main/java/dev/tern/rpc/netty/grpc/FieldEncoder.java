package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.grpc.wire.HeaderNames;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Netty's encoder of fields, with a choice of those that go into HPACK's table, where a field that comes again costs a byte or
 * two. For the event loop of one connection.
 */
final class FieldEncoder extends DefaultHttp2HeadersEncoder {
    private final Choice choice;

    FieldEncoder() {
        this(new Choice());
    }

    private FieldEncoder(Choice choice) {
        super(choice);
        this.choice = choice;
    }

    @Override
    public void encodeHeaders(int id, Http2Headers fields, ByteBuf out) throws Http2Exception {
        choice.room = maxHeaderTableSize();
        super.encodeHeaders(id, fields, out);
    }

    /** What is sensitive in Netty's words is sent as it is, and not to be kept; RFC 7541, section 6.2.3. */
    private static final class Choice implements SensitivityDetector {
        /** What a field takes of the table beside its name and value; RFC 7541, section 4.1. */
        private static final int FIELD_OVERHEAD_BYTES = 32;

        /** How much of the table the fields of the block so far leave. */
        private long room;

        /** Whether the timeout's name is in the table. */
        private boolean timeoutNamed;

        @Override
        public boolean isSensitive(CharSequence name, CharSequence value) {
            if (HeaderNames.GRPC_TIMEOUT.contentEquals(name)) {
                // Different in each call, it would push out what is worth keeping. The first one goes there
                // nevertheless, so that all others can refer to its name.
                boolean before = timeoutNamed;
                timeoutNamed = true;
                return before;
            }
            // If one block's fields are more than the table, each pushes out another, and the next block finds none.
            long taken = (long) name.length() + value.length() + FIELD_OVERHEAD_BYTES;
            if (taken > room) {
                return true;
            }
            room -= taken;
            return false;
        }
    }
}
