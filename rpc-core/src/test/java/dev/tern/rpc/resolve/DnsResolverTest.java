package dev.tern.rpc.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DnsResolverTest {
    private final List<List<Endpoint>> found = new ArrayList<>();
    private final List<Status> failures = new ArrayList<>();
    private final ResolverListener listener = new ResolverListener() {
        @Override
        public void onEndpoints(List<Endpoint> endpoints) {
            found.add(endpoints);
        }

        @Override
        public void onFailure(Status reason) {
            failures.add(reason);
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"localhost:50051", "example.com:1", "127.0.0.1:65535", "[::1]:80", "my_host-2:443"})
    void targetIsShownAsItWasGiven(String target) {
        assertEquals(target, DnsResolver.of(target, Runnable::run).target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "localhost",
                "50051",
                ":50051",
                "localhost:",
                "localhost:http",
                "localhost:0",
                "localhost:65536",
                "localhost:-1",
                "localhost:+80",
                "localhost:99999999999",
                "localhost: 80",
                "::1:80",
                "[::1:80",
                "::1]:80",
                "[]:80",
                "[::1]",
                "[localhost]:80",
                "[[::1]]:80"
            })
    void targetOfAnotherFormIsRefusedAndNamed(String target) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> DnsResolver.of(target, Runnable::run));
        assertTrue(refusal.getMessage().contains("'" + target + "'"), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7", "[::1]:7", "localhost:7"})
    void allAddressesOfANameAreOneEndpoint(String target) {
        DnsResolver.of(target, Runnable::run).resolve(listener);
        assertEquals(1, found.size());
        assertEquals(1, found.get(0).size());
        found.get(0).get(0).addresses().forEach(address -> {
            InetSocketAddress inet = (InetSocketAddress) address;
            assertEquals(7, inet.getPort());
            assertTrue(inet.getAddress().isLoopbackAddress());
        });
    }

    @Test
    void nameThatCanNotBeResolvedIsUnavailableAndNamed() {
        DnsResolver.of("no-such-host.invalid:80", Runnable::run).resolve(listener);
        assertEquals(List.of(), found);
        assertEquals(StatusCode.UNAVAILABLE, failures.get(0).code());
        assertTrue(failures.get(0).message().contains("'no-such-host.invalid'"), failures.get(0)::message);
    }

    @Test
    void lookupRunsOnTheExecutor() {
        List<Runnable> tasks = new ArrayList<>();
        DnsResolver.of("127.0.0.1:7", tasks::add).resolve(listener);
        assertEquals(List.of(), found);
        tasks.get(0).run();
        assertEquals(1, found.size());
    }
}
