using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Export;
using Mnist.Engine.Pictures;
using Mnist.Engine.Runs;
using Mnist.Engine.Training;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;
using Mnist.Host.Wording;
using Mnist.PropertyTests.Engine.Images;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Host;

/// <summary>Files changed at random, for every reader of files: answered or refused with a sentence.</summary>
/// <param name="output">For the figures of a long run.</param>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int CountByDefault = 20_000;

    private static readonly CheckedPlan Small = PlanChecker.Check(
        new(
            "small",
            new(Shape.MnistImage, [new Layer.Conv2d(4, 5), new Layer.BatchNorm2d(), new Layer.GlobalAvgPool(), new Layer.Linear(10)]),
            new() { Epochs = 4, BatchSize = 32, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
            new()),
        DataSpec.Mnist).OrThrow();

    private static readonly RunRecord Finished = new()
    {
        Plan = Small.Plan,
        PlanHash = PlanText.Hash(Small.Plan),
        Seed = 1,
        Data = new("mnist", IsMnist: true, "00", 60_000, 10_000, HeldOutSplit.Test),
        Execution = new("simd", 1, "0", ".NET", "Linux", "2 cores", DateTimeOffset.UnixEpoch, 1),
        Epochs =
        [
            new(1, 0.1, 0.5, new(1, 60_000), double.NaN, new(1, 10_000), 1, 1),
            new(2, 0.1, 0.5, new(1, 60_000), 1, new(1, 10_000), 1, 1),
        ],
        State = new RunState.Finished("00"),
    };

    private static readonly TrainingState Start = new([], default, 0, []);

    private static readonly TrainingState UnderWay = new(
        Finished.Epochs, new(3, 0.5, 2, 1), 2, [new(StateVector.Current, [1, 2, 3]), new(StateVector.Velocity, [float.NaN, 0, -1])]);

    /// <summary>Colour and depth as PNG numbers them.</summary>
    private static readonly (int Colour, int Depth)[] Kinds = [(0, 1), (0, 16), (2, 8), (3, 2), (3, 8), (4, 8), (6, 16)];

    private static readonly Reader[] Readers =
    [
        new("plan", 15, [.. PlanCatalog.All.Take(3).Prepend(Small.Plan).Select(plan => Bytes(PlanText.Write(plan)))], Plan),
        new("record", 15, [Bytes(JsonText.Write(RecordDocument.Of(Finished), RecordJson.Default.RecordDocument))], Record),
        new("checkpoint", 12, [CheckpointFile.Write("run", Start), CheckpointFile.Write("run", UnderWay)], Checkpoint) { Repair = Signed },
        new("safetensors", 12, [Model()], Weights),
        new("PNG", 20, [.. Kinds.SelectMany(Pictures)], Digits) { Repair = PngPicture.Repaired },
        new("PGM", 8, [Bytes("P2 3 2 255\n1 2 3 4 5 255\n"), Bytes("P5\n# x\n4 2 255\nabcdefgh"), Bytes("P5 2 2 65535 abcdefgh")], Digits),
        new("IDX", 4, [IdxFiles.Images(1), IdxFiles.Images(2)], Digits),
        new("IDX labels", 4, [IdxFiles.Labels(9)], Labels),
        new("gzip", 10, [IdxFiles.Gzip(IdxFiles.Labels(300)), InParts(IdxFiles.Labels(9))], Labels),
    ];

    public static TheoryData<string> Names => [.. Readers.Select(reader => reader.Name)];

    /// <summary>All inputs of a run of the tests; MNIST_FUZZ asks for another number.</summary>
    private static long Total => long.TryParse(Environment.GetEnvironmentVariable("MNIST_FUZZ"), out var total) ? total : CountByDefault;

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutations_are_answered_or_refused(string name)
    {
        var reader = Of(name);
        var (count, answered, watch) = (Total * reader.Share / 100, 0L, Stopwatch.StartNew());
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            if (reader.Answers(reader.Input(i)))
                Interlocked.Increment(ref answered);
        });
        output.WriteLine($"{name}: {count} inputs in {watch.Elapsed.TotalSeconds:F1} s, {answered} answered, {count - answered} refused.");
        Assert.InRange(answered, 1, count - 1);
    }

    /// <summary>Inputs that such runs have found, and that broke a reader.</summary>
    [Theory]
    [InlineData("record", "null")]
    public void What_was_found_is_refused(string name, string input) => Assert.False(Of(name).Answers(Bytes(input)));

    private static Reader Of(string name) => Readers.Single(reader => reader.Name == name);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string> Plan(byte[] file) => TextFile.Text(file).Match(
        valid: text => PlanText.Read(text).Match(
            valid: plan => PlanChecker.Check(plan, DataSpec.Mnist).Match(valid: _ => [], invalid: e => e.Select(x => x.Message().Sentence)),
            invalid: e => e.Select(x => x.Sentence())),
        invalid: e => e.Select(x => x.Sentence("plan.json")));

    private static IEnumerable<string> Record(byte[] file) => TextFile.Text(file).Match(
        valid: text => StoredRun.Of("run", Small.Plan, text).Match(valid: _ => [], invalid: c => c.Select(x => x.Sentence())),
        invalid: e => e.Select(x => x.Sentence("record.json")));

    private static IEnumerable<string> Checkpoint(byte[] file) =>
        CheckpointFile.Read(file, "run").Match(valid: _ => [], invalid: e => e.Select(x => $"{x}"));

    private static byte[] Signed(byte[] file) => file.Length < SHA256.HashSizeInBytes
        ? file
        : [.. file[..^SHA256.HashSizeInBytes], .. SHA256.HashData(file.AsSpan(..^SHA256.HashSizeInBytes))];

    private static IEnumerable<string> Weights(byte[] file) =>
        SafetensorsReader.Read(file, Small.Summary.Tensors).Match(valid: _ => [], invalid: e => e.Select(x => x.Sentence("model")));

    private static byte[] Model()
    {
        using var file = new MemoryStream();
        SafetensorsWriter.Write(file, global::Mnist.Engine.Backends.Weights.Initial(Small.Summary.Tensors, 1), 1);
        return file.ToArray();
    }

    private static byte[][] Pictures((int Colour, int Depth) kind) =>
    [
        PngReaderTests.Picture(kind.Colour, kind.Depth, interlaced: false, 5, 4, kind.Depth).Encode(),
        PngReaderTests.Picture(kind.Colour, kind.Depth, interlaced: true, 6, 9, kind.Depth).Encode(),
    ];

    private static byte[] InParts(byte[] content) => [.. IdxFiles.Gzip(content[..12]), .. IdxFiles.Gzip(content[12..])];

    private static IEnumerable<string> Digits(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return DigitFile.Read(stream, "file").Match(valid: _ => [], invalid: e => e.Select(x => x.Sentence("file")));
    }

    private static IEnumerable<string> Labels(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return IdxReader.Read(stream, "file", IdxLayout.Labels).Match(valid: _ => [], invalid: e => e.Select(x => x.Sentence()));
    }
}
