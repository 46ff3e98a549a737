namespace Mnist.Domain.Planning;

/// <summary>Limits in place of a plan's own; null leaves the plan's.</summary>
/// <param name="MaxParameters">Most trainable parameters, at least 1.</param>
/// <param name="MaxMacs">Most multiply-adds for one image, at least 1.</param>
/// <param name="MinReceptiveField">Fewest rows and columns of the image that the logits depend on, at least 1.</param>
/// <param name="MaxFlashBytes">Most bytes of constants on a device, at least 1.</param>
/// <param name="MaxRamBytes">Most bytes of memory on a device, at least 1.</param>
public sealed record TargetOverride(
    long? MaxParameters, long? MaxMacs, int? MinReceptiveField, long? MaxFlashBytes = null, long? MaxRamBytes = null)
{
    /// <summary>The plan with these limits.</summary>
    /// <param name="plan">Any plan.</param>
    public Plan Apply(Plan plan) => plan with
    {
        Target = plan.Target with
        {
            MaxParameters = MaxParameters ?? plan.Target.MaxParameters,
            MaxMacs = MaxMacs ?? plan.Target.MaxMacs,
            MinReceptiveField = MinReceptiveField ?? plan.Target.MinReceptiveField,
            MaxFlashBytes = MaxFlashBytes ?? plan.Target.MaxFlashBytes,
            MaxRamBytes = MaxRamBytes ?? plan.Target.MaxRamBytes,
        },
    };
}
