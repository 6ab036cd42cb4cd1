package dev.tern.rpc.benchmarks.peers.thrift;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;

/**
 * The message.
 *
 * @param data of which position and limit stay as they are
 */
record Payload(ByteBuffer data) {
    private static final TStruct STRUCT = new TStruct("Payload");
    private static final TField DATA = new TField("data", TType.STRING, (short) 1);

    static Payload of(int bytes) {
        return new Payload(ByteBuffer.allocate(bytes));
    }

    int bytes() {
        return data.remaining();
    }

    static Payload read(TProtocol in) throws TException {
        ByteBuffer data = ByteBuffer.allocate(0);
        in.readStructBegin();
        for (TField field = in.readFieldBegin(); field.type != TType.STOP; field = in.readFieldBegin()) {
            if (field.id == DATA.id && field.type == DATA.type) {
                data = in.readBinary();
            } else {
                TProtocolUtil.skip(in, field.type);
            }
            in.readFieldEnd();
        }
        in.readStructEnd();
        return new Payload(data);
    }

    void write(TProtocol out) throws TException {
        out.writeStructBegin(STRUCT);
        out.writeFieldBegin(DATA);
        out.writeBinary(data);
        out.writeFieldEnd();
        out.writeFieldStop();
        out.writeStructEnd();
    }
}
