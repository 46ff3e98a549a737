using Mnist.Domain.Deployment;
using Mnist.Engine.Quantization;

namespace Mnist.Engine.Export.Firmware;

/// <summary>32-bit floating point throughout.</summary>
internal sealed class Float32Arithmetic(FoldedNetwork network) : Arithmetic(network.Network)
{
    private const int Word = 4;

    public override string Value => "float";

    public override string Sum => "float";

    public override string Arena => "static float arena[DIGIT_ARENA_BYTES / 4];";

    public override string Place(long offset, string type) => $"(arena + {offset / Word})";

    public override string PooledSum(Stage stage) => Sum;

    public override void Helpers(CText text)
    {
    }

    public override void Constants(CText text, int node, string name) => text
        .Table("float", $"weights_{name}", network.Convolutions[node]!.Weights, CText.Float)
        .Table("float", $"bias_{name}", network.Convolutions[node]!.Bias, CText.Float);

    public override string Pixel(string level)
    {
        var (mean, deviation) = (network.Normalization.Mean, network.Normalization.StandardDeviation);
        return $"{level} * {CText.Float((float)(1 / (byte.MaxValue * deviation)))} - {CText.Float((float)(mean / deviation))}";
    }

    public override string Zero(int value) => "0";

    public override string Begin(string name) => $"bias_{name}[o]";

    public override string Finish(int node, string name) => Rectifies(node) ? "sum < 0 ? 0 : sum" : "sum";

    public override string Mean(int node, string sum)
    {
        var window = ((Operation.Pooling)Network.Graph.Nodes[node].Operation).Window.Kernel;
        return $"{sum} / {window.Height * window.Width}";
    }

    public override string Add(int node, string left, string right) =>
        Rectifies(node) ? $"{left} + {right} < 0 ? 0 : {left} + {right}" : $"{left} + {right}";
}
