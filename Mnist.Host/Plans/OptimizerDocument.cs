using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Mnist.Host;

/// <summary>An optimiser in a plan file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Sgd), "sgd")]
[JsonDerivedType(typeof(Adam), "adam")]
[JsonDerivedType(typeof(AdamW), "adamW")]
internal abstract record OptimizerDocument
{
    [JsonPropertyOrder(-1), Description("Base learning rate, above 0; a schedule scales or replaces it.")]
    public required double LearningRate { get; init; }

    [JsonPropertyOrder(1), Description("Penalty on the weights, at least 0; default 0.")]
    public double? WeightDecay { get; init; }

    [Description("Stochastic gradient descent.")]
    internal sealed record Sgd : OptimizerDocument
    {
        [Description("Share of the last step kept, in [0, 1); default 0.")]
        public double? Momentum { get; init; }

        [Description("Whether the step looks ahead; needs momentum; default false.")]
        public bool? Nesterov { get; init; }
    }

    [Description("Adam; the decay is added to the gradient.")]
    internal sealed record Adam : OptimizerDocument
    {
        [Description("Decay of the first moment, in [0, 1); default 0.9.")]
        public double? Beta1 { get; init; }

        [Description("Decay of the second moment, in [0, 1); default 0.999.")]
        public double? Beta2 { get; init; }

        [Description("Added to the root of the second moment, above 0; default 1e-8.")]
        public double? Epsilon { get; init; }
    }

    [Description("Adam with decoupled weight decay.")]
    internal sealed record AdamW : OptimizerDocument
    {
        [Description("Decay of the first moment, in [0, 1); default 0.9.")]
        public double? Beta1 { get; init; }

        [Description("Decay of the second moment, in [0, 1); default 0.999.")]
        public double? Beta2 { get; init; }

        [Description("Added to the root of the second moment, above 0; default 1e-8.")]
        public double? Epsilon { get; init; }
    }
}
