package dev.tern.rpc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.contract.TextService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

final class MethodTableTest {
    private static final Executor SHARED = Runnable::run;

    private final MethodTable table = new MethodTable(List.of(TextService.echo().bind()), List.of(), SHARED, false);

    @Test
    void methodIsFoundByItsFullName() {
        assertSame(
                TextService.UNARY,
                Objects.requireNonNull(table.find(TextService.NAME + "/Unary")).method());
        assertNotNull(table.find(TextService.NAME + "/Chat"));
    }

    @Test
    void otherNamesAreNotFound() {
        for (String name : List.of("", "/", "Unary", TextService.NAME, "/" + TextService.NAME + "/Unary")) {
            assertNull(table.find(name));
        }
    }

    @Test
    void unknownMethodOfAKnownServiceIsToldFromAnUnknownService() {
        Status method = table.unknown(TextService.NAME + "/Nothing");
        Status service = table.unknown("no.Service/Nothing");
        assertEquals(StatusCode.UNIMPLEMENTED, method.code());
        assertEquals(StatusCode.UNIMPLEMENTED, service.code());
        assertTrue(method.message().endsWith("is here, but has no such method"), method::message);
        assertTrue(service.message().endsWith("service no.Service is not on this server"), service::message);
    }

    @Test
    void nameWithoutASlashIsUnknownToo() {
        assertEquals(StatusCode.UNIMPLEMENTED, table.unknown("nonsense").code());
    }

    @Test
    void executorOfAServiceStandsInForTheServers() {
        Executor own = task -> {};
        MethodTable both = new MethodTable(List.of(TextService.echo().bind().on(own)), List.of(), SHARED, false);
        assertSame(
                own,
                Objects.requireNonNull(both.find(TextService.NAME + "/Unary")).executor());
        assertSame(
                SHARED,
                Objects.requireNonNull(table.find(TextService.NAME + "/Unary")).executor());
    }
}
