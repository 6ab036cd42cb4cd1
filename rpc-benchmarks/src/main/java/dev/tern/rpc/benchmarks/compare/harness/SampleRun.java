package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes samples: starts both processes, waits while they warm up, has both measure, and ends them.
 *
 * @param machine where
 * @param keys what to encrypt with
 * @param folder for what the processes have to say
 * @param options how long they warm up and are measured
 */
record SampleRun(Machine machine, TlsKeys keys, Path folder, Options options) {
    /** How long one-way calls that were handed over have to come. */
    private static final int STRAGGLERS_MILLIS = 5_000;

    private static final int POLL_MILLIS = 50;

    /** A sample; a broken one if a process fails. */
    Sample take(int round, CatalogueEntry peer, Workload workload) throws InterruptedException {
        List<String> about = List.of(workload.argument(), keys.store().toString());
        try (ChildProcess server = ChildProcess.start("server", machine.server(peer, about), folder)) {
            String port = server.answer();
            List<String> aboutClient = List.of(about.get(0), about.get(1), port);
            try (ChildProcess client = ChildProcess.start("client", machine.client(peer, aboutClient), folder)) {
                String jdk = client.answer();
                TimeUnit.SECONDS.sleep(options.warmupSeconds(peer));
                server.tell("begin");
                client.tell("begin");
                server.answer();
                client.answer();
                TimeUnit.SECONDS.sleep(options.seconds());
                server.tell("end");
                client.tell("end");
                Usage used = Usage.parse(server.answer());
                ClientResult result = ClientResult.parse(client.answer());
                long lost = workload.kind() == Kind.ONE_WAY ? lost(server, result.handedOver()) : 0;
                return Sample.of(round, peer.name(), workload, used, result, lost, jdk);
            }
        } catch (IOException failure) {
            return Sample.broken(round, peer.name(), workload, String.valueOf(failure.getMessage()));
        }
    }

    private static long lost(ChildProcess server, long handedOver) throws IOException, InterruptedException {
        long missing = handedOver;
        for (int waited = 0; missing > 0 && waited < STRAGGLERS_MILLIS; waited += POLL_MILLIS) {
            server.tell("received");
            missing = handedOver - Long.parseLong(server.answer());
            if (missing > 0) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        return missing;
    }
}
