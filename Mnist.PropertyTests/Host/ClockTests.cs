using System.Text;
using System.Text.Json;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Engine.Simd.Estimates;
using Mnist.Engine.Training;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Time decides what is shown and when a checkpoint is due, and nothing else: runs by clocks that do not work.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.WithoutNormalization(),
        new() { Epochs = 3, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();

    public ClockTests() => IdxFiles.WriteSet(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)] // stands still
    [InlineData(-60)] // is set back whenever it is read
    [InlineData(3600)] // runs fast: a checkpoint after every step
    public void A_clock_that_does_not_work_changes_no_bit(int secondsEachTime)
    {
        var whole = Train("right", TimeProvider.System);
        var run = Train("wrong", new WrongClock(secondsEachTime));
        Assert.Equal(whole.Record.WeightsHash, run.Record.WeightsHash);
        Assert.All(run.Record.Epochs, epoch => Assert.True(epoch.Seconds >= 0 && epoch.ImagesPerSecond >= 0, $"{epoch}"));
        Assert.Equal(ExitCode.Done, Command.Run("verify", run.Directory, "--quick", "--data", folder.Path).Exit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public void So_does_it_on_a_terminal(int secondsEachTime)
    {
        var clock = new WrongClock(secondsEachTime);
        var seen = Command.Run(around => around with { Clock = clock, TerminalWidth = 100 }, Arguments("terminal"));
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
    }

    /// <summary>The clock is measured with too: the processor's speed is not known then.</summary>
    [Fact]
    public void Nothing_is_predicted_by_a_clock_that_stands_still() => Assert.Null(MachineProbe.Measure(1, new WrongClock(0)));

    [Fact]
    public void A_checkpoint_is_due_where_the_clock_was_set_back()
    {
        var states = 0;
        var plan = PlanChecker.Check(Tiny, DataSpec.Mnist with { TrainingImages = 12 }).OrThrow();
        var images = new ImageSet(IdxFiles.Images(12)[^(12 * ImageSet.ImageSize)..], IdxFiles.Labels(12)[^12..]);
        Trainer.Train(
            plan,
            new(images, images),
            new Mnist.Engine.Simd.SimdBackend(),
            new(1, 1, new WrongClock(-60)) { Checkpoints = new(TimeSpan.FromHours(1), _ => states++) },
            _ => { },
            default);
        Assert.Equal(3 * (3 + 1), states); // after every step and every epoch
    }

    private string[] Arguments(string runs)
    {
        var plan = folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(Tiny)));
        return ["train", plan, "--backend", "simd", "--data", folder.Path, "--out", Path.Combine(folder.Path, runs)];
    }

    private StoredRun Train(string runs, TimeProvider clock)
    {
        var seen = Command.Run(around => around with { Clock = clock, Machine = MachineProbe.Measure }, [.. Arguments(runs), "--json"]);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Equal(JsonValueKind.Object, JsonSerializer.Deserialize<JsonElement>(seen.Output).ValueKind);
        return StoredRun.In(Path.Combine(folder.Path, runs)).Single();
    }

    private sealed class WrongClock(int secondsEachTime) : TimeProvider
    {
        private long reads;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref reads) * secondsEachTime;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
