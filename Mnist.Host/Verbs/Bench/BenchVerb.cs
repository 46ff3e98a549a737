using System.CommandLine;
using Mnist.Engine.Benchmarks;
using Mnist.Engine.Data.Synthetic;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Bench;

/// <summary>What <c>mnist bench</c> was asked for.</summary>
/// <param name="Plan">A name of the catalogue or a file.</param>
/// <param name="Backends">Names; at least one.</param>
/// <param name="Threads">At least 1.</param>
/// <param name="Repeats">At least 1; null for the usual number.</param>
/// <param name="Seed">Of weights, images and augmentation.</param>
internal sealed record BenchRequest(string Plan, ValueList<string> Backends, int Threads, int? Repeats, long Seed);

/// <summary><c>mnist bench PLAN</c>: what this machine can do, and what the plan's training makes of it.</summary>
internal static class BenchVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plan = Options.Plan();
        plan.DefaultValueFactory = _ => Options.MainPlan;
        var (backend, threads, seed) = (Options.Backend(), Options.Threads(), Options.Seed());
        var compare = Options.Of<string?>(
            "--compare", "NAMES", "Backends to measure in turn, such as simd,torch; in place of --backend.");
        var repeats = Options.Number<int?>(
            "--repeats", (1, 10_000), "How often each thing is measured; default 5, or less often for a slow plan.");
        var search = Options.Of<string?>(
            "--search", "SPACE", "Measure how many designs of a space a search judges in a second, in place of a plan.");
        return around.Answering(
            new("bench", "Measures how fast a plan trains and evaluates here, kernel by kernel, next to what the processor can do at most.")
            {
                plan, backend, compare, threads, repeats, seed, search,
            },
            parsed => parsed.GetValue(search) is { } space
                ? SearchBench.Run(space, parsed.GetValue(threads), parsed.GetValue(repeats) ?? UsualRepeats, around)
                : Run(
                    new(
                        parsed.GetRequiredValue(plan),
                        Names(parsed.GetValue(compare) ?? parsed.GetRequiredValue(backend)),
                        parsed.GetValue(threads),
                        parsed.GetValue(repeats),
                        parsed.GetValue(seed)),
                    around));
    }

    private static ValueList<string> Names(string list) => list.Split(',', StringSplitOptions.TrimEntries).ToValueList();

    private const int Images = 2_000;
    private const int UsualRepeats = 5;

    public static Reply Run(BenchRequest request, HostEnvironment around) =>
        Validation.Both(Timed(request.Plan), Backends(request.Backends))
            .Bind(found => found.Unless(MemoryGuard.Check(Memory(found.First, found.Second, request.Threads), 1, around)))
            .Match(valid: found => Measure(found.First, found.Second, request, around), invalid: Reply.Refuse);

    /// <summary>The plan without its target: what is over budget can be measured all the same.</summary>
    private static Validation<CheckedPlan, RunError> Timed(string name) => PlanSource.Load(name).MapErrors(RunError.Of).Bind(plan =>
        PlanChecker.Check(plan with { Target = new() { LastEpochs = 1 } }, DataSpec.Mnist).MapErrors(RunError.Of));

    private static Validation<ValueList<IBackend>, RunError> Backends(ValueList<string> names) => names
        .Traverse(RunBackend.Choose)
        .Map(found => found.Select(choice => choice.Ready.Backend).DistinctBy(b => b.Name, StringComparer.Ordinal).ToValueList());

    private static long Memory(CheckedPlan plan, ValueList<IBackend> backends, int threads) =>
        backends.Max(backend => backend.Memory(plan.Summary, plan.Plan.Training, threads));

    private static Reply Measure(CheckedPlan plan, ValueList<IBackend> backends, BenchRequest request, HostEnvironment around)
    {
        var images = SyntheticDigits.Create(request.Seed, trainingCount: Images, testCount: ClassNames.Digits.Count).Training;
        var result =
            Benchmark.Run(plan, images, backends, new(request.Threads, request.Repeats, request.Seed, around.Clock, around.Cancellation));
        return new(ExitCode.Done)
        {
            Text = BenchReport.Of(plan, result, request),
            Json = () => JsonText.Write(BenchDocument.Of(plan, result), BenchJson.Default.BenchDocument),
        };
    }
}
