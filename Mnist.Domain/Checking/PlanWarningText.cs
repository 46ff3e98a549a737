using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;
using Mnist.Domain.Training;

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
            + "it out."),
        AccuracyAsFraction: w => new(
            "target",
            $"accuracy is in per cent, and {w.Accuracy.Exact()} % asks for nothing; write {(100 * w.Accuracy).Exact()}.")
        { Field = "accuracy" },
        PaddingBeyondKernel: w => new(
            w.Layer.Place(),
            $"with padding {w.Padding} the first windows see no pixel of their input; a padding of at most {w.Most} keeps them on it.")
        { Field = "padding" },
        HeavyDropout: w => new(
            w.Layer.Place(),
            $"it sets {(100 * w.Rate).Exact()} % of the values to zero; rates up to 0.5 are usual, and small networks need less than 0.1.")
        { Field = "rate" },
        HeavyDecay: w => new(
            "training.optimizer",
            $"weightDecay is {w.Decay.Exact()}, which pulls all weights to zero; up to {w.Usual.Exact()} is usual, 0.0001 is common.")
        { Field = "weightDecay" },
        IgnoredLearningRate: w => new(
            "training.optimizer",
            $"learningRate {w.LearningRate.Exact()} is not used: the schedule sets every rate, at most {w.Largest.Exact()}; set its "
            + "maxLearningRate.")
        { Field = "learningRate" },
        NoNormalization: w => new(
            "training",
            $"{w.Convolutions.Of("convolution")} without batchNorm2d and a learning rate of up to {w.LearningRate.Exact()}: such networks "
            + $"often learn nothing; put batchNorm2d behind the convolutions, or stay below {w.Usual.Exact()}."),
        LatePooling: w => new(
            w.Layer.Place(),
            "no convolution of more than one pixel comes after it, so that what it keeps is not looked at together; pool earlier, or end "
            + "with globalAvgPool alone."),
        ScheduleTooLong: w => new(
            "training.schedule",
            $"{w.Field} is {w.Value.Grouped()}, but the run has room for {w.Available.Grouped()}: {Outcome(w.Schedule)}, as in PyTorch; "
            + "shorten it or train for more epochs.")
        { Field = w.Field }));

    /// <summary>What a schedule comes to in a run that is too short for it.</summary>
    private static string Outcome(LearningRateSchedule schedule) => schedule.Match<string>(new(
        Constant: _ => "the rate stays as it is",
        StepLr: _ => "the rate never steps",
        OneCycle: _ => "the cycle is not finished",
        Cosine: _ => "the run ends while the rate still rises",
        Cyclic: _ => "the run ends within the first cycle"));

    /// <summary>A field that covers the image loses a ragged edge, or what lies between windows.</summary>
    private static string SeeMore(PlanWarning.UnseenPixels warning) => warning.Field < Math.Min(warning.Image.Height, warning.Image.Width)
        ? "more depth, dilation or pooling would let them see more"
        : "padding, or strides and windows that leave no rest and no gap, would let them see all";
}
