package dev.tern.rpc.resolve;

import dev.tern.rpc.Status;
import java.util.List;

/** Hears what a resolver found. Safe for any thread; does not block. */
public interface ResolverListener {
    /** The endpoints there are now, at least one; they replace those of before. */
    void onEndpoints(List<Endpoint> endpoints);

    /** The lookup failed, naming the target and why. Endpoints known from before stay in use. */
    void onFailure(Status reason);
}
