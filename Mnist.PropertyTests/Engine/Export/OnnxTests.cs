using FsCheck.Fluent;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Export;
using Mnist.Engine.Onnx;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests.Engine;

/// <summary>Exported networks, read back and run by the real ONNX Runtime.</summary>
public sealed class OnnxTests
{
    private static readonly OnnxOptions[] AllOptions =
    [
        .. from fold in new[] { false, true }
           from softmax in new[] { false, true }
           select new OnnxOptions { FoldBatchNorm = fold, Softmax = softmax },
    ];

    [OnnxRuntimeFact]
    public void Every_kind_of_layer_gives_the_engines_logits()
    {
        var cases = Networks.Cases().Generator
            .Sample(30, 80)
            .Select((network, i) => (Network: network, Options: AllOptions[i % AllOptions.Length]))
            .ToArray();
        var answers = OnnxRuntime.Run([.. cases.Select(c => Job(c.Network, c.Options))]);
        Assert.All(cases.Zip(answers), pair =>
        {
            var expected = Engine(pair.First.Network, pair.First.Options.Softmax);
            var scale = Math.Max(1, expected.Max(v => Math.Abs(v)));
            Assert.Equal(expected.Length, pair.Second.Length);
            Assert.All(expected.Zip(pair.Second), v => Assert.InRange(Math.Abs(v.First - v.Second) / scale, 0, 1e-4));
        });
    }

    /// <summary>An epoch is enough for weights that mean something.</summary>
    [OnnxMnistFact]
    public async Task All_of_MNISTs_test_images_are_read_alike()
    {
        var data = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow();
        var plan = PlanChecker.Check(Ours.Under2k.WithEpochs(1) with { Target = new() }, DataSpec.Mnist).OrThrow();
        var weights = Trainer.Train(
            plan,
            new(data.Training, data.Test),
            new SimdBackend(),
            new(1, 2, TimeProvider.System),
            _ => { },
            default).Weights;
        using var network = new SimdBackend().Create(plan, weights, 1, threads: 2);
        var expected = Predictions.Of(network, data.Test, plan);
        float[] levels =
            [.. Enumerable.Range(0, data.Test.Count).SelectMany(i => data.Test.Image(i).ToArray()).Select(level => (float)level)];

        foreach (var options in AllOptions.Where(o => o.Softmax).Select(o => o with { Normalize = true }))
        {
            var answer = OnnxRuntime.Run([new(
                Model(plan, weights, options),
                levels,
                [data.Test.Count, 1, ImageSet.Side, ImageSet.Side],
                OnnxWriter.Output(options))])[0];
            for (var i = 0; i < data.Test.Count; i++)
            {
                var row = answer.AsSpan(i * 10, 10).ToArray();
                Assert.Equal(expected.Class(i), Array.IndexOf(row, row.Max()));
                Assert.All(expected.Probabilities(i).Zip(row), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1e-5));
            }
        }
    }

    [Fact]
    public void A_file_says_what_it_is()
    {
        var plan = PlanChecker.Check(Ours.Flagship, DataSpec.Mnist).OrThrow();
        var model = ModelProto.Parser.ParseFrom(Model(plan, RandomWeights.Of(plan, 1), new()));
        Assert.Equal((7, OnnxWriter.OperatorSet, "flagship"), (model.IrVersion, model.OpsetImport.Single().Version, model.Graph.Name));
        Assert.Equal("N", model.Graph.Input.Single().Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal([1, 28, 28], model.Graph.Input.Single().Type.TensorType.Shape.Dim.Skip(1).Select(d => d.DimValue));
        Assert.Equal(plan.Summary.Tensors.Select(t => t.Name), model.Graph.Initializer.Select(t => t.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Folding_leaves_no_normalisation_behind_a_convolution()
    {
        var plan = PlanChecker.Check(Ours.Flagship, DataSpec.Mnist).OrThrow();
        var graph = ModelProto.Parser.ParseFrom(Model(plan, RandomWeights.Of(plan, 1), new() { FoldBatchNorm = true })).Graph;
        Assert.DoesNotContain(graph.Node, node => node.OpType == "BatchNormalization");
        Assert.Equal(
            plan.Plan.Architecture.Layers.Count(l => l is Layer.BatchNorm2d),
            graph.Node.Count(n => n.OpType == "Conv" && n.Input.Count == 3));
    }

    /// <summary>Each value is made once and before it is used, whatever the network.</summary>
    [Fact]
    public void Every_value_is_made_once_and_before_its_use() => Assert.All(Networks.Cases().Generator.Sample(30, 200), network =>
        Assert.All(AllOptions, options =>
        {
            var graph =
                ModelProto.Parser.ParseFrom(Model(network.Checked(), RandomWeights.Of(network.Checked(), network.Seed), options)).Graph;
            var known = graph.Initializer.Select(t => t.Name).Append(OnnxWriter.Input).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(graph.Initializer.Count + 1, known.Count);
            Assert.All(graph.Node, node =>
            {
                Assert.Subset(known, node.Input.ToHashSet(StringComparer.Ordinal));
                Assert.True(known.Add(node.Output.Single()));
            });
            Assert.Contains(OnnxWriter.Output(options), known);
        }));

    private static byte[] Model(CheckedPlan plan, Weights weights, OnnxOptions options)
    {
        using var file = new MemoryStream();
        OnnxWriter.Write(file, plan, weights, options);
        return file.ToArray();
    }

    private static OnnxJob Job(NetworkCase network, OnnxOptions options)
    {
        var input = network.Architecture.Input;
        return new(
            Model(network.Checked(), RandomWeights.Of(network.Checked(), network.Seed), options),
            Batch(network).Pixels,
            [network.BatchSize, input.Channels, input.Height, input.Width],
            OnnxWriter.Output(options));
    }

    private static RandomBatch Batch(NetworkCase network) =>
        new(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed);

    private static double[] Engine(NetworkCase network, bool softmax)
    {
        var plan = network.Checked();
        var outputs = plan.Summary.Output.Channels;
        using var engine = new SimdBackend().Create(plan, RandomWeights.Of(plan, network.Seed), network.Seed, threads: 1);
        var logits = new float[network.BatchSize * outputs];
        engine.Evaluate(Batch(network), logits);
        var predictions = new Predictions(logits, outputs);
        return softmax
            ? [.. Enumerable.Range(0, network.BatchSize).SelectMany(predictions.Probabilities)]
            : [.. logits.Select(l => (double)l)];
    }

    /// <summary>Needs ONNX Runtime and MNIST.</summary>
    private sealed class OnnxMnistFactAttribute : FactAttribute
    {
        public OnnxMnistFactAttribute() => Skip = new OnnxRuntimeFactAttribute().Skip ?? new MnistFactAttribute().Skip;
    }
}
