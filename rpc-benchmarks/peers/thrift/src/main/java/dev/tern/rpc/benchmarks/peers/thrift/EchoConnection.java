package dev.tern.rpc.benchmarks.peers.thrift;

import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.async.TAsyncClient;
import org.apache.thrift.async.TAsyncClientManager;
import org.apache.thrift.async.TAsyncMethodCall;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TNonblockingTransport;

/** A connection, which is for one call at a time. Connects with its first call. */
final class EchoConnection extends TAsyncClient {
    static final String ECHO = "echo";
    static final String NOTE = "note";

    private static final TProtocolFactory PROTOCOL = new TBinaryProtocol.Factory();

    private final TAsyncClientManager loop;
    private final TNonblockingTransport socket;

    EchoConnection(TAsyncClientManager loop, TNonblockingTransport socket, long timeoutMillis) {
        super(PROTOCOL, loop, socket, timeoutMillis);
        this.loop = loop;
        this.socket = socket;
    }

    /** Has the payload sent back. */
    void echo(Payload payload, AsyncMethodCallback<Payload> done) throws TException {
        start(new EchoCall(payload, done));
    }

    /** Has it taken; done when it is written. */
    void note(Payload payload, AsyncMethodCallback<Payload> done) throws TException {
        start(new NoteCall(payload, done));
    }

    private void start(TAsyncMethodCall<Payload> call) throws TException {
        checkReady();
        ___currentMethod = call;
        loop.call(call);
    }

    void close() {
        socket.close();
    }

    private final class EchoCall extends TAsyncMethodCall<Payload> {
        private final Payload payload;

        EchoCall(Payload payload, AsyncMethodCallback<Payload> done) throws TException {
            super(EchoConnection.this, PROTOCOL, socket, done, false);
            this.payload = payload;
        }

        @Override
        protected void write_args(TProtocol out) throws TException {
            out.writeMessageBegin(new TMessage(ECHO, TMessageType.CALL, 0));
            Envelope.ARGUMENTS.write(payload, out);
            out.writeMessageEnd();
        }

        @Override
        protected Payload getResult() throws TException {
            TProtocol in = PROTOCOL.getProtocol(
                    new TMemoryInputTransport(getFrameBuffer().array()));
            TMessage reply = in.readMessageBegin();
            if (reply.type == TMessageType.EXCEPTION) {
                throw TApplicationException.readFrom(in);
            }
            Payload result = Envelope.RESULT.read(in);
            in.readMessageEnd();
            return result;
        }
    }

    private final class NoteCall extends TAsyncMethodCall<Payload> {
        private final Payload payload;

        NoteCall(Payload payload, AsyncMethodCallback<Payload> done) throws TException {
            super(EchoConnection.this, PROTOCOL, socket, done, true);
            this.payload = payload;
        }

        @Override
        protected void write_args(TProtocol out) throws TException {
            out.writeMessageBegin(new TMessage(NOTE, TMessageType.ONEWAY, 0));
            Envelope.ARGUMENTS.write(payload, out);
            out.writeMessageEnd();
        }

        /** What was sent, since nothing comes back. */
        @Override
        protected Payload getResult() {
            return payload;
        }
    }
}
