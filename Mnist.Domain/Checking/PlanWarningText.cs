using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Checking;

/// <summary>One message for each <see cref="PlanWarning"/>.</summary>
public static class PlanWarningText
{
    /// <summary>The message on a warning.</summary>
    public static PlanMessage Message(this PlanWarning warning) => warning.Match(new PlanWarning.Cases<PlanMessage>(
        UnusedOutputs: w => new(
            "layers",
            $"{w.Outputs} outputs for {w.Classes} classes; the last {(w.Outputs - w.Classes).Of("output")} learn only never to be chosen."),
        BiasBeforeBatchNorm: w => new(
            w.Layer.Place(),
            $"batchNorm2d takes its bias away again; without it the net has {w.Parameters.Of("parameter")} fewer and computes the same."),
        UnseenPixels: w => new(
            "layers",
            $"no logit depends on {w.Pixels.Of("pixel")} of the image's {w.Image.Positions.Grouped()}: {w.Seen.Rows} of "
            + $"{w.Image.Height.Of("row")} and {w.Seen.Columns} of {w.Image.Width.Of("column")} count; {SeeMore(w)}."),
        RectifiedLogits: w => new(
            w.Layer.Place(),
            "it rectifies the logits: a class whose logit starts below 0 for all images gets no gradient and may never be learned; leave "
            + "it out.")));

    /// <summary>A field that covers the image loses a ragged edge, or what lies between windows.</summary>
    private static string SeeMore(PlanWarning.UnseenPixels warning) => warning.Field < Math.Min(warning.Image.Height, warning.Image.Width)
        ? "more depth, dilation or pooling would let them see more"
        : "padding, or strides and windows that leave no rest and no gap, would let them see all";
}
