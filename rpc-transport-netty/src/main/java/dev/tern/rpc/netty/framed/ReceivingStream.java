package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.CompressedMessage;
import dev.tern.rpc.netty.io.MessageAssembly;
import dev.tern.rpc.netty.io.PacedConnection;
import dev.tern.rpc.netty.io.PacedStream;
import dev.tern.rpc.netty.io.ReceivedMessage;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one stream and how it reaches the listener: messages are put together, held while there is no
 * demand, and the peer's end comes after the last of them. Event loop, but for what says otherwise.
 */
abstract class ReceivingStream extends PacedStream implements ReceivedMessage.Owner {
    final LiveConnection connection;

    /** Whether any message has begun. */
    private boolean messageSeen;

    /** Messages without demand; created when there is one. */
    private @Nullable ArrayDeque<ReceivedMessage> held;

    /** The message that is being put together. */
    private @Nullable MessageAssembly assembly;

    /** What that is compressed with, as the wire has it. */
    private byte assemblyCompressor;

    /** Counts the stream's credit; only once a message came that is not the last. Event loop creates, others read. */
    private volatile @Nullable ReceiveFlow flow;

    /** Whether the peer's end has come. Written by the event loop. */
    private volatile boolean remoteEnded;

    /** Whether the end is still to be delivered, after the messages that are held. */
    private boolean endHeld;

    /** Whether the listener is being called with messages, so that none is handed over inside another. */
    private boolean delivering;

    ReceivingStream(LiveConnection connection) {
        this.connection = connection;
    }

    @Override
    protected final PacedConnection connection() {
        return connection;
    }

    /** Whether any message has begun. */
    final boolean hasSeenMessage() {
        return messageSeen;
    }

    /**
     * A message begins, and its cost was taken from the connection's credit.
     *
     * @param last whether it is certain to be the stream's only or last one
     * @param compressor what it is compressed with, as the wire has it
     * @throws WireException a stream error (rows 21, 22, 24, 32); the cost is given back then
     */
    final void beginMessage(int total, int compressor, boolean last) {
        String wrong = null;
        StatusCode code = StatusCode.INTERNAL;
        ReceiveFlow credit = flow;
        if (remoteEnded) {
            wrong = "message after the end of the peer's messages";
        } else if (assembly != null) {
            wrong = "message begins inside another";
        } else if (credit != null && credit.credit() <= 0) {
            code = StatusCode.RESOURCE_EXHAUSTED;
            wrong = "message of " + total + " bytes begins with stream credit " + credit.credit();
        } else if (compressor >= connection.settings().compressors().size()) {
            wrong = "message compressed with number " + compressor + " of a list of "
                    + connection.settings().compressors().size();
        }
        if (wrong != null) {
            connection.consumedHere(cost(total));
            throw WireException.stream(code, wrong);
        }
        messageSeen = true;
        if (credit == null && !last) {
            credit = new ReceiveFlow(connection.own().streamCredit(), this::giveCredit);
            flow = credit;
        }
        if (credit != null) {
            credit.spend(cost(total));
        }
    }

    private void giveCredit(int amount) {
        if (!isOver() && !remoteEnded) {
            connection.writeCredit(frameId(), amount);
        }
    }

    /** The id of the stream's frames. */
    abstract int frameId();

    /** A whole message, that has begun, is the readable bytes of a buffer. */
    final void wholeMessage(ByteBuf body, int compressor) {
        countReceived(body.readableBytes());
        deliver(
                compressor == MessageFrame.PLAIN
                        ? ReceivedMessage.borrowed(this, body, true)
                        : CompressedMessage.borrowed(this, body, true, named(compressor), limit()));
    }

    private Compressor named(int compressor) {
        return connection.settings().compressors().get(compressor);
    }

    private int limit() {
        return connection.own().maxMessageBytes();
    }

    /** The first fragment of a message that has begun. */
    final void firstFragment(ByteBuf body, int compressor, int total) {
        assemblyCompressor = (byte) compressor;
        // The whole memory at once: the peer has paid for it with credit this side gave.
        MessageAssembly begun = new MessageAssembly(total, total);
        assembly = begun;
        fragment(begun, body, false);
    }

