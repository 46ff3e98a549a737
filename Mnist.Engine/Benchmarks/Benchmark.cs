using Mnist.Engine.Data;
using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Timing;

namespace Mnist.Engine.Benchmarks;

/// <summary>Measures how fast a plan trains and evaluates here, and what fraction of the processor's peak that is.</summary>
/// <remarks>
/// Processors change their pace from minute to minute. Everything is therefore measured in turn, a part of a second each, and again in
/// every repeat: what is compared was measured side by side.
/// </remarks>
public static class Benchmark
{
    // Long enough for the runtime to compile the hot loops for good, in the background, after they have run some thirty times.
    private const double WarmUpSeconds = 0.6;
    private const double TrainingSeconds = 0.4;
    private const double EvaluationSeconds = 0.2;
    private const double SecondsAtMost = 15;
    private const int DefaultRepeats = 5;

    // A call of evaluation as long as this many seconds of training, which takes several times as long.
    private const double CallSeconds = 0.2;
    private const int FewestImages = 64;

    /// <summary>Measures; takes about two seconds a repeat for each backend.</summary>
    /// <param name="plan">What to train.</param>
    /// <param name="images">What to train on; a few thousand.</param>
    /// <param name="backends">At least one.</param>
    /// <param name="options">Threads and repeats.</param>
    public static BenchmarkResult Run(CheckedPlan plan, ImageSet images, ValueList<IBackend> backends, BenchmarkOptions options)
    {
        using var peak = new FmaPeak(options.Threads, options.Clock);
        var watch = new StepWatch(options.Clock, options.Threads);
        var entries = new List<Entry>();
        using var watched = new TimedNetwork(
            plan, images, (p, weights) => new SimdNetwork(p, weights, options.Seed, options.Threads, watch), options);
        try
        {
            entries.AddRange(backends.Select(backend => new Entry(backend, plan, images, options)));
            watched.Train(WarmUpSeconds);
            entries.ForEach(entry => entry.WarmUp());
            List<Round> rounds = [.. Rounds(options, () => Round.Of(peak, entries, watched, watch, options.Threads))];
            return Result(plan, entries, rounds, Moved(watch));
        }
        finally
        {
            entries.ForEach(entry => entry.Dispose());
        }
    }

    private static IEnumerable<Round> Rounds(BenchmarkOptions options, Func<Round> measure)
    {
        var started = options.Clock.GetTimestamp();
        var repeats = 0;
        do
        {
            yield return measure();
            repeats++;
        }
        while (options.Repeats is { } asked
            ? repeats < asked
            : repeats < DefaultRepeats && options.Clock.GetElapsedTime(started).TotalSeconds < SecondsAtMost);
    }

    private static BenchmarkResult Result(
        CheckedPlan plan, List<Entry> entries, List<Round> rounds, ILookup<WorkKind, double> moved)
    {
        Throughput Speed(double flop, Func<Round, double> imagesPerSecond)
        {
            var rates = Spread.Of(rounds.Select(imagesPerSecond));
            return new(rates, flop * rates.Median / 1e9, Median(r => Elapsed.Rate(100 * flop * imagesPerSecond(r) / 1e9, r.Peak)));
        }

        double Median(Func<Round, double> figure) => Spread.Of(rounds.Select(figure)).Median;

        var (training, evaluation) = (Work.TrainingFlop(plan.Summary), Work.EvaluationFlop(plan.Summary));
        return new(
            new(Environment.ProcessorCount, Median(r => r.PeakOneThread), Median(r => r.Peak)),
            rounds.Count,
            entries.Select((entry, i) => new BackendSpeed(
                entry.Backend.Name,
                Speed(training, r => r.Entries[i].Training),
                entry.Changes ? Speed(training, r => r.Entries[i].WithoutAugmentation!.Value) : null,
                Speed(evaluation, r => r.Entries[i].Evaluation))).ToValueList(),
            Enum.GetValues<WorkKind>().Select(kind => new StepShare(
                kind,
                Median(r => 1e6 * r.Seconds(kind)),
                moved[kind].Sum(),
                Median(r => Elapsed.Rate(100 * r.Seconds(kind), r.Step)))).ToValueList(),
            rounds[0].Parts.Keys.Where(part => part.Row is not null).OrderBy(part => (part.Row, part.Kind)).Select(part =>
            {
                double Gflops(Round r) => Elapsed.Rate(Work.PassFlop(plan.Summary.Layers[part.Row!.Value]) / 1e9, r.Parts[part]);
                return new KernelSpeed(part, Median(Gflops), Median(r => Elapsed.Rate(100 * Gflops(r), r.PeakOneThread)));
            }).ToValueList());
    }

    // Bytes an image.
    private static ILookup<WorkKind, double> Moved(StepWatch watch) =>
        watch.Bytes.ToLookup(part => part.Key.Kind, part => part.Value / Lanes.Count);

    /// <summary>One backend, with and without augmentation.</summary>
    private sealed class Entry(IBackend backend, CheckedPlan plan, ImageSet images, BenchmarkOptions options) : IDisposable
    {
        private readonly TimedNetwork network =
            new(plan, images, (p, weights) => backend.Create(p, weights, options.Seed, options.Threads), options);

        private int evaluated;

        public IBackend Backend => backend;

        public bool Changes => plan.Plan.Training.Augmentations.Count > 0;

        public void WarmUp()
        {
            var rate = Rate(network.Train(WarmUpSeconds));
            evaluated = (int)Math.Clamp(rate * CallSeconds, Math.Min(FewestImages, images.Count), images.Count);
            network.Evaluate(WarmUpSeconds, evaluated);
        }

        public EntryRates Measure() => new(
            Rate(network.Train(TrainingSeconds)),
            Changes ? Rate(network.TrainUnchanged(TrainingSeconds)) : null,
            Rate(network.Evaluate(EvaluationSeconds, evaluated)));

        public void Dispose() => network.Dispose();

        private static double Rate((long Images, double Seconds) done) => Elapsed.Rate(done.Images, done.Seconds);
    }

    /// <summary>Images a second.</summary>
    private sealed record EntryRates(double Training, double? WithoutAugmentation, double Evaluation);

    /// <summary>Everything once, side by side; parts of a step in seconds of a thread for an image.</summary>
    private sealed record Round(
        double PeakOneThread, double Peak, List<EntryRates> Entries, Dictionary<StepPart, double> Parts, int Threads)
    {
        public double Step => Parts.Values.Sum() / Threads;

        public double Seconds(WorkKind kind) => Parts.Where(part => part.Key.Kind == kind).Sum(part => part.Value) / Threads;

        public static Round Of(FmaPeak peak, List<Entry> entries, TimedNetwork watched, StepWatch watch, int threads)
        {
            var (one, all) = (peak.OneThread(), peak.AllThreads());
            var rates = entries.Select(entry => entry.Measure()).ToList();
            watch.Reset();
            var (images, _) = watched.Train(TrainingSeconds);
            var parts = watch.Seconds.ToDictionary(part => part.Key, part => part.Value / images);
            return new(Math.Max(one, peak.OneThread()), Math.Max(all, peak.AllThreads()), rates, parts, threads);
        }
    }
}
