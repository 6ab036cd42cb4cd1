package dev.tern.rpc.benchmarks.compare.harness;

/**
 * What one run of one peer under one workload came to.
 *
 * @param round from 1
 * @param peer its name
 * @param workload what was asked of it
 * @param perSecond calls that completed; messages that came; of one-way calls those that reached the server
 * @param p50Micros half of the calls were as quick; of one-way calls: quick to be handed over; 0 for streams
 * @param p99Micros all but a hundredth
 * @param p999Micros all but a thousandth
 * @param serverCpuMicros of each call or message
 * @param clientCpuMicros of each call or message
 * @param serverBytes allocated on the heap, of each call or message; of idle things: taken of the heap by each
 * @param clientBytes allocated on the heap, of each call or message; of idle things: taken of the heap by each
 * @param serverPeakKib the most memory the process ever had
 * @param clientPeakKib the most memory the process ever had
 * @param handedOver one-way calls that were handed to the socket in the whole run, its warm-up included
 * @param lost those of them that never reached the handler: a figure and no failure, since one-way calls are at most once
 * @param errors calls that failed; with any, the other figures are not to be used
 * @param failure what the first of them said; empty if all went well
 * @param jdk of both processes
 */
record Sample(
        int round,
        String peer,
        Workload workload,
        double perSecond,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double serverCpuMicros,
        double clientCpuMicros,
        double serverBytes,
        double clientBytes,
        long serverPeakKib,
        long clientPeakKib,
        long handedOver,
        long lost,
        long errors,
        String failure,
        String jdk) {
    private static final double NANOS_A_MICRO = 1_000;
    private static final double NANOS_A_SECOND = 1e9;

    /** Of a run that did not get so far as to have figures. */
    static Sample broken(int round, String peer, Workload workload, String failure) {
        return new Sample(round, peer, workload, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, failure, "");
    }

    /** Of things that do nothing: what each takes of the heap of either process. */
    static Sample idle(int round, String peer, Workload workload, double serverBytes, double clientBytes, String jdk) {
        return new Sample(round, peer, workload, 0, 0, 0, 0, 0, 0, serverBytes, clientBytes, 0, 0, 0, 0, 0, "", jdk);
    }

    /**
     * Of what both processes said. Their windows are not quite the same, so what each used is set against its own.
     *
     * @param lost one-way calls that never came
     */
    static Sample of(
            int round, String peer, Workload workload, Usage server, ClientResult client, long lost, String jdk) {
        Latencies latencies = client.latencies();
        double perSecond = workload.kind() == Kind.ONE_WAY
                ? server.received() / seconds(server)
                : latencies.count() / seconds(client.usage());
        double serverCalls = Math.max(1, perSecond * seconds(server));
        double clientCalls = Math.max(1, perSecond * seconds(client.usage()));
        return new Sample(
                round,
                peer,
                workload,
                perSecond,
                latencies.p50() / NANOS_A_MICRO,
                latencies.p99() / NANOS_A_MICRO,
                latencies.p999() / NANOS_A_MICRO,
                server.cpuNanos() / NANOS_A_MICRO / serverCalls,
                client.usage().cpuNanos() / NANOS_A_MICRO / clientCalls,
                server.allocatedBytes() / serverCalls,
                client.usage().allocatedBytes() / clientCalls,
                server.peakKib(),
                client.usage().peakKib(),
                client.handedOver(),
                lost,
                client.failures(),
                failure(client, perSecond),
                jdk);
    }

    private static String failure(ClientResult client, double perSecond) {
        if (!client.firstFailure().isEmpty()) {
            return client.firstFailure();
        }
        return perSecond == 0 ? "no call completed" : "";
    }

    private static double seconds(Usage usage) {
        return usage.nanos() / NANOS_A_SECOND;
    }

    /** How much of what was handed over never came, of 1. */
    double lostShare() {
        return handedOver == 0 ? 0 : (double) lost / handedOver;
    }

    boolean isGood() {
        return failure.isEmpty();
    }
}
