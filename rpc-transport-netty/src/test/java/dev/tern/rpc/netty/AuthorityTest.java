package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @Test
    void aHostMayComeWithAPort() {
        assertEquals("api.example.com", Authority.of("api.example.com:443").host());
        assertEquals("api.example.com:443", Authority.of("api.example.com:443").text());
        assertEquals("api.example.com", Authority.of("api.example.com").host());
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertEquals("::1", Authority.of("[::1]:443").host());
        assertEquals("::1", Authority.of("[::1]").host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "::1",
                "[::1",
                "[]:1",
                "[a]",
                "a:",
                "a:b",
                "a:70000",
                "a:123456",
                "a b",
                "a/b",
                "u@a",
                "ä",
                "a]:1"
            })
    void anythingElseIsRefusedAndNamed(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Authority.of(text));
        assertTrue(refused.getMessage().contains("'" + text + "'"), refused.getMessage());
    }

    @Test
    void anAddressSaysTheNameItWasFoundBy() throws UnknownHostException {
        InetAddress found = InetAddress.getByAddress("api.example.com", new byte[] {127, 0, 0, 1});
        assertEquals(
                "api.example.com:50051",
                Authority.of(new InetSocketAddress(found, 50_051)).text());
    }

    @Test
    void anAddressWithoutANameSaysItselfAndIsNotLookedUp() throws UnknownHostException {
        InetAddress bare = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        assertEquals("127.0.0.1:1", Authority.of(new InetSocketAddress(bare, 1)).text());
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        Authority six = Authority.of(new InetSocketAddress(loopback, 1));
        assertEquals("[0:0:0:0:0:0:0:1]:1", six.text());
        assertEquals("0:0:0:0:0:0:0:1", six.host());
    }
}
