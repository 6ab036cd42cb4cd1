package dev.tern.rpc.contract;

import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import org.junit.jupiter.api.Nested;

/**
 * The contract of a {@link Transport}, through the runtimes above it: what users of any transport may rely on, theme by
 * theme. A transport passes if a subclass that supplies the transport does.
 */
public abstract class TransportContractTest {
    /** The tag of tests that wait for very many round trips, one after the other: too many where each is slow. */
    public static final String MANY_TURNS = "many-turns";

    /** Constructor for use by subclasses. */
    protected TransportContractTest() {}

    /** A new transport with default limits, closed by the suite. A server's, and a client's too unless the next says not. */
    protected abstract Transport newTransport();

    /**
     * A transport whose connections reach what listens on the given one; closed by the suite. The default is another new
     * one; the in-process transport, which reaches only itself, gives the same.
     */
    protected Transport newClientTransport(Transport serverTransport) {
        return newTransport();
    }

    /** Where to listen: port 0, or a name no other test uses. */
    protected abstract SocketAddress newAddress();

    /** Fails if anything of the transport is left after all of it was closed: buffers, streams. */
    protected void assertNothingLeaked() {}

    @Nested
    final class Calls extends CallsContract {
        Calls() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Streams extends StreamsContract {
        Streams() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class CallMetadata extends MetadataContract {
        CallMetadata() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Statuses extends StatusContract {
        Statuses() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Failures extends FailuresContract {
        Failures() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Limits extends LimitsContract {
        Limits() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Deadlines extends DeadlineContract {
        Deadlines() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Cancels extends CancelContract {
        Cancels() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class FlowControl extends FlowControlContract {
        FlowControl() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class OneWay extends OneWayContract {
        OneWay() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Endings extends EndingContract {
        Endings() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Interceptors extends InterceptorContract {
        Interceptors() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Executors extends ExecutorContract {
        Executors() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Interrupts extends InterruptContract {
        Interrupts() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class VirtualThreads extends VirtualThreadContract {
        VirtualThreads() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class Completions extends CompletionContract {
        Completions() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class FullConnections extends FullConnectionContract {
        FullConnections() {
            super(TransportContractTest.this);
        }
    }

    @Nested
    final class ChannelDrains extends ChannelDrainContract {
        ChannelDrains() {
            super(TransportContractTest.this);
        }
    }
}
