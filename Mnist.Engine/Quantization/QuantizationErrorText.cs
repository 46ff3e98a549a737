using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Engine.Quantization;

/// <summary>One sentence for each <see cref="QuantizationError"/>.</summary>
public static class QuantizationErrorText
{
    /// <summary>Why a network cannot be computed in 8 bits.</summary>
    /// <param name="error">The error.</param>
    public static string Sentence(this QuantizationError error) => error.Match(new QuantizationError.Cases<string>(
        WindowTooLarge: e => $"{e.Layer.Place()}: one output adds up {e.Taps.Grouped()} products, and with 8 bits at most "
            + $"{e.Most.Grouped()} fit into a sum of 32; export it with --numbers float32, or use a smaller window or groups.",
        NotFinite: e => $"{e.Layer.Place()}: its weights, or what it computes, are infinite or no numbers; train the plan again, "
            + "with a lower learning rate."));
}
