using Mnist.Domain;

namespace Mnist.Host;

/// <summary>One remark for each <see cref="PlanWarning"/>.</summary>
internal static class PlanWarningText
{
    public static Remark Remark(this PlanWarning warning) => warning.Match(new PlanWarning.Cases<Remark>(
        UnusedOutputs: w => new(
            "layers",
            $"{w.Outputs} outputs for {w.Classes} classes; the last {(w.Outputs - w.Classes).Of("output")} learn only never to be chosen."),
        BiasBeforeBatchNorm: w => new(
            w.Layer.Place(),
            $"batchNorm2d takes its bias away again; without it the net has {w.Parameters.Of("parameter")} fewer and computes the same."),
        FieldSmallerThanImage: w => new(
            "layers",
            $"a logit sees {w.Size} of the image's {w.Image} pixels along one side; more depth, dilation or pooling would let it see all."),
        RectifiedLogits: w => new(
            w.Layer.Place(),
            "it rectifies the logits: a class whose logit starts below 0 for all images gets no gradient and may never be learned; leave it out.")));
}