    /**
     * A further fragment.
     *
     * @throws WireException a stream error (rows 20, 21)
     */
    final void nextFragment(ByteBuf body, boolean last) {
        MessageAssembly message = assembly;
        if (message == null) {
            throw WireException.stream(StatusCode.INTERNAL, "fragment continues no message");
        }
        fragment(message, body, last);
        if (last) {
            assembly = null;
            deliver(
                    assemblyCompressor == MessageFrame.PLAIN
                            ? ReceivedMessage.owned(this, message)
                            : CompressedMessage.owned(this, message, named(assemblyCompressor), limit()));
        }
    }

    private void fragment(MessageAssembly message, ByteBuf body, boolean last) {
        int total = message.length();
        int sofar = message.filled() + body.readableBytes();
        if (sofar > total || (last && sofar < total)) {
            throw WireException.stream(
                    StatusCode.INTERNAL, "fragments make " + sofar + " bytes of a message declared as " + total);
        }
        if (!last && !body.isReadable()) {
            throw WireException.stream(StatusCode.INTERNAL, "empty fragment that is not the last");
        }
        countReceived(body.readableBytes());
        message.add(body, body.readableBytes());
    }

    private void deliver(ReceivedMessage message) {
        if (hasDemand() && held == null && !delivering) {
            connection.lend(message);
            deliverNow(message);
        } else {
            message.own();
            if (held == null) {
                held = new ArrayDeque<>();
            }
            held.add(message);
            holds(true);
            deliverHeld();
        }
    }

    private void deliverNow(ReceivedMessage message) {
        delivering = true;
        try {
            hand(message);
        } finally {
            delivering = false;
        }
    }

    @Override
    protected final void deliverMore() {
        deliverHeld();
    }

    private void deliverHeld() {
        while (held != null && !delivering && !isOver() && hasDemand()) {
            ReceivedMessage message = held.poll();
            if (message == null) {
                held = null;
                holds(false);
            } else {
                deliverNow(message);
            }
        }
        if (held != null && held.isEmpty()) {
            held = null;
            holds(false);
        }
        if (endHeld && held == null && !delivering && !isOver()) {
            endHeld = false;
            onRemoteEnd();
        }
    }

    /**
     * The peer's messages end.
     *
     * @throws WireException a stream error (rows 22, 23)
     */
    final void remoteEnd() {
        if (remoteEnded || assembly != null) {
            throw WireException.stream(StatusCode.INTERNAL, remoteEnded ? "end after the end" : "end inside a message");
        }
        remoteEnded = true;
        endHeld = true;
        deliverHeld();
    }

    /** The peer's end is next: on the server a half-close, on the client the end of the stream. */
    abstract void onRemoteEnd();

    /** Whether all has come and only the listener's demand is missing. */
    final boolean lingers() {
        return remoteEnded && endHeld && !isOver();
    }

    /** Whether what comes is a one-way request, whose cost is its own and is given back only when the call is over. */
    abstract boolean isPaidUntilOver();

    /** What a message of so many bytes that comes takes from credit. */
    final int cost(int bytes) {
        return isPaidUntilOver() ? connection.own().oneWayCost(bytes) : Hello.cost(bytes);
    }

    /** The application has consumed a message; any thread. */
    @Override
    public final void consumed(int bytes) {
        if (isPaidUntilOver()) {
            // Given back when the call is over, in dropReceived.
            return;
        }
        int cost = cost(bytes);
        ReceiveFlow credit = flow;
        if (connection.inEventLoop()) {
            connection.consumedHere(cost);
            if (credit != null) {
                credit.consumeHere(cost);
            }
        } else {
            connection.consumedElsewhere(cost);
            if (credit != null && !remoteEnded && credit.consumeElsewhere(cost)) {
                connection.submit(credit);
            }
        }
    }

    @Override
    public final boolean inEventLoop() {
        return connection.inEventLoop();
    }

    /** Its cost is given back, and that of a one-way call's message, whatever became of it. */
    @Override
    protected final void dropReceived() {
        if (isPaidUntilOver() && messageSeen) {
            connection.consumedHere(cost(assembly == null ? (int) receivedBytes() : assembly.length()));
        }
        if (assembly != null) {
            int total = assembly.length();
            assembly = null;
            consumed(total);
        }
        if (held != null) {
            held.forEach(ReceivedMessage::discard);
            held = null;
            holds(false);
        }
    }
}
