using System.Globalization;
using System.Text.Json.Serialization;
using Mnist.Engine.Benchmarks;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Searching;

namespace Mnist.Host.Verbs.Bench;

/// <summary><c>mnist bench --search SPACE</c>: designs that a search judges in a second, with all of their figures.</summary>
internal static class SearchBench
{
    private const double SecondsOfARepeat = 3;

    /// <summary>The answer.</summary>
    /// <param name="name">A shipped space or a file.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="repeats">At least 1.</param>
    /// <param name="around">Clock and cancellation.</param>
    public static Reply Run(string name, int threads, int repeats, HostEnvironment around) => SpaceSource.Load(name).Match(
        valid: space => SpaceSearch.Prepare(
            space, DataSpec.Mnist, cost: ParallelSearch.CostOn(space, around.Machine(threads, around.Clock))).Match(
                valid: search => Answer(Measure(search, threads, repeats, around)),
                invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of))),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    /// <summary>Begins the search so many times, each to its end or for a few seconds.</summary>
    private static SearchBenchDocument Measure(SpaceSearch search, int threads, int repeats, HostEnvironment around)
    {
        var rates = new List<(double Judged, double Considered)>();
        for (var i = 0; i <= repeats; i++)
        {
            around.Cancellation.ThrowIfCancellationRequested();
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(around.Cancellation);
            enough.CancelAfter(TimeSpan.FromSeconds(SecondsOfARepeat));
            var started = around.Clock.GetTimestamp();
            var tally = ParallelSearch.Run(search, threads, _ => { }, enough.Token).Tally;
            var seconds = Math.Max(around.Clock.GetElapsedTime(started).TotalSeconds, 1e-9);
            if (i > 0) // the first one compiles the code
                rates.Add(((double)tally.Judged / seconds, (double)tally.Considered / seconds));
        }

        return new(
            search.Space.Name,
            search.Designs.ToString(CultureInfo.InvariantCulture),
            threads,
            repeats,
            SpreadDocument.Of(Spread.Of(rates.Select(rate => rate.Judged))),
            SpreadDocument.Of(Spread.Of(rates.Select(rate => rate.Considered))));
    }

    private static Reply Answer(SearchBenchDocument found) => new(ExitCode.Done)
    {
        Text =
        [
            new Block.Line(
                $"{found.Space}: {Words(found.JudgedPerSecond)} designs judged a second, every figure of each, on "
                + $"{found.Threads.Of("thread")}; median of {found.Repeats.Of("repeat")}.",
                Tone.Strong),
            new Block.Line($"With those that bounds proved away: {Words(found.ConsideredPerSecond)} a second.", Tone.Muted),
        ],
        Json = () => JsonText.Write(found, SearchBenchJson.Default.SearchBenchDocument),
    };

    /// <summary>"6,600,000 (6,400,000 to 6,700,000)".</summary>
    private static string Words(SpreadDocument rate) =>
        $"{((long)rate.Median).Grouped()} ({((long)rate.Min).Grouped()} to {((long)rate.Max).Grouped()})";
}

/// <summary>What <c>bench --search --json</c> prints; the count of designs is a text, for it may be beyond 2^53.</summary>
internal sealed record SearchBenchDocument(
    string Space, string Designs, int Threads, int Repeats, SpreadDocument JudgedPerSecond, SpreadDocument ConsideredPerSecond);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SearchBenchDocument))]
internal sealed partial class SearchBenchJson : JsonSerializerContext;
