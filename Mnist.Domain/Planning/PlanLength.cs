namespace Mnist.Domain.Planning;

/// <summary>How long a plan trains, and what its target says of that.</summary>
/// <param name="Epochs">Epochs, at least 1.</param>
/// <param name="LastEpochs">How many epochs at the end the target looks at, at least 1.</param>
/// <param name="MaxEpochs">Most epochs that the target allows, at least 1; null for any number.</param>
public sealed record PlanLength(int Epochs, int LastEpochs, int? MaxEpochs)
{
    /// <summary>The length of a plan.</summary>
    /// <param name="plan">Any plan.</param>
    public static PlanLength Of(Plan plan) => new(plan.Training.Epochs, plan.Target.LastEpochs, plan.Target.MaxEpochs);
}
