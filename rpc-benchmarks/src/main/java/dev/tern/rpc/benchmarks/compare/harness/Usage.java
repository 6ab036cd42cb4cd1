package dev.tern.rpc.benchmarks.compare.harness;

/**
 * What a process used within a window of time.
 *
 * @param nanos how long the window was
 * @param received one-way calls that came meanwhile; a server knows
 * @param cpuNanos of all threads, those that compile and collect garbage too
 * @param allocatedBytes on the heap
 * @param peakKib the most memory that was resident, ever; 0 where there is no {@code /proc}
 */
record Usage(long nanos, long received, long cpuNanos, long allocatedBytes, long peakKib) {
    /** In one line that {@link #parse} reads. */
    String line() {
        return nanos + " " + received + " " + cpuNanos + " " + allocatedBytes + " " + peakKib;
    }

    static Usage parse(String line) {
        String[] numbers = line.split(" ", -1);
        return new Usage(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]),
                Long.parseLong(numbers[4]));
    }
}
