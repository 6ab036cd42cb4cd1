package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The raw results: CSV, a line for each sample as soon as it is there, with everything that is to be known of how it came about. */
final class ResultFile implements AutoCloseable {
    private static final String HEADER =
            "round,peer,workload,kind,in_flight,payload_bytes,tls,connections,metadata_bytes,interceptors,per_second,p50_us,p99_us,"
                    + "p999_us,server_cpu_us,client_cpu_us,server_bytes,client_bytes,server_peak_kib,client_peak_kib,handed_over,lost,errors,failure,"
                    + "warmup_s,measured_s,time,commit,jdk,machine,libraries";

    private final PrintWriter out;
    private final Options options;
    private final Machine machine;

    private ResultFile(PrintWriter out, Options options, Machine machine) {
        this.out = out;
        this.options = options;
        this.machine = machine;
    }

    static ResultFile create(Path file, Options options, Machine machine) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
        out.println(HEADER);
        return new ResultFile(out, options, machine);
    }

    /**
     * Adds a sample.
     *
     * @param time when it began
     */
    void add(Sample sample, CatalogueEntry peer, String time) throws IOException {
        Workload workload = sample.workload();
        Extras extras = workload.extras();
        List<Object> cells = List.of(
                sample.round(),
                sample.peer(),
                workload.name(),
                workload.kind(),
                workload.inFlight(),
                workload.payloadBytes(),
                workload.tls(),
                extras.connections(),
                extras.metadataBytes(),
                extras.interceptors(),
                sample.perSecond(),
                sample.p50Micros(),
                sample.p99Micros(),
                sample.p999Micros(),
                sample.serverCpuMicros(),
                sample.clientCpuMicros(),
                sample.serverBytes(),
                sample.clientBytes(),
                sample.serverPeakKib(),
                sample.clientPeakKib(),
                sample.handedOver(),
                sample.lost(),
                sample.errors(),
                sample.failure(),
                options.warmupSeconds(peer),
                options.seconds(),
                time,
                options.commit(),
                sample.jdk(),
                machine.facts(),
                machine.libraries(peer));
        out.println(cells.stream().map(ResultFile::cell).collect(Collectors.joining(",")));
    }

    private static String cell(Object value) {
        String text = value instanceof Double number ? String.format(Locale.ROOT, "%.3f", number) : value.toString();
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        out.close();
    }
}
