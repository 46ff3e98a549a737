using System.Text.Json;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Onnx;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public ExportTests()
    {
        IdxFiles.WriteSet(folder.Path);
        var plan = new Plan(
            "tiny",
            new(Shape.MnistImage,
            [
                new Layer.Conv2d(4, 5) { Stride = 4 },
                new Layer.BatchNorm2d(),
                new Layer.Relu(),
                new Layer.Flatten(),
                new Layer.Linear(10),
            ]),
            new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
            new());
        var file = folder.Write("tiny.json", System.Text.Encoding.UTF8.GetBytes(PlanText.Write(plan)));
        var runs = Path.Combine(folder.Path, "runs");
        Command.Run(["train", file, "--backend", "simd", "--data", folder.Path, "--out", runs]);
        run = Directory.GetDirectories(runs).Single();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_ONNX_file_lies_beside_the_run()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(
            Command.Run("export", run, "--fold-batch-norm", "--normalize", "--softmax", "--json").Output);
        var file = document.GetProperty("file").GetString()!;
        Assert.Equal(Path.Combine(run, "model.onnx"), file);
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
        Assert.Equal(
            ["Mul", "Add", "Conv", "Relu", "Flatten", "Gemm", "Softmax"],
            graph.Node.Select(node => node.OpType),
            StringComparer.Ordinal);
        Assert.Equal("output probabilities (N, 10)", document.GetProperty("output").GetString());
    }

    [Fact]
    public void Safetensors_are_those_of_the_run()
    {
        var copy = Path.Combine(folder.Path, "copy.safetensors");
        Assert.Equal(ExitCode.Done, Command.Run("export", run, "--format", "safetensors", "--out", copy).Exit);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(copy));
    }

    [Theory]
    [InlineData(ExitCode.NoRunDirectory, "no-such-run")]
    [InlineData(ExitCode.Invalid, "no-such-run", "--format", "gif")]
    public void What_cannot_be_done_is_refused(object exit, params string[] arguments) =>
        Assert.Equal((ExitCode)exit, Command.Run(["export", .. arguments]).Exit);

    [Fact]
    public void A_place_that_takes_no_file_is_told()
    {
        var seen = Command.Run("export", run, "--out", Path.Combine(run, "no-such-folder", "x.onnx"));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("cannot be written to", seen.Error, StringComparison.Ordinal);
    }

    /// <summary>An administrator's export took the place of the device: a file lay at /dev/full.</summary>
    [UnixFact]
    public void A_pipe_is_not_replaced()
    {
        var pipe = SpecialFiles.Pipe(Path.Combine(folder.Path, "pipe"));
        var seen = Command.Run("export", run, "--out", pipe);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Equal($"'{pipe}' cannot be written to: It is a pipe and no regular file.", seen.Error.TrimEnd());
    }

    [Fact]
    public void A_link_stays_and_what_it_stands_for_is_written()
    {
        var (file, link) = (folder.Write("file", [1]), Path.Combine(folder.Path, "link"));
        File.CreateSymbolicLink(link, file);
        Assert.Equal(ExitCode.Done, Command.Run("export", run, "--format", "safetensors", "--out", link).Exit);
        Assert.Equal(file, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(file));
    }
}
