using System.ComponentModel;
using System.Text.Json.Serialization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>A learning rate schedule in a plan file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Constant), "constant")]
[JsonDerivedType(typeof(StepLr), "stepLr")]
[JsonDerivedType(typeof(OneCycle), "oneCycle")]
[JsonDerivedType(typeof(Cosine), "cosine")]
[JsonDerivedType(typeof(Cyclic), "cyclic")]
internal abstract record ScheduleDocument
{
    [Description("The optimiser's rate throughout.")]
    internal sealed record Constant : ScheduleDocument;

    [Description("The rate times gamma after every so many epochs.")]
    internal sealed record StepLr : ScheduleDocument
    {
        [Description("Epochs between steps, at least 1.")]
        public required int StepEpochs { get; init; }

        [Description("Factor, in (0, 1]; default 0.1.")]
        public double? Gamma { get; init; }
    }

    [Description("One rise to a maximum and one fall, for each batch.")]
    internal sealed record OneCycle : ScheduleDocument
    {
        [Description("The peak, above 0; the optimiser's own rate is not used.")]
        public required double MaxLearningRate { get; init; }

        [Description("Share of the steps that rise, in (0, 1); default 0.3.")]
        public double? RisingShare { get; init; }

        [Description("The first rate is the peak divided by this, at least 1; default 25.")]
        public double? DivFactor { get; init; }

        [Description("The last rate is the first divided by this, at least 1; default 1e4.")]
        public double? FinalDivFactor { get; init; }

        [Description("How the rate gets from one value to the other; default cosine.")]
        public Annealing? Annealing { get; init; }

        [Description("Momentum that falls while the rate rises; default the optimiser's own throughout.")]
        public MomentumCycleDocument? Momentum { get; init; }
    }

    [Description("A linear rise over the first epochs, then a cosine down, for each batch.")]
    internal sealed record Cosine : ScheduleDocument
    {
        [Description("Epochs that rise, at least 0 and fewer than the run has; default 0.")]
        public int? WarmupEpochs { get; init; }

        [Description("First rate as a share of the optimiser's, in (0, 1]; default 1/3.")]
        public double? WarmupStart { get; init; }

        [Description("Rate that the cosine ends at, at least 0; default 0.")]
        public double? FinalLearningRate { get; init; }
    }

    [Description("Triangles between two rates, for each batch.")]
    internal sealed record Cyclic : ScheduleDocument
    {
        [Description("The lower rate, at least 0; the optimiser's own rate is not used.")]
        public required double BaseLearningRate { get; init; }

        [Description("The upper rate, above the lower one.")]
        public required double MaxLearningRate { get; init; }

        [Description("Batches from the lower to the upper rate, at least 1.")]
        public required int StepsUp { get; init; }

        [Description("Batches back down, at least 1; default as many as up.")]
        public int? StepsDown { get; init; }

        [Description("Momentum that falls while the rate rises; default the optimiser's own throughout.")]
        public MomentumCycleDocument? Momentum { get; init; }
    }
}

internal sealed record MomentumCycleDocument
{
    [Description("Momentum at the highest rate, in [0, 1).")]
    public required double Low { get; init; }

    [Description("Momentum at the lowest rate, in [0, 1), at least the low one.")]
    public required double High { get; init; }
}
