using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Check;

/// <summary>A network as devices would run it.</summary>
/// <param name="Int8">With numbers of 8 bits.</param>
/// <param name="Float32">With numbers of 32 bits.</param>
internal sealed record Devices(DeployedNetwork Int8, DeployedNetwork Float32)
{
    /// <summary>Null for a network beyond all devices.</summary>
    public static Devices? Of(Architecture architecture, Summary summary) =>
        DeploymentCalculator.Of(architecture, summary, NumberFormat.Int8) is { } int8
        && DeploymentCalculator.Of(architecture, summary, NumberFormat.Float32) is { } float32
            ? new(int8, float32)
            : null;

    /// <summary>One line for each format.</summary>
    public IEnumerable<Block> Lines => [new Block.Line(Int8.Sentence()), new Block.Line(Float32.Sentence())];
}
