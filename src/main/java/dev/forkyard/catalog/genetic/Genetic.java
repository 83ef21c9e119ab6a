package dev.forkyard.catalog.genetic;

import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Looks for a short round trip by a genetic algorithm: islands, each a task with a population of its own, send each other
 * their best tours by queues of the job, and one more task draws the best of all.
 *
 * <p>The seed determines the random cities, and all that an island draws. When a tour arrives on an island depends on how
 * the tasks run, and so does what becomes of it: the same seed gives the same tour again only where there is one island.
 */
public final class Genetic implements JobType<Genetic.Params, Genetic.Task, Genetic.Piece> {

    static final int MOST_CITIES = 1000;
    static final int MOST_ISLANDS = 64;
    static final int MOST_GENERATIONS = 100_000;

    /**
     * What to visit, and how much to try.
     *
     * @param cities points to visit; if absent, {@code randomCities} says how many are drawn
     * @param islands populations that evolve apart; each is a task
     * @param generations of each island
     * @param seed any long; if absent, one is drawn, which every JSON reader can hold
     */
    public record Params(
            @Param(description = "The points to visit.", minItems = 3, maxItems = MOST_CITIES)
            Optional<List<City>> cities,

            @Param(
                    description = "How many points to draw in a square of side 1000, in place of cities.",
                    min = 3,
                    max = MOST_CITIES)
            Optional<Integer> randomCities,

            @Param(
                    description = "Populations that evolve apart, and send each other their best tours.",
                    min = 1,
                    max = MOST_ISLANDS,
                    defaultValue = "4")
            int islands,

            @Param(
                    description = "Generations of each population.",
                    min = 1,
                    max = MOST_GENERATIONS,
                    defaultValue = "200")
            int generations,

            @Param(description = "What determines all that is drawn; if absent, one is drawn and told in the result.")
            Optional<Long> seed) {}

    /**
     * An island, or the drawing.
     *
     * @param params with a seed
     * @param island its number, from 0; as many as there are islands: draw the best tour
     */
    public record Task(Params params, int island) {}

    /**
     * What a task has come to.
     *
     * @param tour numbers of cities, in the order in which they are visited
     * @param png name of the file with the picture; absent for an island
     * @param svg the same as SVG
     */
    public record Piece(double length, List<Integer> tour, long seed, Optional<String> png, Optional<String> svg) {}

    /**
     * The best tour.
     *
     * @param length of the way round, back to its beginning
     * @param tour numbers of cities from 0, in the order in which they are visited
     * @param cities the cities
     * @param islands the length of the best tour of each island
     * @param seed what was given or drawn
     */
    public record Trip(double length, List<Integer> tour, List<City> cities, List<Double> islands, long seed) {}

    @Override
    public String name() {
        return "genetic";
    }

    @Override
    public String description() {
        return "A short round trip through cities, by a genetic algorithm on islands that exchange their best; as JSON, PNG or SVG.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>(
                        "a hundred random cities",
                        new Params(Optional.empty(), Optional.of(100), 4, 200, Optional.of(42L))),
                new Example<>(
                        "twelve cities on a circle",
                        new Params(Optional.of(circle(12)), Optional.empty(), 2, 20, Optional.of(1L))));
    }

    private static List<City> circle(int count) {
        return IntStream.range(0, count)
                .map(city -> city * 5 % count)
                .mapToObj(city -> 2 * Math.PI * city / count)
                .map(angle -> new City(Math.rint(1000 * Math.cos(angle)), Math.rint(1000 * Math.sin(angle))))
                .toList();
    }

    @Override
    public List<Task> split(Params params) {
        if (params.cities.isPresent() == params.randomCities.isPresent()) {
            throw new IllegalArgumentException("There is to be either 'cities' or 'randomCities', but there are %s."
                    .formatted(params.cities.isPresent() ? "both" : "none"));
        }
        long seed = params.seed.orElseGet(() -> new SecureRandom().nextLong() >>> 11);
        Params seeded =
                new Params(params.cities, params.randomCities, params.islands, params.generations, Optional.of(seed));
        return IntStream.rangeClosed(0, params.islands)
                .mapToObj(island -> new Task(seeded, island))
                .toList();
    }

    private static boolean isDrawing(Task task) {
        return task.island == task.params.islands;
    }

    @Override
    public List<Integer> needs(Task task) {
        return isDrawing(task) ? IntStream.range(0, task.params.islands).boxed().toList() : List.of();
    }

    /** {@inheritDoc} The drawing takes some hundredths of a second. */
    @Override
    public double weight(Task task) {
        return isDrawing(task) ? 0.01 : 1;
    }

    @Override
    public Piece run(Task task, TaskContext context) throws InterruptedException {
        Params params = task.params;
        Cities cities = new Cities(cities(params, seed(params)));
        SplittableRandom random = new SplittableRandom(seed(params)).split();
        for (int before = 0; before < task.island; before++) {
            random = random.split();
        }
        int[] tour = new Island(cities, random)
                .evolve(params.generations, migration(task, context), TaskProgress.of(context));
        return new Piece(cities.length(tour), Tours.canonical(tour), seed(params), Optional.empty(), Optional.empty());
    }

    @Override
    public Piece run(Task task, List<Piece> islands, TaskContext context) throws IOException, InterruptedException {
        if (!isDrawing(task)) {
            return run(task, context);
        }
        Piece best =
                islands.stream().min(Comparator.comparingDouble(Piece::length)).orElseThrow();
        Drawing drawing = new Drawing(cities(task.params, best.seed), best.tour);
        Path png = context.newFile("tour.png");
        drawing.writePng(png);
        Path svg = context.newFile("tour.svg");
        drawing.writeSvg(svg);
        return new Piece(best.length, best.tour, best.seed, Optional.of(name(png)), Optional.of(name(svg)));
    }

    /** Alone, an island meets no tour, not even what an attempt before this one has left behind. */
    private static Optional<Migration> migration(Task task, TaskContext context) {
        int islands = task.params.islands;
        return islands == 1 ? Optional.empty() : Optional.of(Migration.of(task.island, islands, context));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static long seed(Params params) {
        return params.seed.orElseThrow();
    }

    private static List<City> cities(Params params, long seed) {
        return params.cities.orElseGet(() -> Cities.random(params.randomCities.orElseThrow(), seed));
    }

    @Override
    public JobResult combine(Params params, List<Piece> pieces) {
        List<Piece> islands = pieces.subList(0, params.islands);
        Piece drawn = pieces.get(params.islands);
        List<Double> lengths = new ArrayList<>();
        islands.forEach(island -> lengths.add(island.length));
        return JobResult.of(new Trip(drawn.length, drawn.tour, cities(params, drawn.seed), lengths, drawn.seed))
                .with(Representation.ofFile("image/png", drawn.png.orElseThrow()))
                .with(Representation.ofFile("image/svg+xml", drawn.svg.orElseThrow()));
    }
}
