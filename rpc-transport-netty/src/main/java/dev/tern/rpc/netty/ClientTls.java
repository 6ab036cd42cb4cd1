package dev.tern.rpc.netty;

import dev.tern.rpc.netty.TlsPart.PemIdentity;
import dev.tern.rpc.netty.TlsPart.PemTrust;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS as a client has it, version 1.2 or 1.3. The server's certificate must be issued by someone trusted, and to the name
 * or address that the client connects to, or the {@linkplain NettyChannel#authority authority} that it was told to expect;
 * there is no setting to leave that out. Immutable; files are read once, when they are named, unless {@link #reloading} says
 * otherwise.
 */
public final class ClientTls {
    private final TlsProfile profile;

    private ClientTls(TlsProfile profile) {
        this.profile = profile;
        // So that what can't be used is heard of here, not where a channel is built.
        ReferenceCountUtil.release(profile.context(List.of(Protocol.NATIVE.alpn())));
    }

    private ClientTls(TlsPart trust) {
        this(new TlsProfile(
                () -> SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS"),
                TlsPart.DEFAULT,
                trust,
                TlsProvider.AUTOMATIC,
                0));
    }

    /** Trusts the issuers that the JDK does. */
    public static ClientTls systemTrust() {
        return new ClientTls(TlsPart.DEFAULT);
    }

    /**
     * Trusts these issuers, and no others.
     *
     * @param issuers their certificates in PEM, or that of one server
     * @throws IllegalArgumentException if the file can't be read or used, naming it
     */
    public static ClientTls trusting(Path issuers) {
        return new ClientTls(new PemTrust(PemFile.read(issuers)));
    }

    /** Trusts whom these trust managers do. They can't do without the check of the name. */
    public static ClientTls trusting(TrustManagerFactory issuers) {
        Objects.requireNonNull(issuers, "issuers");
        return new ClientTls(TlsPart.trust(issuers));
    }

    /**
     * The same, and shows a certificate to servers that ask for one.
     *
     * @param certificateChain in PEM, the client's own first
     * @param privateKey its key: PKCS #8 in PEM, not encrypted
     * @throws IllegalArgumentException if they can't be read or used, naming them
     */
    public ClientTls withCertificate(Path certificateChain, Path privateKey) {
        return new ClientTls(
                profile.withIdentity(new PemIdentity(PemFile.read(certificateChain), PemFile.read(privateKey))));
    }

    /** As {@link #withCertificate(Path, Path)}, with a certificate from elsewhere, a key store for instance. */
    public ClientTls withCertificate(KeyManagerFactory keys) {
        Objects.requireNonNull(keys, "keys");
        return new ClientTls(profile.withIdentity(TlsPart.identity(keys)));
    }

    /**
     * The same, following its files: when they have changed, connections made after that use what is in them, and those there
     * are live on. They are read when a channel is built, and so often from then on, on a thread of the transport's. Files
     * that can't be used, half-written ones or a key beside the old certificate, are logged, leave things as they are, and are
     * tried again when they have changed again.
     *
     * @param interval between two looks at the files; 1 ms to 1 day
     * @throws IllegalArgumentException if out of that range
     */
    public ClientTls reloading(Duration interval) {
        return new ClientTls(profile.withReloadMillis(TlsFiles.intervalMillis(interval)));
    }

    /**
     * The same, done by a provider of one's choice. Default {@link TlsProvider#AUTOMATIC}.
     *
     * @throws IllegalArgumentException if it isn't there, saying what to add
     */
    public ClientTls provider(TlsProvider provider) {
        return new ClientTls(profile.withProvider(Objects.requireNonNull(provider, "provider")));
    }

    TlsProfile profile() {
        return profile;
    }
}
