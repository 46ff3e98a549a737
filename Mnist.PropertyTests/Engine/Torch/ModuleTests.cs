using FsCheck;
using FsCheck.Fluent;
using Mnist.Engine.Torch;

namespace Mnist.PropertyTests.Engine.Torch;

/// <summary>The calculators against the tensors that torch really allocates.</summary>
public sealed class ModuleTests
{
    [TorchProperty(Arbitrary = [typeof(Networks)], MaxTest = 60)]
    public Property Tensors_have_the_names_and_dimensions_of_the_calculator(NetworkCase network)
    {
        var summary = network.Checked().Summary;
        using var module = new ModuleBuilder(summary, new(network.Seed, network.BatchSize, threads: 1)).Build(network.Architecture);
        var actual = module.state_dict().Where(t => !t.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .Select(t => $"{t.Key} {string.Join('x', t.Value.shape)} {t.Value.requires_grad}").ToArray();

        // torch lists all parameters before all running values.
        var expected = summary.Tensors.OrderByDescending(t => t.Trainable)
            .Select(t => $"{t.Name} {string.Join('x', t.Dimensions)} {t.Trainable}").ToArray();
        var count = module.parameters().Sum(p => p.numel());
        return (expected.SequenceEqual(actual, StringComparer.Ordinal) && count == summary.Parameters.Trainable)
            .Label($"{string.Join(", ", actual)}; {count}");
    }
}
