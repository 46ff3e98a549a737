using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class ParameterTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public bool The_count_is_that_of_the_definitions_of_torch(Architecture net) =>
        Summaries.Of(net).Parameters == Count(net.Layers, net.Input);

    [Property(Arbitrary = [typeof(Architectures)])]
    public bool Tensors_of_a_network_have_names_of_their_own(Architecture net) =>
        Summaries.Of(net).Tensors.CountBy(t => t.Name).All(name => name.Value == 1);

    [Property(Arbitrary = [typeof(Architectures)])]
    public bool The_summary_lists_the_tensors_that_the_chain_has(Architecture net) =>
        Summaries.Of(net).Tensors.Equals(ParameterCalculator.Tensors(PlacedLayer.Chain(net.Layers), net.Input));

    [Fact]
    public void Weights_and_biases_start_uniform_within_one_over_the_root_of_the_fan_in()
    {
        var tensors = Summaries.Of(new(
            new(
                6,
                8,
                8), [new Layer.Conv2d(4, new(3, 5)) { Groups = 2, Bias = true }, new Layer.GlobalAvgPool(), new Layer.Linear(3)])).Tensors;
        double[] bounds = [1 / Math.Sqrt(3 * 3 * 5), 1 / Math.Sqrt(3 * 3 * 5), 1 / Math.Sqrt(4), 1 / Math.Sqrt(4)];
        Assert.Equal(bounds.Select(bound => new InitialValues(-bound, bound)), tensors.Select(t => t.Initial));
    }

    [Fact]
    public void Normalisation_starts_as_the_identity() => Assert.Equal(
        [("0.weight", new(1, 1)), ("0.bias", new(0, 0)), ("0.running_mean", new(0, 0)), ("0.running_var", new InitialValues(1, 1))],
        Summaries.Of(new(new(2, 3, 3), [new Layer.BatchNorm2d()])).Tensors.Select(t => (t.Name, t.Initial)));

    /// <summary>From the documentation of Conv2d, BatchNorm2d and Linear: one term for each learned array.</summary>
    private static ParameterCount Count(IEnumerable<Layer> chain, Shape input)
    {
        var (trainable, running, shape) = (0L, 0L, input);
        foreach (var layer in chain)
        {
            var inputs = shape.Channels;
            var inner = layer is Layer.Residual r ? Count(r.Body, shape) + Count(r.Projection, shape) : default;
            trainable += inner.Trainable + layer switch
            {
                Layer.Conv2d c => ((c.Kernel.Height * c.Kernel.Width * inputs / c.Groups) + (c.Bias ? 1 : 0)) * c.Filters,
                Layer.BatchNorm2d => 2 * inputs,
                Layer.Linear l => (inputs + (l.Bias ? 1 : 0)) * l.Units,
                _ => 0,
            };
            running += inner.NonTrainable + (layer is Layer.BatchNorm2d ? 2 * inputs : 0);
            shape = ReferenceShapes.Output(layer, shape)!;
        }

        return new(trainable, running);
    }
}
