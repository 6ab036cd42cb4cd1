package dev.tern.rpc.netty;

import dev.tern.rpc.netty.TlsPart.PemIdentity;
import dev.tern.rpc.netty.TlsPart.PemTrust;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS as a server has it, version 1.2 or 1.3. Clients choose the wire by ALPN, {@code h2} or {@code tern/1}; what a client
 * speaks that names neither is told from its first bytes, as without TLS. Immutable; files are read once, when they are
 * named, unless {@link #reloading} says otherwise.
 */
public final class ServerTls {
    /** What ports offer, the preferred first. */
    static final List<String> ALPN = List.of(Protocol.GRPC.alpn(), Protocol.NATIVE.alpn());

    /** Stands in for a certificate until the real one comes. */
    private static final KeyManagerFactory NO_KEYS = noKeys();

    private final TlsProfile profile;

    private ServerTls(TlsProfile profile) {
        this.profile = profile;
        // So that what can't be used is heard of here, not where a server starts.
        ReferenceCountUtil.release(profile.context(ALPN));
    }

    /**
     * TLS with a certificate from files, as certificate issuers give them. Clients need none.
     *
     * @param certificateChain in PEM, the server's own first
     * @param privateKey its key: PKCS #8 in PEM, not encrypted
     * @throws IllegalArgumentException if they can't be read or used, naming them
     */
    public static ServerTls of(Path certificateChain, Path privateKey) {
        return of(new PemIdentity(PemFile.read(certificateChain), PemFile.read(privateKey)));
    }

    /**
     * TLS with a certificate from elsewhere, a key store for instance. Clients need none.
     *
     * @throws IllegalArgumentException if it can't be used
     */
    public static ServerTls of(KeyManagerFactory keys) {
        Objects.requireNonNull(keys, "keys");
        return of(TlsPart.identity(keys));
    }

    private static ServerTls of(TlsPart identity) {
        return new ServerTls(
                new TlsProfile(side(ClientAuth.NONE), identity, TlsPart.DEFAULT, TlsProvider.AUTOMATIC, 0));
    }

    /**
     * The same, and clients show certificates too.
     *
     * @param need what becomes of clients that show none
     * @param issuers in PEM: who must have issued what they show
     * @throws IllegalArgumentException if the file can't be read or used, naming it
     */
    public ServerTls clientCertificates(ClientCertificates need, Path issuers) {
        return with(need, new PemTrust(PemFile.read(issuers)));
    }

    /** As {@link #clientCertificates(ClientCertificates, Path)}, with those who are trusted from elsewhere. */
    public ServerTls clientCertificates(ClientCertificates need, TrustManagerFactory issuers) {
        Objects.requireNonNull(issuers, "issuers");
        return with(need, TlsPart.trust(issuers));
    }

    private ServerTls with(ClientCertificates need, TlsPart trust) {
        ClientAuth auth = switch (need) {
            case REQUIRED -> ClientAuth.REQUIRE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
        };
        return new ServerTls(profile.withTrust(side(auth), trust));
    }

    /**
     * The same, following its files: when they have changed, connections made after that use what is in them, and those there
     * are live on. They are read when a server starts, and so often from then on, on a thread of the transport's. Files that
     * can't be used, half-written ones or a key beside the old certificate, are logged, leave things as they are, and are
     * tried again when they have changed again.
     *
     * @param interval between two looks at the files; 1 ms to 1 day
     * @throws IllegalArgumentException if out of that range
     */
    public ServerTls reloading(Duration interval) {
        return new ServerTls(profile.withReloadMillis(TlsFiles.intervalMillis(interval)));
    }

    /**
     * The same, done by a provider of one's choice. Default {@link TlsProvider#AUTOMATIC}.
     *
     * @throws IllegalArgumentException if it isn't there, saying what to add
     */
    public ServerTls provider(TlsProvider provider) {
        return new ServerTls(profile.withProvider(Objects.requireNonNull(provider, "provider")));
    }

    TlsProfile profile() {
        return profile;
    }

    private static KeyManagerFactory noKeys() {
        try {
            return KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Begins a server's context, which Netty does not let begin without a certificate. */
    private static Supplier<SslContextBuilder> side(ClientAuth auth) {
        return () -> SslContextBuilder.forServer(NO_KEYS).clientAuth(auth);
    }
}
