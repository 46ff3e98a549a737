using System.Text.Json;
using FsCheck.Fluent;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Mnist.Host.Pages.Sections;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>The script inside a page against the engine.</summary>
public sealed class NetScriptTests
{
    private const int Images = 1_000;

    /// <summary>Single precision against double, through a few layers.</summary>
    private const double Rounding = 1e-4;

    [NodeFact]
    public void Every_kind_of_layer_gives_the_engines_logits()
    {
        var cases = Networks.Cases().Generator.Sample(30, 60).ToArray();
        var answers = Node.Answers(
            "i => { const net = JSON.parse(i.Net), weights = Net.decode(i.Weights); return i.Inputs.map(x => "
                + "Array.from(Net.logits(net, weights, x))); }",
            cases.Select(Input).ToArray());
        Assert.All(cases.Zip(answers), pair => AssertNear(Engine(pair.First), Flat(pair.Second), $"{pair.First}"));
    }

    [NodeFact]
    public void A_thousand_digits_get_the_engines_probabilities() =>
        AssertSameProbabilities(SyntheticDigits.Create(1, trainingCount: 1, testCount: Images).Test);

    [MnistNodeFact]
    public async Task A_thousand_test_images_of_MNIST_get_the_engines_probabilities() =>
        AssertSameProbabilities(
            (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow().Test.Select(Enumerable.Range(0, Images).ToArray()));

    [MnistNodeFact]
    public async Task MNISTs_images_are_centred_already()
    {
        var images = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow().Test;
        var chosen = Enumerable.Range(0, Images).Select(i => images.Image(i).ToArray()).ToArray();
        var answers =
            Node.Answers("image => Array.from(Net.centre(Array.from(Buffer.from(image, 'base64'), level => level / 255), 28, 28))", chosen);
        Assert.All(chosen.Zip(answers), pair => Assert.Equal(
            pair.First.Select(level => Math.Floor((level * 255.0 / pair.First.Max()) + 0.5)), Numbers(pair.Second)));
    }

    [NodeFact]
    public void Where_and_how_large_a_digit_is_drawn_changes_nothing()
    {
        var answers = Centred([(30, 60, 100), (150, 20, 100), (10, 10, 260)]);
        Assert.Equal(answers[0], answers[1]);
        Assert.InRange(answers[0].Zip(answers[2], (a, b) => Math.Abs(a - b)).Max(), 0, 2);
        Assert.Equal(20 * 10, answers[0].Count(level => level > 0));
    }

    [NodeFact]
    public void An_empty_board_is_no_digit() =>
        Assert.Equal(JsonValueKind.Null, Node.Answers("size => Net.centre(new Float64Array(size * size), size, size)", [28])[0].ValueKind);

    private static void AssertSameProbabilities(ImageSet images)
    {
        var plan = PlanChecker.Check(Ours.Flagship, DataSpec.Mnist).OrThrow();
        var weights = RandomWeights.Of(plan, 1);
        using var network = new SimdBackend().Create(plan, weights, 1, threads: 2);
        var expected = Predictions.Of(network, images, plan);
        var answers = Node.Answers(
            "i => { const net = JSON.parse(i.Net), weights = Net.decode(i.Weights);"
            + " return i.Images.map(image => Net.softmax(Net.logits(net, weights, Net.normalize(net, Buffer.from(image, 'base64'))))); }",
            [new { Net = DrawSection.Net(plan), Weights = DrawSection.Values(weights), Images = Enumerable
                .Range(0, images.Count)
                .Select(i => Convert.ToBase64String(images.Image(i))) }]);
        AssertNear([.. Enumerable.Range(0, images.Count).SelectMany(expected.Probabilities)], Flat(answers[0]), "probabilities");
    }

    /// <summary>Filled rectangles, twice as high as wide, on a board of 280 x 280.</summary>
    private static double[][] Centred((int Left, int Top, int Height)[] rectangles) => Node.Answers(
        "r => { const ink = new Float64Array(280 * 280); for (let y = 0; y < r[2]; y++) for (let x = 0; x < r[2] / 2; x++) ink[(r[1] "
            + "+ y) * 280 + r[0] + x] = 1;"
        + " return Array.from(Net.centre(ink, 280, 280)); }",
        rectangles.Select(r => new[] { r.Left, r.Top, r.Height }).ToArray()).Select(Numbers).ToArray();

    private static object Input(NetworkCase network)
    {
        var plan = network.Checked();
        var batch = Batch(network);
        return new
        {
            Net = DrawSection.Net(plan),
            Weights = DrawSection.Values(RandomWeights.Of(plan, network.Seed)),
            Inputs = batch.Pixels.Chunk(batch.Pixels.Length / batch.Count),
        };
    }

    private static RandomBatch Batch(NetworkCase network) =>
        new(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed);

    private static double[] Engine(NetworkCase network)
    {
        var plan = network.Checked();
        using var engine = new SimdBackend().Create(plan, RandomWeights.Of(plan, network.Seed), network.Seed, threads: 1);
        var logits = new float[network.BatchSize * plan.Summary.Output.Channels];
        engine.Evaluate(Batch(network), logits);
        return [.. logits.Select(l => (double)l)];
    }

    private static void AssertNear(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / scale;
        Assert.True(worst <= Rounding, $"{worst:G3} of {scale:G3} in {what}");
    }

    private static double[] Flat(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(Numbers)];

    private static double[] Numbers(JsonElement row) => [.. row.EnumerateArray().Select(n => n.GetDouble())];

    /// <summary>Needs node and MNIST.</summary>
    private sealed class MnistNodeFactAttribute : FactAttribute
    {
        public MnistNodeFactAttribute() => Skip = new NodeFactAttribute().Skip ?? new MnistFactAttribute().Skip;
    }
}
