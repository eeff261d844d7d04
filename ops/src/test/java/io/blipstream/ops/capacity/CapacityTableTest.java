package io.blipstream.ops.capacity;

import io.blipstream.ops.docs.GeneratedDocument;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on capacity, whose numbers are the code's. */
class CapacityTableTest {
  /** As `bench model` found on two cores: each request its own picture, and 14.2 requests each. */
  private static final DeviceCost TWO_CORES = DeviceCost.of(1, 278, 14.155, 715);

  private static final double PEAK = 2;
  private static final int INSTRUCTIONS = 3;
  private static final int PICTURE_BYTES = 100_000;
  private static final int REPLICAS = 3;
  private static final List<Long> DAYS =
      List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L, 40_000_000L);

  @Test
  void pageHoldsWhatTheCodeComputes() {
    new GeneratedDocument("capacity.md")
        .assertHolds(
            String.format(
                Locale.ROOT,
                """
            # Capacity

            How many instances, partitions and brokers a number of pictures needs. Everything here is computed by
            `ops.capacity`, and for your own figures by

                ./blipstream bench model --requests mine.jsonl          # requests_per_s: R
                ./blipstream topics plan --rate R --wanted W --instructions 3 --picture-bytes 100000

            with W the instructions a second (pictures times instructions each) of your busiest minutes. Measure R on the device
            that will do it, with your checkpoint, and with requests that have as many instructions a picture as yours.

            ## The model

            **Device.** A picture passes the image encoder once, each instruction the Q-Former and the language model. At full
            batches a picture with *k* instructions takes `p + k · i` device-seconds. Two runs of `bench model` with
            different *k* give both. On two cores of an AMD EPYC with the shipped checkpoint (278 requests/s with one a picture, 715
            with 14.2) p is %.2f ms and i is %.2f ms, so that three instructions come at %.0f instructions/s. A test holds
            this law to the engine on a simulated device, and the numbers of instances below to a fleet of such devices in virtual time: those
            that are advised keep up, fewer than the load needs fall behind as fast as is computed, and an outage is made up when it is foretold.

            **Instances.** `instances = W / (R · %s · %s)`, rounded up. %s is about the lowest share of the engine's rate
            that `bench pipeline` saw come through from topic to topic (0.79 to 0.88); %s leaves room to catch up: after an outage of a
            minute all is answered `load / (1 - load)` minutes later. Three instances answer 2.9 times as much as one (`bench growth`), so a large
            number of them is a straight line until the brokers are full.

            **Partitions.** Four for each instance, so that as many again can join, at least 6, a multiple of the instances, and no more
            than 10 MB/s each. Adding some later moves subjects to other partitions (`topics apply --partitions`), so begin
            with what next year needs.

            **Brokers.** An event is the picture and %,d bytes; a result %,d bytes with its provenance; the application's own memory
            %,d bytes for each event. Bytes in are those; bytes out are the events once more, to the application, and all of it for
            each further replica. Your own readers come on top. An instance commits at most 10 transactions a second (two
            stream threads, each 200 ms); brokers take thousands. Pictures by address (`fetch.allow`) take the picture out of all this.

            ## Figures

            %d instructions a picture, pictures of %,d bytes, a peak of %.0f times the day's mean, %d replicas, every topic kept for a day.
            R is that of two cores and the shipped, small checkpoint; divide the instances by what your device does better.

            | pictures a day | pictures/s at the peak | instructions/s | instances | partitions | busy | an hour's outage made up in | MB/s in | MB/s out | GB a day, all replicas | transactions/s |
            |---|---|---|---|---|---|---|---|---|---|---|
            %s
            The last line is the largest public user that we know of. What an instance does decides: with one tenth of R it would
            be ten times as many instances, with the brokers' load unchanged.

            | R, instructions/s | instances for 40 million pictures a day | partitions |
            |---|---|---|
            %s
            Published InstructBLIP weights on a GPU have no figure here, since neither is to be had where this is built: measure R.

            ## Growing

            Nothing changes but configuration: start further instances with the same `application.id` and another
            `kafka.group.instance.id` each; a machine with several cards runs a process for each (`model.device=cuda:0`, `cuda:1`). What to watch is in [operations.md](operations.md).
            """,
                1e3 * TWO_CORES.picture(),
                1e3 * TWO_CORES.instruction(),
                TWO_CORES.rate(INSTRUCTIONS),
                Advice.PIPELINE_SHARE,
                Advice.HIGHEST_LOAD,
                Advice.PIPELINE_SHARE,
                Advice.HIGHEST_LOAD,
                BrokerLoad.ENVELOPE_BYTES,
                BrokerLoad.RESULT_BYTES,
                BrokerLoad.MEMORY_BYTES,
                INSTRUCTIONS,
                PICTURE_BYTES,
                PEAK,
                REPLICAS,
                DAYS.stream().map(CapacityTableTest::row).collect(Collectors.joining()),
                List.of(50.0, 200.0, 500.0, 2_000.0).stream()
                    .map(CapacityTableTest::byRate)
                    .collect(Collectors.joining())));
  }

  private static String row(long day) {
    Demand demand = new Demand(day, INSTRUCTIONS, PEAK, PICTURE_BYTES);
    Advice advice = advice(demand, TWO_CORES.rate(INSTRUCTIONS));
    BrokerLoad load = BrokerLoad.of(demand, advice.instances(), REPLICAS);
    return String.format(
        Locale.ROOT,
        "| %,d | %.1f | %.0f | %d | %d | %.0f %% | %.1f h | %.1f | %.1f | %,.0f | %.0f |%n",
        day,
        demand.pictures(),
        demand.requests(),
        advice.instances(),
        advice.partitions(),
        100 * advice.load(),
        advice.drain(),
        load.bytesIn() / 1e6,
        load.bytesOut() / 1e6,
        load.stored() / 1e9,
        load.transactions());
  }

  private static String byRate(double rate) {
    Advice advice = advice(new Demand(40_000_000, INSTRUCTIONS, PEAK, PICTURE_BYTES), rate);
    return String.format(
        Locale.ROOT, "| %,.0f | %d | %d |%n", rate, advice.instances(), advice.partitions());
  }

  private static Advice advice(Demand demand, double rate) {
    return Advice.of(rate, demand.requests(), demand.pictures() * demand.pictureBytes());
  }
}
