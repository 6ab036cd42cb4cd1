package dev.tern.rpc.benchmarks.compare.report;

/** What ratios are taken of. */
enum Figure {
    PER_SECOND("Calls per second", "more is better") {
        @Override
        double of(Row row) {
            return row.number("per_second");
        }
    },
    CPU("CPU per call, server and client together", "less is better") {
        @Override
        double of(Row row) {
            return row.number("server_cpu_us") + row.number("client_cpu_us");
        }
    },
    BYTES("Bytes allocated per call, server and client together", "less is better") {
        @Override
        double of(Row row) {
            return row.number("server_bytes") + row.number("client_bytes");
        }
    };

    final String title;
    final String better;

    Figure(String title, String better) {
        this.title = title;
        this.better = better;
    }

    /** Of one sample. */
    abstract double of(Row row);
}
