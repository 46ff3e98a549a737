using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Backends;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;

namespace Mnist.PropertyTests.Engine;

/// <summary>A linear network knows itself where it looks: at the weights of the output, where the image has ink.</summary>
public sealed class OcclusionTests
{
    private static readonly CheckedPlan Linear = PlanChecker.Check(
        new(
            "linear",
            new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Linear(10)]),
            new() { Epochs = 1, Optimizer = new Optimizer.Sgd { LearningRate = 1 } },
            new()),
        DataSpec.Mnist).OrThrow();

    [Property(MaxTest = 40)]
    public Property The_brightest_spot_covers_the_pixel_that_speaks_for_the_output() => Prop.ForAll(
        Gen.Choose(3, 23).Zip(Gen.Choose(3, 23)).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (place, output) =>
        {
            var pixel = (place.Item1 * 28) + place.Item2;
            var map = Map(output, weight: 5, pixel);
            return map.Max() == 255
                && map[pixel] == 255
                && Enumerable.Range(0, 784).All(i => map[i] == 0 || Distance(i, pixel) < 5);
        });

    [Property(MaxTest = 20)]
    public bool What_speaks_against_the_output_leaves_the_map_dark(byte place) => Map(3, weight: -5, place).All(level => level == 0);

    private static int Distance(int one, int other) => Math.Max(Math.Abs((one / 28) - (other / 28)), Math.Abs((one % 28) - (other % 28)));

    private static byte[] Map(int output, float weight, int pixel)
    {
        var weights = Weights.Initial(Linear.Summary.Tensors, 1);
        Array.Clear(weights.Values);
        weights[0][(output * 784) + pixel] = weight;
        using var network = new SimdBackend().Create(Linear, weights, 1, 1);
        var image = new byte[784];
        image[pixel] = 255;
        return Occlusion.Of(network, Linear, image, output);
    }
}
