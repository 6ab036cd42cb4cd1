package dev.tern.rpc.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS as a server has it, version 1.2 or 1.3. Clients choose the wire by ALPN, {@code h2} or {@code tern/1}; what a client
 * speaks that names neither is told from its first bytes, as without TLS. Immutable; files are read once, when they are
 * named.
 */
public final class ServerTls {
    private final Supplier<SslContextBuilder> identity;
    private final SslContext context;

    private ServerTls(Supplier<SslContextBuilder> identity, Consumer<SslContextBuilder> clients) {
        this.identity = identity;
        SslContextBuilder builder = identity.get();
        clients.accept(builder);
        this.context = TlsProfile.context(builder, List.of(Protocol.GRPC.alpn(), Protocol.NATIVE.alpn()));
    }

    /**
     * TLS with a certificate from files, as certificate issuers give them. Clients need none.
     *
     * @param certificateChain in PEM, the server's own first
     * @param privateKey its key: PKCS #8 in PEM, not encrypted
     * @throws IllegalArgumentException if they can't be read or used, naming them
     */
    public static ServerTls of(Path certificateChain, Path privateKey) {
        PemFile chain = PemFile.read(certificateChain);
        PemFile key = PemFile.read(privateKey);
        return new ServerTls(() -> TlsProfile.server(chain, key), clients -> {});
    }

    /**
     * TLS with a certificate from elsewhere, a key store for instance. Clients need none.
     *
     * @throws IllegalArgumentException if it can't be used
     */
    public static ServerTls of(KeyManagerFactory keys) {
        Objects.requireNonNull(keys, "keys");
        return new ServerTls(() -> SslContextBuilder.forServer(keys), clients -> {});
    }

    /**
     * The same, and clients show certificates too.
     *
     * @param need what becomes of clients that show none
     * @param issuers in PEM: who must have issued what they show
     * @throws IllegalArgumentException if the file can't be read or used, naming it
     */
    public ServerTls clientCertificates(ClientCertificates need, Path issuers) {
        PemFile trusted = PemFile.read(issuers);
        return with(need, builder -> TlsProfile.trust(builder, trusted));
    }

    /** As {@link #clientCertificates(ClientCertificates, Path)}, with those who are trusted from elsewhere. */
    public ServerTls clientCertificates(ClientCertificates need, TrustManagerFactory issuers) {
        Objects.requireNonNull(issuers, "issuers");
        return with(need, builder -> builder.trustManager(issuers));
    }

    private ServerTls with(ClientCertificates need, Consumer<SslContextBuilder> trust) {
        ClientAuth auth = switch (need) {
            case REQUIRED -> ClientAuth.REQUIRE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
        };
        return new ServerTls(identity, trust.andThen(builder -> builder.clientAuth(auth)));
    }

    /** The handler for one connection. It has no deadline, for {@code ProtocolSniffer} has one for TLS and what follows. */
    SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
