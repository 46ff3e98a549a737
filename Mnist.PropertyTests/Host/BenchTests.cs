using System.Text.Json;
using Mnist.Domain.Catalog;
using Mnist.Host.Commands;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class BenchTests
{
    private static readonly Func<HostEnvironment, HostEnvironment> Steady = around => around with { Clock = new SteadyClock() };

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }

    private static string[] Members(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    [Fact]
    public void Designs_judged_in_a_second_are_told()
    {
        using var folder = new TemporaryFolder();
        var space = folder.Write("space.json", System.Text.Encoding.UTF8.GetBytes(PlanText.Write(Eva6.Step2)));
        var document = JsonSerializer.Deserialize<JsonElement>(
            Command.Run("bench", "--search", space, "--repeats", "3", "--threads", "1", "--json").Output);
        Assert.Equal(("eva6/2", 3), (document.GetProperty("space").GetString(), document.GetProperty("repeats").GetInt32()));
        var rate = document.GetProperty("judgedPerSecond");
        Assert.InRange(rate.GetProperty("median").GetDouble(), rate.GetProperty("min").GetDouble(), rate.GetProperty("max").GetDouble());
        Assert.True(rate.GetProperty("min").GetDouble() > 0);
        Assert.Equal(ExitCode.Invalid, Command.Run("bench", "--search", "nowhere").Exit);
    }

    [Fact]
    public void Programs_read_machine_speeds_and_kernels()
    {
        var seen = Command.Run(Steady, "bench", "eva6/2", "--backend", "simd", "--repeats", "1", "--threads", "2", "--json");
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
        var bench = JsonSerializer.Deserialize<JsonElement>(seen.Output);
        Assert.Equal(["machine", "training", "evaluation", "step", "kernels"], Members(bench));
        Assert.Equal(["cores", "fmaPeakGflopsOneThread", "fmaPeakGflops"], Members(bench.GetProperty("machine")));
        foreach (var speed in new[] { bench.GetProperty("training"), bench.GetProperty("evaluation") })
        {
            Assert.Equal(["imagesPerSecond", "gflops", "percentOfPeak"], Members(speed));
            Assert.Equal(["min", "median", "max"], Members(speed.GetProperty("imagesPerSecond")));
            Assert.True(speed.GetProperty("percentOfPeak").GetDouble() > 0);
        }

        Assert.All(
            bench.GetProperty("kernels").EnumerateArray(),
            kernel => Assert.Equal(["layer", "pass", "gflops", "percentOfPeak"], Members(kernel)));
        Assert.All(
            bench.GetProperty("step").EnumerateArray(),
            work => Assert.Equal(["work", "microseconds", "bytes", "percent"], Members(work)));
        Assert.Equal(100, bench.GetProperty("step").EnumerateArray().Sum(work => work.GetProperty("percent").GetDouble()), 1e-6);
        Assert.Equal("layers.0", bench.GetProperty("kernels")[0].GetProperty("layer").GetString());
    }

    [Fact]
    public void A_clock_that_stands_still_measures_nothing_and_ends()
    {
        var seen = Command.Run(
            around => around with { Clock = new StoppedClock() }, "bench", "under2k", "--backend", "simd", "--repeats", "1", "--json");
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
        Assert.Contains("\"gflops\":0,", seen.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Gflops_follow_from_images_and_multiply_adds()
    {
        var bench = JsonSerializer.Deserialize<JsonElement>(
            Command.Run(Steady, "bench", "eva6/2", "--backend", "simd", "--repeats", "1", "--json").Output);
        var macs = JsonSerializer.Deserialize<JsonElement>(Command.Run("check", "eva6/2", "--json").Output).GetProperty("macs").GetDouble();
        Assert.Equal(6e-9 * macs * Rate("training"), Gflops("training"), 1e-6);
        Assert.Equal(2e-9 * macs * Rate("evaluation"), Gflops("evaluation"), 1e-6);

        double Rate(string what) => bench.GetProperty(what).GetProperty("imagesPerSecond").GetProperty("median").GetDouble();

        double Gflops(string what) => bench.GetProperty(what).GetProperty("gflops").GetDouble();
    }

    [Fact]
    public void Augmentation_and_kernels_are_told_apart()
    {
        var seen = Command.Run(Steady, "bench", "under2k", "--backend", "simd", "--repeats", "1");
        Assert.Contains("images unchanged", seen.Output, StringComparison.Ordinal);
        Assert.Contains("augmentation leaves", seen.Output, StringComparison.Ordinal);
        Assert.Contains("weight grad.", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Backends_that_are_not_there_are_all_named()
    {
        var seen = Command.Run("bench", "--compare", "simd,abacus,slate");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("abacus", seen.Error, StringComparison.Ordinal);
        Assert.Contains("slate", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_may_stop_it()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(ExitCode.Cancelled, Command.Run(around => Steady(around) with { Cancellation = stop.Token }, "bench", "eva6/2").Exit);
    }
}
