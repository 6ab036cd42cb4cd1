package dev.tern.rpc.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Status;
import dev.tern.rpc.inprocess.InProcessAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EndpointTest {
    private static final SocketAddress ONE = InProcessAddress.of("one");

    @Test
    void endpointKeepsItsAddressesWhateverBecomesOfTheList() {
        List<SocketAddress> addresses = new ArrayList<>(List.of(ONE));
        Endpoint endpoint = new Endpoint(addresses);
        addresses.clear();
        assertEquals(List.of(ONE), endpoint.addresses());
        assertEquals(Endpoint.at(ONE), endpoint);
    }

    @Test
    void endpointNeedsAnAddress() {
        assertThrows(IllegalArgumentException.class, () -> new Endpoint(List.of()));
    }

    @Test
    void fixedResolverAnswersAtOnceEachTime() {
        List<List<Endpoint>> found = new ArrayList<>();
        ResolverListener listener = new ResolverListener() {
            @Override
            public void onEndpoints(List<Endpoint> endpoints) {
                found.add(endpoints);
            }

            @Override
            public void onFailure(Status reason) {
                throw new AssertionError(reason);
            }
        };
        try (FixedResolver resolver = FixedResolver.of(ONE)) {
            resolver.resolve(listener);
            resolver.resolve(listener);
            assertEquals(List.of(List.of(Endpoint.at(ONE)), List.of(Endpoint.at(ONE))), found);
            assertEquals("inprocess:one", resolver.target());
        }
    }
}
