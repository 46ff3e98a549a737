using Mnist.Domain.Planning;
using Mnist.Domain.Statistics;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>A run that was kept is as good as the run itself.</summary>
public sealed class TrainedRunTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new()
        {
            Epochs = 2,
            BatchSize = 4,
            Optimizer = new Optimizer.Adam { LearningRate = 0.01 },
            WeightAverage = new(0.9) { EverySteps = 2 },
        },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public TrainedRunTests()
    {
        IdxFiles.WriteSet(folder.Path);
        var plan = Path.Combine(folder.Path, "tiny.json");
        File.WriteAllText(plan, PlanText.Write(Tiny));
        var runs = Path.Combine(folder.Path, "runs");
        Command.Run(["train", plan, "--backend", "simd", "--data", folder.Path, "--out", runs]);
        run = Directory.GetDirectories(runs).Single();
    }

    private string Model => Path.Combine(run, "model.safetensors");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Its_network_gives_the_accuracy_of_its_record()
    {
        var trained = TrainedRun.Load(run).OrThrow();
        using var network = trained.Network(new SimdBackend(), threads: 1);
        var data = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        var predictions = Predictions.Of(network, data.Test, trained.Plan);
        var correct = Enumerable.Range(0, data.Test.Count).Count(i => predictions.Class(i) == data.Test.Labels[i]);
        Assert.Equal(trained.Stored.Record.Epochs[^1].HeldOut, new Score(correct, data.Test.Count));
    }

    [Fact]
    public void Changed_weights_are_refused()
    {
        var bytes = File.ReadAllBytes(Model);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Model, bytes);
        Assert.Contains("one of them was changed", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_off_file_is_refused()
    {
        File.WriteAllBytes(Model, File.ReadAllBytes(Model)[..^1]);
        Assert.Contains("cut off", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_weights_are_told()
    {
        File.Delete(Model);
        Assert.Contains("there is no file", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => TrainedRun.Load(run).Match(valid: _ => "none", invalid: errors => errors[0].Sentence());
}
