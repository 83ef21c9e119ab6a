package dev.forkyard.catalog.genetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forkyard.catalog.genetic.Genetic.Params;
import dev.forkyard.catalog.genetic.Genetic.Piece;
import dev.forkyard.catalog.genetic.Genetic.Task;
import dev.forkyard.catalog.genetic.Genetic.Trip;
import dev.forkyard.catalog.progress.LocalState;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class GeneticTests {

    private final Genetic genetic = new Genetic();
    private LocalState shared = new LocalState();

    @TempDir
    Path directory;

    @Test
    void citiesOnACircleAreVisitedInTheirOrder() throws Exception {
        List<City> cities = new ArrayList<>(IntStream.range(0, 60)
                .mapToObj(city -> new City(Math.cos(2 * Math.PI * city / 60), Math.sin(2 * Math.PI * city / 60)))
                .toList());
        Collections.shuffle(cities, new Random(3));

        Trip trip = trip(run(new Params(Optional.of(cities), Optional.empty(), 2, 40, Optional.of(1L))));

        assertThat(trip.length()).isCloseTo(60 * 2 * Math.sin(Math.PI / 60), within(1e-9));
        assertThat(trip.cities()).isEqualTo(cities);
        assertTour(trip);
    }

    /** A local search from a thousand random tours takes longer, and is what to beat. */
    @Test
    void hundredRandomCitiesAreVisitedOnAShorterTourThanManyLocalSearchesFind() throws Exception {
        Trip trip = trip(run(new Params(Optional.empty(), Optional.of(100), 2, 100, Optional.of(42L))));

        Cities cities = new Cities(trip.cities());
        double reference = IntStream.range(0, 1000)
                .mapToDouble(seed -> {
                    int[] tour = LocalSearchTests.shuffled(100, seed);
                    LocalSearch.improve(cities, tour);
                    return cities.length(tour);
                })
                .min()
                .orElseThrow();
        assertTour(trip);
        assertThat(trip.length()).isLessThanOrEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8})
    void fewCitiesHaveTheShortestTourOfAll(int count) throws Exception {
        Trip trip = trip(run(new Params(Optional.empty(), Optional.of(count), 1, 3, Optional.of(9L))));

        assertTour(trip);
        assertThat(trip.length()).isCloseTo(shortest(new Cities(trip.cities()), List.of(0)), within(1e-9));
    }

    @Test
    void citiesInOnePlaceHaveATourOfNoLength() throws Exception {
        List<City> cities = Collections.nCopies(5, new City(2, 2));

        assertThat(trip(run(new Params(Optional.of(cities), Optional.empty(), 1, 2, Optional.of(1L))))
                        .length())
                .isZero();
    }

    @Test
    void oneIslandMakesTheSameTourOfTheSameSeed() throws Exception {
        Params params = new Params(Optional.empty(), Optional.of(200), 1, 5, Optional.of(7L));
        Params other = new Params(Optional.empty(), Optional.of(200), 1, 5, Optional.of(8L));

        Trip trip = trip(run(params));

        assertThat(trip(run(params))).isEqualTo(trip);
        assertThat(trip(run(other)).cities()).isNotEqualTo(trip.cities());
    }

    /** Else a worker that was lost would change the tour. */
    @Test
    void oneIslandTakesNothingIn() throws Exception {
        Params params = new Params(Optional.empty(), Optional.of(20), 1, 5, Optional.of(7L));
        shared.queue("island-0", 16).offer("no tour");

        genetic.run(genetic.split(params).get(0), context());

        assertThat(shared.queue("island-0").poll()).contains("no tour");
        assertThat(shared.queue("island-0").poll()).isEmpty();
    }

    @Test
    void islandsOfOneSeedDifferFromEachOther() throws Exception {
        Params params = new Params(Optional.empty(), Optional.of(200), 3, 1, Optional.of(7L));

        assertThat(trip(run(params)).islands()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void seedThatIsDrawnIsTold() throws Exception {
        Trip drawn = trip(run(new Params(Optional.empty(), Optional.of(5), 1, 1, Optional.empty())));

        assertThat(drawn.seed()).isBetween(0L, (1L << 53) - 1);
        assertThat(Cities.random(5, drawn.seed())).isEqualTo(drawn.cities());
    }

    /** The first generation alone would be far from the tour that arrives. */
    @Test
    void tourThatArrivesIsTakenIn() throws Exception {
        Params params = new Params(Optional.empty(), Optional.of(300), 2, 4, Optional.of(7L));
        Cities cities = new Cities(Cities.random(300, 7));
        int[] good = new Island(cities, new Random(1)).evolve(60, Optional.empty(), progress());
        shared = new LocalState();
        shared.queue("island-1", 16).offer(Tours.canonical(good));

        Piece piece = genetic.run(genetic.split(params).get(1), context());

        assertThat(piece.length()).isLessThanOrEqualTo(cities.length(good) + 1e-9);
        assertThat(shared.queue("island-0").poll()).isPresent();
        assertThat(shared.queue("island-1").poll()).isEmpty();
    }

    @Test
    void fullQueueKeepsTheLatest() {
        Migration migration = Migration.of(0, 2, context());
        for (int tour = 0; tour < 20; tour++) {
            migration.send(List.of(tour));
        }

        assertThat(shared.queue("island-1").poll()).contains(List.of(4));
    }

    @Test
    void whatIsNoTourIsRefused() {
        shared.queue("island-0", 16).offer(List.of(0, 1, 1));
        Task task = genetic.split(new Params(Optional.empty(), Optional.of(3), 2, 3, Optional.of(7L)))
                .get(0);

        assertThatThrownBy(() -> genetic.run(task, context()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no tour of the 3 cities");
    }

    @Test
    void tourIsDrawn() throws Exception {
        List<City> triangle = List.of(new City(0, 0), new City(10, 10), new City(10, 0));
        JobResult result = run(new Params(Optional.of(triangle), Optional.empty(), 1, 1, Optional.of(1L)));

        assertThat(result.representations())
                .extracting(Representation::mediaType)
                .containsExactly("image/png", "image/svg+xml");
        BufferedImage image = ImageIO.read(file(result, 0).toFile());
        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(image.getHeight()).isEqualTo(800);
        assertThat(image.getRGB(20, 780)).isEqualTo(0xffd02000);
        assertThat(image.getRGB(780, 20)).isEqualTo(0xffd02000);
        assertThat(image.getRGB(400, 400)).isNotEqualTo(0xffffffff);
        assertThat(image.getRGB(400, 780)).isNotEqualTo(0xffffffff);
        assertThat(image.getRGB(20, 20)).isEqualTo(0xffffffff);
        assertThat(image.getRGB(400, 20)).isEqualTo(0xffffffff);
        assertThat(Files.readString(file(result, 1)))
                .startsWith("<svg ")
                .contains("<polygon ", "20.00,780.00 ", "<circle cx=\"780.00\" cy=\"20.00\"");
    }

    @Test
    void thereAreEitherCitiesOrRandomOnes() {
        List<City> cities = Collections.nCopies(3, new City(1, 2));

        assertThatThrownBy(() -> genetic.split(new Params(Optional.of(cities), Optional.of(3), 1, 1, Optional.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both");
        assertThatThrownBy(() -> genetic.split(new Params(Optional.empty(), Optional.empty(), 1, 1, Optional.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @Test
    void cancelledIslandStops() {
        Task task = genetic.split(new Params(Optional.empty(), Optional.of(50), 1, 100_000, Optional.of(7L)))
                .get(0);

        assertThatThrownBy(() ->
                        genetic.run(task, ScriptedContext.cancelledAt(0.0001).sharing(shared)))
                .isInstanceOf(InterruptedException.class);
    }

    private JobResult run(Params params) throws Exception {
        shared = new LocalState();
        List<Piece> pieces = new ArrayList<>();
        for (Task task : genetic.split(params)) {
            List<Piece> needed = genetic.needs(task).stream().map(pieces::get).toList();
            pieces.add(genetic.run(task, needed, context().in(directory, pieces.size() + "-")));
        }
        return genetic.combine(params, pieces);
    }

    private static Trip trip(JobResult result) {
        return (Trip) result.value();
    }

    private Path file(JobResult result, int representation) {
        return directory.resolve(
                String.valueOf(result.representations().get(representation).file()));
    }

    private ScriptedContext context() {
        return new ScriptedContext().forgetful().sharing(shared);
    }

    private static TaskProgress progress() {
        return TaskProgress.untold();
    }

    private static void assertTour(Trip trip) {
        int[] tour = trip.tour().stream().mapToInt(Integer::intValue).toArray();

        assertThat(tour[0]).isZero();
        assertThat(tour.clone())
                .containsExactlyInAnyOrder(
                        IntStream.range(0, trip.cities().size()).toArray());
        assertThat(new Cities(trip.cities()).length(tour)).isCloseTo(trip.length(), within(1e-9));
        assertThat(trip.length())
                .isEqualTo(trip.islands().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow());
    }

    private static double shortest(Cities cities, List<Integer> begun) {
        if (begun.size() == cities.count()) {
            return cities.length(begun.stream().mapToInt(Integer::intValue).toArray());
        }
        double best = Double.MAX_VALUE;
        for (int city = 0; city < cities.count(); city++) {
            if (!begun.contains(city)) {
                List<Integer> longer = new ArrayList<>(begun);
                longer.add(city);
                best = Math.min(best, shortest(cities, longer));
            }
        }
        return best;
    }
}
