using Mnist.Domain.Analysis;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Host.Presentation;

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
    public IEnumerable<Block> Lines => [Line("8 bits", Int8), Line("float32", Float32)];

    private static Block.Line Line(string format, DeployedNetwork network) => new(
        $"On a device in {format}: {network.FlashBytes.Grouped()} bytes of flash, {network.RamBytes.Grouped()} of RAM, {Way(network)}.");

    private static string Way(DeployedNetwork network) => network.ByRows == network.Stages.Count
        ? "row by row"
        : network.ByRows == 0
            ? "layer by layer"
            : $"the first {network.ByRows} of {network.Stages.Count.Of("stage")} row by row";
}
