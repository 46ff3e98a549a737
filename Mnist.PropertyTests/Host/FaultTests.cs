using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Files;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Runs whose files fail: each operation once, and disks that are full for a while.</summary>
public sealed class FaultTests : IDisposable
{
    private const int Epochs = 3;

    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new() { Epochs = Epochs, BatchSize = 4, Optimizer = new Optimizer.Adam { LearningRate = 0.01 }, WeightAverage = new(0.9) },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly string whole;
    private int copies;

    public FaultTests()
    {
        IdxFiles.WriteSet(folder.Path);
        folder.Write("tiny.json", Encoding.UTF8.GetBytes(PlanText.Write(Tiny)));
        Assert.Equal(ExitCode.Done, Train(Path.Combine(folder.Path, "whole")).Exit);
        whole = Loaded(Only(Path.Combine(folder.Path, "whole"))).Weights.Hash();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_run_loses_nothing_whichever_operation_fails() => EachOnce(
        (runs, files) => Train(runs, files),
        (runs, seen) => AssertGoesOn(runs, seen, mostAgain: 1));

    [Fact]
    public void A_run_that_goes_on_loses_nothing_whichever_operation_fails()
    {
        var killed = Killed();
        EachOnce(
            (runs, files) =>
            {
                Copy(killed, Path.Combine(runs, "killed"));
                return Resume(Path.Combine(runs, "killed"), files);
            },
            (runs, seen) => AssertGoesOn(runs, seen, mostAgain: 2)); // what was killed had come to the third epoch
    }

    [Fact]
    public void A_sweep_loses_nothing_whichever_operation_fails()
    {
        var killed = Killed();
        EachOnce(
            (runs, files) =>
            {
                Copy(killed, Path.Combine(runs, "killed"));
                return Sweep(runs, files);
            },
            (runs, seen) =>
            {
                Assert.Contains(seen.Exit, new[] { ExitCode.Done, ExitCode.NoRunDirectory });
                var again = Sweep(runs);
                Assert.Equal((ExitCode.Done, 1), (again.Exit, StoredRun.In(runs).Count(run => !run.Record.Cancelled)));
                var ended = StoredRun.In(runs).Where(run => !run.Record.Cancelled);
                Assert.All(ended, run => Assert.Equal(whole, Loaded(run.Directory).Weights.Hash()));
            });
    }

    /// <summary>Nothing can be written for a time that begins and ends anywhere; what was written stays, and can be deleted.</summary>
    [Property(MaxTest = 60)]
    public Property A_disk_that_is_full_for_a_while_costs_no_more_than_that_while() => Prop.ForAll(
        Gen.Choose(1, 90).ToArbitrary(), Gen.Choose(1, 90).ToArbitrary(), (first, length) =>
        {
            var runs = NewFolder();
            var files = new FaultyFiles((operation, n) => FaultyFiles.NeedsRoom(operation) && n >= first && n < first + length);
            var seen = Train(runs, files);
            Assert.True(files.Failures == 0 ? seen.Error.Length == 0 : Sentences(seen).Count is >= 1 and <= 5, seen.Error);
            AssertGoesOn(runs, seen, Epochs);
        });

    [Fact]
    public void A_disk_that_is_full_at_the_end_keeps_the_run_unfinished_and_its_checkpoint()
    {
        var runs = NewFolder();
        var count = Operations(files => Train(NewFolder(), files)).Count;
        var seen = Train(runs, new FaultyFiles((operation, n) => FaultyFiles.NeedsRoom(operation) && n > count - 30));
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("Not all of the run is kept", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept in", seen.Output, StringComparison.Ordinal);
        Assert.True(StoredRun.In(runs).Single().Record.Cancelled);
        var resumed = Resume(Only(runs));
        Assert.Equal(ExitCode.Done, resumed.Exit);
        Assert.DoesNotContain("1/3", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(whole, Loaded(Only(runs)).Weights.Hash());
    }

    /// <summary>Runs something as often as it has operations, the n-th of them failing in the n-th run.</summary>
    private void EachOnce(Func<string, FaultyFiles, Seen> run, Action<string, Seen> judge)
    {
        var operations = Operations(files => run(NewFolder(), files));
        Assert.InRange(operations.Count, 30, 300);
        for (var n = 1; n <= operations.Count; n++)
        {
            var runs = NewFolder();
            var files = new FaultyFiles((_, i) => i == n);
            var seen = run(runs, files);
            try
            {
                Assert.Equal(1, files.Failures);
                AssertTold(seen, operations[n - 1]);
                judge(runs, seen);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Operation {n} of {operations.Count}, {operations[n - 1]}: {seen}", failure);
            }
        }
    }

    /// <summary>One sentence; a sweep tells its progress too, and takes another directory where it cannot go on in one.</summary>
    private static void AssertTold(Seen seen, FileOperation operation)
    {
        Assert.NotEqual(ExitCode.Failed, seen.Exit);
        var sentences = Sentences(seen)
            .Where(line => !line.StartsWith('[') && !Array.Exists(NotesOnData, note => line.Contains(note, StringComparison.Ordinal)))
            .ToList();
        var goesElsewhere = seen.Error.Contains("[1/1]", StringComparison.Ordinal) && sentences.Count == 0;
        var tells = sentences is [var only] && only.Contains($"{FaultyFiles.Cause}: {operation}.", StringComparison.Ordinal);
        Assert.True(goesElsewhere || tells, seen.Error);
    }

    /// <summary>A success is whole; all else comes to the same end when it goes on, and does no more than a few epochs again.</summary>
    private void AssertGoesOn(string runs, Seen seen, int mostAgain)
    {
        Assert.Contains(seen.Exit, new[] { ExitCode.Done, ExitCode.NoRunDirectory });
        if (seen.Exit != ExitCode.Done)
        {
            if (!StoredRun.In(runs).Any())
            {
                Assert.DoesNotContain("1/3", seen.Output, StringComparison.Ordinal); // nothing was trained that could be lost
                return;
            }

            var resumed = Resume(Only(runs));
            Assert.Equal((ExitCode.Done, ""), (resumed.Exit, resumed.Error));
            if (seen.Output.Contains("1/3", StringComparison.Ordinal) || seen.Output.Contains("3/3", StringComparison.Ordinal))
                Assert.InRange(Enumerable.Range(1, Epochs).Count(epoch => TrainedAgain(resumed, epoch)), 0, mostAgain);
        }

        var run = Only(runs);
        Assert.Equal(whole, Loaded(run).Weights.Hash());
        Assert.Equal(ExitCode.Done, Command.Run("verify", run, "--quick", "--data", folder.Path).Exit);
    }

    private static bool TrainedAgain(Seen resumed, int epoch) =>
        !resumed.Output.StartsWith("This run has finished", StringComparison.Ordinal)
        && resumed.Output.Contains($" {epoch}/{Epochs} ", StringComparison.Ordinal);

    /// <summary>What is said of data that is not MNIST, whatever fails.</summary>
    private static readonly string[] NotesOnData = ["is not MNIST", "It has 10 classes", "Inputs are normalised"];

    private static List<string> Sentences(Seen seen) => [.. seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static IReadOnlyList<FileOperation> Operations(Action<FaultyFiles> run)
    {
        var files = new FaultyFiles((_, _) => false);
        run(files);
        return files.Operations;
    }

    private static TrainedRun Loaded(string run) =>
        TrainedRun.Load(run).OrThrow();

    private static string Only(string runs) => StoredRun.In(runs).Single().Directory;

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(folder.Path, $"{copies++}")).FullName;

    /// <summary>What a process leaves that is killed in its third epoch while it writes its record.</summary>
    private string Killed()
    {
        var (runs, copy) = (NewFolder(), Path.Combine(NewFolder(), "killed"));
        using var output = new ActAt("3/3", () => Copy(Directory.GetDirectories(runs).Single(), copy));
        HostProcess.Guarded(Arguments(runs), new() { Output = output, Error = TextWriter.Null });
        File.WriteAllText(Path.Combine(copy, $"{RunFileNames.Record}.0123456789abcdef0123456789abcdef.tmp"), "{");
        return copy;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    private string[] Arguments(string runs) =>
        ["train", Path.Combine(folder.Path, "tiny.json"), "--backend", "simd", "--threads", "1", "--data", folder.Path, "--out", runs];

    private Seen Train(string runs, IRunFiles? files = null) => Run(files, Arguments(runs));

    private Seen Resume(string run, IRunFiles? files = null) =>
        Run(files, "train", "--resume", run, "--threads", "1", "--data", folder.Path);

    private Seen Sweep(string runs, IRunFiles? files = null) => Run(
        files,
        [
            "sweep", Path.Combine(folder.Path, "tiny.json"), "--seeds", "1", "--backend", "simd", "--parallel", "1",
            "--data", folder.Path, "--out", runs,
        ]);

    private static Seen Run(IRunFiles? files, params string[] arguments) =>
        Command.Run(around => around with { Files = files ?? DiskFiles.Instance }, arguments);
}
