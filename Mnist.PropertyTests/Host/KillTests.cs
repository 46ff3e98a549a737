using System.Diagnostics;
using System.Globalization;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Host;

/// <summary>
/// Processes that are killed, ended and paused at random instants while they train, sweep, report and export. MNIST_KILLS sets how often;
/// as many as fit into a test run is few, so now and then more are worth their time:
/// <c>MNIST_KILLS=1000 dotnet test --filter KillTests</c>.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Epochs = 8;
    private const int Images = 400;
    private const int Seeds = 2;

    private static readonly Plan Plan = new(
        "killed",
        new(
            Shape.MnistImage,
            [
                new Layer.Conv2d(8, 5) { Stride = 2 }, new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Dropout(0.1),
                new Layer.Flatten(), new Layer.Linear(10),
            ]),
        new()
        {
            Epochs = Epochs,
            BatchSize = 8,
            Optimizer = new Optimizer.AdamW { LearningRate = 0.01 },
            Augmentations = [new Mnist.Domain.Training.Augmentation.Rotation(5)],
            WeightAverage = new(0.9) { EverySteps = 2 },
        },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly ITestOutputHelper output;
    private readonly Random chance = new(20261121);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public KillTests(ITestOutputHelper output)
    {
        this.output = output;
        folder.Write("plan.json", System.Text.Encoding.UTF8.GetBytes(PlanText.Write(Plan)));
        foreach (var role in MnistFile.Roles)
            folder.Write($"{role.Name()}", role switch
            {
                DataFileRole.TrainingImages => IdxFiles.Images(Images),
                DataFileRole.TrainingLabels => IdxFiles.Labels(Images),
                DataFileRole.TestImages => IdxFiles.Images(50, seed: 1),
                DataFileRole.TestLabels => IdxFiles.Labels(50, seed: 1),
            });
    }

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("MNIST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 6;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whatever_is_killed_again_and_again_brings_the_bits_of_what_was_left_alone()
    {
        string[] train =
            ["train", InFolder("plan.json"), "--backend", "simd", "--data", folder.Path, "--out", InFolder("alone"), "--threads", "1"];
        for (var seed = 1; seed <= Seeds; seed++)
            Assert.Equal(ExitCode.Done, Command.Run([.. train, "--seed", $"{seed}"]).Exit);
        var alone = StoredRun.In(InFolder("alone")).OrderBy(run => run.Record.Seed).ToList();
        Victim[] victims =
        [
            new Training(this, alone[0]), new Sweeping(this, alone),
            new Writing(this, alone[0], "report"), new Writing(this, alone[0], "export"),
        ];
        foreach (var victim in victims)
            await victim.FinishAsync(always: true);

        var disturbed = 0;
        while (disturbed < Kills)
        {
            var victim = victims[chance.Next(10) switch { < 6 => 0, < 8 => 1, 8 => 2, _ => 3 }];
            if (await victim.DisturbAsync())
                disturbed++;
        }

        foreach (var victim in victims)
            await victim.FinishAsync();
        var told = counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}");
        output.WriteLine($"{disturbed} disturbed: {string.Join(", ", told)}");
        output.WriteLine(string.Join(", ", victims.Select(victim => $"{victim.Name} {victim.Longest.TotalSeconds:F1} s when left alone")));
    }

    private string InFolder(string name) => Path.Combine(folder.Path, name);

    private void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    /// <summary>One kind of command, and what must hold after it whatever happened to it.</summary>
    private abstract class Victim(KillTests test, string name)
    {
        /// <summary>The command's verb.</summary>
        public string Name => name;

        /// <summary>What it took when it last came to its end at once; the program's start counts too, and may be disturbed.</summary>
        public TimeSpan Longest { get; private set; }

        protected KillTests Test => test;

        /// <summary>The command line that does the work, or resumes it.</summary>
        protected abstract IEnumerable<string> Arguments();

        /// <summary>Holds at any time.</summary>
        protected abstract void AssertSound();

        /// <summary>Holds when the command has come to its end; then clears the way for the next time.</summary>
        protected abstract void AssertDone();

        /// <summary>Whether the work is half done.</summary>
        protected virtual bool IsUnfinished => false;

        /// <summary>What another process sees while this one is paused.</summary>
        protected virtual void WhilePaused() => Thread.Sleep(test.chance.Next(50));

        /// <summary>Does some of the work and disturbs it somewhere; false where it had ended before.</summary>
        public async Task<bool> DisturbAsync()
        {
            var how = DisturbedProcess.Possible[test.chance.Next(DisturbedProcess.Possible.Count)];
            var isNew = !IsUnfinished;
            var after = Longest * test.chance.NextDouble();
            var clock = Stopwatch.StartNew();
            var seen = await DisturbedProcess.RunAsync(Arguments(), how, after, WhilePaused);
            var reached = clock.Elapsed > after && (seen.WasKilled || how is not (Disturbance.Kill or Disturbance.PauseAndKill));
            Assert.True(seen.WasKilled || seen.Exit is ExitCode.Done or ExitCode.Cancelled, $"{name}, {how}: {seen}");
            AssertSound();
            if (!seen.WasKilled && seen.Exit == ExitCode.Done)
                AssertDone();
            if (reached)
                test.Count($"{name} {how}");
            else if (isNew)
                Longest = clock.Elapsed; // it takes less than was thought
            return reached;
        }

        /// <summary>Lets it come to its end.</summary>
        public async Task FinishAsync(bool always = false)
        {
            if (!always && !IsUnfinished)
                return;
            var clock = Stopwatch.StartNew();
            var seen = await DisturbedProcess.RunAsync(Arguments(), Disturbance.Kill, after: null, () => { });
            Longest = clock.Elapsed;
            Assert.True(seen.Exit == ExitCode.Done, $"{seen}");
            AssertSound();
            AssertDone();
        }

        /// <summary>A run is that which was never disturbed, bit for bit.</summary>
        protected static void AssertSame(StoredRun expected, StoredRun run)
        {
            Assert.Equal(Untimed(expected), Untimed(run));
            Assert.Equal(expected.Record.WeightsHash, run.Record.WeightsHash);
            Assert.Equal(File.ReadAllBytes(FileOf(expected, RunFileNames.Model)), File.ReadAllBytes(FileOf(run, RunFileNames.Model)));
            Assert.Equal(Epochs + 1, File.ReadLines(FileOf(run, RunFileNames.Metrics)).Count());
            Assert.Empty(Directory.GetFiles(run.Directory, "checkpoint-*"));
        }

        protected static string FileOf(StoredRun run, string name) => Path.Combine(run.Directory, name);

        /// <summary>The hash of a run's weights, or why they are not there.</summary>
        protected static string Hash(StoredRun run) =>
            TrainedRun.Of(run).Match(valid: r => r.Weights.Hash(), invalid: c => c[0].Sentence());

        private static ValueList<EpochResult> Untimed(StoredRun run) =>
            run.Record.Epochs.Select(epoch => epoch with { Seconds = 0, ImagesPerSecond = 0 }).ToValueList();
    }

    /// <summary>A run that is resumed as often as it is killed; one that was killed before its record was written has not begun.</summary>
    private sealed class Training(KillTests test, StoredRun expected) : Victim(test, "train")
    {
        private string Runs => Test.InFolder("runs");

        private StoredRun? Unfinished => StoredRun.In(Runs).FirstOrDefault(run => run.Record.Cancelled);

        protected override bool IsUnfinished => Unfinished is not null;

        protected override IEnumerable<string> Arguments() => Unfinished is { } run
            ? ["train", "--resume", run.Directory, "--data", Test.folder.Path, "--threads", $"{Test.chance.Next(1, 4)}"]
            : ["train", Test.InFolder("plan.json"), "--backend", "simd", "--data", Test.folder.Path, "--out", Runs, "--threads", "1"];

        /// <summary>A process that is paused keeps its run: nobody else resumes it.</summary>
        protected override void WhilePaused()
        {
            if (Unfinished is not { } run)
                return;
            var refused = Command.Run("train", "--resume", run.Directory, "--data", Test.InFolder("nowhere"));
            Assert.NotEqual(ExitCode.Done, refused.Exit);
            if (refused.Exit == ExitCode.NoRunDirectory)
            {
                Assert.Contains("another process is working on this run", refused.Error, StringComparison.Ordinal);
                Test.Count("in use");
            }
        }

        /// <summary>Where the record says that a run has ended, nothing is missing, its checkpoints may still be there.</summary>
        protected override void AssertSound() => Assert.All(
            StoredRun.In(Runs).Where(run => !run.Record.Cancelled),
            run => Assert.Equal(expected.Record.WeightsHash, Hash(run)));

        protected override void AssertDone()
        {
            foreach (var run in StoredRun.In(Runs).Where(run => !run.Record.Cancelled && File.Exists(FileOf(run, RunFileNames.Report))))
                AssertSame(expected, run);
            if (!IsUnfinished)
                Directory.Delete(Runs, recursive: true);
        }
    }

    /// <summary>A sweep that is done again from its start as often as it is killed.</summary>
    private sealed class Sweeping(KillTests test, IReadOnlyList<StoredRun> expected) : Victim(test, "sweep")
    {
        private string Runs => Test.InFolder("swept");

        protected override bool IsUnfinished => Directory.Exists(Runs);

        protected override IEnumerable<string> Arguments() =>
        [
            "sweep", Test.InFolder("plan.json"), "--seeds", $"1..{Seeds}", "--parallel", $"{Test.chance.Next(1, 3)}", "--backend", "simd",
            "--data", Test.folder.Path, "--out", Runs,
        ];

        protected override void AssertSound() => Assert.All(
            StoredRun.In(Runs).Where(run => !run.Record.Cancelled),
            run => Assert.Equal(expected[(int)run.Record.Seed - 1].Record.WeightsHash, Hash(run)));

        protected override void AssertDone()
        {
            var runs = StoredRun.In(Runs).Where(run => !run.Record.Cancelled).OrderBy(run => run.Record.Seed).ToList();
            Assert.Equal(Seeds, runs.Count);
            Directory.Delete(Runs, recursive: true);
        }
    }

    /// <summary>A file that is written about a run: it is there whole, or not at all, and the run is left as it was.</summary>
    private sealed class Writing(KillTests test, StoredRun run, string verb) : Victim(test, verb)
    {
        private byte[]? whole;

        private string File => Test.InFolder($"{Name}.out");

        protected override IEnumerable<string> Arguments() =>
            [Name, run.Directory, "--out", File, .. Name == "report" ? new[] { "--data", Test.folder.Path } : []];

        protected override void AssertSound()
        {
            if (System.IO.File.Exists(File) && whole is not null)
                Assert.Equal(whole, System.IO.File.ReadAllBytes(File));
            Assert.True(TrainedRun.Load(run.Directory).Match(valid: r => r.Weights.Hash() == run.Record.WeightsHash, invalid: _ => false));
        }

        protected override void AssertDone()
        {
            whole ??= System.IO.File.ReadAllBytes(File);
            Assert.NotEmpty(whole);
            System.IO.File.Delete(File);
        }
    }
}
