package dev.tern.rpc.benchmarks.peers.thrift;

import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;

/** The structs that Thrift puts around a payload: the arguments of a method, or its result. */
final class Envelope {
    static final Envelope ARGUMENTS = new Envelope("arguments", new TField("payload", TType.STRUCT, (short) 1));
    static final Envelope RESULT = new Envelope("result", new TField("success", TType.STRUCT, (short) 0));

    private final TStruct struct;
    private final TField field;

    private Envelope(String name, TField field) {
        this.struct = new TStruct(name);
        this.field = field;
    }

    /**
     * What is in it.
     *
     * @throws TApplicationException if nothing is
     */
    Payload read(TProtocol in) throws TException {
        Payload payload = null;
        in.readStructBegin();
        for (TField next = in.readFieldBegin(); next.type != TType.STOP; next = in.readFieldBegin()) {
            if (next.id == field.id && next.type == field.type) {
                payload = Payload.read(in);
            } else {
                TProtocolUtil.skip(in, next.type);
            }
            in.readFieldEnd();
        }
        in.readStructEnd();
        if (payload == null) {
            throw new TApplicationException(TApplicationException.MISSING_RESULT, struct.name + " without a payload");
        }
        return payload;
    }

    void write(Payload payload, TProtocol out) throws TException {
        out.writeStructBegin(struct);
        out.writeFieldBegin(field);
        payload.write(out);
        out.writeFieldEnd();
        out.writeFieldStop();
        out.writeStructEnd();
    }
}
