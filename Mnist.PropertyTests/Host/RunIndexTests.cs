using System.Diagnostics;
using System.Globalization;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Host;

/// <summary>The index of a folder of runs is a copy of what the runs say, and never more.</summary>
public sealed class RunIndexTests : IDisposable
{
    private const int Seeds = 5;

    private static readonly Plan Plan = new(
        "one",
        new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Linear(10)]),
        new() { Epochs = 2, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly ITestOutputHelper output;

    public RunIndexTests(ITestOutputHelper output)
    {
        this.output = output;
        IdxFiles.WriteSet(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "plan.json"), PlanText.Write(Plan));
        var seen = Command.Run(
            "sweep", Path.Combine(
                folder.Path,
                "plan.json"), "--data", folder.Path, "--backend", "simd", "--seeds", $"1..{Seeds}", "--out", Runs);
        Assert.Equal(ExitCode.Done, seen.Exit);
    }

    private string Runs => Path.Combine(folder.Path, "runs");

    private string IndexFile => Path.Combine(Runs, RunIndex.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_says_what_the_runs_say()
    {
        var index = RunIndex.Refresh(Runs, isSure: false);
        Assert.Equal(Seeds, index.Ended.Count);
        Assert.All(index.Ended.Values, run => Assert.Equal(
            Mnist.Domain.Results.RunSummary.Of(
                StoredRun.Load(Path.Combine(Runs, run.Directory)).Match(valid: r => r.Record, invalid: _ => null!)),
            run.Summary));
        Assert.Equal(index.Ended, RunIndex.Refresh(Runs, isSure: true).Ended);
    }

    [Property(MaxTest = 60)]
    public bool It_is_made_again_however_it_was_changed(int where, byte value, bool isCut)
    {
        var whole = RunIndex.Refresh(Runs, isSure: false).Ended;
        var bytes = File.ReadAllBytes(IndexFile);
        var place = (int)((uint)where % bytes.Length);
        bytes[place] ^= (byte)(value | 1);
        File.WriteAllBytes(IndexFile, isCut ? bytes[..place] : bytes);
        var after = RunIndex.Refresh(Runs, isSure: false).Ended;
        return whole.OrderBy(run => run.Key, StringComparer.Ordinal).SequenceEqual(after.OrderBy(run => run.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Runs_that_come_go_and_change_are_seen()
    {
        var directories = Directory.GetDirectories(Runs).Order(StringComparer.Ordinal).ToArray();
        Directory.Delete(directories[0], recursive: true);
        Assert.Equal(Seeds - 1, RunIndex.Refresh(Runs, isSure: false).Ended.Count);
        File.Delete(Path.Combine(directories[1], "model.safetensors"));
        Assert.Equal(Seeds - 2, RunIndex.Refresh(Runs, isSure: true).Ended.Count);
        var record = Path.Combine(directories[2], "record.json");
        File.WriteAllText(
            record,
            File.ReadAllText(record).Replace("\"cancelled\": false", "\"cancelled\": true", StringComparison.Ordinal));
        var index = RunIndex.Refresh(Runs, isSure: true);
        Assert.Equal((Seeds - 3, 2), (index.Ended.Count, index.Unfinished.Count));
    }

    [Fact]
    public void Two_at_once_do_no_harm()
    {
        var expected = RunIndex.Refresh(Runs, isSure: false).Ended;
        Parallel.For(0, 40, i =>
        {
            if (i % 4 == 0)
                File.Delete(IndexFile);
            Assert.Equal(expected, RunIndex.Refresh(Runs, isSure: false).Ended);
        });
        Assert.Empty(Directory.GetFiles(Runs, "*.tmp"));
    }

    /// <summary>MNIST_INDEX_RUNS says how many; the time that status and table take is told, not judged.</summary>
    [Fact]
    public void Many_runs_are_counted_and_gathered_from_the_index()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("MNIST_INDEX_RUNS"), CultureInfo.InvariantCulture, out var given)
            ? given
            : 300;
        const int Plans = 10;
        var sample = RunIndex.Refresh(Runs, isSure: false).Ended.Values.First();
        var manifest = new SweepManifest(
            Product.Version,
            "mnist sweep many",
            Enumerable.Range(0, Plans).Select(plan => Plan with { Name = $"plan{plan}" }).ToValueList(),
            Enumerable.Range(1, count / Plans).Select(seed => (long)seed).ToValueList(),
            "simd",
            sample.Summary.Data,
            folder.Path);
        var many = Path.Combine(folder.Path, "many");
        Assert.True(SweepFolder.Keep(many, manifest, Mnist.Engine.Files.DiskFiles.Instance).Match(valid: _ => true, invalid: _ => false));
        var hashes = manifest.Plans.Select(PlanText.Hash).ToList();
        var runs = manifest.Tasks().Select(task => sample with
        {
            Directory = task.DirectoryNames.First(),
            Key = task.Key,
            Summary = sample.Summary with { Plan = task.Plan.Name, PlanHash = hashes[task.PlanNumber], Seed = task.Seed },
        }).ToList();
        foreach (var run in runs)
            Directory.CreateDirectory(Path.Combine(many, run.Directory));
        RunIndexText.Write(Path.Combine(many, RunIndex.FileName), runs);

        foreach (var option in new[] { "--status", "--collect" })
        {
            var clock = Stopwatch.StartNew();
            var seen = Command.Run("sweep", option, many, "--json");
            output.WriteLine($"{option} of {runs.Count} runs: {clock.Elapsed.TotalSeconds:F2} s, {seen.Output.Length} characters of JSON");
            Assert.True(seen.Exit == ExitCode.Done, seen.Error);
            Assert.Contains(
                option == "--status" ? $"\"ended\": {runs.Count}" : $"\"plan\": \"plan{manifest.Plans.Count - 1}\"",
                seen.Output,
                StringComparison.Ordinal);
        }
    }
}
