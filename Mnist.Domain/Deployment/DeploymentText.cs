using Mnist.Domain.Phrases;

namespace Mnist.Domain.Deployment;

/// <summary>A network on a device in words.</summary>
public static class DeploymentText
{
    /// <summary>Its memory, and how it is computed.</summary>
    public static string Sentence(this DeployedNetwork network) =>
        $"On a device in {(network.Format == NumberFormat.Int8 ? "8 bits" : "float32")}: {network.FlashBytes.Grouped()} bytes of flash, "
        + $"{network.RamBytes.Grouped()} of RAM, {Way(network)}.";

    private static string Way(DeployedNetwork network) =>
        network.ByRows == network.Stages.Count ? "row by row"
        : network.ByRows == 0 ? "layer by layer"
        : $"the first {network.ByRows} of {network.Stages.Count.Of("stage")} row by row";
}
