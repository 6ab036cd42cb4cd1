package dev.tern.rpc.netty.io;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.transport.InboundMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in a read buffer. While its listener runs it is <i>borrowed</i>: it can be decoded where it lies,
 * on the event loop, with nothing copied or counted. If it was not decoded when the listener returns, {@link #own} makes
 * it independent of the read buffer: by a copy, or, if it is a good part of the buffer, by holding the buffer. So what a
 * message pins is at most {@link #MAX_PINNED_RATIO} times its size.
 */
public class ReceivedMessage implements InboundMessage {
    /** A buffer is held only for a message of at least this part of it, else the message is copied. */
    private static final int MAX_PINNED_RATIO = 4;

    /** In the read buffer, which is the connection's. */
    private static final int BORROWED = 0;

    /** In memory of its own. */
    private static final int OWNED = 1;

    /** Being decoded in the read buffer. */
    private static final int TAKEN = 2;

    /** Being decoded on another thread, which has to release the buffer: the event loop has retained it for that. */
    private static final int TAKEN_RETAINED = 3;

    /** Being decoded in memory of its own, which nobody needs to keep for it. */
    private static final int TAKEN_OWNED = 4;

    /** Decoded or discarded. */
    private static final int DONE = 5;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ReceivedMessage.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Who gets credit back for a message. */
    public interface Owner {
        /** The application has consumed a message of so many bytes; any thread. */
        void consumed(int bytes);

        /** Whether this is the thread that reads. */
        boolean inEventLoop();
    }

    private final Owner owner;
    private final ByteBuf buffer;
    private final int index;
    private final int size;

    /** Whether the read buffer may be held instead of copied; false also for a message that was put together in an array. */
    private final boolean holdable;

    /** The copy, if one was made. Written by the event loop before the state becomes OWNED. */
    private @Nullable ByteBuf copy;

    /** One of the constants above, moved by compare-and-set: who takes the message wins it. */
    private volatile int state;

    /** A message that is the readable bytes of a read buffer. */
    protected ReceivedMessage(Owner owner, ByteBuf buffer, boolean holdable) {
        this(owner, buffer, holdable, BORROWED);
    }

    /** A message that was put together in an array. */
    protected ReceivedMessage(Owner owner, MessageAssembly whole) {
        this(owner, Unpooled.wrappedBuffer(whole.whole()), false, OWNED);
    }

    private ReceivedMessage(Owner owner, ByteBuf buffer, boolean holdable, int state) {
        this.owner = owner;
        this.buffer = buffer;
        this.index = buffer.readerIndex();
        this.size = buffer.readableBytes();
        this.state = state;
        this.holdable = holdable;
    }

    /**
     * A message that is the readable bytes of a buffer which stays the caller's.
     *
     * @param holdable whether the buffer may be held for as long as the message lives, if it is not much larger; false if it
     *     is a slice of one whose size is not known
     */
    public static ReceivedMessage borrowed(Owner owner, ByteBuf buffer, boolean holdable) {
        return new ReceivedMessage(owner, buffer, holdable);
    }

    /** A message that has come in pieces, all of which are there. */
    public static ReceivedMessage owned(Owner owner, MessageAssembly whole) {
        return new ReceivedMessage(owner, whole);
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final <T> T decode(Marshaller<T> marshaller) {
        if (state == BORROWED && owner.inEventLoop()) {
            return decodeInPlace(marshaller);
        }
        int from = take();
        if (from < 0) {
            throw new IllegalStateException("message was decoded or discarded before");
        }
        try {
            byte[] own = ownArray(from);
            if (own != null) {
                return readOwn(own, marshaller);
            }
            // A marshaller may have turned the order of a buffer that is used again.
            return read(bytes(from).order(ByteOrder.BIG_ENDIAN), marshaller);
        } finally {
            finish(from);
        }
    }

    /**
     * The usual case, without an atomic step: the event loop, which alone would make the message independent, is here, and its
     * listener would have had to give it to two to have another thread take it now.
     */
    private <T> T decodeInPlace(Marshaller<T> marshaller) {
        STATE.setRelease(this, DONE);
        try {
            return read(view().order(ByteOrder.BIG_ENDIAN), marshaller);
        } finally {
            owner.consumed(size);
        }
    }

    /** The buffer's own view, which is free; there is one for all threads, so only the loop, or a sole owner, may use it. */
    private ByteBuffer view() {
        return buffer.nioBufferCount() == 1 ? buffer.internalNioBuffer(index, size) : buffer.nioBuffer(index, size);
    }

    /** Decodes the bytes as they came. */
    protected <T> T read(ByteBuffer bytes, Marshaller<T> marshaller) {
        return marshaller.read(bytes);
    }

    /** As {@link #read}, from an array that is given away. */
    protected <T> T readOwn(byte[] bytes, Marshaller<T> marshaller) {
        return marshaller.readOwned(bytes);
    }

    @Override
    public final void discard() {
        int from = take();
        if (from >= 0) {
            finish(from);
        }
    }

    /** The state it was taken from, or -1 if it is taken already. */
    private int take() {
        int from = state;
        while (from == BORROWED || from == OWNED) {
            if (STATE.compareAndSet(this, from, from == BORROWED ? TAKEN : TAKEN_OWNED)) {
                return from;
            }
            from = state;
        }
        return -1;
    }

    /** The message as an array that is nobody else's and of just its size; null if it is not in one. */
    private byte @Nullable [] ownArray(int from) {
        if (from != OWNED) {
            return null;
        }
        ByteBuf own = copy;
        if (own == null) {
            return holdable ? null : buffer.array();
        }
        return size > SpareBuffers.BYTES ? own.array() : null;
    }

    private ByteBuffer bytes(int from) {
        ByteBuf own = copy;
        if (from == OWNED && own != null) {
            return own.internalNioBuffer(0, size);
        }
        boolean sole = from == OWNED ? size == buffer.capacity() : owner.inEventLoop();
        return sole ? view() : buffer.nioBuffer(index, size);
    }

    private void finish(int from) {
        int was = (int) STATE.getAndSet(this, DONE);
        if (from == OWNED) {
            ByteBuf own = copy;
            (own == null ? buffer : own).release();
        } else if (was == TAKEN_RETAINED) {
            buffer.release();
        }
        owner.consumed(size);
    }

    private ByteBuf copied() {
        return size <= SpareBuffers.BYTES
                ? SpareBuffers.ofThisLoop().take(size).writeBytes(buffer, index, size)
                : Unpooled.wrappedBuffer(new byte[size]).setBytes(0, buffer, index, size);
    }

    /** Makes a borrowed message independent of its buffer, unless it is done. Event loop, before the buffer goes. */
    public final void own() {
        int now = state;
        if (now == BORROWED) {
            boolean hold = holdable && size > 0 && size >= buffer.capacity() / MAX_PINNED_RATIO;
            ByteBuf own = hold ? buffer.retain() : copied();
            copy = hold ? null : own;
            if (STATE.compareAndSet(this, BORROWED, OWNED)) {
                return;
            }
            // Another thread took it in the buffer meanwhile, and will not look at the copy.
            own.release();
            now = state;
        }
        if (now == TAKEN) {
            buffer.retain();
            if (!STATE.compareAndSet(this, TAKEN, TAKEN_RETAINED)) {
                buffer.release();
            }
        }
    }
}
