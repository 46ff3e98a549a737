namespace Mnist.Host.Plans;

/// <summary>Every figure of a network that calculation alone tells.</summary>
/// <param name="Parameters">Trainable ones.</param>
/// <param name="NonTrainable">Running values.</param>
/// <param name="Macs">Multiply-adds for one image, forward.</param>
/// <param name="ReceptiveField">Of the logits, in pixels.</param>
/// <param name="Seen">Rows or columns of the image that the logits depend on.</param>
/// <param name="ActivationBytes">Kept for the backward pass of one image.</param>
/// <param name="TrainingBytes">At the peak of training: parameters, gradients, optimiser, activations of a batch.</param>
/// <param name="FlashBytes">Of constants on a device in 8 bits; null beyond all devices.</param>
/// <param name="RamBytes">That change there; null beyond all devices.</param>
internal sealed record NetworkFigures(
    long Parameters,
    long NonTrainable,
    long Macs,
    long ReceptiveField,
    long Seen,
    long ActivationBytes,
    long TrainingBytes,
    long? FlashBytes,
    long? RamBytes)
{
    /// <summary>The figures of a plan; null where its layers do not fit together.</summary>
    public static NetworkFigures? Of(Plan plan)
    {
        if (PlanChecker.Examine(plan.WithoutNetworkLimits(), DataSpec.Mnist).Summary is not { } summary)
            return null;
        var memory = CostCalculator.Memory(summary, plan.Training);
        var device = DeploymentCalculator.Of(plan.Architecture, summary, NumberFormat.Int8);
        return new(
            summary.Parameters.Trainable,
            summary.Parameters.NonTrainable,
            summary.Macs,
            summary.Field.Size,
            summary.Coverage.Size,
            memory.ActivationsBytesPerImage,
            memory.PeakBytes,
            device?.FlashBytes,
            device?.RamBytes);
    }
}
