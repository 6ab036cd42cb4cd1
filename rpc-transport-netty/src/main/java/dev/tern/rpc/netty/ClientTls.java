package dev.tern.rpc.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS as a client has it, version 1.2 or 1.3. The server's certificate must be issued by someone trusted, and to the name
 * or address that the client connects to, or the {@linkplain NettyChannel#authority authority} that it was told to expect;
 * there is no setting to leave that out. Immutable; files are read once, when they are named.
 */
public final class ClientTls {
    private final Consumer<SslContextBuilder> trust;
    private final Map<Protocol, SslContext> contexts = new EnumMap<>(Protocol.class);

    private ClientTls(Consumer<SslContextBuilder> trust, Consumer<SslContextBuilder> identity) {
        this.trust = trust;
        for (Protocol protocol : Protocol.values()) {
            SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
            trust.accept(builder);
            identity.accept(builder);
            contexts.put(protocol, TlsProfile.context(builder, List.of(protocol.alpn())));
        }
    }

    /** Trusts the issuers that the JDK does. */
    public static ClientTls systemTrust() {
        return new ClientTls(builder -> {}, builder -> {});
    }

    /**
     * Trusts these issuers, and no others.
     *
     * @param issuers their certificates in PEM, or that of one server
     * @throws IllegalArgumentException if the file can't be read or used, naming it
     */
    public static ClientTls trusting(Path issuers) {
        PemFile trusted = PemFile.read(issuers);
        return new ClientTls(builder -> TlsProfile.trust(builder, trusted), builder -> {});
    }

    /** Trusts whom these trust managers do. They can't do without the check of the name. */
    public static ClientTls trusting(TrustManagerFactory issuers) {
        Objects.requireNonNull(issuers, "issuers");
        return new ClientTls(builder -> builder.trustManager(issuers), builder -> {});
    }

    /**
     * The same, and shows a certificate to servers that ask for one.
     *
     * @param certificateChain in PEM, the client's own first
     * @param privateKey its key: PKCS #8 in PEM, not encrypted
     * @throws IllegalArgumentException if they can't be read or used, naming them
     */
    public ClientTls withCertificate(Path certificateChain, Path privateKey) {
        PemFile chain = PemFile.read(certificateChain);
        PemFile key = PemFile.read(privateKey);
        return new ClientTls(trust, builder -> TlsProfile.identify(builder, chain, key));
    }

    /** As {@link #withCertificate(Path, Path)}, with a certificate from elsewhere, a key store for instance. */
    public ClientTls withCertificate(KeyManagerFactory keys) {
        Objects.requireNonNull(keys, "keys");
        return new ClientTls(trust, builder -> builder.keyManager(keys));
    }

    /**
     * The handler for one connection.
     *
     * @param host whom the server's certificate must be issued to
     * @param port with the host, what sessions to resume are found by
     */
    SslHandler newHandler(ByteBufAllocator allocator, Protocol protocol, String host, int port) {
        return Objects.requireNonNull(contexts.get(protocol)).newHandler(allocator, host, port);
    }
}
