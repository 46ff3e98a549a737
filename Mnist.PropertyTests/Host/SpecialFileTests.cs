using System.Text;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Host.Commands;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>A pipe at which nobody writes, in the place of every file that is read: one sentence, and no waiting.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public SpecialFileTests()
    {
        IdxFiles.WriteSet(folder.Path);
        var plan = new Plan(
            "tiny",
            new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Linear(10)]),
            new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
            new());
        var runs = Path.Combine(folder.Path, "runs");
        Train(folder.Write("tiny.json", Encoding.UTF8.GetBytes(PlanText.Write(plan))));
        run = Directory.GetDirectories(runs).Single();
    }

    public void Dispose() => folder.Dispose();

    [UnixFact]
    public void As_a_plan() => Refused(ExitCode.Invalid, "tiny.json", path => Command.Run("check", path));

    [UnixFact]
    public void As_a_picture() => Refused(ExitCode.Invalid, "digit.png", path => Command.Run("predict", run, path));

    [UnixFact]
    public void As_a_data_file() =>
        Refused(ExitCode.NoData, $"{DataFileRole.TestLabels.Name()}.gz", _ => Train(Path.Combine(folder.Path, "tiny.json")));

    [UnixTheory]
    [InlineData("plan.json")]
    [InlineData("record.json")]
    [InlineData("model.safetensors")]
    public void As_a_file_of_a_run(string name) => Refused(
        ExitCode.NoRunDirectory, Path.GetRelativePath(folder.Path, Path.Combine(run, name)), _ => Command.Run("predict", run, "digit.png"));

    [UnixFact]
    public void As_a_checkpoint()
    {
        var record = Path.Combine(run, "record.json");
        var text = File.ReadAllText(record);
        File.WriteAllText(record, text.Replace("\"cancelled\": false", "\"cancelled\": true", StringComparison.Ordinal));
        SpecialFiles.Pipe(Path.Combine(run, "checkpoint-000001-000000000.bin"));
        var seen = SpecialFiles.InTime(() => Command.Run("train", "--resume", run, "--data", folder.Path));
        Assert.Contains("It is a pipe and no regular file.", seen.Error, StringComparison.Ordinal);
    }

    private Seen Train(string plan) =>
        Command.Run("train", plan, "--backend", "simd", "--data", folder.Path, "--out", Path.Combine(folder.Path, "runs"));

    private void Refused(ExitCode exit, string name, Func<string, Seen> use)
    {
        var path = Path.Combine(folder.Path, name);
        File.Delete(path);
        SpecialFiles.Pipe(path);
        var seen = SpecialFiles.InTime(() => use(path));
        Assert.Equal(exit, seen.Exit);
        var sentence = Assert.Single(seen.Error.TrimEnd().Split('\n'));
        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.EndsWith("It is a pipe and no regular file.", sentence, StringComparison.Ordinal);
    }
}
