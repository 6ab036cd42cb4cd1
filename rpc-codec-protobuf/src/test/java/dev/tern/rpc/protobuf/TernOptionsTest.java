package dev.tern.rpc.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class TernOptionsTest {
    @Test
    void oneWayHasTheNumberThatThePluginLooksFor() {
        assertEquals(71_001, TernOptions.oneWay.getNumber());
    }

    @Test
    void theProtoFileIsInTheJarForImport() {
        assertNotNull(TernOptions.class.getResource("/tern/rpc/options.proto"));
    }
}
