using System.Text;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What is written into a run directory can be read again, and what could not is refused before it is trained.</summary>
public sealed class RunSizeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_record_of_thousands_of_epochs_is_read_again()
    {
        var plan = Planned(5000, "");
        var path = Path.Combine(folder.Path, RunFileNames.Record);
        File.WriteAllText(Path.Combine(folder.Path, RunFileNames.Plan), PlanText.Write(plan));
        File.WriteAllText(path, Text(Recorded(plan, 5000, Usual)));
        Assert.InRange(new FileInfo(path).Length, TextFile.MaxBytes, RunSize.MostRecordBytes);
        Assert.Equal("5000", StoredRun.Load(folder.Path).Match(valid: run => $"{run.Record.Epochs.Count}", invalid: e => e[0].Sentence()));
    }

    /// <summary>The longest numbers that there are, and a target that every epoch misses.</summary>
    [Fact]
    public void No_epoch_takes_more_than_its_share()
    {
        const double Longest = -1.2345678901234567E-308;
        var longest = new EpochResult(
            1_000_000, Longest, Longest, new(int.MaxValue - 1, int.MaxValue), Longest, new(0, int.MaxValue), Longest, Longest);
        var missed = Planned(1000, "") with { Target = new() { Accuracy = 99.123456789012345, LastEpochs = 1000 } };
        Assert.InRange(Text(Recorded(missed, 1000, longest)).Length, 1000, RunSize.MostOtherBytes + (1000 * RunSize.MostEpochBytes));
        Assert.InRange(MetricsTable.Of([.. Enumerable.Repeat(longest, 1000)]).Length, 1000, 1000 * RunSize.MostEpochBytes);
    }

    [Fact]
    public void More_epochs_than_a_record_holds_are_refused_before_training()
    {
        var seen = DryRun(Planned(200_000, ""));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("is 200,000, and record.json of more than 106,650 epochs cannot be read", seen.Error, StringComparison.Ordinal);
    }

    /// <summary>A text of 400 kB as it is read; as it is written, each character outside the first plane takes twelve bytes.</summary>
    [Fact]
    public void A_plan_that_grows_too_large_when_it_is_written_is_refused_before_training()
    {
        var faces = string.Concat(Enumerable.Repeat("\U0001F600", 100_000));
        var text = PlanText.Write(Planned(1, "here")).Replace("here", faces, StringComparison.Ordinal);
        var path = folder.Write("large.json", Encoding.UTF8.GetBytes(text));
        Assert.InRange(new FileInfo(path).Length, 1, TextFile.MaxBytes);
        var seen = Command.Run("train", path, "--backend", "simd", "--data", "synthetic", "--dry-run");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("plan.json of this plan would have 1.2 MB, and at most 1.0 MB can be read", seen.Error, StringComparison.Ordinal);
    }

    private static EpochResult Usual { get; } =
        new(1, 0.0123456789012345, 0.123456789012345, new(58_123, 60_000), 0.0234567890123, new(9_912, 10_000), 2.1234567, 28_456.123);

    private static string Text(RunRecord record) => JsonText.Write(RecordDocument.Of(record), RecordJson.Default.RecordDocument);

    private static RunRecord Recorded(Plan plan, int epochs, EpochResult epoch) => new()
    {
        Plan = plan,
        PlanHash = PlanText.Hash(plan),
        Seed = 1,
        Data = new("mnist", IsMnist: true, new('a', 64), epoch.Train.Total, epoch.HeldOut.Total, HeldOutSplit.Test),
        Execution = new("simd", 2, "0.1.0", ".NET 10", "Linux", "2 cores", DateTimeOffset.UnixEpoch, 100),
        Epochs = Enumerable.Range(1, epochs).Select(i => epoch with { Epoch = epoch.Epoch == 1 ? i : epoch.Epoch }).ToValueList(),
        State = new RunState.Finished(new('b', 64)),
    };

    private static Plan Planned(int epochs, string description) => new(
        "long",
        new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Linear(10)]),
        new() { Epochs = epochs, BatchSize = 64, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new())
    {
        Description = description,
    };

    private Seen DryRun(Plan plan)
    {
        var path = folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(plan)));
        return Command.Run("train", path, "--backend", "simd", "--data", "synthetic", "--dry-run");
    }
}
