using System.Globalization;
using Mnist.Domain.Deployment;
using Mnist.Engine.Quantization;

namespace Mnist.Engine.Export.Firmware;

/// <summary>Integers of 8 bits, sums of 32, products of 64 where a sum is rescaled.</summary>
internal sealed class Int8Arithmetic(QuantizedNetwork network) : Arithmetic(network.Network)
{
    public override string Value => "int8_t";

    public override string Sum => "int32_t";

    public override string Arena => """
        static union {
            int8_t of_8[DIGIT_ARENA_BYTES];
            int16_t of_16[DIGIT_ARENA_BYTES / 2];
            int32_t of_32[DIGIT_ARENA_BYTES / 4];
        } arena;
        """;

    public override string Place(long offset, string type) => type switch
    {
        "int8_t" => $"(arena.of_8 + {offset})",
        "int16_t" => $"(arena.of_16 + {offset / 2})",
        _ => $"(arena.of_32 + {offset / 4})",
    };

    public override string PooledSum(Stage stage) => stage.SumBytes(NumberFormat.Int8) == 2 ? "int16_t" : Sum;

    public override void Helpers(CText text)
    {
        if (!network.Nodes.Any(Rescales))
            return;
        text.Comment("A sum times multiplier / 2^shift, rounded: halves go up.")
            .Block("static int64_t scaled(int32_t sum, int32_t multiplier, uint8_t shift)", () => text
                .Line("return ((int64_t)sum * multiplier + ((int64_t)1 << (shift - 1))) >> shift;"))
            .Line()
            .Block("static int8_t clamped(int64_t value, int8_t low)", () => text
                .Line("return value < low ? low : value > 127 ? 127 : (int8_t)value;"))
            .Line();
    }

    public override void Constants(CText text, int node, string name)
    {
        var convolution = (QuantizedNode.Convolution)network.Nodes[node];
        text.Table("int8_t", $"weights_{name}", convolution.Weights, Text).Table("int32_t", $"bias_{name}", convolution.Bias, Text);
        if (convolution.Scales.Length > 0)
        {
            text.Table("int32_t", $"multiplier_{name}", convolution.Scales, scale => Text(scale.Multiplier));
            text.Table("uint8_t", $"shift_{name}", convolution.Scales, scale => Text(scale.Shift));
        }
    }

    public override string Pixel(string level) => $"(int8_t)({level} - {QuantizedNetwork.GreyOffset})";

    public override string Zero(int value) => Text(network.Values[value].Zero);

    public override string Begin(string name) => $"bias_{name}[o]";

    public override string Finish(int node, string name) => ((QuantizedNode.Convolution)network.Nodes[node]).Scales.Length > 0
        ? Clamped(node, $"scaled(sum, multiplier_{name}[o], shift_{name}[o])")
        : Rectifies(node) ? "sum < 0 ? 0 : sum" : "sum";

    public override string Mean(int node, string sum)
    {
        var mean = (QuantizedNode.Mean)network.Nodes[node];
        return Clamped(node, $"scaled({sum} - ({mean.Offset}), {Text(mean.Scale)})");
    }

    public override string Add(int node, string left, string right)
    {
        var (sum, inputs) = ((QuantizedNode.Sum)network.Nodes[node], Network.Graph.Nodes[node].Inputs);
        var finer = $"{Finer(left, inputs[0], sum.Left)} + {Finer(right, inputs[1], sum.Right)}";
        return Clamped(node, $"scaled((int32_t)({finer}), {Text(sum.Result)})");
    }

    private static bool Rescales(QuantizedNode node) =>
        node.Match<bool>(new(Plain: _ => false, Convolution: c => c.Scales.Length > 0, Mean: _ => true, Sum: _ => true));

    private string Finer(string value, int input, Rescaling by) =>
        $"scaled(({value} - ({Zero(input)})) * (int32_t){1 << QuantizedNode.Sum.FinerBits}, {Text(by)})";

    private string Clamped(int node, string number)
    {
        var zero = network.Values[node + 1].Zero;
        return $"clamped({number} + ({Text(zero)}), {(Rectifies(node) ? zero : sbyte.MinValue)})";
    }

    private static string Text(Rescaling scale) => $"{Text(scale.Multiplier)}, {Text(scale.Shift)}";

    private static string Text(sbyte number) => Text((int)number);

    private static string Text(int number) =>
        number == int.MinValue ? "INT32_MIN" : number.ToString(CultureInfo.InvariantCulture);
}
