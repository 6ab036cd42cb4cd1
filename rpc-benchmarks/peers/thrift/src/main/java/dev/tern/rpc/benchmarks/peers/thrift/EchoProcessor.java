package dev.tern.rpc.benchmarks.peers.thrift;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TType;

/** What the server does, on its one thread. */
final class EchoProcessor implements TProcessor {
    private final AtomicLong received = new AtomicLong();

    @Override
    public void process(TProtocol in, TProtocol out) throws TException {
        TMessage call = in.readMessageBegin();
        switch (call.name) {
            case EchoConnection.ECHO -> {
                Payload payload = Envelope.ARGUMENTS.read(in);
                in.readMessageEnd();
                out.writeMessageBegin(new TMessage(call.name, TMessageType.REPLY, call.seqid));
                Envelope.RESULT.write(payload, out);
                out.writeMessageEnd();
                out.getTransport().flush();
            }
            case EchoConnection.NOTE -> {
                Envelope.ARGUMENTS.read(in);
                in.readMessageEnd();
                received.incrementAndGet();
            }
            default -> {
                TProtocolUtil.skip(in, TType.STRUCT);
                in.readMessageEnd();
                out.writeMessageBegin(new TMessage(call.name, TMessageType.EXCEPTION, call.seqid));
                new TApplicationException(TApplicationException.UNKNOWN_METHOD, call.name).write(out);
                out.writeMessageEnd();
                out.getTransport().flush();
            }
        }
    }

    /** How many one-way calls came. Any thread may ask. */
    long received() {
        return received.get();
    }
}
