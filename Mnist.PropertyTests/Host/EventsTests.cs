using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.TensorBoard;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What a run leaves for TensorBoard.</summary>
public sealed class EventsTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.WithoutNormalization(),
        new()
        {
            Epochs = 2,
            BatchSize = 4,
            Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9, Nesterov = true },
            Augmentations = [new Augmentation.Rotation(10)],
        },
        new());

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_leaves_one_file_with_its_curves_and_settings()
    {
        IdxFiles.WriteSet(folder.Path);
        var plan = Path.Combine(folder.Path, "tiny.json");
        File.WriteAllText(plan, PlanText.Write(Tiny));
        var runs = Path.Combine(folder.Path, "runs");
        Command.Run("train", plan, "--backend", "simd", "--seed", "5", "--data", folder.Path, "--out", runs);

        var run = Directory.GetDirectories(runs).Single();
        var values = EventRecords.Read(File.ReadAllBytes(Directory.GetFiles(run, "*tfevents*").Single()))
            .Select(Event.Parser.ParseFrom)
            .SelectMany(e => e.Summary?.Value ?? Enumerable.Empty<SummaryValue>())
            .ToLookup(v => v.Tag, StringComparer.Ordinal);
        var record = StoredRun.Load(run).OrThrow().Record;
        Assert.Equal(record.Epochs.Select(e => (float)e.HeldOut.Percent), values["accuracy/test"].Select(v => v.SimpleValue));

        var settings = HparamsData.Parser.ParseFrom(
            values["_hparams_/session_start_info"].Single().Metadata.PluginData.Content).SessionStartInfo.Hparams;
        Assert.Equal(
            ("tiny", "simd", "sgd"),
            (settings["plan"].StringValue, settings["backend"].StringValue, settings["optimizer.type"].StringValue));
        Assert.Equal([5, 2, 4, 0.01, 0.9], Numbers("seed", "epochs", "batchSize", "optimizer.learningRate", "optimizer.momentum"));
        Assert.Equal([(4 * 25) + (4 * 36 * 10) + 10], Numbers("parameters"));
        Assert.True(settings["optimizer.nesterov"].BoolValue);
        Assert.Contains("rotation", settings["augmentations"].StringValue, StringComparison.Ordinal);

        IEnumerable<double> Numbers(params string[] names) => names.Select(name => settings[name].NumberValue);
    }
}
