using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Mnist.Host;

/// <summary>One layer in a plan file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Conv2d), "conv2d")]
[JsonDerivedType(typeof(BatchNorm2d), "batchNorm2d")]
[JsonDerivedType(typeof(Relu), "relu")]
[JsonDerivedType(typeof(MaxPool2d), "maxPool2d")]
[JsonDerivedType(typeof(AvgPool2d), "avgPool2d")]
[JsonDerivedType(typeof(GlobalAvgPool), "globalAvgPool")]
[JsonDerivedType(typeof(Dropout), "dropout")]
[JsonDerivedType(typeof(Flatten), "flatten")]
[JsonDerivedType(typeof(Linear), "linear")]
[JsonDerivedType(typeof(Residual), "residual")]
internal abstract record LayerDocument
{
    [Description("Convolution with learned filters.")]
    internal sealed record Conv2d : LayerDocument
    {
        [Description("Output channels, at least 1, a multiple of groups.")]
        public required int Filters { get; init; }

        [Description("Kernel size.")]
        public required SizeDocument Kernel { get; init; }

        [Description("Step between windows; default 1.")]
        public SizeDocument? Stride { get; init; }

        [Description("Zeros added at each side; default 0.")]
        public SizeDocument? Padding { get; init; }

        [Description("Distance of the kernel's taps; default 1.")]
        public SizeDocument? Dilation { get; init; }

        [Description("Independent groups of channels; default 1.")]
        public int? Groups { get; init; }

        [Description("Whether a learned constant is added to each output channel; default false.")]
        public bool? Bias { get; init; }
    }

    [Description("Batch normalisation with learned scale and shift.")]
    internal sealed record BatchNorm2d : LayerDocument
    {
        [Description("Added to the variance, above 0; default 1e-5.")]
        public double? Epsilon { get; init; }

        [Description("Share of the batch in the running statistics, in (0, 1]; default 0.1.")]
        public double? Momentum { get; init; }
    }

    [Description("max(0, x).")]
    internal sealed record Relu : LayerDocument;

    [Description("Largest value of each window.")]
    internal sealed record MaxPool2d : LayerDocument
    {
        [Description("Window size.")]
        public required SizeDocument Window { get; init; }

        [Description("Step between windows; default the window.")]
        public SizeDocument? Stride { get; init; }
    }

    [Description("Mean of each window.")]
    internal sealed record AvgPool2d : LayerDocument
    {
        [Description("Window size.")]
        public required SizeDocument Window { get; init; }

        [Description("Step between windows; default the window.")]
        public SizeDocument? Stride { get; init; }
    }

    [Description("Mean of each channel: flat, (channels, 1, 1); in PyTorch a Flatten follows before a Linear.")]
    internal sealed record GlobalAvgPool : LayerDocument;

    [Description("Sets values to zero at random in training.")]
    internal sealed record Dropout : LayerDocument
    {
        [Description("Probability of a zero, in [0, 1).")]
        public required double Rate { get; init; }
    }

    [Description("All values of an image in one row.")]
    internal sealed record Flatten : LayerDocument;

    [Description("Fully connected layer on a flat input, (channels, 1, 1).")]
    internal sealed record Linear : LayerDocument
    {
        [Description("Outputs, at least 1.")]
        public required int Units { get; init; }

        [Description("Whether a learned constant is added to each output; default true.")]
        public bool? Bias { get; init; }
    }

    [Description("body(x) + projection(x). Both end in the same shape and, where that has more than one position, at the same stride.")]
    internal sealed record Residual : LayerDocument
    {
        [Description("The residual branch, at least one layer.")]
        public required IReadOnlyList<LayerDocument> Body { get; init; }

        [Description("The shortcut; default the identity.")]
        public IReadOnlyList<LayerDocument>? Projection { get; init; }
    }
}
