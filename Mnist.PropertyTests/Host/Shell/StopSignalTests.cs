using System.Diagnostics;
using System.Text;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class StopSignalTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly StopSignal signal;
    private int ended;

    public StopSignalTests() => signal = new(time, () => ended++);

    public void Dispose() => signal.Dispose();

    [Fact]
    public void A_verb_that_does_not_end_by_itself_is_ended()
    {
        Assert.True(signal.Ask());
        Assert.True(signal.Token.IsCancellationRequested);
        time.Advance(StopSignal.Grace / 2);
        Assert.Equal(0, ended);
        time.Advance(StopSignal.Grace);
        Assert.Equal(1, ended);
    }

    [Fact]
    public void Only_the_first_signal_is_heard()
    {
        Assert.True(signal.Ask());
        Assert.False(signal.Ask());
    }

    [Fact]
    public void Work_that_has_something_to_keep_is_waited_for_and_no_longer()
    {
        var (one, other) = (signal.Hold(), signal.Hold());
        signal.Ask();
        time.Advance(TimeSpan.FromHours(1));
        one.Dispose();
        one.Dispose();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, ended);
        other.Dispose();
        Assert.False(signal.IsHeld);
        time.Advance(StopSignal.Grace);
        Assert.Equal(1, ended);
    }

    [Fact]
    public void Work_that_begins_after_the_signal_is_waited_for_too()
    {
        signal.Ask();
        var held = signal.Hold();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, ended);
        held.Dispose();
        time.Advance(StopSignal.Grace);
        Assert.Equal(1, ended);
    }

    [Fact]
    public void Without_a_signal_nothing_is_ended()
    {
        signal.Hold().Dispose();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, ended);
    }

    /// <summary>One step of this plan takes minutes, and nothing in it looks at a signal.</summary>
    [UnixTheory]
    [InlineData(MnistProcess.Interrupt)]
    [InlineData(MnistProcess.Terminate)]
    public async Task A_verb_in_the_midst_of_its_work_ends_at_the_first_signal(int number)
    {
        using var folder = new TemporaryFolder();
        var wide = Enumerable.Repeat<Layer>(new Layer.Conv2d(128, 5) { Padding = 2 }, 40);
        var slow = new Plan(
            "slow",
            new(Shape.MnistImage, [.. wide, new Layer.GlobalAvgPool(), new Layer.Flatten(), new Layer.Linear(10)]),
            new() { Epochs = 1, BatchSize = 1_000, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
            new());
        using var process = MnistProcess.Start(
            "bench", folder.Write("slow.json", Encoding.UTF8.GetBytes(PlanText.Write(slow))), "--backend", "simd", "--threads", "1");
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            Assert.False(process.WaitForExit(TimeSpan.FromSeconds(4)));
            MnistProcess.Signal(process, number);
            var clock = Stopwatch.StartNew();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60)); // a second on a quiet machine
            Assert.True(
                process.ExitCode is 130 or 128 + MnistProcess.Interrupt or 128 + MnistProcess.Terminate,
                $"{process.ExitCode} after {clock.Elapsed}");
            Assert.DoesNotContain("unexpected", await error, StringComparison.Ordinal);
            Assert.Equal("", await output);
        }
        finally
        {
            process.Kill(); // nothing of it outlives the test
        }
    }
}
