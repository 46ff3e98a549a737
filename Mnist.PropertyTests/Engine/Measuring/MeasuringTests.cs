using System.Globalization;
using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Engine.Benchmarks;
using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.PropertyTests.Rules;
using Xunit;

namespace Mnist.PropertyTests.Engine.Measuring;

public sealed class MeasuringTests
{
    [Property]
    public bool As_many_measurements_lie_above_the_median_as_below(NonEmptyArray<int> measured)
    {
        var spread = Spread.Of(measured.Get.Select(m => (double)m));
        return spread.Min == measured.Get.Min()
            && spread.Max == measured.Get.Max()
            && measured.Get.Count(m => m < spread.Median) <= measured.Get.Length / 2
            && measured.Get.Count(m => m > spread.Median) <= measured.Get.Length / 2
            && spread == Spread.Of(measured.Get.Reverse().Select(m => (double)m));
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public bool Each_layer_with_weights_to_multiply_is_timed(NetworkCase network)
    {
        var plan = network.Checked();
        var clock = new SteadyClock();
        var watch = new StepWatch(clock, members: 1);
        TrainOnce(network, plan, watch);
        var groups = (network.BatchSize + Lanes.Count - 1) / Lanes.Count;
        var timed = watch.Seconds.Keys.Where(part => part.Row is not null).ToLookup(part => part.Kind, part => part.Row!.Value);
        int[] multiplying = [.. Enumerable.Range(0, plan.Summary.Layers.Count).Where(row => plan.Summary.Layers[row].Macs > 0)];
        return timed[WorkKind.Forward].Order().SequenceEqual(multiplying)
            && timed[WorkKind.WeightGradient].Order().SequenceEqual(multiplying)
            && timed[WorkKind.InputGradient].All(row => multiplying.Contains(row))
            && watch.Seconds.Where(part => part.Key.Row is not null)
                .All(part => part.Value >= clock.GetElapsedTime(0, Laps(part.Key.Kind)).TotalSeconds);

        // Weights of wide layers get their gradients from all groups at once.
        int Laps(WorkKind kind) => kind == WorkKind.WeightGradient ? 1 : groups;
    }

    /// <summary>No time is left out, and none counts twice: every look at the clock but the first of a step ends a lap.</summary>
    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public bool The_parts_of_a_step_add_up_to_it(NetworkCase network)
    {
        var clock = new SteadyClock();
        var watch = new StepWatch(clock, members: 1);
        TrainOnce(network, network.Checked(), watch);
        var looks = clock.GetTimestamp() - 1;
        var (all, step) = (watch.Seconds.Values.Sum(), clock.GetElapsedTime(1, looks).TotalSeconds);
        return Math.Abs(all - step) <= 1e-9 * step;
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public bool Being_watched_changes_no_bit(NetworkCase network)
    {
        var plan = network.Checked();
        return TrainOnce(network, plan, null) == TrainOnce(network, plan, new(new SteadyClock(), members: 1));
    }

    [Fact]
    public void The_peak_is_what_the_clock_says()
    {
        using var peak = new FmaPeak(threads: 2, new SteadyClock());
        Assert.Equal(2 * peak.OneThread(), peak.AllThreads());
    }

    /// <summary>A table beside the code is right as long as it says what the code does.</summary>
    [Fact]
    public void The_bytes_that_the_page_states_are_those_that_a_step_moves()
    {
        // Narrower vectors have other kernels, which move more.
        if (!Vector512.IsHardwareAccelerated)
            return;

        var watch = new StepWatch(new SteadyClock(), members: 1);
        var flagship = PlanChecker.Check(PlanCatalog.Find("flagship")!, DataSpec.Mnist).OrThrow();
        using var simd = new SimdNetwork(flagship, RandomWeights.Of(flagship, 1), 1, 1, watch);
        var moved = watch.Bytes.ToLookup(part => part.Key.Kind, part => part.Value / Lanes.Count);
        double Of(params WorkKind[] kinds) => kinds.Sum(kind => moved[kind].Sum());
        var convolutions = Of(WorkKind.Forward, WorkKind.InputGradient, WorkKind.WeightGradient);
        var normalization = Of(WorkKind.Normalization);
        var page = File.ReadAllText(Path.Combine(SourceReader.Root, "Mnist.Engine", "Simd", "README.md"));
        var rest = (watch.Bytes.Values.Sum() / Lanes.Count) - convolutions - normalization;
        foreach (var bytes in (double[])[convolutions, normalization, rest])
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {bytes:N0} |"), page, StringComparison.Ordinal);
    }

    private static string TrainOnce(NetworkCase network, CheckedPlan plan, StepWatch? watch)
    {
        using var simd = new SimdNetwork(plan, RandomWeights.Of(plan, network.Seed), network.Seed, 1, watch);
        simd.Train(new RandomBatch(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed), new(0.1, 0.9), 0);
        return simd.Read().Hash();
    }
}
