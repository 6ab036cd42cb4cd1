package dev.tern.rpc.netty.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has faults strike a {@link FaultProxy} every now and then, which and when by its seed; until it is closed. */
final class Weather implements AutoCloseable {
    private static final int MEAN_MILLIS = 150;

    private final FaultProxy proxy;
    private final SplittableRandom random;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "weather");

    /** Its own thread's, until that has ended. */
    private final Map<Fault, Integer> strikes = new EnumMap<>(Fault.class);

    private Weather(FaultProxy proxy, long seed) {
        this.proxy = proxy;
        this.random = new SplittableRandom(seed);
    }

    static Weather over(FaultProxy proxy, long seed) {
        Weather weather = new Weather(proxy, seed);
        weather.thread.start();
        return weather;
    }

    private void run() {
        Fault[] cuts = {Fault.RESET, Fault.FIN, Fault.HALF_CLOSE};
        try {
            while (!over.await(random.nextInt(2 * MEAN_MILLIS), TimeUnit.MILLISECONDS)) {
                Fault fault = cuts[random.nextInt(cuts.length)];
                Direction direction = random.nextBoolean() ? Direction.TO_CLIENT : Direction.TO_SERVER;
                strikes.merge(fault, 1, Integer::sum);
                switch (random.nextInt(4)) {
                    case 0 -> proxy.strike(fault, direction);
                    case 1 -> {
                        proxy.refuseConnections();
                        proxy.strike(fault, direction);
                        over.await(random.nextInt(MEAN_MILLIS), TimeUnit.MILLISECONDS);
                        proxy.acceptConnections();
                    }
                    default -> proxy.strikeAfter(direction, 1 + random.nextInt(50_000), fault);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** How often each fault was asked for; after the end. */
    @Override
    public String toString() {
        return strikes.toString();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
